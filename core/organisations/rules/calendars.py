"""Holidays of a calendar year as a pack."""

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.workdays import WorkCalendar

MOST_DAYS = 120
"""Days that may be changed at once."""
TITLE_LENGTH = 40


class Holiday(BaseModel):
    """Days off from `first` to `last`, and the days of a week-end that are worked instead (调休)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    first: date
    last: date
    worked: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first or any(self.first <= day <= self.last for day in self.worked):
            raise ValueError("last lies before first, or a worked day is a day off")
        return self

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off."""
        return tuple(self.first + timedelta(days=at) for at in range((self.last - self.first).days + 1))


class HolidayYear(BaseModel):
    """The State Council's notice for one year; `status` says whether it is the published one or the bare statutory days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    year: int
    status: Literal["published", "statutory"]
    source: str = Field(min_length=1)
    holidays: tuple[Holiday, ...] = Field(min_length=1)


def work_calendar(years: tuple[HolidayYear, ...]) -> WorkCalendar:
    """The school days of several years as one calendar."""
    holidays = [holiday for year in years for holiday in year.holidays]
    return WorkCalendar(
        frozenset(day for holiday in holidays for day in holiday.days),
        frozenset(day for holiday in holidays for day in holiday.worked),
    )
