"""What has to be there before a warning is decided, and where the person's care then begins or goes on."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from core.cases.rules.states import CaseState, WarningState
from core.errors import Conflict, Refused

LEAST_WHY = 10
"""Characters of a reason that can be understood a year later; default, for the bureau to settle."""


class Verdict(StrEnum):
    """What can be decided about a warning."""

    EXCLUDED = "excluded"
    CONFIRMED = "confirmed"
    RECONSIDERED = "reconsidered"


class Way(StrEnum):
    """What confirming a warning does."""

    OPEN = "open"
    JOIN = "join"
    REOPEN = "reopen"


class Standing(NamedTuple):
    """A warning as it stands before it is decided: `interviews` written down for it, `own_case` the case it was in."""

    state: WarningState
    interviews: int
    own_case: CaseState | None = None


def still_counts(
    written_at: datetime, *, decided_at: datetime | None, revised_at: datetime | None, urgent: bool
) -> bool:
    """Whether a talk written down at `written_at` is one to decide by now.

    It came after what was decided last, and with a flagged critical item after the sheets last changed: nobody is excluded
    by a talk about something else.
    """
    since = [moment for moment in (decided_at, revised_at if urgent else None) if moment is not None]
    return all(written_at >= moment for moment in since)


def reason(why: str) -> str:
    """The reason, tidied; raises Refused("cases.why_needed") below LEAST_WHY characters."""
    told = why.strip()
    if len(told) < LEAST_WHY:
        raise Refused("cases.why_needed", least=LEAST_WHY)
    return told


def check_exclusion(standing: Standing) -> None:
    """Raise unless the warning may be excluded: undecided, somebody has talked with the person, and no case goes on by it."""
    _check_undecided(standing)
    if standing.own_case not in (None, CaseState.CLOSED):
        raise Refused("cases.in_care_by_it")


def check_confirmation(standing: Standing) -> None:
    """Raise unless the warning may be confirmed: undecided, and somebody has talked with the person."""
    _check_undecided(standing)


def check_reconsidering(state: WarningState) -> None:
    """Raise unless an excluded warning is what is to wait again."""
    if state is not WarningState.EXCLUDED:
        raise Refused("cases.not_excluded")


def way(open_case: bool, own_case: CaseState | None) -> Way:
    """Into the person's open case where there is one; else the case the warning was in before goes on, or one begins."""
    if open_case:
        return Way.JOIN
    return Way.OPEN if own_case is None else Way.REOPEN


def _check_undecided(standing: Standing) -> None:
    if standing.state is not WarningState.AWAITING_INTERVIEW:
        raise Conflict("cases.decided_already")
    if not standing.interviews:
        raise Refused("cases.interview_needed")
