"""Scores of a whole campaign, held as figures alone, and tier policies tried on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.policy import TierPolicy
from core.screening.rules.scores import ScaleScores, joined
from core.screening.rules.simulation import NOT_LISTED, SchoolTrial, Simulation
from core.screening.rules.standing import severities
from core.screening.rules.tiers import tiers

MOST = 200_000
"""People of one trial: their scores are held in memory between two runs of the page."""
AT_ONCE = 3_000
"""People read at once, so that the page can say how far it is."""


@dataclass(frozen=True)
class Wave:
    """The scored sheets of everybody tested; row i is the same person in every array. Who that is is not kept."""

    schools: NDArray[np.int64]
    results: Mapping[str, ScaleScores]

    def __len__(self) -> int:
        return len(self.schools)


def tried(
    wave: Wave,
    *,
    before: TierPolicy,
    after: TierPolicy,
    last: Mapping[int, tuple[int, int]] | None = None,
    counsellors: Mapping[int, int] | None = None,
    hide: bool = False,
) -> Simulation:
    """Re-tier scores that are worked out already. `last` holds (on the list, tested) of last year by school."""
    used = {int(level.severity) for policy in (before, after) for level in policy.levels}
    moves = _moves(wave, _severities(before, wave), _severities(after, wave))
    found = [
        SchoolTrial(school, moves[school], (last or {}).get(school), (counsellors or {}).get(school, 0))
        for school in sorted(moves)
    ]
    return Simulation(tuple(found), tuple(sorted(used, reverse=True)), hide)


def together(waves: Sequence[Wave]) -> Wave:
    """Parts of one campaign's list as one; at least one part."""
    keys = waves[0].results
    return Wave(
        np.concatenate([wave.schools for wave in waves]),
        {key: joined([wave.results[key] for wave in waves]) for key in keys},
    )


def portions(people: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Schools (id, people) in portions of at least AT_ONCE people each, the last one of what is left."""
    found: list[tuple[int, ...]] = []
    waiting: tuple[int, ...] = ()
    held = 0
    for school, number in people:
        waiting, held = (*waiting, school), held + number
        if held >= AT_ONCE:
            found.append(waiting)
            waiting, held = (), 0
    return [*found, waiting] if waiting else found


def _severities(policy: TierPolicy, wave: Wave) -> NDArray[np.int64]:
    """Severity as it would be stored, 0 where nothing can be said: on no list either way."""
    return np.maximum(severities(tiers(policy, wave.results)), NOT_LISTED).astype(np.int64)


def _moves(wave: Wave, before: NDArray[np.int64], after: NDArray[np.int64]) -> dict[int, dict[tuple[int, int], int]]:
    rows, counts = np.unique(np.column_stack([wave.schools, before, after]), axis=0, return_counts=True)
    found: dict[int, dict[tuple[int, int], int]] = {}
    for (school, old, new), people in zip(rows.tolist(), counts.tolist(), strict=True):
        found.setdefault(school, {})[old, new] = people
    return found
