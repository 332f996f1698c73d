"""Meetings of supervision as a bureau keeps them, and who can be put into one."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.clock import Term
from core.database import within
from core.organisations.tables import Organisation
from core.training.queries.staffing import in_post
from core.training.queries.supervision import term_span
from core.training.rules import StaffKind, SupervisionKind
from core.training.rules.supervision import SupervisionFacts
from core.training.tables import StaffMember, StaffPost, Supervision, SupervisionSeat


class SeatRow(NamedTuple):
    """Somebody who was there, sent by the school they were at then."""

    staff_id: int
    name: str
    school_id: int
    school: str


class MeetingRow(NamedTuple):
    """One meeting with the people in it whom schools within the reader's scope sent."""

    id: int
    org_id: int
    facts: SupervisionFacts
    seats: tuple[SeatRow, ...]


class SupervisableRow(NamedTuple):
    """Somebody of a school who can be put into a meeting."""

    staff_id: int
    name: str
    school_id: int
    school: str
    kinds: tuple[StaffKind, ...]


PERSON: tuple[Any, ...] = (
    StaffPost.staff_id, StaffMember.name, StaffPost.school_id, Organisation.name, StaffPost.kind
)  # fmt: skip
SEAT: tuple[Any, ...] = (
    SupervisionSeat.supervision_id, SupervisionSeat.staff_id, StaffMember.name, SupervisionSeat.school_id,
    Organisation.name,
)  # fmt: skip


def supervisions(session: Session, scope: Scope, *, term: Term) -> list[MeetingRow]:
    """The meetings that bureaus within the scope held in a term, the newest first; removed ones are left out."""
    within_term = col(Supervision.held_on).between(*term_span(term))
    statement = select(Supervision).where(within_term, col(Supervision.removed_at).is_(None))
    newest = within(scope, statement, Supervision).order_by(col(Supervision.held_on).desc(), col(Supervision.id).desc())
    rows = session.exec(newest).all()
    seats = seats_of(session, scope, [row.id or 0 for row in rows])
    return [MeetingRow(row.id or 0, row.org_id, facts_of(row), tuple(seats.get(row.id or 0, ()))) for row in rows]


def supervisable(session: Session, scope: Scope, *, school_ids: Collection[int], today: date) -> list[SupervisableRow]:
    """Everybody in post at these schools, those of them within the scope; once a school, by school and name."""
    told: Any = select(*PERSON)
    told = told.join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    told = told.join(Organisation, col(Organisation.id) == StaffPost.school_id)
    chosen = told.where(col(StaffPost.school_id).in_(sorted(school_ids)), in_post(today))
    still = within(SYSTEM_SCOPE, chosen.where(col(StaffMember.merged_into).is_(None)), StaffMember)
    found: dict[tuple[int, int], SupervisableRow] = {}
    for who, name, at, school, kind in session.exec(
        within(scope, within(SYSTEM_SCOPE, still, Organisation), StaffPost)
    ):
        before = found.get((who, at), SupervisableRow(who, name, at, school, ()))
        found[who, at] = before._replace(kinds=tuple(one for one in StaffKind if one in {*before.kinds, kind}))
    return sorted(found.values(), key=lambda row: (row.school, row.school_id, row.name, row.staff_id))


def facts_of(row: Supervision) -> SupervisionFacts:
    """A meeting as a value."""
    return SupervisionFacts(
        SupervisionKind(row.kind), row.held_on, Decimal(row.hours), row.supervisor, tuple(row.topics), row.cases
    )


def seats_of(session: Session, scope: Scope, ids: Collection[int]) -> dict[int, list[SeatRow]]:
    """By meeting, who was there of the schools within the scope, by school and name."""
    told: Any = select(*SEAT).join(StaffMember, col(StaffMember.id) == SupervisionSeat.staff_id)
    told = told.join(Organisation, col(Organisation.id) == SupervisionSeat.school_id)
    chosen = told.where(
        col(SupervisionSeat.supervision_id).in_(sorted(ids)), col(StaffMember.merged_into).is_(None)
    )  # fmt: skip
    system = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, chosen, StaffMember), Organisation)
    found: dict[int, list[SeatRow]] = {}
    for meeting, *seat in session.exec(within(scope, system, SupervisionSeat)):
        found.setdefault(meeting, []).append(SeatRow(*seat))
    return {
        meeting: sorted(seats, key=lambda one: (one.school, one.name, one.staff_id)) for meeting, seats in found.items()
    }  # fmt: skip
