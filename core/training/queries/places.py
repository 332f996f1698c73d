"""The places of a training session: how many are left, for whom, and who of a school could take one."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.queries import get as organisation
from core.organisations.queries import schools
from core.training.queries.sessions import session_seen
from core.training.rules import PartState, StaffKind
from core.training.rules.enrolment import Room, Wish
from core.training.tables import Participation, SessionNeed, SessionQuota, StaffMember, StaffPost, TrainingSession


class PlaceRow(NamedTuple):
    """A school in a session: its own places (None where it has no quota), and how many people it has sent."""

    school_id: int
    school: str
    places: int | None
    taken: int
    left: int | None


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
    """Everybody in post at a school, each once, those without a place first; `scope` is where names may be read.

    Raises NotFound for a school outside the scope.
    """
    school = organisation(session, scope, school_id)
    people = _in_post(session, school.id, today)
    taken = held_by(session, session_id, people)
    rows = [
        CandidateRow(person.id or 0, person.name, post.kind, post.subject, person.id in taken)
        for person, post in people.values()
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


def wishes(session: Session, row: TrainingSession, school_id: int, staff_ids: Collection[int]) -> dict[int, Wish]:
    """Those of these people who have or had a post at a school, as it would send them; the longest post counts."""
    taken = held_by(session, row.id or 0, staff_ids)
    statement = select(StaffPost).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    statement = statement.where(
        StaffPost.school_id == school_id,
        col(StaffPost.staff_id).in_(sorted(staff_ids)),
        col(StaffMember.merged_into).is_(None),
    )
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, StaffPost), StaffMember)
    posts = sorted(session.exec(narrowed), key=lambda post: (post.until or date.max, post.id))
    return {
        post.staff_id: Wish(post.staff_id, school_id, post.since, post.until, taken.get(post.staff_id))
        for post in posts
    }


def _in_post(session: Session, school_id: int, today: date) -> dict[int, tuple[StaffMember, StaffPost]]:
    statement: Any = select(StaffMember, StaffPost).join(StaffPost, col(StaffPost.staff_id) == StaffMember.id)
    statement = statement.where(StaffPost.school_id == school_id, col(StaffMember.merged_into).is_(None))
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, StaffPost), StaffMember)
    found: dict[int, tuple[StaffMember, StaffPost]] = {}
    for person, post in session.exec(narrowed.order_by(col(StaffPost.since))):
        if post.until is None or post.until >= today:
            found.setdefault(person.id or 0, (person, post))
    return found


def _still_in(statement: Any, session_id: int) -> Any:
    """Narrowed to people who take up a place of a session; files that were merged into another do not."""
    joined = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id).where(
        Participation.session_id == session_id,
        col(Participation.state) != PartState.WITHDRAWN,
        col(StaffMember.merged_into).is_(None),
    )
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, joined, Participation), StaffMember)
