"""Calls of a hotline in numbers: their categories, what is kept of a day, and how long people waited on average."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Self
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.pack import Pack

EARLIEST = date(1990, 1, 1)
MOST_CALLS = 5_000
"""The most calls of one category on a day."""
LONGEST = Decimal(240)
"""The longest mean time to an answer, in minutes."""
TENTH = Decimal("0.1")


class HotlineCategory(BaseModel):
    """What a call was about; `aliases` are other words for it in files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")
    title: str = Field(min_length=1, max_length=20)
    aliases: tuple[str, ...] = ()
    help: str = ""


class HotlinePack(Pack):
    """The categories in the order they are offered."""

    categories: tuple[HotlineCategory, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        words = [word for one in self.categories for word in {one.key, one.title, *one.aliases}]
        if twice := sorted({word for word in words if words.count(word) > 1}):
            raise ValueError(f"categories: {'、'.join(twice)} stands for two")
        return self

    @property
    def titles(self) -> dict[str, str]:
        """The titles by key."""
        return {one.key: one.title for one in self.categories}

    def meant(self, word: str) -> str | None:
        """The key of the category that a title or another word for it names, or None."""
        return next((one.key for one in self.categories if word in (one.title, *one.aliases)), None)


class HotlineFacts(NamedTuple):
    """`calls` of one category taken on a day; `minutes` is the mean time until somebody answered, None where not known."""

    taken_on: date
    category: str
    calls: int
    minutes: Decimal | None = None


class HotlineSum(NamedTuple):
    """Calls of an organisation in a month (its first day) and category; `waited` are the minutes of `timed` of them."""

    org_id: int
    month: date
    category: str
    calls: int
    timed: int
    waited: Decimal


def tidied_hotline(facts: HotlineFacts) -> HotlineFacts:
    """The same with minutes to a tenth, half up."""
    minutes = facts.minutes
    return facts if minutes is None else facts._replace(minutes=minutes.quantize(TENTH, ROUND_HALF_UP))


def edition_of(facts: HotlineFacts) -> int:
    """A number that tells whether a row says something else by now: its table counts no changes. Never kept."""
    return crc32(repr(tuple(tidied_hotline(facts))).encode())


def hotline_flaw(facts: HotlineFacts, categories: Collection[str], today: date) -> str | None:
    """The code of what is wrong, or None."""
    if not EARLIEST <= facts.taken_on <= today:
        return "activities.hotline_day"
    if facts.category not in categories:
        return "activities.hotline_category"
    if not 1 <= facts.calls <= MOST_CALLS:
        return "activities.hotline_calls"
    waited = facts.minutes is None or 0 <= facts.minutes <= LONGEST
    return None if waited else "activities.hotline_minutes"


def calls_in(sums: Iterable[HotlineSum]) -> int:
    """All calls, those without a time included."""
    return sum(one.calls for one in sums)


def mean_minutes(sums: Iterable[HotlineSum]) -> Decimal | None:
    """The mean time to an answer weighted by calls, to a tenth of a minute; None where none was taken down.

    A day with one call and a day with fifty do not weigh the same: the mean of means would say so.
    """
    rows = list(sums)
    timed = sum(one.timed for one in rows)
    waited = sum((one.waited for one in rows), Decimal(0))
    return (waited / timed).quantize(TENTH, ROUND_HALF_UP) if timed else None
