"""Time as people in schools count it: Beijing time, school years that begin in September, two terms."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
YEAR_BEGINS_IN = 9  # 《义务教育法》: the school year starts in September
SECOND_TERM = range(2, YEAR_BEGINS_IN)


class Term(NamedTuple):
    """A term of a school year; `year` is the calendar year in which the school year begins."""

    year: int
    number: int

    @property
    def label(self) -> str:
        return f"{self.year}—{self.year + 1} 第{'一二'[self.number - 1]}学期"

    @property
    def begins(self) -> date:
        """The first day that `term` counts to it: 1 September or 1 February."""
        return date(self.year, YEAR_BEGINS_IN, 1) if self.number == 1 else date(self.year + 1, SECOND_TERM.start, 1)


_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment in UTC; only actions and the edge of the program ask."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let the clock of this thread stand at `moment`: for the demo's past, and for tests."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)


def today() -> date:
    """The calendar day in Beijing."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on a Beijing clock."""
    return moment.astimezone(ZONE)


def school_year(day: date) -> int:
    """The calendar year in which the school year of `day` began."""
    return day.year if day.month >= YEAR_BEGINS_IN else day.year - 1


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of the school year that began in `year`: 1 September to 31 August."""
    return Term(year, 1).begins, Term(year + 1, 1).begins - timedelta(days=1)


def term(day: date) -> Term:
    """The term `day` falls in: September to January is the first, February to August the second."""
    return Term(school_year(day), 2 if day.month in SECOND_TERM else 1)
