"""Answers in, scores out: one pure function for one sheet or fifty thousand."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.banding import Pupils, band_indices
from core.screening.rules.scores import MISSING, Bools, Floats, IntMatrix, Ints, ScaleScores
from core.screening.rules.spec import Aggregation, Derived, ScaleSpec


def score(spec: ScaleSpec, answers: IntMatrix, *, pupils: Pupils | None = None) -> ScaleScores:
    """Score canonical `answers` of shape (pupils, items); `pupils` tells what bands by respondent, sex or grade need.

    MISSING marks a blank; any other value outside the scale's range is bad, makes the sheet incomplete and is never
    filled in. Every figure lies within the range the spec declares, or is NaN. Raises ValueError for a wrong shape.
    """
    if answers.ndim != 2 or answers.shape[1] != spec.items:
        raise ValueError(f"{spec.title}: {spec.items} items are needed, the answers have shape {answers.shape}")
    usable = (answers >= spec.minimum) & (answers <= spec.maximum)
    blank = answers == MISSING
    bad = (~(usable | blank)).sum(axis=1)
    groups = _groups(spec, answers, usable)
    complete = (bad == 0) & groups.scoreable & _validity_answered(spec, usable)
    valid = complete & ~_over_validity(spec, answers, usable)
    total, subscales = _aggregate(spec, groups.sums, complete)
    critical_answers = answers[:, [each.item - 1 for each in spec.critical]]
    return assemble(
        spec,
        pupils or Pupils(),
        total=total,
        subscales=subscales,
        derived=_derived(spec, answers, usable, total),
        missing=blank.sum(axis=1),
        bad=bad,
        untested=_every(blank),
        complete=complete,
        valid=valid,
        critical_answers=critical_answers,
    )


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
    untested = _every(np.isnan(both)) & (True if validity is None else np.isnan(validity))
    return assemble(
        spec,
        pupils or Pupils(),
        total=kept,
        subscales=np.where(complete[:, None], given, np.nan),
        derived=np.column_stack([_scaled(each, kept) for each in spec.derived] or [np.empty((len(total), 0))]),
        missing=np.isnan(both[:, : 1 if subscales is None else None]).sum(axis=1),
        bad=bad,
        untested=untested,
        complete=complete,
        valid=complete & ~_vendor_invalid(spec, validity, len(total)),
        critical_answers=empty if critical_answers is None else critical_answers,
    )


def assemble(
    spec: ScaleSpec,
    pupils: Pupils,
    *,
    total: Floats,
    subscales: Floats,
    derived: Floats,
    missing: Ints,
    bad: Ints,
    untested: Bools,
    complete: Bools,
    valid: Bools,
    critical_answers: Ints,
) -> ScaleScores:
    """Add bands and critical flags to figures that are already worked out."""
    if critical_answers.shape != (len(total), len(spec.critical)):
        raise ValueError(f"{spec.title}: critical answers have shape {critical_answers.shape}")
    thresholds = np.array([each.threshold for each in spec.critical], dtype=np.int64)
    readable = (critical_answers >= spec.minimum) & (critical_answers <= spec.maximum)
    subscale_bands = np.empty(subscales.shape, dtype=np.int16)
    for at, each in enumerate(spec.subscales):
        subscale_bands[:, at] = band_indices(each.bands, subscales[:, at], valid, pupils)
    return ScaleScores(
        spec=spec,
        total=total,
        subscales=subscales,
        derived=derived,
        missing=missing,
        bad=bad,
        untested=untested,
        complete=complete,
        valid=valid,
        total_band=band_indices(spec.total.bands, total, valid, pupils),
        subscale_bands=subscale_bands,
        critical=readable & (critical_answers >= thresholds),
        critical_answers=critical_answers,
    )


class _Groups(NamedTuple):
    """Item sums of each sub-scale (of the whole scale where it has none), and whether every one can be scored."""

    sums: Floats
    scoreable: Bools


def _groups(spec: ScaleSpec, answers: IntMatrix, usable: Bools) -> _Groups:
    """Sums of every group, blanks within the tolerated number filled by the mean of the group's answered items."""
    members = membership(spec)
    keyed = np.where(usable, _keyed(spec, answers), 0).astype(np.float32)
    sums = (keyed @ members).astype(np.float64)
    if spec.missing.tolerated == 0:
        return _Groups(sums, _every(usable | ~np.asarray(members.any(axis=1))))
    answered, sizes = usable.astype(np.float32) @ members, members.sum(axis=0)
    filled = sums * sizes / np.maximum(answered, 1)
    if spec.missing.rounding == "half_up":
        filled = np.floor(filled + 0.5)
    short = answered < sizes
    return _Groups(np.where(short, filled, sums), _every(sizes - answered <= spec.missing.tolerated))


def membership(spec: ScaleSpec) -> NDArray[np.float32]:
    """1 where an item (row) belongs to a sub-scale (column); one column of the counted items where there are none."""
    groups = [each.items for each in spec.subscales] or [spec.counted_items]
    members = np.zeros((spec.items, len(groups)), dtype=np.float32)  # half the memory; the sums are small and whole
    for column, items in enumerate(groups):
        members[np.array(items) - 1, column] = 1
    return members


def _keyed(spec: ScaleSpec, answers: IntMatrix) -> IntMatrix:
    """Answers with the reversed items turned round."""
    if not spec.reversed:
        return answers
    turned: IntMatrix = answers.copy()
    at = np.array(spec.reversed) - 1
    turned[:, at] = spec.minimum + spec.maximum - turned[:, at]
    return turned


def _aggregate(spec: ScaleSpec, sums: Floats, complete: Bools) -> tuple[Floats, Floats]:
    counted = [each.in_total for each in spec.subscales] or [True]
    total = sums[:, counted].sum(axis=1)
    if spec.total.aggregation is Aggregation.MEAN:
        total = total / len(spec.counted_items)
    sizes = np.array([len(each.items) if each.aggregation is Aggregation.MEAN else 1 for each in spec.subscales])
    own = sums[:, : len(spec.subscales)] / sizes if len(sizes) else np.empty((len(sums), 0))
    return np.where(complete, total, np.nan), np.where(complete[:, None], own, np.nan)


def _validity_answered(spec: ScaleSpec, usable: Bools) -> Bools:
    if spec.validity is None:
        return np.ones(len(usable), dtype=np.bool_)
    return _every(usable[:, np.array(spec.validity.items) - 1])


def _over_validity(spec: ScaleSpec, answers: IntMatrix, usable: Bools) -> Bools:
    if spec.validity is None:
        return np.zeros(len(answers), dtype=np.bool_)
    at = np.array(spec.validity.items) - 1
    sums: Ints = np.where(usable[:, at], answers[:, at], 0).sum(axis=1)
    return np.asarray(sums >= spec.validity.threshold, dtype=np.bool_)


def _derived(spec: ScaleSpec, answers: IntMatrix, usable: Bools, total: Floats) -> Floats:
    columns = [np.empty((len(total), 0))]
    for each in spec.derived:
        if each.at_least is None:
            columns.append(_scaled(each, total))
        else:
            counted = (usable & (_keyed(spec, answers) >= each.at_least)).sum(axis=1)
            columns.append(np.where(np.isnan(total), np.nan, counted)[:, None])
    return np.hstack(columns)


def _scaled(derived: Derived, total: Floats) -> Floats:
    """The total times the factor; NaN for a figure that only the items can give."""
    return (total * (np.nan if derived.factor is None else derived.factor))[:, None]


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


def _every(cells: Bools) -> Bools:
    """Row by row: whether all its cells hold."""
    return np.asarray(cells.all(axis=1), dtype=np.bool_)
