"""Bands of measured and counted items: every value has one band, and more never counts against less."""

from collections.abc import Iterator
from functools import reduce

from core.evaluation.rules.lint.finding import Findings, error, hint, named
from core.evaluation.rules.lint.stretches import (
    Stretch,
    after,
    before,
    furthest,
    gap,
    in_order,
    overlap,
    stretch,
)
from core.evaluation.rules.points import bands_of, most_points
from core.evaluation.rules.spec import QUANTITIES, SHARED, Band, Item, Kind, RubricSpec

PERCENT = ("%", "％")


def check_bands(rubric: RubricSpec) -> Findings:
    """Gaps, overlaps, open ends, points that the bands do not reach or go beyond."""
    for item in rubric.items:
        if item.kind in QUANTITIES:
            for standard, bands in _each_once(rubric, item):
                yield from _of(rubric, item, standard, bands)


def _each_once(rubric: RubricSpec, item: Item) -> Iterator[tuple[str, tuple[Band, ...]]]:
    """Standards with bands or points of their own, and one for all that share theirs."""
    seen: set[tuple[object, ...]] = set()
    for standard in rubric.standard_keys:
        bands, points = bands_of(item, standard), most_points(item, standard)
        if (bands, points) not in seen:
            seen.add((bands, points))
            yield standard if bands != item.bands or points != item.points else SHARED, bands


def _of(rubric: RubricSpec, item: Item, standard: str, bands: tuple[Band, ...]) -> Findings:
    whole, of = item.kind is Kind.COUNT, {"standard": named(rubric, standard), "unit": _unit(item)}
    if not bands:
        yield error("bands_missing", item.code, standard=of["standard"])
        return
    for number, band in enumerate(bands, 1):
        if stretch(band, whole=whole).is_empty:
            yield error("band_empty", item.code, standard=of["standard"], number=number)
    stretches = in_order(bands, whole=whole)
    yield from _joins(item, stretches, of, whole=whole)
    yield from _ends(item, stretches, of, whole=whole)
    yield from _scores(rubric, item, standard, stretches)


def _joins(item: Item, stretches: list[Stretch], of: dict[str, str], *, whole: bool) -> Findings:
    for at, upper in enumerate(stretches[1:], 1):
        lower = reduce(furthest, stretches[:at])
        if words := overlap(lower, upper):
            yield error("band_overlap", item.code, span=words, **of)
        elif words := gap(lower, upper, whole=whole):
            yield error("band_gap", item.code, span=words, **of)


def _ends(item: Item, stretches: list[Stretch], of: dict[str, str], *, whole: bool) -> Findings:
    if not stretches:
        return
    if words := before(stretches[0], whole=whole):
        yield error("band_no_start", item.code, span=words, **of)
    if words := after(reduce(furthest, stretches), whole=whole, percent=item.unit.strip() in PERCENT):
        yield error("band_no_end", item.code, span=words, **of)


def _scores(rubric: RubricSpec, item: Item, standard: str, stretches: list[Stretch]) -> Findings:
    if not stretches:
        return
    of, most = named(rubric, standard), most_points(item, standard)
    scores = [each.band.score for each in stretches]
    if max(scores) > most:
        yield error("band_over_points", item.code, standard=of, score=max(scores), points=most)
    elif max(scores) < most:
        yield error("band_below_points", item.code, standard=of, score=max(scores), points=most)
    if min(scores) < 0:
        yield error("band_negative", item.code, standard=of, score=min(scores))
    if scores not in (sorted(scores), sorted(scores, reverse=True)):
        yield hint("bands_not_monotone", item.code, standard=of)


def _unit(item: Item) -> str:
    return f" {item.unit.strip()}" if item.unit.strip() else ""
