"""Somebody's file moves to another school."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.students.tables import Enrolment, Person


class Placed(NamedTuple):
    """Where somebody is now; `grade` is None where the new school has no enrolment of them yet."""

    class_id: int | None
    grade: int | None


def transfer(session: Session, *, person_id: int, to_school_id: int, school_year: int | None) -> Placed:
    """Move a person to another school, without a class; one whom its roster already has stays as they are.

    The enrolment of `school_year` goes along; None leaves every enrolment where it is (小升初: the new year's is not there
    yet). Part of the act of whoever takes over, who has to have asked for the right and writes the audit row; that is why
    it reads past the scope.
    """
    found = within(SYSTEM_SCOPE, select(Person).where(Person.id == person_id), Person).with_for_update()
    person = session.exec(found).one()
    if person.school_id != to_school_id:
        person.school_id, person.class_id = to_school_id, None
        session.add(person)
        _enrol(session, person_id, to_school_id, school_year)
        session.flush()
    theirs = select(col(Enrolment.grade)).where(
        Enrolment.person_id == person_id, Enrolment.school_id == to_school_id, col(Enrolment.left).is_(False)
    )
    newest = within(SYSTEM_SCOPE, theirs.order_by(col(Enrolment.school_year).desc()), Enrolment)
    return Placed(person.class_id, session.exec(newest).first())


def _enrol(session: Session, person_id: int, to_school_id: int, school_year: int | None) -> None:
    wanted = select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.school_year == school_year)
    row = session.exec(within(SYSTEM_SCOPE, wanted, Enrolment)).first()
    if row is not None:
        row.school_id, row.class_id, row.left = to_school_id, None, False
        session.add(row)
