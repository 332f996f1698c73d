"""Who must not rate which school, and why."""

from enum import StrEnum
from typing import NamedTuple

from core.evaluation.rules.states import TieKind


class Bar(StrEnum):
    """Why somebody must not rate a school; the first that holds is told."""

    OWN = "own"
    FORMER = "former"
    FAMILY = "family"
    OTHER = "other"
    OUT_OF_REACH = "out_of_reach"


class Rater(NamedTuple):
    """What accounts, roles and ties tell of somebody who may score.

    `reaches` are the paths below which they may, `own` and `former` the organisations where they work and worked, `ties`
    what was told beside that.
    """

    id: int
    reaches: tuple[str, ...] = ()
    own: frozenset[int] = frozenset()
    former: frozenset[int] = frozenset()
    ties: frozenset[tuple[int, TieKind]] = frozenset()


def bar(rater: Rater, school_id: int, path: str) -> Bar | None:
    """Why this person must not rate the school at `path`; None when they may."""
    held = {Bar(kind.value) for school, kind in rater.ties if school == school_id}
    held |= {Bar.OWN} if school_id in rater.own else set()
    held |= {Bar.FORMER} if school_id in rater.former else set()
    held |= set() if any(path.startswith(reach) for reach in rater.reaches) else {Bar.OUT_OF_REACH}
    return next((one for one in Bar if one in held), None)
