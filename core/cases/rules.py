"""The states a warning can be in."""

from datetime import date, timedelta
from enum import StrEnum


class WarningState(StrEnum):
    """Where a warning stands; every warning is in exactly one."""

    AWAITING_INTERVIEW = "awaiting_interview"
    WITHDRAWN = "withdrawn"


OPEN_STATES = frozenset({WarningState.AWAITING_INTERVIEW})


def may_withdraw(state: WarningState, *, urgent: bool) -> bool:
    """Whether a corrected sheet alone takes a warning back.

    Only while nobody has acted on it, and never where a critical item was flagged: somebody has to look at that, a file
    cannot unsay it.
    """
    return state is WarningState.AWAITING_INTERVIEW and not urgent


def due_on(raised_on: date, *, urgent: bool, amount: int, unit: str) -> date:
    """The day by which the first talk is due: the same day for a flagged critical item, else the level's clock.

    `unit` is "hours" (up to 24 are the same day) or "school_days": Monday to Friday; holidays are not known here.
    """
    if urgent or unit == "hours":
        return raised_on + timedelta(days=0 if urgent else (amount - 1) // 24)
    day = raised_on
    for _ in range(amount):
        day += timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
    return day
