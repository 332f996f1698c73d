"""What a tier means for the work on a case, as the bureau's tier policy says it."""

from collections.abc import Mapping
from typing import NamedTuple

LADDER = ("班级", "年级", "校级", "区级", "市级", "省级")
"""Handling levels from the nearest to the farthest."""
ABOVE: Mapping[str, str] = {"班级": "校级", "年级": "校级", "校级": "区级", "区级": "市级"}
"""A clock leads no farther than to the city: no role looks after single cases at the province."""


class Tier(NamedTuple):
    """One level of a policy, as far as cases are concerned.

    `follow_up` is the number of school days between two follow-ups, `amount` and `unit` ("hours" or "school_days") the
    clock of the first talk; `second_person` says that closing takes two.
    """

    severity: int
    level: str
    label: str
    second_person: bool
    follow_up: int
    amount: int
    unit: str


def above(level: str) -> str | None:
    """The handling level that hears of what stayed undone at `level`; None at the top."""
    return ABOVE.get(level)


def farther(level: str, other: str | None) -> str:
    """The one of two handling levels that is farther from the class."""
    return max((level, other or level), key=_height)


def _height(level: str) -> int:
    return LADDER.index(level) if level in LADDER else -1
