"""What the packs of seasons, of works and of partners may say."""

from datetime import date, timedelta
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from core.activities.rules import SeasonKind
from core.activities.rules.checklists import Code, Frozen, Key, Source, Title, Words

YEAR_BEGINS_IN = 9


class MonthDay(Frozen):
    """A day of every year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        date(2025, self.month, self.day)  # raises ValueError; the 29 February is no day of every year
        return self


class SeasonPreset(Frozen):
    """A season as it comes back every school year: `title` holds {year}, the plan is due `plan_days` before it begins,
    reports are taken until `report_days` after it ends, `checklist` is the key of the list it begins with.
    """

    key: Key
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$", max_length=20)]
    kind: SeasonKind
    title: Title
    words: Words = ""
    starts: MonthDay
    ends: MonthDay
    plan_days: int = Field(default=10, ge=0, le=60)
    report_days: int = Field(default=10, ge=0, le=60)
    checklist: Key
    source: Source

    @model_validator(mode="after")
    def _in_one_school_year(self) -> Self:
        if "{year}" not in self.title:
            raise ValueError("title: {year} is missing")
        if not self.dates(2025).starts_on <= self.dates(2025).ends_on:
            raise ValueError("starts, ends: a season lies within one school year")
        return self

    def dates(self, school_year: int) -> "SeasonDates":
        """Its days in the school year that begins in September of `school_year`."""
        starts, ends = _in_year(self.starts, school_year), _in_year(self.ends, school_year)
        plan_until = starts - timedelta(days=self.plan_days) if self.plan_days else None
        return SeasonDates(starts, ends, plan_until, ends + timedelta(days=self.report_days))

    def title_in(self, school_year: int) -> str:
        """Its title in that school year; the year named is the calendar year it falls in."""
        return self.title.replace("{year}", str(self.dates(school_year).starts_on.year))


class SeasonDates(NamedTuple):
    """First and last day, until when plans are handed in (None: none is asked), until when reports are taken."""

    starts_on: date
    ends_on: date
    plan_until: date | None
    report_until: date


class Named(Frozen):
    """One kind of works, or one sort of partner."""

    key: Code
    title: Title


class NamedPack(Frozen):
    """Kinds in the order they are shown; `other` takes what fits nowhere else."""

    key: Key
    version: str
    title: Title
    kinds: tuple[Named, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        keys, titles = [one.key for one in self.kinds], {one.title for one in self.kinds}
        if len(set(keys)) < len(keys) or len(titles) < len(keys):
            raise ValueError("kinds: two share a key or a title")
        if "other" not in keys:
            raise ValueError("kinds: other is missing")
        return self


def _in_year(day: MonthDay, school_year: int) -> date:
    return date(school_year + (day.month < YEAR_BEGINS_IN), day.month, day.day)
