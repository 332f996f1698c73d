"""What makes a scale pack unusable; every finding is a ValueError naming the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from core.screening.rules.bands import Band, BandSet, Direction

if TYPE_CHECKING:
    from core.screening.rules.spec import ScaleSpec


def check(spec: ScaleSpec) -> None:
    """Raise ValueError unless items, sub-scales, bands, codings and thresholds fit together."""
    _check_answers(spec)
    _check_items(spec)
    _check_subscales(spec)
    _check_thresholds(spec)
    _check_derived(spec)
    _check_bands(spec, "total", spec.total.bands, spec.total_range, spec.total.aggregation == "sum", spec.total.worse)
    for each in spec.subscales:
        whole = each.aggregation == "sum"
        _check_bands(spec, each.title, each.bands, spec.subscale_range(each), whole, each.worse)


def _check_answers(spec: ScaleSpec) -> None:
    if spec.minimum >= spec.maximum:
        raise ValueError(f"minimum {spec.minimum} must lie below maximum {spec.maximum}")
    _refuse_twins("coding", (name for each in spec.codings for name in (each.key, *each.aliases)))
    if spec.natural_coding.offset or spec.natural_coding.descending:
        raise ValueError("codings: the first must be the canonical one (offset 0, ascending)")
    for word, value in spec.words.items():
        _within(f'words "{word}"', value, spec.minimum, spec.maximum)


def _check_items(spec: ScaleSpec) -> None:
    every = set(range(1, spec.items + 1))
    named = Counter(item for each in spec.subscales for item in each.items)
    named.update(spec.validity.items if spec.validity else ())
    _refuse_twins("item in two exclusive sub-scales", named.elements())
    if not every.issuperset(named):
        raise ValueError(f"items {sorted(set(named) - every)} lie outside 1–{spec.items}")
    if spec.subscales and every - set(named):
        raise ValueError(f"items {sorted(every - set(named))} are in no sub-scale")
    if not every.issuperset(spec.reversed):
        raise ValueError(f"reversed {sorted(set(spec.reversed) - every)} lie outside 1–{spec.items}")
    _refuse_twins("reversed item", spec.reversed)


def _check_subscales(spec: ScaleSpec) -> None:
    _refuse_twins("sub-scale title", (each.title for each in spec.subscales))
    if not spec.counted_items:
        raise ValueError("total: no item counts towards it")
    shortest = min((len(each.items) for each in spec.subscales), default=spec.items)
    if spec.missing.tolerated >= shortest:
        raise ValueError(f"missing.tolerated {spec.missing.tolerated} would leave nothing of {shortest} items")


def _check_thresholds(spec: ScaleSpec) -> None:
    _refuse_twins("critical item", (each.item for each in spec.critical))
    for each in spec.critical:
        _within(f"critical item {each.item}", each.item, 1, spec.items)
        _within(f"critical item {each.item} threshold", each.threshold, spec.minimum + 1, spec.maximum)
    if spec.validity:
        items = len(spec.validity.items)
        low, high = spec.minimum * items + 1, spec.maximum * items
        _within("validity threshold", spec.validity.threshold, low, high)


def _check_derived(spec: ScaleSpec) -> None:
    _refuse_twins("derived key", (each.key for each in spec.derived))
    for each in spec.derived:
        counts = each.kind == "items_at_least"
        if counts != (each.at_least is not None) or counts == (each.factor is not None):
            raise ValueError(f"derived {each.key}: {each.kind} needs {'at_least' if counts else 'factor'} alone")
        if each.at_least is not None:
            _within(f"derived {each.key} at_least", each.at_least, spec.minimum, spec.maximum)
        for limit in (each.notable_from, each.notable_to):
            if limit is not None:
                _within(f"derived {each.key} cut-off", limit, *spec.derived_range(each))


def _check_bands(
    spec: ScaleSpec, place: str, sets: Sequence[BandSet], span: tuple[float, float], whole: bool, worse: Direction
) -> None:
    for one, other in combinations(sets, 2):
        if one.overlaps(other):
            raise ValueError(f"{place} bands: two sets hold for the same pupil")
    for each in sets:
        if each.respondent is not None and each.respondent not in spec.respondents:
            raise ValueError(f"{place} bands: respondent {each.respondent} is none of the scale's")
        if each.grades is not None and not 1 <= each.grades[0] <= each.grades[1] <= 12:
            raise ValueError(f"{place} bands: grades {each.grades} lie outside 1–12")
        _check_steps(place, each.steps, span, whole)
        _check_levels(place, each.steps, worse)


def _check_steps(place: str, steps: Sequence[Band], span: tuple[float, float], whole: bool) -> None:
    low, high = span
    for band in steps:
        _within(f"{place} band {band.label}", band.low, low, high)
        _within(f"{place} band {band.label}", band.high, low, high)
        if whole and not (band.low.is_integer() and band.high.is_integer()):
            raise ValueError(f"{place} band {band.label}: cut-offs of a sum are whole numbers")
    if (steps[0].low, steps[-1].high) != span:
        raise ValueError(f"{place} bands: gap, they must run from {low:g} to {high:g}")
    for one, following in pairwise(steps):
        due = one.high + 1 if whole else one.high
        if following.low != due:
            raise ValueError(f"{place} bands: {'gap' if following.low > due else 'overlap'} before {following.label}")
    _refuse_twins(f"{place} band", (band.label for band in steps))


def _check_levels(place: str, steps: Sequence[Band], worse: Direction) -> None:
    levels = [band.level for band in steps]
    if levels != sorted(levels, reverse=worse is Direction.LOWER):
        raise ValueError(f"{place} bands: levels must rise towards the {worse.value} end")


def _within(place: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{place}: {value:g} lies outside {low:g}–{high:g}")


def _refuse_twins(what: str, values: Iterable[object]) -> None:
    twins = sorted(str(value) for value, times in Counter(values).items() if times > 1)
    if twins:
        raise ValueError(f"{what} twice: {', '.join(twins)}")
