"""Who the people in a list of numbers are."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import polars as pl
from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import bulk, within
from core.sheets.cells import tidied
from core.students.queries.indexes import name_indexes, number_indexes
from core.students.queries.known import looked_up
from core.students.rules import Population
from core.students.rules.facts import name_facts, number_facts
from core.students.tables import Enrolment, Person


class Match(NamedTuple):
    """Somebody found by number: where the file lies today, the grade (None where not enrolled), whether the name agrees.

    `name_agrees` is True where no names were given.
    """

    person_id: int
    school_id: int
    class_id: int | None
    grade: int | None
    name_agrees: bool


def match(
    session: Session,
    scope: Scope,
    *,
    numbers: Sequence[str],
    names: Sequence[str] | None = None,
    school_year: int | None = None,
    population: Population = Population.STUDENT,
) -> list[Match | None]:
    """For every number the person within `scope`, or None; 50,000 in one join. Blank numbers match nobody.

    The grade is that of `school_year`, or of each person's latest year without it. Numbers and names may be written as in
    a file: width, spaces and case do not matter.
    """
    clean = number_facts(_tidy(numbers), population).values.fill_null("").to_list()
    indexes = number_indexes(clean, population)
    staged = looked_up(session, ((at, index) for at, index in enumerate(indexes) if clean[at]))
    told: tuple[Any, ...] = (staged.c.at, Person.id, Person.school_id, Person.class_id, Person.name_index)
    people = select(*told).join(staged, staged.c.number_index == col(Person.number_index))
    found = list(session.exec(within(scope, people, Person)))
    grades = dict(_grades(session, scope, staged, school_year))
    bulk.discard(session, staged)
    wanted = name_indexes(name_facts(_tidy(names)).values.fill_null("")) if names is not None else None
    answer: list[Match | None] = [None] * len(numbers)
    for at, person_id, school_id, class_id, name_index in found:
        agrees = wanted is None or bytes(name_index) == wanted[at]
        answer[at] = Match(person_id, school_id, class_id, grades.get(person_id), agrees)
    return answer


def _tidy(texts: Sequence[str]) -> pl.Series:
    return tidied(pl.Series(texts, dtype=pl.String)).values


def _grades(session: Session, scope: Scope, staged: Any, school_year: int | None) -> Iterable[tuple[int, int]]:
    """Grades by person; where no year is given, the latest one's."""
    told: tuple[Any, ...] = (Enrolment.person_id, Enrolment.grade)
    if school_year is None:
        newest = func.row_number().over(
            partition_by=col(Enrolment.person_id), order_by=col(Enrolment.school_year).desc()
        )
        told = (*told, newest.label("newest"))
    statement = (
        select(*told)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(staged, staged.c.number_index == col(Person.number_index))
    )
    narrowed = within(scope, within(scope, statement, Person), Enrolment)
    if school_year is not None:
        return [(row[0], row[1]) for row in session.exec(narrowed.where(Enrolment.school_year == school_year))]
    ranked = narrowed.subquery()
    latest: tuple[Any, ...] = (ranked.c.person_id, ranked.c.grade)
    return [(row[0], row[1]) for row in session.exec(select(*latest).where(ranked.c.newest == 1))]
