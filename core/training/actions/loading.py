"""Rows of the register, loaded within the actor's scope and held until the act is done."""

from datetime import date

from sqlmodel import Session, col, or_, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.training.rules import StaffKind
from core.training.tables import Certificate, StaffMember, StaffPost, TrainingHours

KINDS = list(StaffKind)


def loaded_staff(session: Session, scope: Scope, staff_id: int) -> StaffMember:
    """The file of one person; raises NotFound outside the scope, and for a file that was merged into another."""
    statement = select(StaffMember).where(StaffMember.id == staff_id, col(StaffMember.merged_into).is_(None))
    row = session.exec(within(scope, statement, StaffMember).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def loaded_post(session: Session, scope: Scope, post_id: int) -> tuple[StaffPost, StaffMember]:
    """One post and whose it is; raises NotFound for one at a school outside the scope.

    The person's file may lie outside: of it, a post's school reads the name.
    """
    statement = select(StaffPost, StaffMember).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    chosen = within(scope, statement.where(StaffPost.id == post_id), StaffPost)
    still = within(SYSTEM_SCOPE, chosen.where(col(StaffMember.merged_into).is_(None)), StaffMember)
    row = session.exec(still.with_for_update()).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def main_post(session: Session, person: StaffMember) -> StaffPost:
    """The post at the school where the file lies: the one that lasts, else the last one; raises NotFound without one.

    Of several that last it is the one that counts most for the rates: full-time, then part-time, then any other.
    """
    statement = select(StaffPost).where(StaffPost.staff_id == person.id, StaffPost.school_id == person.school_id)
    rows = session.exec(within(SYSTEM_SCOPE, statement, StaffPost).with_for_update()).all()
    if not rows:
        raise NotFound
    return max(rows, key=lambda row: (row.until or date.max, -KINDS.index(row.kind), row.since, row.id or 0))


def posts_of(session: Session, person: StaffMember) -> list[StaffPost]:
    """Every post of somebody, at whatever school, held until the act is done."""
    statement = select(StaffPost).where(StaffPost.staff_id == person.id).order_by(col(StaffPost.id))
    return list(session.exec(within(SYSTEM_SCOPE, statement, StaffPost).with_for_update()))


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
    until = col(StaffPost.until)
    statement = select(StaffMember).join(StaffPost, col(StaffPost.staff_id) == StaffMember.id)
    here = statement.where(StaffPost.school_id == school_id, or_(until.is_(None), until >= today))
    still = within(scope, here.where(col(StaffMember.merged_into).is_(None)), StaffPost)
    return {row.name: row for row in session.exec(within(SYSTEM_SCOPE, still, StaffMember))}
