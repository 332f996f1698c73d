"""Scores that another system has already worked out."""

import numpy as np

from core.screening.rules.banding import Pupils, assemble, every
from core.screening.rules.scores import MISSING, Bools, Floats, IntMatrix, ScaleScores
from core.screening.rules.scoring import scaled
from core.screening.rules.spec import Aggregation, ScaleSpec


def from_scores(
    spec: ScaleSpec,
    totals: Floats | None,
    subscales: Floats | None = None,
    *,
    validity: Floats | None = None,
    critical_answers: IntMatrix | None = None,
    pupils: Pupils | None = None,
) -> ScaleScores:
    """Take over scores that another system has worked out; bands and tiers follow as from answers.

    NaN = not given. A score outside its range is bad and makes the row incomplete. Without `totals` the total is worked
    out from the sub-scales; without `validity` a complete row counts as valid; without `critical_answers` (canonical,
    one column per critical item) none is flagged. Derived figures that count items are NaN. Raises ValueError when
    neither totals nor sub-scales are given, or a shape is wrong.
    """
    given = _given_subscales(spec, totals, subscales)
    total = _total_of(spec, given) if totals is None else totals.astype(np.float64)
    both = np.column_stack([total, given])
    low, high = _ranges(spec)
    bad = ((both < low) | (both > high)).sum(axis=1)
    complete = (bad == 0) & ~np.isnan(total)
    empty = np.full((len(total), len(spec.critical)), MISSING, dtype=np.int8)
    kept = np.where(complete, total, np.nan)
    untested = every(np.isnan(both)) & (True if validity is None else np.isnan(validity))
    return assemble(
        spec,
        pupils or Pupils(),
        total=kept,
        subscales=np.where(complete[:, None], given, np.nan),
        derived=np.column_stack([scaled(each, kept) for each in spec.derived] or [np.empty((len(total), 0))]),
        missing=np.isnan(both[:, : 1 if subscales is None else None]).sum(axis=1),
        bad=bad,
        untested=untested,
        complete=complete,
        valid=complete & ~_vendor_invalid(spec, validity, len(total)),
        critical_answers=empty if critical_answers is None else critical_answers,
    )


def _given_subscales(spec: ScaleSpec, totals: Floats | None, subscales: Floats | None) -> Floats:
    if totals is None and (subscales is None or not spec.subscales):
        raise ValueError(f"{spec.title}: neither totals nor sub-scales are given")
    if subscales is None:
        return np.full((len(totals) if totals is not None else 0, len(spec.subscales)), np.nan)
    if subscales.ndim != 2 or subscales.shape[1] != len(spec.subscales):
        raise ValueError(f"{spec.title}: sub-scales have shape {subscales.shape}")
    if totals is not None and len(totals) != len(subscales):
        raise ValueError(f"{spec.title}: {len(totals)} totals, but {len(subscales)} rows of sub-scales")
    return subscales.astype(np.float64)


def _total_of(spec: ScaleSpec, subscales: Floats) -> Floats:
    """The total that complete sub-scales imply; NaN where one that counts is not given."""
    sizes = [len(each.items) if each.aggregation is Aggregation.MEAN else 1 for each in spec.subscales]
    counted = [each.in_total for each in spec.subscales]
    total: Floats = (subscales * np.array(sizes))[:, counted].sum(axis=1)
    return total / len(spec.counted_items) if spec.total.aggregation is Aggregation.MEAN else total


def _ranges(spec: ScaleSpec) -> tuple[Floats, Floats]:
    spans = [spec.total_range, *(spec.subscale_range(each) for each in spec.subscales)]
    return np.array([low for low, _ in spans]), np.array([high for _, high in spans])


def _vendor_invalid(spec: ScaleSpec, validity: Floats | None, rows: int) -> Bools:
    if spec.validity is None or validity is None:
        return np.zeros(rows, dtype=np.bool_)
    return ~(validity < spec.validity.threshold)
