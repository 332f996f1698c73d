"""The statements of a roll-over: enrolments of the next year, and where everybody's file lies from now on."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Integer, Table, and_, false, func, literal, update
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import bulk, unowned, within
from core.students.actions.upsert import insert_into
from core.students.tables import Enrolment, Person

COLUMNS = ("person_id", "school_year", "school_id", "class_id", "grade", "left")


class Target(NamedTuple):
    """Where a class (0 for none) of a school and grade goes; `held` is for those of it who stay in their grade."""

    school_id: int
    grade: int
    class_id: int
    held: bool
    new_grade: int
    new_class: int | None


def enrol_next(
    session: Session, inner: Scope, targets: Iterable[Target], *, from_year: int, repeaters: Collection[int]
) -> None:
    """Give everybody with a target a place in the next year; whoever has one keeps it."""
    whole = Integer()
    kinds: dict[str, TypeEngine[Any]] = {
        "school_id": whole,
        "grade": whole,
        "class_id": whole,
        "held": Boolean(),
        "new_grade": whole,
        "new_class": whole,
    }
    staged = bulk.stage(session, kinds, targets)
    source = _source(staged, from_year, repeaters)
    insert = insert_into(session, Enrolment).from_select(
        COLUMNS, within(inner, within(inner, source, Enrolment), Person)
    )
    session.exec(insert.on_conflict_do_nothing(index_elements=["person_id", "school_year"]))
    bulk.discard(session, staged)


def _source(staged: Table, from_year: int, repeaters: Collection[int]) -> Any:
    told = (
        col(Enrolment.person_id),
        literal(from_year + 1),
        col(Enrolment.school_id),
        staged.c.new_class,
        staged.c.new_grade,
    )
    columns: tuple[Any, ...] = (*told, false())
    held = col(Enrolment.person_id).in_(set(repeaters))
    here = and_(
        staged.c.school_id == col(Enrolment.school_id),
        staged.c.grade == col(Enrolment.grade),
        staged.c.class_id == func.coalesce(col(Enrolment.class_id), 0),
        staged.c.held == held,
    )
    return (
        select(*columns)
        .select_from(Enrolment)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(staged, here)
        .where(
            Enrolment.school_year == from_year, col(Enrolment.left).is_(False), Person.school_id == Enrolment.school_id
        )
    )


def place_today(session: Session, inner: Scope, *, from_year: int) -> None:
    """Set each person's class of today: that of the next year, none for those who leave. Later years are left alone."""
    next_class = select(Enrolment.class_id).where(
        Enrolment.person_id == Person.id, Enrolment.school_year == from_year + 1
    )
    moved = select(Enrolment.person_id).where(Enrolment.school_year == from_year, col(Enrolment.left).is_(False))
    later = unowned(select(Enrolment.person_id).where(Enrolment.school_year > from_year + 1), Enrolment)
    statement = (
        update(Person)
        .where(col(Person.id).in_(within(inner, moved, Enrolment)), col(Person.id).not_in(later))
        .values(
            class_id=within(inner, within(inner, next_class, Enrolment), Person).correlate(Person).scalar_subquery()
        )
        .execution_options(synchronize_session=False)
    )
    session.exec(within(inner, statement, Person))
