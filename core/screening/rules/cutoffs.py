"""Cut-offs of a tier policy as people move them: what each says in words, how far it may go, the policy moved."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.screening.rules.bands import Band, Direction, Status
from core.screening.rules.policy import Condition, Level, Severity, TierPolicy, check_against, chosen_subscales
from core.screening.rules.reasons import figure
from core.screening.rules.spec import Aggregation, ScaleSpec, Subscale

LOCAL = "本级核定"
Place = tuple[Severity, int]
"""A level's severity and the position of one of its conditions."""


class Span(NamedTuple):
    """From where to where a cut-off may be moved, and by what step."""

    low: float
    high: float
    step: float


def adjusted(policy: TierPolicy, changes: Mapping[Place, float], scales: Mapping[str, ScaleSpec]) -> TierPolicy:
    """The policy with the cut-offs of `changes` moved; those are no default any more.

    Raises ValueError for a place the policy does not have and for a limit its scale cannot reach.
    """
    known = {(level.severity, at) for level in policy.levels for at in range(len(level.conditions))}
    if strangers := changes.keys() - known:
        raise ValueError(f"there are no such conditions: {sorted(strangers)}")
    moved = policy.model_copy(update={"levels": tuple(_moved_level(level, changes) for level in policy.levels)})
    check_against(moved, scales)
    return moved


def limit(condition: Condition) -> float:
    """The figure a condition compares with."""
    return float(condition.at_least if condition.at_least is not None else condition.at_most or 0)


def span(condition: Condition, spec: ScaleSpec) -> Span:
    """How far the cut-off of a condition on this scale may be moved."""
    if condition.measure == "critical":
        return Span(spec.minimum + 1, spec.maximum, 1)
    if condition.measure == "derived":
        [found] = [each for each in spec.derived if each.key == condition.derived]
        return Span(*spec.derived_range(found), 1)
    if condition.measure in ("total", "subscales"):
        ranges, mean = _ranges(condition, spec)
        return Span(max(low for low, _ in ranges), min(high for _, high in ranges), 0.1 if mean else 1)
    tops = [max((band.level for band in bands), default=1) for bands in _bands(condition, spec)]
    return Span(1, min(tops), 1)


def words(condition: Condition, spec: ScaleSpec) -> str:
    """A condition as a sentence without its scale's name: 总分 ≥ 22; 第 9 题 ≥ 3; 总分达到“重度”."""
    sign = "≥" if condition.at_least is not None else "≤"
    at = figure(limit(condition))
    if condition.measure == "critical":
        items = condition.items or tuple(each.item for each in spec.critical)
        return f"第 {'、'.join(map(str, items))} 题 {sign} {at}"
    if condition.measure == "derived":
        title = next(each.title for each in spec.derived if each.key == condition.derived)
        return f"{title} {sign} {at}"
    if condition.measure == "total":
        return f"{_total_title(spec)} {sign} {at}"
    if condition.measure == "band":
        return f"总分达到{_band_words(condition, spec.total_bands)}"
    return _subscale_words(condition, spec, f"{sign} {at}")


def _moved_level(level: Level, changes: Mapping[Place, float]) -> Level:
    conditions = tuple(
        _moved(condition, changes[level.severity, at]) if (level.severity, at) in changes else condition
        for at, condition in enumerate(level.conditions)
    )
    return level.model_copy(update={"conditions": conditions})


def _moved(condition: Condition, to: float) -> Condition:
    if to == limit(condition):
        return condition
    side = "at_least" if condition.at_least is not None else "at_most"
    return condition.model_copy(update={side: float(to), "status": Status.REPORTED, "source": LOCAL})


def _chosen(condition: Condition, spec: ScaleSpec) -> list[Subscale]:
    return [spec.subscales[at] for at in chosen_subscales(condition, spec)]


def _ranges(condition: Condition, spec: ScaleSpec) -> tuple[list[tuple[float, float]], bool]:
    if condition.measure == "total":
        return [spec.total_range], spec.total.aggregation is Aggregation.MEAN
    chosen = _chosen(condition, spec)
    return [spec.subscale_range(each) for each in chosen], any(each.aggregation is Aggregation.MEAN for each in chosen)


def _bands(condition: Condition, spec: ScaleSpec) -> list[Sequence[Band]]:
    if condition.measure == "band":
        return [spec.total_bands]
    return [each.flat_bands for each in _chosen(condition, spec)]


def _total_title(spec: ScaleSpec) -> str:
    return "总均分" if spec.total.aggregation is Aggregation.MEAN else "总分"


def _band_words(condition: Condition, bands: Sequence[Band]) -> str:
    labels = dict.fromkeys(band.label for band in bands if band.level == limit(condition))
    return f"第 {figure(limit(condition))} 档" + (f"“{'”“'.join(labels)}”" if labels else "")


def _subscale_words(condition: Condition, spec: ScaleSpec, compared: str) -> str:
    chosen = _chosen(condition, spec)
    names = f"（{'、'.join(each.title for each in chosen)}）" if condition.subscales else ""
    if condition.measure == "subscale_bands":
        compared = "达到" + _band_words(condition, chosen[0].flat_bands)
    return f"{condition.count} 个分量表{names}{compared if compared.startswith('达') else f' {compared}'}"


def crossing_default(spec: ScaleSpec) -> float:
    """Where a year-on-year comparison is cut unless told otherwise: where the second band of care begins, else the first."""
    by_level = {band.level: band for band in reversed(spec.total_bands)}
    band = by_level.get(2) or by_level.get(1) or spec.total_bands[-1]
    return band.low if spec.total.worse is Direction.HIGHER else band.high
