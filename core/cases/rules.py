"""The states a warning can be in."""

from enum import StrEnum


class WarningState(StrEnum):
    """Where a warning stands; every warning is in exactly one."""

    AWAITING_INTERVIEW = "awaiting_interview"
    WITHDRAWN = "withdrawn"


OPEN_STATES = frozenset({WarningState.AWAITING_INTERVIEW})
