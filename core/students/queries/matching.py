"""Who the people in a list of numbers are."""

from collections.abc import Sequence
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

FOUND = {
    "at": pl.Int64, "person_id": pl.Int64, "school_id": pl.Int64, "class_id": pl.Int64, "name_index": pl.Binary,
    "grade": pl.Int64,
}  # fmt: skip


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
    found = matched(
        session,
        scope,
        numbers=pl.Series(numbers, dtype=pl.String),
        names=None if names is None else pl.Series(names, dtype=pl.String),
        school_year=school_year,
        population=population,
    )
    return [Match(*row) if row[0] is not None else None for row in found.iter_rows()]


def matched(
    session: Session,
    scope: Scope,
    *,
    numbers: pl.Series,
    names: pl.Series | None = None,
    school_year: int | None = None,
    population: Population = Population.STUDENT,
) -> pl.DataFrame:
    """What `match` answers as columns named like the fields of Match, one row a number, nulls where nobody has it."""
    clean = number_facts(tidied(numbers).values, population).values.fill_null("").to_list()
    indexes = number_indexes(clean, population)
    staged = looked_up(session, ((at, index) for at, index in enumerate(indexes) if clean[at]))
    year = _grades(scope, staged, school_year).subquery()
    told: tuple[Any, ...] = (staged.c.at, Person.id, Person.school_id, Person.class_id, Person.name_index, year.c.grade)
    people = select(*told).join(staged, staged.c.number_index == col(Person.number_index))
    people = people.outerjoin(year, year.c.person_id == Person.id)
    found = bulk.fetched(session, within(scope, people, Person), FOUND)
    bulk.discard(session, staged)
    rows = pl.DataFrame({"at": pl.int_range(len(numbers), dtype=pl.Int64, eager=True)})
    rows = rows.join(found, on="at", how="left", maintain_order="left")
    agrees = pl.lit(True) if names is None else pl.col("name_index").eq_missing(_name_indexes(names))
    return rows.select("person_id", "school_id", "class_id", "grade", name_agrees=agrees)


def _name_indexes(names: pl.Series) -> pl.Series:
    return pl.Series(name_indexes(name_facts(tidied(names).values).values.fill_null("")), dtype=pl.Binary)


def _grades(scope: Scope, staged: Any, school_year: int | None) -> Any:  # a select
    """Grades by person; where no year is given, the latest one's."""
    told: tuple[Any, ...] = (Enrolment.person_id, Enrolment.grade)
    if school_year is not None:
        return within(scope, select(*told).where(Enrolment.school_year == school_year), Enrolment)
    newest = func.row_number().over(partition_by=col(Enrolment.person_id), order_by=col(Enrolment.school_year).desc())
    numbered: tuple[Any, ...] = (*told, newest.label("newest"))
    statement = (
        select(*numbered)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(staged, staged.c.number_index == col(Person.number_index))
    )
    ranked = within(scope, within(scope, statement, Person), Enrolment).subquery()
    latest: tuple[Any, ...] = (ranked.c.person_id, ranked.c.grade)
    return select(*latest).where(ranked.c.newest == 1)
