"""What a scale pack may say: items, codings, sub-scales, bands and critical items, by number and key only."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.screening.rules import checks
from core.screening.rules.bands import Band, BandSet, Cutoff, Direction, Frozen, Span

Text = Annotated[str, Field(min_length=1)]
Item = Annotated[int, Field(ge=1)]


class Respondent(StrEnum):
    """Who answers about the pupil."""

    SELF = "self"
    PARENT = "parent"
    TEACHER = "teacher"


class Aggregation(StrEnum):
    """How the items of a sub-scale, or of the whole scale, become one number."""

    SUM = "sum"
    MEAN = "mean"


class CriticalKind(StrEnum):
    """What a critical item is about; decides who is asked to look at it."""

    LIFE_SAFETY = "life_safety"
    HARM_TO_OTHERS = "harm_to_others"
    MALTREATMENT = "maltreatment"


class Coding(Frozen):
    """How answers are written in a file: canonical = written − offset, or the mirror of it when `descending`."""

    key: Text
    label: Text
    aliases: tuple[Text, ...] = ()
    offset: int = 0
    descending: bool = False


class Validity(Cutoff):
    """Items that tell whether the sheet can be trusted; their sum at `threshold` or above means `meaning`."""

    title: Text
    items: tuple[Item, ...] = Field(min_length=1)
    threshold: int
    meaning: Literal["retest"]


class Subscale(Frozen):
    """A group of items with its own score and, where known, its own bands."""

    title: Text
    items: tuple[Item, ...] = Field(min_length=1)
    aggregation: Aggregation = Aggregation.SUM
    in_total: bool = True
    worse: Direction = Direction.HIGHER
    bands: tuple[BandSet, ...] = ()

    @cached_property
    def flat_bands(self) -> tuple[Band, ...]:
        """The bands of every set, one after the other; scores point into this."""
        return tuple(band for each in self.bands for band in each.steps)


class Total(Frozen):
    """The scale's own score over the sub-scales (or items) that count towards it."""

    aggregation: Aggregation = Aggregation.SUM
    worse: Direction = Direction.HIGHER
    bands: tuple[BandSet, ...] = Field(min_length=1)


class Derived(Cutoff):
    """A further figure: the number of items answered `at_least` so high, or the total times `factor`."""

    key: Text
    title: Text
    kind: Literal["items_at_least", "total_times"]
    at_least: int | None = None
    factor: float | None = None
    notable_from: float | None = None
    notable_to: float | None = None


class Critical(Cutoff):
    """An item whose answer of `threshold` or above calls for a same-day review, whatever the rest of the sheet says."""

    item: Item
    threshold: int
    kind: CriticalKind
    concern: Text


class MissingRule(Cutoff):
    """How many blanks a sub-scale (or a scale without any) bears; a borne blank is filled by the mean of the others."""

    tolerated: int = Field(ge=0)
    rounding: Literal["none", "half_up"] = "none"


class Audience(Cutoff):
    """For whom the scale is recommended: school grades 1–12 and ages in years, both ends included."""

    grades: Span
    ages: Span


class ScaleSpec(Frozen):
    """A scale as data. Item answers are canonical: whole numbers from `minimum` to `maximum`, before reversing."""

    key: Text
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]
    title: Text
    name: Text
    licence: Text
    sources: tuple[Text, ...] = Field(min_length=1)
    note: str = ""
    respondents: tuple[Respondent, ...] = Field(min_length=1)
    audience: Audience
    items: int = Field(ge=1)
    minimum: int = Field(ge=0)
    maximum: int = Field(le=32)
    codings: tuple[Coding, ...] = Field(min_length=1)
    words: dict[str, int] = Field(default_factory=dict)
    reversed: tuple[Item, ...] = ()
    missing: MissingRule
    subscales: tuple[Subscale, ...] = ()
    validity: Validity | None = None
    total: Total
    derived: tuple[Derived, ...] = ()
    critical: tuple[Critical, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        checks.check(self)
        return self

    @property
    def natural_coding(self) -> Coding:
        """The coding the scale's authors use: the first one the pack declares."""
        return self.codings[0]

    def coding(self, key: str) -> Coding:
        """The accepted coding of that key; ValueError names those there are."""
        for coding in self.codings:
            if key in (coding.key, *coding.aliases):
                return coding
        raise ValueError(f"{self.title}: {key} is none of {', '.join(each.key for each in self.codings)}")

    @cached_property
    def counted_items(self) -> tuple[int, ...]:
        """The items that enter the total, ascending."""
        if not self.subscales:
            outside = self.validity.items if self.validity else ()
            return tuple(number for number in range(1, self.items + 1) if number not in outside)
        return tuple(sorted(item for each in self.subscales if each.in_total for item in each.items))

    @cached_property
    def total_bands(self) -> tuple[Band, ...]:
        """The total's bands of every set, one after the other; scores point into this."""
        return tuple(band for each in self.total.bands for band in each.steps)

    @property
    def total_range(self) -> tuple[float, float]:
        """The lowest and the highest total there can be."""
        return self._range(self.total.aggregation, len(self.counted_items))

    def subscale_range(self, subscale: Subscale) -> tuple[float, float]:
        """The lowest and the highest score of that sub-scale."""
        return self._range(subscale.aggregation, len(subscale.items))

    def derived_range(self, derived: Derived) -> tuple[float, float]:
        """The lowest and the highest value of that derived figure."""
        if derived.kind == "items_at_least":
            return 0.0, float(self.items)
        low, high = self.total_range
        return low * (derived.factor or 1.0), high * (derived.factor or 1.0)

    def _range(self, aggregation: Aggregation, items: int) -> tuple[float, float]:
        times = items if aggregation is Aggregation.SUM else 1
        return float(self.minimum * times), float(self.maximum * times)
