"""Two standards in one pass: each item counts for both, and the harder one is nowhere the easier one.

Standards stand in the order of what they demand: 达标 before 示范.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from core.evaluation.rules.lint.finding import Findings, error, figure, hint, twice
from core.evaluation.rules.lint.scales import scores_of
from core.evaluation.rules.points import WITHOUT_POINTS, bands_of, most_points
from core.evaluation.rules.spec import QUANTITIES, Band, Item, Kind, RubricSpec

FEWEST = 2


def check_standards(rubric: RubricSpec) -> Findings:
    """The standards themselves, and what each item says about them."""
    for words in twice(standard.key for standard in rubric.standards):
        yield error("standard_twice", standard=words)
    for words in twice(standard.title.strip() for standard in rubric.standards):
        yield error("standard_twice", standard=words)
    if 0 < len(rubric.standards) < FEWEST:
        yield hint("standard_alone", standard=rubric.standards[0].title)
    titles = {standard.key: standard.title for standard in rubric.standards}
    for item in rubric.items:
        yield from _requirements(item, titles)
        yield from _counts_for_both(item, titles)
        yield from _harder(item, titles)


def _requirements(item: Item, titles: dict[str, str]) -> Findings:
    if item.separate and not titles:
        yield error("separate_without_standards", item.code)
    for key in twice(each.standard for each in item.requirements):
        yield error("requirement_twice", item.code, standard=titles[key])
    told = {each.standard for each in item.requirements if each.text.strip()}
    if told and (silent := [title for key, title in titles.items() if key not in told]):
        yield hint("requirement_missing", item.code, standards="、".join(silent))
    written = [each.text.strip() for each in item.requirements if each.text.strip()]
    if len(told) == len(written) and twice(written) and item.separate:
        yield hint("requirement_same", item.code)


def _counts_for_both(item: Item, titles: dict[str, str]) -> Findings:
    if item.kind in WITHOUT_POINTS:
        return
    worth = {key: most_points(item, key) for key in titles}
    if any(worth.values()) and (left := [titles[key] for key, points in worth.items() if not points]):
        yield error("one_standard_only", item.code, standards="、".join(left))


def _harder(item: Item, titles: dict[str, str]) -> Findings:
    for easier, harder in pairwise(titles):
        most = most_points(item, easier), most_points(item, harder)
        if easier == harder or min(most) <= 0:
            continue
        for where, low, high in _compared(item, easier, harder):
            if high * most[0] > low * most[1]:
                yield error("standard_more_lenient", item.code, harder=titles[harder], easier=titles[easier], at=where)
                break


def _compared(item: Item, easier: str, harder: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """What both standards give, level by level or value by value."""
    if item.kind is Kind.ANCHORS:
        pairs = zip(scores_of(item, easier), scores_of(item, harder), strict=True)
        yield from ((f"“{anchor.label}”", *pair) for anchor, pair in zip(item.anchors, pairs, strict=True))
    if item.kind in QUANTITIES:
        below, above = bands_of(item, easier), bands_of(item, harder)
        for value in _telling(below + above, whole=item.kind is Kind.COUNT):
            scores = _score(below, value), _score(above, value)
            if scores[0] is not None and scores[1] is not None:
                yield f"{figure(value)} {item.unit.strip()}".strip(), scores[0], scores[1]


def _telling(bands: tuple[Band, ...], *, whole: bool) -> list[Decimal]:
    """Every end of a band, and a value on both sides of each: where scores change, one of them is met."""
    ends = sorted({end for band in bands for end in (band.low, band.high) if end is not None})
    if not ends:
        return [Decimal(0)]
    halves = [(low + high) / 2 for low, high in pairwise(ends)]
    values = [ends[0] - 1, *ends, *halves, ends[-1] + 1, *(end + step for end in ends for step in (-1, 1) if whole)]
    kept = {value for value in values if value >= 0 and (not whole or value == value.to_integral_value())}
    return sorted(kept)


def _score(bands: tuple[Band, ...], value: Decimal) -> Decimal | None:
    return max((band.score for band in bands if band.holds(value)), default=None)
