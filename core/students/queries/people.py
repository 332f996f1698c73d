"""People of the roster as lists show them: names and numbers masked, only the page asked for is opened."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope, mask_name, mask_number
from core.database import within
from core.errors import NotFound
from core.organisations.tables import Organisation, SchoolClass
from core.sheets.cells import tidy
from core.students.queries.indexes import name_indexes, number_indexes, tail_indexes
from core.students.rules import Population, Sex
from core.students.rules.names import clean_name
from core.students.rules.numbers import TAIL, clean_number
from core.students.tables import Enrolment, Person


class PersonRow(NamedTuple):
    """One person in one school year; `name` and `number` are masked."""

    person_id: int
    name: str
    number: str
    sex: Sex
    school_id: int
    school: str
    grade: int
    class_id: int | None
    class_name: str | None
    left: bool


class YearRow(NamedTuple):
    """Where somebody was in a school year."""

    school_year: int
    school: str
    grade: int
    class_name: str | None
    left: bool


class PersonCard(NamedTuple):
    """One person, masked, with the years that lie within the asker's scope, newest first.

    `version` changes with every change of the person's facts.
    """

    person_id: int
    population: Population
    name: str
    number: str
    sex: Sex
    school_id: int
    school: str
    has_groups: bool
    version: str
    years: tuple[YearRow, ...]


def people(
    session: Session,
    scope: Scope,
    *,
    school_year: int,
    population: Population = Population.STUDENT,
    school_id: int | None = None,
    grade: int | None = None,
    class_id: int | None = None,
    left: bool = False,
    offset: int = 0,
    limit: int = 20,
) -> list[PersonRow]:
    """A page of those enrolled in a school year, by school, grade and class; with `left`, those who left during it."""
    statement = _enrolled(scope, _columns(), school_year=school_year, population=population, left=left)
    chosen = _where(statement, school_id, grade, class_id)
    order = (Enrolment.school_id, Enrolment.grade, Enrolment.class_id, Enrolment.person_id)
    return _rows(session, session.exec(chosen.order_by(*order).offset(offset).limit(limit)))


def count_people(
    session: Session,
    scope: Scope,
    *,
    school_year: int,
    population: Population = Population.STUDENT,
    school_id: int | None = None,
    grade: int | None = None,
    class_id: int | None = None,
    left: bool = False,
) -> int:
    """How many `people` there are."""
    statement = _enrolled(scope, (func.count(),), school_year=school_year, population=population, left=left)
    return int(session.exec(_where(statement, school_id, grade, class_id)).one())


def search(
    session: Session,
    scope: Scope,
    *,
    text: str,
    school_year: int | None = None,
    population: Population = Population.STUDENT,
    limit: int = 50,
) -> list[PersonRow]:
    """Those within `scope` whose full name, full number or last four characters of the number are `text`; never a part.

    Names and numbers are sealed, so only what is typed whole can be found. Without `school_year` everybody is found whose
    file lies within the scope, as the newest year has them: somebody may have moved, or the new year's roster not be there.
    """
    name, number = clean_name(tidy(text)), clean_number(tidy(text))
    if not number:
        return []
    told = [col(Person.name_index).in_(name_indexes([name]))]
    told.append(col(Person.number_index).in_(number_indexes([number], population)))
    if len(number) == TAIL:
        told.append(col(Person.tail_index).in_(tail_indexes([number])))
    found = session.exec(within(scope, select(Person.id).where(or_(*told)), Person).limit(limit)).all()
    if school_year is None:
        return _newest(session, [one for one in found if one is not None])
    statement = _enrolled(scope, _columns(), school_year=school_year, population=population, left=None)
    rows = statement.where(col(Person.id).in_(found))
    return _rows(session, session.exec(rows.order_by(Enrolment.school_id, Enrolment.grade, Enrolment.person_id)))


def _newest(session: Session, people: Sequence[int]) -> list[PersonRow]:
    """These people, found within the asker's scope, as their newest enrolment has them."""
    statement: Any = select(*_columns()).select_from(Enrolment).join(Person, col(Person.id) == Enrolment.person_id)
    chosen = statement.where(col(Person.id).in_(people)).order_by(
        col(Enrolment.school_year).desc(), Enrolment.person_id
    )
    rows = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, chosen, Enrolment), Person)).all()
    newest = {row[0]: row for row in reversed(rows)}
    return _rows(session, sorted(newest.values(), key=lambda row: (row.school_id, row.grade, row.id)))


def person(session: Session, scope: Scope, *, person_id: int) -> PersonCard:
    """One person's card, masked; raises NotFound outside `scope`."""
    row = session.exec(within(scope, select(Person).where(Person.id == person_id), Person)).first()
    if row is None:
        raise NotFound
    years = select(Enrolment).where(Enrolment.person_id == person_id).order_by(col(Enrolment.school_year).desc())
    enrolled = list(session.exec(within(scope, years, Enrolment)))
    schools = school_names(session, {row.school_id, *(year.school_id for year in enrolled)})
    classes = class_names(session, {year.class_id for year in enrolled})
    return PersonCard(
        person_id=person_id,
        population=row.population,
        name=mask_name(row.name),
        number=mask_number(row.number),
        sex=row.sex,
        school_id=row.school_id,
        school=schools[row.school_id],
        has_groups=bool(row.groups),
        version=row.fingerprint.hex(),
        years=tuple(
            YearRow(year.school_year, schools[year.school_id], year.grade, classes.get(year.class_id), year.left)
            for year in enrolled
        ),
    )


def school_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names of the schools of rows that were read within a scope (a school's name is no secret)."""
    statement = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(sorted(set(ids))))
    return {school_id or 0: name for school_id, name in session.exec(within(SYSTEM_SCOPE, statement, Organisation))}


def class_names(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """Names of the classes of rows that were read within a scope."""
    wanted = sorted({class_id for class_id in ids if class_id})
    statement = select(SchoolClass.id, SchoolClass.name).where(col(SchoolClass.id).in_(wanted))
    return dict(iter(session.exec(within(SYSTEM_SCOPE, statement, SchoolClass))))


def _columns() -> tuple[Any, ...]:
    told = (Person.id, Person.name, Person.number, Person.sex)
    return (*told, Enrolment.school_id, Enrolment.grade, Enrolment.class_id, Enrolment.left)


def _enrolled(
    scope: Scope, columns: tuple[Any, ...], *, school_year: int, population: Population, left: bool | None
) -> Any:
    statement: Select[Any] = (
        select(*columns)
        .select_from(Enrolment)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.school_year) == school_year, col(Person.population) == population)
    )
    if left is not None:
        statement = statement.where(col(Enrolment.left).is_(left))
    return within(scope, within(scope, statement, Enrolment), Person)


def _where(statement: Any, school_id: int | None, grade: int | None, class_id: int | None) -> Any:
    for column, wanted in ((Enrolment.school_id, school_id), (Enrolment.grade, grade), (Enrolment.class_id, class_id)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    return statement


def _rows(session: Session, found: Iterable[Any]) -> list[PersonRow]:
    rows = list(found)
    schools = school_names(session, {row[4] for row in rows})
    classes = class_names(session, {row[6] for row in rows})
    return [
        PersonRow(
            person_id,
            mask_name(name),
            mask_number(number),
            sex,
            school_id,
            schools.get(school_id, ""),
            grade,
            class_id,
            classes.get(class_id),
            left,
        )
        for person_id, name, number, sex, school_id, grade, class_id, left in rows
    ]
