"""Members of staff by name, with their certificates and trainings: for those who keep the register, and at their school."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope, mask_name
from core.database import within
from core.organisations.queries import schools
from core.training.queries.staffing import TENTH, last_valid
from core.training.rules import StaffKind
from core.training.rules.staff import CertificateFacts, HoursFacts
from core.training.tables import Certificate, StaffMember, StaffPost, TrainingHours


class StaffRow(NamedTuple):
    """One post of somebody at a school; `id` is the person's.

    `last_valid` is the last day on which any certificate is valid (rules.certificates.FOREVER without an end), None
    without one; `hours` are those of the school year of the day asked about. Where the file lies outside the reader's
    scope (`filed` False: a post beside one at another school) neither is told, and once the post has ended the name is
    masked.
    """

    id: int
    post_id: int
    school_id: int
    name: str
    kind: StaffKind
    subject: str
    since: date
    until: date | None
    last_valid: date | None
    hours: Decimal
    filed: bool = True


class CertificateRow(NamedTuple):
    """A certificate of somebody, whether a scan is kept of it, and when a bureau compared it with the original."""

    id: int
    facts: CertificateFacts
    has_scan: bool = False
    checked_at: datetime | None = None


class HoursRow(NamedTuple):
    """A training that somebody completed; `credited` by a session, which alone can change it."""

    id: int
    facts: HoursFacts
    credited: bool = False


def names_within(session: Session, *, manages: Scope, sends: Scope) -> Scope:
    """Where somebody may read names of staff: where they keep the register, and at a school of their own.

    `manages` is where they hold MANAGE_STAFF, `sends` where they hold ENROL_STAFF: who sends a school's people to trainings
    knows them. Who only views reads numbers (`staffing`) and no names, wherever that is.
    """
    own = {row.path for row in schools(session, sends, closed=True)} if sends else set()
    return Scope((*manages.reaches, *(reach for reach in sends.reaches if reach.path in own)))


def above_schools(session: Session, *, manages: Scope) -> Scope:
    """The part of where somebody keeps the register that lies above schools: where they check papers and move people."""
    at_schools = {row.path for row in schools(session, manages, closed=True)} if manages else set()
    return Scope(tuple(reach for reach in manages.reaches if reach.path not in at_schools))


def staff(session: Session, scope: Scope, *, school_id: int, today: date, left: bool = False) -> list[StaffRow]:
    """Who is in post at a school on a day, or with `left` who is not any more; by kind, then by the first day.

    One row a person and kind: of several alike that which lasts longest. `scope` is where the reader may read names
    (`names_within`).
    """
    found, hours = _posts(session, scope, school_id), _hours(session, scope, school_id, today)
    held = _last_valid(session, scope, school_id, today)
    filed = _filed(session, scope, {person.id or 0 for _, person in found})
    now = {person.id for post, person in found if _lasts(post, today)}
    rows = {
        (post.staff_id, post.kind): _row(post, _named(post, person, today, filed), held, hours, person.id in filed)
        for post, person in sorted(found, key=lambda one: (one[0].until or date.max, one[0].id or 0))
        if (not left and _lasts(post, today)) or (left and person.id not in now)
    }
    return sorted(rows.values(), key=lambda row: (list(StaffKind).index(row.kind), row.since, row.post_id))


def certificates(session: Session, scope: Scope, *, staff_id: int) -> list[CertificateRow]:
    """Somebody's certificates, the one that is valid longest first; `scope` as in `staff`."""
    statement = select(Certificate).where(Certificate.staff_id == staff_id)
    rows = session.exec(within(scope, statement, Certificate))
    found = [_paper(row) for row in rows]
    return sorted(found, key=lambda row: (row.facts.valid_until or date.max, row.id), reverse=True)


def hours(session: Session, scope: Scope, *, staff_id: int) -> list[HoursRow]:
    """What somebody was trained in, the newest first; `scope` as in `staff`."""
    statement = select(TrainingHours).where(TrainingHours.staff_id == staff_id)
    newest = (col(TrainingHours.held_on).desc(), col(TrainingHours.id).desc())
    rows = session.exec(within(scope, statement, TrainingHours).order_by(*newest))
    return [
        HoursRow(
            row.id or 0, HoursFacts(row.title, row.held_on, row.hours, row.category), row.participation_id is not None
        )
        for row in rows
    ]


def _paper(row: Certificate) -> CertificateRow:
    facts = CertificateFacts(*(getattr(row, name) for name in CertificateFacts._fields))
    return CertificateRow(row.id or 0, facts, row.scan is not None, row.checked_at)


def _posts(session: Session, scope: Scope, school_id: int) -> list[tuple[StaffPost, StaffMember]]:
    """Every post that ever was at the school, with whose it is."""
    told: Any = select(StaffPost, StaffMember).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    chosen = told.where(StaffPost.school_id == school_id, col(StaffMember.merged_into).is_(None))
    return [
        (post, person)
        for post, person in session.exec(within(scope, within(SYSTEM_SCOPE, chosen, StaffMember), StaffPost))
    ]


def _last_valid(session: Session, scope: Scope, school_id: int, today: date) -> dict[int, date]:
    carried = last_valid(scope, today)
    statement: Any = (
        select(col(StaffPost.staff_id), carried.c.last)
        .distinct()
        .join(carried, carried.c.staff_id == StaffPost.staff_id)
    )
    return dict(iter(session.exec(within(scope, statement.where(StaffPost.school_id == school_id), StaffPost))))


def _lasts(post: StaffPost, today: date) -> bool:
    return post.since <= today and (post.until is None or post.until >= today)


def _filed(session: Session, scope: Scope, staff_ids: Collection[int]) -> set[int]:
    """Those of them whose file lies within the scope."""
    statement = select(col(StaffMember.id)).where(col(StaffMember.id).in_(sorted(staff_ids)))
    return {one or 0 for one in session.exec(within(scope, statement, StaffMember))}


def _hours(session: Session, scope: Scope, school_id: int, today: date) -> dict[int, Decimal]:
    held = col(TrainingHours.held_on).between(*clock.year_span(clock.school_year(today)))
    told: Any = select(col(TrainingHours.staff_id), func.sum(col(TrainingHours.hours))).where(held)
    theirs = within(scope, select(col(StaffPost.staff_id)).where(StaffPost.school_id == school_id), StaffPost)
    statement = within(scope, told.where(col(TrainingHours.staff_id).in_(theirs)), TrainingHours)
    rows = session.exec(statement.group_by(col(TrainingHours.staff_id)))
    return {holder: Decimal(total).quantize(TENTH) for holder, total in rows}


def _named(post: StaffPost, person: StaffMember, today: date, filed: Collection[int]) -> str:
    lasts = post.until is None or post.until >= today
    return person.name if lasts or person.id in filed else mask_name(person.name)


def _row(post: StaffPost, name: str, held: dict[int, date], hours: dict[int, Decimal], filed: bool) -> StaffRow:
    return StaffRow(
        post.staff_id, post.id or 0, post.school_id, name, post.kind, post.subject, post.since, post.until,
        held.get(post.staff_id), hours.get(post.staff_id, Decimal(0)), filed,
    )  # fmt: skip
