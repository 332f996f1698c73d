"""From scores to tiers: the gravest level whose conditions a pupil meets, and the reasons for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.conditions import Hit, hits_of
from core.screening.rules.policy import Severity, TierPolicy
from core.screening.rules.reasons import ORDER, Kind, Reason
from core.screening.rules.scores import NO_BAND, Bools, ScaleScores


class TestStatus(IntEnum):
    """How far a pupil's sheets can be relied on; only ASSESSED with severity 0 means that nothing was found."""

    __test__ = False  # not a test, whatever pytest thinks of the name

    ASSESSED = 0
    UNTESTED = 1
    INCOMPLETE = 2
    RETEST = 3


@dataclass(frozen=True)
class Tiers:
    """Tiers of n pupils. `severity` −1 = no scale could be assessed and no critical item was flagged; `urgent` = a
    critical item was flagged, to be looked at the same day; `status` holds TestStatus values."""

    policy: TierPolicy
    severity: NDArray[np.int8]
    status: NDArray[np.int8]
    urgent: Bools
    hits: tuple[Hit, ...]

    def __len__(self) -> int:
        return len(self.severity)

    def reasons(self, index: int) -> tuple[Reason, ...]:
        """Why that pupil has the tier: the scale with the gravest finding first, within a scale as Kind is ordered."""
        best: dict[tuple[str, Kind, int], Reason] = {}
        for reason in _reasons(self.hits, index):
            known = best.get(reason[:3])
            if known is None or known.severity < reason.severity:
                best[reason[:3]] = reason
        gravest: dict[str, int] = {}
        for reason in best.values():
            gravest[reason.scale] = max(gravest.get(reason.scale, 0), reason.severity)
        return tuple(sorted(best.values(), key=lambda one: (-gravest[one.scale], one.scale, ORDER[one.kind], one.at)))


def tiers(policy: TierPolicy, results: Mapping[str, ScaleScores]) -> Tiers:
    """The tiers of n pupils from their scores by scale key; row i is the same pupil in every scale.

    Totals, bands and sub-scales count on valid sheets only, critical items on every sheet. Scales the policy does not
    name count for their critical items alone; scales it names and the campaign lacks are passed over. Raises ValueError
    without a scale, or for rows that differ in number.
    """
    if len({len(scores) for scores in results.values()}) != 1:
        raise ValueError("scores of at least one scale, all of the same length, are needed")
    hits = tuple(hits_of(policy, results))
    scales = list(results.values())
    assessed = np.logical_or.reduce([scores.valid for scores in scales])
    severity = np.where(assessed, Severity.NONE, Severity.UNKNOWN).astype(np.int8)
    for hit in hits:
        np.maximum(severity, np.int8(hit.severity), out=severity, where=hit.met.any(axis=1))
    urgent = np.logical_or.reduce([scores.critical.any(axis=1) for scores in scales])
    return Tiers(policy, severity, _status(scales), urgent, hits)


def _status(scales: list[ScaleScores]) -> NDArray[np.int8]:
    untested = np.logical_and.reduce([scores.untested for scores in scales])
    unscored = np.logical_or.reduce([~scores.complete for scores in scales])
    invalid = np.logical_or.reduce([scores.complete & ~scores.valid for scores in scales])
    order = [TestStatus.UNTESTED, TestStatus.RETEST, TestStatus.INCOMPLETE]
    return np.select([untested, invalid, unscored], order, TestStatus.ASSESSED).astype(np.int8)


def _reasons(hits: tuple[Hit, ...], index: int) -> Iterator[Reason]:
    for hit in hits:
        for column in np.flatnonzero(hit.met[index]):
            band = NO_BAND if hit.bands is None else int(hit.bands[index, column])
            value = float(hit.values[index, column])
            yield Reason(hit.scale, hit.kind, hit.indices[column], value, band, hit.severity)
