"""The places of a training session: how many are left, for whom, and who of a school could take one."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.queries import get as organisation
from core.organisations.queries import schools
from core.training.queries.sessions import session_seen
from core.training.rules import PartState, StaffKind
from core.training.rules.enrolment import Room, Wish, wish_flaw
from core.training.tables import Participation, SessionNeed, SessionQuota, StaffMember, StaffPost


class PlaceRow(NamedTuple):
    """A school in a session: its own places (None where it has no quota), and how many people it has sent."""

    school_id: int
    school: str
    places: int | None
    taken: int
    left: int | None


class Sendable(NamedTuple):
    """Somebody of a school as it could send them."""

    wish: Wish
    name: str
    phone: str
    kind: StaffKind
    subject: str


class CandidateRow(NamedTuple):
    """Somebody of a school who could be sent; `enrolled` when they have a place, whichever school took it."""

    staff_id: int
    name: str
    kind: StaffKind
    subject: str
    enrolled: bool


def places(session: Session, scope: Scope, *, session_id: int) -> list[PlaceRow]:
    """What each open school within the scope and below the organiser may send and has sent, by name.

    Raises NotFound for a session that is not seen from the scope.
    """
    row = session_seen(session, scope, session_id)
    room = room_of(session, session_id, row.seats)
    quotas = room.quotas or {}
    return [
        PlaceRow(
            one.id, one.name, None if room.quotas is None else quotas.get(one.id, 0),
            room.taken_by_school.get(one.id, 0), room.left(one.id),
        )
        for one in schools(session, scope, below=row.org_path)
    ]  # fmt: skip


def candidates(session: Session, scope: Scope, *, session_id: int, school_id: int, today: date) -> list[CandidateRow]:
    """Everybody whom a school could send, each once, those without a place first; `scope` is where names may be read.

    Raises NotFound for a school outside the scope, and for a session that its schools do not see.
    """
    school = organisation(session, scope, school_id)
    day = clock.local(session_seen(session, Scope.at(school.path), session_id).starts_at).date()
    rows = [
        CandidateRow(one.wish.staff_id, one.name, one.kind, one.subject, one.wish.held_by is not None)
        for one in sendable(session, session_id=session_id, school_ids=[school.id])
        if not wish_flaw(one.wish._replace(held_by=None), today=today, session_day=day)
    ]
    return sorted(rows, key=lambda row: (row.enrolled, list(StaffKind).index(row.kind), row.staff_id))


def answered_needs(session: Session, scope: Scope, *, session_id: int) -> list[int]:
    """The ids of the needs that a session of an organiser within the scope answers."""
    statement = select(col(SessionNeed.need_id)).where(SessionNeed.session_id == session_id)
    return sorted(session.exec(within(scope, statement, SessionNeed)))


def room_of(session: Session, session_id: int, seats: int | None) -> Room:
    """What is free in a session, whoever asks: hold the session first where it is to stay true."""
    told = select(SessionQuota.school_id, SessionQuota.places).where(SessionQuota.session_id == session_id)
    quotas = dict(session.exec(within(SYSTEM_SCOPE, told, SessionQuota)).all())
    counted: Any = select(col(Participation.school_id), func.count())
    narrowed = _still_in(counted, session_id).group_by(col(Participation.school_id))
    taken: dict[int, int] = dict(session.exec(narrowed).all())
    return Room(seats, sum(taken.values()), quotas or None, taken)


def held_by(session: Session, session_id: int, staff_ids: Collection[int]) -> dict[int, int]:
    """Which school holds a place in a session for each of these people who have one."""
    statement: Any = select(col(Participation.staff_id), col(Participation.school_id))
    chosen = statement.where(col(Participation.staff_id).in_(sorted(staff_ids)))
    return dict(session.exec(_still_in(chosen, session_id)).all())


def sendable(
    session: Session, *, session_id: int, school_ids: Collection[int], staff_ids: Collection[int] | None = None
) -> list[Sendable]:
    """Everybody who has or had a post at these schools, once a school, with the post that lasts longest.

    Files that were merged into another are left out; `staff_ids` narrows to some people.
    """
    statement: Any = select(StaffPost, StaffMember).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    statement = statement.where(
        col(StaffPost.school_id).in_(sorted(school_ids)), col(StaffMember.merged_into).is_(None)
    )
    if staff_ids is not None:
        statement = statement.where(col(StaffPost.staff_id).in_(sorted(staff_ids)))
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, StaffPost), StaffMember)
    found = session.exec(narrowed.order_by(col(StaffPost.id))).all()
    longest = {(post.school_id, post.staff_id): (post, person) for post, person in sorted(found, key=_end)}
    taken = held_by(session, session_id, {staff for _, staff in longest})
    return [
        Sendable(
            Wish(post.staff_id, post.school_id, post.since, post.until, taken.get(post.staff_id)),
            person.name, person.phone, post.kind, post.subject,
        )
        for post, person in longest.values()
    ]  # fmt: skip


def _end(row: tuple[StaffPost, StaffMember]) -> date:
    return row[0].until or date.max


def _still_in(statement: Any, session_id: int) -> Any:
    """Narrowed to people who take up a place of a session; files that were merged into another do not."""
    joined = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id).where(
        Participation.session_id == session_id,
        col(Participation.state) != PartState.WITHDRAWN,
        col(StaffMember.merged_into).is_(None),
    )
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, joined, Participation), StaffMember)
