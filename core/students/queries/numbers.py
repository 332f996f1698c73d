"""Enrolment in figures and as plain ids."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.organisations.queries import ClassRow, classes
from core.students.rules import Population
from core.students.tables import Enrolment, Person


class GradeCount(NamedTuple):
    """How many pupils a grade has, in how many classes."""

    grade: int
    pupils: int
    classes: int


class ClassCount(NamedTuple):
    """A class and how many pupils it has."""

    row: ClassRow
    pupils: int


class Enrolled(NamedTuple):
    """Somebody who is enrolled: ids alone."""

    person_id: int
    school_id: int
    class_id: int | None
    grade: int


def pupils_by_grade(
    session: Session, scope: Scope, *, school_year: int, school_id: int | None = None
) -> list[GradeCount]:
    """Pupils by grade, ascending; those who left and staff are not counted."""
    statement = (
        select(Enrolment.grade, func.count(), func.count(func.distinct(Enrolment.class_id)))
        .where(Enrolment.school_year == school_year, col(Enrolment.left).is_(False), Enrolment.grade > 0)
        .group_by(col(Enrolment.grade))
        .order_by(col(Enrolment.grade))
    )
    if school_id is not None:
        statement = statement.where(Enrolment.school_id == school_id)
    return [GradeCount(*row) for row in session.exec(within(scope, statement, Enrolment))]


def pupils_by_school(
    session: Session, scope: Scope, *, school_year: int, school_id: int | None = None
) -> dict[int, int]:
    """Pupils on roll by school; those who left and staff are not counted, schools without anybody have no entry."""
    statement = (
        select(Enrolment.school_id, func.count())
        .where(Enrolment.school_year == school_year, col(Enrolment.left).is_(False), Enrolment.grade > 0)
        .group_by(col(Enrolment.school_id))
    )
    if school_id is not None:
        statement = statement.where(Enrolment.school_id == school_id)
    return dict(iter(session.exec(within(scope, statement, Enrolment))))


def class_list(session: Session, scope: Scope, *, school_year: int, school_id: int) -> list[ClassCount]:
    """The classes of a school in a year with their pupils, by grade and name."""
    statement = (
        select(Enrolment.class_id, func.count())
        .where(Enrolment.school_year == school_year, Enrolment.school_id == school_id, col(Enrolment.left).is_(False))
        .group_by(col(Enrolment.class_id))
    )
    counts = dict(iter(session.exec(within(scope, statement, Enrolment))))
    rows = classes(session, scope, school_year=school_year, school_id=school_id)
    return [ClassCount(row, counts.get(row.id, 0)) for row in rows]


def enrolled(
    session: Session,
    scope: Scope,
    *,
    school_year: int,
    grades: Collection[int] | None = None,
    population: Population = Population.STUDENT,
) -> list[Enrolled]:
    """Everybody within `scope` enrolled in a school year (who left is not), in `grades` where given; by person.

    For freezing who is due in a campaign. Staff have grade 0.
    """
    statement = (
        select(Enrolment.person_id, Enrolment.school_id, Enrolment.class_id, Enrolment.grade)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Enrolment.school_year == school_year, col(Enrolment.left).is_(False), Person.population == population)
        .order_by(col(Enrolment.person_id))
    )
    if grades is not None:
        statement = statement.where(col(Enrolment.grade).in_(sorted(grades)))
    return [Enrolled(*row) for row in session.exec(within(scope, within(scope, statement, Enrolment), Person))]
