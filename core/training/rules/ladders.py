"""Ladders (梯队) on which counsellors rise: rungs with terms, and how somebody comes from nomination to the end of a term."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.pack import Pack
from core.training.rules import LadderState

NEXT: Mapping[LadderState, frozenset[LadderState]] = MappingProxyType(
    {
        LadderState.NOMINATED: frozenset({LadderState.CHOSEN, LadderState.NOT_CHOSEN}),
        LadderState.CHOSEN: frozenset({LadderState.ENDED}),
        LadderState.NOT_CHOSEN: frozenset(),
        LadderState.ENDED: frozenset(),
    }
)
"""Where a place may go from each state; what is not chosen or has ended stays as it is."""
LONGEST = 20
"""The longest term, in years."""


class Rung(BaseModel):
    """One rung: how many years its term lasts, and which rung somebody must have held before (None: any may begin)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(max_length=40)
    title: str = Field(min_length=1, max_length=40)
    years: int = Field(ge=1, le=LONGEST)
    after: str | None = None


class LadderSpec(Pack):
    """One ladder, its rungs from the lowest on."""

    key: str = Field(max_length=40)
    rungs: tuple[Rung, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        seen = set[str]()
        for rung in self.rungs:
            if rung.key in seen or (rung.after is not None and rung.after not in seen):
                raise ValueError(f"rung {rung.key}: named twice, or after one that does not stand below it")
            seen.add(rung.key)
        return self

    def rung(self, key: str) -> Rung | None:
        """The rung of a key, or None."""
        return next((one for one in self.rungs if one.key == key), None)


class Place(NamedTuple):
    """Somebody's place on one ladder; `until` is the last day of the term."""

    rung: str
    state: LadderState
    since: date | None = None
    until: date | None = None


def nomination_flaw(spec: LadderSpec, rung_key: str, held: Iterable[Place], today: date) -> str | None:
    """The code of why somebody with these places on the ladder cannot be nominated for a rung, or None."""
    places, rung = list(held), spec.rung(rung_key)
    if rung is None:
        return "training.unknown_rung"
    if any(one.state is LadderState.NOMINATED for one in places):
        return "training.nominated_already"
    if any(one.rung == rung_key and is_held(one, today) for one in places):
        return "training.holds_rung"
    was_there = {one.rung for one in places if one.state in (LadderState.CHOSEN, LadderState.ENDED)}
    return "training.rung_below_first" if rung.after and rung.after not in was_there else None


def term_flaw(since: date, until: date) -> str | None:
    """The code of what is wrong with a term, or None."""
    in_order = since <= until and (until.year - since.year) <= LONGEST
    return None if in_order else "training.term_unlikely"


def term_end(rung: Rung, since: date) -> date:
    """The last day of a term of the rung's usual length."""
    return date(since.year + rung.years, since.month, 1) + timedelta(days=since.day - 2)


def is_held(place: Place, today: date) -> bool:
    """Whether somebody holds the rung on a day: chosen, and within the term."""
    began = place.since is None or place.since <= today
    return place.state is LadderState.CHOSEN and began and (place.until is None or today <= place.until)
