"""Classes of a school year, and who heads them."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import unowned, within
from core.organisations.tables import Organisation, SchoolClass


class ClassRow(NamedTuple):
    """A class of one school year; `head_id` is the account of its 班主任."""

    id: int
    school_id: int
    grade: int
    name: str
    head_id: int | None


def classes(session: Session, scope: Scope, *, school_year: int, school_id: int | None = None) -> list[ClassRow]:
    """The classes of a school year within `scope`, by school, grade and name."""
    statement = select(SchoolClass).where(SchoolClass.school_year == school_year)
    if school_id is not None:
        statement = statement.where(SchoolClass.school_id == school_id)
    found = session.exec(within(scope, statement, SchoolClass))
    rows = [ClassRow(row.id or 0, row.school_id, row.grade, row.name, row.head_id) for row in found]
    return sorted(rows, key=lambda row: (row.school_id, row.grade, len(row.name), row.name))


def headed_classes(session: Session, account_id: int, *, school_year: int) -> list[tuple[int, str]]:
    """The classes an account heads in a school year, each with its school's path: for building an actor alone."""
    statement = (
        select(SchoolClass.id, Organisation.path)
        .join(Organisation, col(Organisation.id) == SchoolClass.school_id)
        .where(SchoolClass.head_id == account_id, SchoolClass.school_year == school_year)
    )
    found = session.exec(unowned(unowned(statement, SchoolClass), Organisation))
    return [(class_id or 0, path) for class_id, path in found]
