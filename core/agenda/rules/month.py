"""A month as a wall calendar: weeks from Monday, an event as a bar across its days, bars in lanes that do not collide."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.agenda.rules.events import Event, in_span

WEEK = 7


class Bar(NamedTuple):
    """The part of an event within one week: from the `first` to the `last` day (0 = Monday), in a lane counted from 0."""

    week: int
    first: int
    last: int
    lane: int
    event: Event


class MonthPlan(NamedTuple):
    """The days of the weeks that touch a month, the bars that find room, and how many of a day do not (by day)."""

    month: date
    days: tuple[date, ...]
    bars: tuple[Bar, ...]
    more: dict[date, int]

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return len(self.days) // WEEK


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def other_month(month: date, steps: int) -> date:
    """The first day of a month so many months later (or, below 0, earlier)."""
    count = month.year * 12 + month.month - 1 + steps
    return date(count // 12, count % 12 + 1, 1)


def month_plan(month: date, events: Sequence[Event], *, lanes: int) -> MonthPlan:
    """The wall calendar of a month with at most `lanes` events a day.

    The shortest find room first in a week: a last day or a meeting is looked for, a campaign of months is known.
    """
    first, last = first_of(month), other_month(month, 1) - timedelta(1)
    begin = first - timedelta(first.weekday())
    end = last + timedelta(WEEK - 1 - last.weekday())
    days = tuple(begin + timedelta(step) for step in range((end - begin).days + 1))
    bars, more = list[Bar](), dict[date, int]()
    for week in range(len(days) // WEEK):
        laid = _week(week, days[week * WEEK], in_span(events, days[week * WEEK], days[week * WEEK + WEEK - 1]))
        bars += [bar for bar in laid if bar.lane < lanes]
        for bar in laid:
            if bar.lane >= lanes:
                for at in range(bar.first, bar.last + 1):
                    day = days[week * WEEK + at]
                    more[day] = more.get(day, 0) + 1
    return MonthPlan(first, days, tuple(bars), more)


def _week(week: int, monday: date, events: Sequence[Event]) -> list[Bar]:
    """Every event of a week in the lowest lane that is free on all of its days."""
    taken: list[set[int]] = []
    laid = list[Bar]()
    spans = [(max((one.since - monday).days, 0), min((one.until - monday).days, WEEK - 1), one) for one in events]
    for first, last, event in sorted(spans, key=lambda span: (span[1] - span[0], span[0])):
        days = set(range(first, last + 1))
        lane = next((at for at, used in enumerate(taken) if not used & days), len(taken))
        if lane == len(taken):
            taken.append(set())
        taken[lane] |= days
        laid.append(Bar(week, first, last, lane, event))
    return laid
