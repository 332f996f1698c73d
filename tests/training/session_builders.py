"""Training sessions and people in them, put there by nobody. Everybody in here is fictitious."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from core.database import unowned
from core.training.rules import PartState, SessionKind, SessionState
from core.training.tables import (
    Completion,
    Participation,
    ParticipationStep,
    SessionQuota,
    StaffPost,
    TrainingHours,
    TrainingSession,
)
from tests.training.builders import LONG_AGO
from tests.world import World

STARTS, ENDS = datetime(2026, 3, 12, 1, tzinfo=UTC), datetime(2026, 3, 12, 9, tzinfo=UTC)
ENROL_UNTIL = date(2026, 3, 10)
MODULES = [
    {"code": "m1", "title": "危机评估", "hours": "3"},
    {"code": "m2", "title": "家校沟通", "hours": "5"},
]


def a_session(session: Session, world: World, at: str = "county", **other: Any) -> int:
    """A training of 8 hours on 12 March 2026 that schools may enrol in until the 10th, unless told otherwise."""
    usual: dict[str, Any] = {
        "kind": SessionKind.TRAINING, "title": "危机识别与转介", "place": "示例教师发展中心", "lecturer": "程示例",
        "starts_at": STARTS, "ends_at": ENDS, "hours": Decimal(8), "category": "training", "modules": [],
        "enrol_until": ENROL_UNTIL, "state": SessionState.ENROLLING,
    }  # fmt: skip
    known = {**usual, **other, "org_id": world.orgs[at], "made_by": world.accounts["researcher"], "made_at": LONG_AGO}
    row = TrainingSession(**known)
    session.add(row)
    session.flush()
    return row.id or 0


def a_part(
    session: Session, world: World, session_id: int, staff_id: int, state: PartState = PartState.ENROLLED, **other: Any
) -> int:
    """Somebody in a session, sent by the school of their first post; `at` names another school. One step is on record."""
    at = other.pop("at", None)
    row = Participation(
        session_id=session_id, staff_id=staff_id, state=state,
        school_id=world.orgs[at] if at else _school(session, staff_id), **other,
    )  # fmt: skip
    session.add(row)
    session.flush()
    by = world.accounts["counsellor_a"]
    session.add(ParticipationStep(participation_id=row.id or 0, state=state, at=LONG_AGO, by_id=by, reason="学校报名"))
    session.flush()
    return row.id or 0


def a_quota(session: Session, world: World, session_id: int, at: str, places: int) -> None:
    """Places of a school in a session."""
    session.add(SessionQuota(session_id=session_id, school_id=world.orgs[at], places=places))
    session.flush()


def _school(session: Session, staff_id: int) -> int:
    posts = select(StaffPost.school_id).where(StaffPost.staff_id == staff_id).order_by(StaffPost.id)  # type: ignore[arg-type]  # a column
    found = session.exec(unowned(posts, StaffPost)).first()
    if found is None:
        raise LookupError("nobody without a post is sent anywhere")
    return found


def a_completion(session: Session, world: World, part_id: int, **other: Any) -> int:
    """A certificate with the hours that were credited for it, unless told otherwise."""
    usual = {
        "number": f"云溪区-2026-0001-{part_id:03}",
        "code": "ABCDEFGHJK",
        "issued_by": world.accounts["researcher"],
    }
    part = session.exec(unowned(select(Participation).where(Participation.id == part_id), Participation)).one()
    earned = {"title": "危机识别与转介", "category": "training", "held_on": ENDS.date(), "hours": Decimal(8)}
    session.add(TrainingHours(staff_id=part.staff_id, participation_id=part_id, **earned))
    row = Completion(participation_id=part_id, **{**usual, "issued_at": ENDS, **other})
    session.add(row)
    session.flush()
    return row.id or 0
