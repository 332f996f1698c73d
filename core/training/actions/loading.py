"""Rows of the register, loaded within the actor's scope and held until the act is done."""

from datetime import date

from sqlmodel import Session, col, or_, select

from core.access import Scope
from core.database import within
from core.errors import NotFound
from core.training.tables import Certificate, StaffMember, TrainingHours


def loaded_staff(session: Session, scope: Scope, staff_id: int) -> StaffMember:
    """One member of staff; raises NotFound outside the scope."""
    statement = select(StaffMember).where(StaffMember.id == staff_id)
    row = session.exec(within(scope, statement, StaffMember).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def loaded_certificate(session: Session, scope: Scope, certificate_id: int) -> Certificate:
    """One certificate; raises NotFound outside the scope."""
    statement = select(Certificate).where(Certificate.id == certificate_id)
    row = session.exec(within(scope, statement, Certificate).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def loaded_hours(session: Session, scope: Scope, hours_id: int) -> TrainingHours:
    """One training of somebody; raises NotFound outside the scope."""
    statement = select(TrainingHours).where(TrainingHours.id == hours_id)
    row = session.exec(within(scope, statement, TrainingHours).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def in_post_by_name(session: Session, scope: Scope, school_id: int, today: date) -> dict[str, StaffMember]:
    """Everybody of a school who has not left, by name: names are sealed, so a school's few rows are opened to compare."""
    until = col(StaffMember.until)
    statement = select(StaffMember).where(StaffMember.school_id == school_id, or_(until.is_(None), until >= today))
    return {row.name: row for row in session.exec(within(scope, statement, StaffMember))}
