"""Which pupils meet which condition of a tier policy, as arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.bands import Band
from core.screening.rules.policy import Condition, TierPolicy, chosen_subscales
from core.screening.rules.reasons import Kind
from core.screening.rules.scores import Bools, Floats, Ints, ScaleScores


@dataclass(frozen=True)
class Hit:
    """Where one condition is met: a column per figure it looks at.

    `kind` and `indices` name the columns as a Reason does; `bands` points into flat bands, None where there are none.
    """

    scale: str
    severity: int
    kind: Kind
    indices: tuple[int, ...]
    met: Bools
    values: Floats
    bands: Ints | None


def hits_of(policy: TierPolicy, results: Mapping[str, ScaleScores]) -> Iterator[Hit]:
    """Every condition on a scale that has results, gravest level first, then the critical items of every scale."""
    for level in policy.levels:
        for condition in level.conditions:
            if condition.scale in results:
                yield _hit(condition, int(level.severity), results[condition.scale])
    for key, scores in results.items():
        if scores.spec.critical:
            seen = _criticals(scores, ())
            met = scores.critical
            yield Hit(key, int(policy.critical.severity), seen.kind, seen.indices, met, seen.values, None)


class _Figures(NamedTuple):
    """What a condition looks at: the figures, the numbers it compares, and the sheets it may trust for that."""

    kind: Kind
    indices: tuple[int, ...]
    values: Floats
    bands: Ints | None
    compared: NDArray[np.float64]
    trusted: Bools


def _hit(condition: Condition, severity: int, scores: ScaleScores) -> Hit:
    seen = _figures(condition, scores)
    met = seen.trusted
    if condition.at_least is not None:
        met = met & (seen.compared >= condition.at_least)
    if condition.at_most is not None:
        met = met & (seen.compared <= condition.at_most)
    enough = met.sum(axis=1) >= condition.count
    return Hit(condition.scale, severity, seen.kind, seen.indices, met & enough[:, None], seen.values, seen.bands)


def _figures(condition: Condition, scores: ScaleScores) -> _Figures:
    if condition.measure in ("total", "band"):
        return _total(scores, levels=condition.measure == "band")
    if condition.measure == "derived":
        at = [each.key for each in scores.spec.derived].index(condition.derived or "")
        value = scores.derived[:, [at]]
        return _Figures(Kind.DERIVED, (at,), value, None, value, scores.valid[:, None])
    if condition.measure == "critical":
        return _criticals(scores, condition.items)
    return _subscales(scores, chosen_subscales(condition, scores.spec), levels=condition.measure == "subscale_bands")


def _total(scores: ScaleScores, *, levels: bool) -> _Figures:
    value, band = scores.total[:, None], scores.total_band[:, None]
    compared = _levels(scores.spec.total_bands, band) if levels else value
    return _Figures(Kind.TOTAL, (0,), value, band, compared, scores.valid[:, None])


def _subscales(scores: ScaleScores, chosen: tuple[int, ...], *, levels: bool) -> _Figures:
    values, bands = scores.subscales[:, chosen], scores.subscale_bands[:, chosen]
    compared = values
    if levels:
        columns = [_levels(scores.spec.subscales[at].flat_bands, scores.subscale_bands[:, at]) for at in chosen]
        compared = np.column_stack(columns)
    return _Figures(Kind.SUBSCALE, chosen, values, bands, compared, scores.valid[:, None])


def _criticals(scores: ScaleScores, items: tuple[int, ...]) -> _Figures:
    """Critical items, all or those named; trusted wherever that one cell is readable, on whatever sheet."""
    chosen = [at for at, each in enumerate(scores.spec.critical) if not items or each.item in items]
    answers = scores.critical_answers[:, chosen].astype(np.float64)
    indices = tuple(scores.spec.critical[at].item for at in chosen)
    return _Figures(Kind.CRITICAL, indices, answers, None, answers, scores.critical[:, chosen])


def _levels(bands: Sequence[Band], found: Ints) -> Floats:
    """Band positions as levels; NO_BAND (−1) reads the last entry of the table, a level nothing reaches."""
    return np.array([band.level for band in bands] + [-1], dtype=np.float64)[found]
