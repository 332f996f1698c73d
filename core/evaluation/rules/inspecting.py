"""辅导室年检: how a counselling room (or a school without one) stands in a year's inspection."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.evaluation.rules.states import EntryState


class Inspected(NamedTuple):
    """A room in one year's inspection. Without a result (not public yet, or not rated) `total` and `most` are None."""

    round_id: int
    entry_id: int
    state: EntryState
    total: Decimal | None = None
    most: Decimal | None = None
    grade: str = ""
    vetoes: tuple[str, ...] = ()


class Standing(StrEnum):
    """How a room stands in this year's inspection."""

    NO_ROOM = "no_room"
    NOT_LISTED = "not_listed"
    NOT_SUBMITTED = "not_submitted"
    UNDER_WAY = "under_way"
    DONE = "done"
    EXEMPT = "exempt"


MISSING = (Standing.NO_ROOM, Standing.NOT_LISTED, Standing.NOT_SUBMITTED)
"""Who is missing from a year's inspection."""


def standing(has_room: bool, found: Inspected | None) -> Standing:
    """Where a room stands; a school that is exempt is neither done nor missing, whether it has a room or not."""
    if found is not None and found.state is EntryState.EXEMPT:
        return Standing.EXEMPT
    if not has_room:
        return Standing.NO_ROOM
    if found is None:
        return Standing.NOT_LISTED
    if found.state is not EntryState.SUBMITTED:
        return Standing.NOT_SUBMITTED
    return Standing.UNDER_WAY if found.total is None else Standing.DONE
