"""Counting school days."""

from datetime import date, timedelta
from typing import NamedTuple

SATURDAY = 5  # date.weekday()


class WorkCalendar(NamedTuple):
    """Which days are school days: Monday to Friday but for `off`, and those of `work` (调休) whatever the day of the week."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_school_day(self, day: date) -> bool:
        """Whether school is held; a day that is both off and at work is at work."""
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: date, days: int) -> date:
        """The `days`-th school day after `day`; `day` itself for 0."""
        for _ in range(days):
            day += timedelta(days=1)
            while not self.is_school_day(day):
                day += timedelta(days=1)
        return day

    def between(self, day: date, until: date) -> int:
        """School days after `day` up to and with `until`; 0 where `until` is no later."""
        return sum(self.is_school_day(day + timedelta(days=one)) for one in range(1, (until - day).days + 1))
