"""Answers in, scores out: one pure function for one sheet or fifty thousand."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.banding import Pupils, assemble, every
from core.screening.rules.scores import MISSING, Bools, Floats, IntMatrix, Ints, ScaleScores, joined
from core.screening.rules.spec import Aggregation, Derived, ScaleSpec

_BLOCK = 2048
_AT_ONCE = 16_384


def score(spec: ScaleSpec, answers: IntMatrix, *, pupils: Pupils | None = None) -> ScaleScores:
    """Score canonical `answers` of shape (pupils, items); `pupils` tells what bands by respondent, sex or grade need.

    MISSING marks a blank; any other value outside the scale's range is bad, makes the sheet incomplete and is never
    filled in. Every figure lies within the range the spec declares, or is NaN. Raises ValueError for a wrong shape or
    for anything but signed whole numbers.
    """
    if answers.dtype.kind != "i" or answers.ndim != 2 or answers.shape[1] != spec.items:
        raise ValueError(f"{spec.title}: {spec.items} items are needed, the answers have shape {answers.shape}")
    starts = range(0, max(1, len(answers)), _AT_ONCE)  # in parts: a province's file at once would need its size tenfold
    parts = [slice(start, start + _AT_ONCE) for start in starts]
    return joined([_scored(spec, answers[part], (pupils or Pupils()).rows(part)) for part in parts])


def _scored(spec: ScaleSpec, answers: IntMatrix, pupils: Pupils) -> ScaleScores:
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
        pupils,
        total=total,
        subscales=subscales,
        derived=_derived(spec, answers, usable, total),
        missing=blank.sum(axis=1),
        bad=bad,
        untested=every(blank),
        complete=complete,
        valid=valid,
        critical_answers=critical_answers,
    )


class _Groups(NamedTuple):
    """Item sums of each sub-scale (of the whole scale where it has none), and whether every one can be scored."""

    sums: Floats
    scoreable: Bools


def _groups(spec: ScaleSpec, answers: IntMatrix, usable: Bools) -> _Groups:
    """Sums of every group, blanks within the tolerated number filled by the mean of the group's answered items."""
    members = membership(spec)
    sums = _sums(np.where(usable, _keyed(spec, answers), 0), members)
    if spec.missing.tolerated == 0:
        return _Groups(sums, every(usable | ~np.asarray(members.any(axis=1))))
    answered, sizes = _sums(usable, members), members.sum(axis=0)
    filled = sums * sizes / np.maximum(answered, 1)
    if spec.missing.rounding == "half_up":
        filled = np.floor(filled + 0.5)
    short = answered < sizes
    return _Groups(np.where(short, filled, sums), every(sizes - answered <= spec.missing.tolerated))


def _sums(cells: Ints | Bools, members: NDArray[np.float32]) -> Floats:
    """Sums of every group, in blocks of rows that stay in the processor's cache."""
    sums = np.empty((len(cells), members.shape[1]))
    for start in range(0, len(cells), _BLOCK):
        sums[start : start + _BLOCK] = cells[start : start + _BLOCK].astype(np.float32) @ members
    return sums


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
    return every(usable[:, np.array(spec.validity.items) - 1])


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
            columns.append(scaled(each, total))
        else:
            counted = (usable & (_keyed(spec, answers) >= each.at_least)).sum(axis=1)
            columns.append(np.where(np.isnan(total), np.nan, counted)[:, None])
    return np.hstack(columns)


def scaled(derived: Derived, total: Floats) -> Floats:
    """The total times the factor; NaN for a figure that only the items can give."""
    return (total * (np.nan if derived.factor is None else derived.factor))[:, None]
