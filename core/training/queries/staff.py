"""Members of staff by name, with their certificates and trainings: for those who keep the register, and at their school."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import clock
from core.access import Scope
from core.database import within
from core.organisations.queries import schools
from core.training.queries.staffing import TENTH, in_post, last_valid
from core.training.rules import StaffKind
from core.training.rules.staff import CertificateFacts, HoursFacts
from core.training.tables import Certificate, StaffMember, TrainingHours


class StaffRow(NamedTuple):
    """One member of staff.

    `last_valid` is the last day on which any certificate is valid (rules.certificates.FOREVER without an end), None
    without one; `hours` are those of the school year of the day asked about.
    """

    id: int
    school_id: int
    name: str
    kind: StaffKind
    subject: str
    since: date
    until: date | None
    last_valid: date | None
    hours: Decimal


class CertificateRow(NamedTuple):
    """A certificate of somebody."""

    id: int
    facts: CertificateFacts


class HoursRow(NamedTuple):
    """A training that somebody completed."""

    id: int
    facts: HoursFacts


def names_within(session: Session, *, manages: Scope, views: Scope) -> Scope:
    """Where somebody may read names of staff: where they keep the register, and at a school of their own.

    `manages` is where they hold MANAGE_STAFF, `views` where they hold VIEW_STAFF. Who only views a bureau reads numbers
    (`staffing`), no names.
    """
    own = {row.path for row in schools(session, views, closed=True)} if views else set()
    return Scope((*manages.reaches, *(reach for reach in views.reaches if reach.path in own)))


def staff(session: Session, scope: Scope, *, school_id: int, today: date, left: bool = False) -> list[StaffRow]:
    """A school's staff in post on a day, or with `left` those who are not; by kind, then by the day they began.

    `scope` is where the reader may read names (`names_within`).
    """
    carried, hours = last_valid(scope, today), _hours(session, scope, school_id, today)
    told: Any = select(StaffMember, carried.c.last).outerjoin(carried, carried.c.staff_id == StaffMember.id)
    statement = told.where(StaffMember.school_id == school_id, ~in_post(today) if left else in_post(today))
    rows = [_row(row, last, hours) for row, last in session.exec(within(scope, statement, StaffMember))]
    return sorted(rows, key=lambda row: (list(StaffKind).index(row.kind), row.since, row.id))


def certificates(session: Session, scope: Scope, *, staff_id: int) -> list[CertificateRow]:
    """Somebody's certificates, the one that is valid longest first; `scope` as in `staff`."""
    statement = select(Certificate).where(Certificate.staff_id == staff_id)
    rows = session.exec(within(scope, statement, Certificate))
    found = [
        CertificateRow(row.id or 0, CertificateFacts(*(getattr(row, n) for n in CertificateFacts._fields)))
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.facts.valid_until or date.max, row.id), reverse=True)


def hours(session: Session, scope: Scope, *, staff_id: int) -> list[HoursRow]:
    """What somebody was trained in, the newest first; `scope` as in `staff`."""
    statement = select(TrainingHours).where(TrainingHours.staff_id == staff_id)
    newest = (col(TrainingHours.held_on).desc(), col(TrainingHours.id).desc())
    rows = session.exec(within(scope, statement, TrainingHours).order_by(*newest))
    return [HoursRow(row.id or 0, HoursFacts(row.title, row.held_on, row.hours)) for row in rows]


def _hours(session: Session, scope: Scope, school_id: int, today: date) -> dict[int, Decimal]:
    held = col(TrainingHours.held_on).between(*clock.year_span(clock.school_year(today)))
    told: Any = select(col(TrainingHours.staff_id), func.sum(col(TrainingHours.hours))).where(held)
    theirs = within(scope, select(col(StaffMember.id)).where(StaffMember.school_id == school_id), StaffMember)
    statement = within(scope, told.where(col(TrainingHours.staff_id).in_(theirs)), TrainingHours)
    rows = session.exec(statement.group_by(col(TrainingHours.staff_id)))
    return {holder: Decimal(total).quantize(TENTH) for holder, total in rows}


def _row(row: StaffMember, last: date | None, hours: dict[int, Decimal]) -> StaffRow:
    told = {name: getattr(row, name) for name in StaffRow._fields if hasattr(row, name)}
    return StaffRow(**told, last_valid=last, hours=hours.get(row.id or 0, Decimal(0)))
