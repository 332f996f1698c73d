"""What a tier policy pack may say: levels, who handles them by when, and the conditions that lead there."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.screening.rules.bands import Band, Cutoff, Direction, Frozen
from core.screening.rules.spec import Derived, ScaleSpec, Subscale

Text = Annotated[str, Field(min_length=1)]


class Severity(IntEnum):
    """The ordinal behind every bureau's labels and numbers; higher = graver. UNKNOWN is not NONE: nothing was assessed."""

    UNKNOWN = -1
    NONE = 0
    NOTICE = 1
    CARE = 2
    HIGH = 3
    GRAVEST = 4


class Clock(Cutoff):
    """Within what time the first talk is due, counted from the publication of the list."""

    amount: int = Field(ge=1)
    unit: Literal["hours", "school_days"]
    words: Text


class Condition(Cutoff):
    """One way into a level. `band` and `subscale_bands` compare band levels, the other measures the figures themselves.

    `count` sub-scales (of those named, else of all) have to meet it; of critical items one is enough.
    """

    scale: Text
    measure: Literal["total", "band", "subscales", "subscale_bands", "derived", "critical"]
    at_least: float | None = None
    at_most: float | None = None
    count: int = Field(default=1, ge=1)
    subscales: tuple[Text, ...] = ()
    derived: str | None = None
    items: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _compares_once(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a condition has either at_least or at_most")
        if self.measure in ("band", "subscale_bands", "critical") and self.at_least is None:
            raise ValueError(f"{self.measure} compares with at_least")
        if (self.measure == "derived") != (self.derived is not None):
            raise ValueError("derived names the derived figure, and only there")
        return self


class CriticalRule(Cutoff):
    """The level that any flagged critical item leads to at least."""

    severity: Severity


class Level(Frozen):
    """One tier: the label is what people read, `number` the bureau's own short number where it uses one.

    `needs_review` asks for a second person before a case of this tier is closed; `follow_up` is the number of school days
    between two follow-ups (a default, to be confirmed locally).
    """

    severity: Severity = Field(ge=1)
    label: Text
    number: str | None = None
    handled_by: Literal["班级", "年级", "校级", "区级"]
    handler: Text
    clock: Clock
    needs_review: bool
    follow_up: int = Field(default=10, ge=1, le=120)
    conditions: tuple[Condition, ...]


class TierPolicy(Frozen):
    """A bureau's tiers, gravest first."""

    key: Text
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]
    title: Text
    note: str = ""
    sources: tuple[Text, ...] = Field(min_length=1)
    licence: Text
    critical: CriticalRule
    levels: tuple[Level, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _graded(self) -> Self:
        severities = [level.severity for level in self.levels]
        if severities != sorted(set(severities), reverse=True):
            raise ValueError("levels: each severity once, gravest first")
        if len({level.label for level in self.levels}) < len(self.levels):
            raise ValueError("levels: two share a label")
        if self.critical.severity not in severities:
            raise ValueError(f"critical: no level has severity {self.critical.severity:d}")
        return self

    def level(self, severity: int) -> Level | None:
        """The level of that severity; None for 0, −1 and severities this policy does not use."""
        return next((level for level in self.levels if level.severity == severity), None)


def check_against(policy: TierPolicy, scales: Mapping[str, ScaleSpec]) -> None:
    """Raise ValueError for a condition that its scale cannot meet, or that runs against the scale's direction."""
    for level in policy.levels:
        for condition in level.conditions:
            if condition.scale not in scales:
                raise ValueError(f"{level.label}: there is no scale {condition.scale}")
            try:
                _check_condition(condition, scales[condition.scale])
            except ValueError as error:
                raise ValueError(f"{level.label}, {condition.scale} {condition.measure}: {error}") from error


def chosen_subscales(condition: Condition, spec: ScaleSpec) -> tuple[int, ...]:
    """Positions of the sub-scales a condition looks at: those named, else every one."""
    names = condition.subscales
    return tuple(at for at, each in enumerate(spec.subscales) if not names or each.title in names)


def _check_condition(condition: Condition, spec: ScaleSpec) -> None:
    if condition.measure == "critical":
        _check_critical(condition, spec)
    elif condition.measure in ("total", "band"):
        _check_figure(condition, spec.total.worse, spec.total_range, spec.total_bands)
    elif condition.measure == "derived":
        found = [each for each in spec.derived if each.key == condition.derived]
        if not found:
            raise ValueError(f"there is no derived figure {condition.derived}")
        _check_limit(condition, spec.derived_range(found[0]), _derived_direction(spec, found[0]))
    else:
        _check_subscales(condition, spec)


def _check_critical(condition: Condition, spec: ScaleSpec) -> None:
    known = {each.item for each in spec.critical}
    if not known or not known.issuperset(condition.items):
        raise ValueError(f"items {sorted(set(condition.items) - known) or 'all'} are not critical")
    _check_limit(condition, (spec.minimum + 1, spec.maximum), Direction.HIGHER)


def _check_subscales(condition: Condition, spec: ScaleSpec) -> None:
    unknown = set(condition.subscales) - {each.title for each in spec.subscales}
    chosen = chosen_subscales(condition, spec)
    if unknown or len(chosen) < condition.count:
        raise ValueError(f"there are no such sub-scales {sorted(unknown)} or fewer than {condition.count}")
    for at in chosen:
        each: Subscale = spec.subscales[at]
        _check_figure(condition, each.worse, spec.subscale_range(each), each.flat_bands)


def _check_figure(condition: Condition, worse: Direction, span: tuple[float, float], bands: Iterable[Band]) -> None:
    if condition.measure in ("band", "subscale_bands"):
        _check_limit(condition, (1, max((band.level for band in bands), default=0)), Direction.HIGHER)
    else:
        _check_limit(condition, span, worse)


def _check_limit(condition: Condition, span: tuple[float, float], worse: Direction) -> None:
    limit = condition.at_least if worse is Direction.HIGHER else condition.at_most
    if limit is None:
        raise ValueError(f"the {worse.value} end is the one to care for: compare the other way round")
    if not span[0] <= limit <= span[1]:
        raise ValueError(f"{limit:g} lies outside {span[0]:g}–{span[1]:g}")


def _derived_direction(spec: ScaleSpec, derived: Derived) -> Direction:
    return spec.total.worse if derived.kind == "total_times" else Direction.HIGHER
