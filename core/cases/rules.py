"""The states a warning can be in."""

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
