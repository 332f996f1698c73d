"""The life of a training session, and of somebody's place in it: which step follows which, and for whom."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from core.training.rules import PartState, SessionState

NEXT: Mapping[SessionState, tuple[SessionState, ...]] = {
    SessionState.PLANNED: (SessionState.ENROLLING,),
    SessionState.ENROLLING: (SessionState.RUNNING, SessionState.PLANNED, SessionState.CANCELLED),
    SessionState.RUNNING: (SessionState.DONE, SessionState.ENROLLING, SessionState.CANCELLED),
    SessionState.DONE: (),
    SessionState.CANCELLED: (),
}
"""What may follow. A plan that nobody was told of is dropped, not cancelled; whatever was opened stays on record."""

NEXT_PART: Mapping[PartState, tuple[PartState, ...]] = {
    PartState.ENROLLED: (PartState.ATTENDING, PartState.FAILED, PartState.WITHDRAWN),
    PartState.ATTENDING: (PartState.COMPLETED, PartState.FAILED, PartState.ENROLLED, PartState.WITHDRAWN),
    PartState.COMPLETED: (PartState.FAILED,),
    PartState.FAILED: (PartState.COMPLETED,),
    PartState.WITHDRAWN: (PartState.ENROLLED,),
}
"""What may follow: back to ENROLLED when the only sign-in was a mistake, between the two ends when settled anew."""

OPEN = (SessionState.PLANNED, SessionState.ENROLLING, SessionState.RUNNING)
"""States in which a session can still be changed."""
ON = (SessionState.ENROLLING, SessionState.RUNNING)
"""States in which a session has people who may come."""
WAITING = (PartState.ENROLLED, PartState.ATTENDING)
"""States in which somebody's result is still open."""
REASON, LONGEST_REASON = 2, 200  # characters


class Module(NamedTuple):
    """One part of a session, with the hours that being there is worth."""

    code: str
    title: str
    hours: Decimal


def unpacked_modules(rows: list[dict[str, Any]]) -> tuple[Module, ...]:
    """Modules as they are kept in JSON (hours in words, so that no float comes near them)."""
    return tuple(Module(row["code"], row["title"], Decimal(str(row["hours"]))) for row in rows)


def packed_modules(modules: tuple[Module, ...]) -> list[dict[str, Any]]:
    """Modules for JSON."""
    return [{"code": one.code, "title": one.title, "hours": str(one.hours)} for one in modules]


def follows(now: SessionState, to: SessionState) -> bool:
    """Whether a session may go from one state to another."""
    return to in NEXT[now]


def part_follows(now: PartState, to: PartState) -> bool:
    """Whether somebody may go from one state to another."""
    return to in NEXT_PART[now]


def closed_to(state: SessionState, enrol_until: date, today: date, *, organiser: bool) -> str:
    """Why nobody can be enrolled now, as a code; "" when they can.

    Schools enrol until the last day told; the organiser also afterwards, and while the session runs.
    """
    if state not in ON or (state is SessionState.RUNNING and not organiser):
        return "training.not_enrolling"
    return "training.enrolment_over" if today > enrol_until and not organiser else ""


def withdrawal_flaw(session: SessionState, part: PartState, *, organiser: bool) -> str:
    """Why somebody cannot be withdrawn now, as a code; "" when they can: who was there only by the organiser."""
    if session not in ON or part not in WAITING:
        return "training.not_in_session"
    return "" if organiser or part is PartState.ENROLLED else "training.there_already"
