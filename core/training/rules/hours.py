"""Which of somebody's hours count in a year: windows, caps, and what is carried over for one year."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from core.training.rules.requirements import Carry, Due, HourSpec

ZERO = Decimal("0.0")
TENTH = Decimal("0.1")
MONTHS = 12


class Entry(NamedTuple):
    """Hours of one training, to a tenth."""

    category: str
    held_on: date
    hours: Decimal


class CategoryYear(NamedTuple):
    """One category in one year: recorded + carried_in = counted + over_cap.

    `carried_in` comes from the year before and counts first; `carried_out` is the part of this year's own hours above the
    cap that the next year may count. What was carried in and finds no room lapses.
    """

    category: str
    recorded: Decimal = ZERO
    carried_in: Decimal = ZERO
    counted: Decimal = ZERO
    over_cap: Decimal = ZERO
    carried_out: Decimal = ZERO


class YearCredits(NamedTuple):
    """A year's hours by category: the counted ones together are `total` + `over_total`."""

    year: int
    lines: tuple[CategoryYear, ...]
    total: Decimal
    over_total: Decimal

    @property
    def recorded(self) -> Decimal:
        """All hours that were recorded in the year, whether they count or not."""
        return sum((line.recorded for line in self.lines), ZERO)

    def counted(self, category: str = "") -> Decimal:
        """The hours that count in one category, or ("") together."""
        if not category:
            return self.total
        return next((line.counted for line in self.lines if line.category == category), ZERO)


def year_of(spec: HourSpec, day: date) -> int:
    """The calendar year in which the year of counting that holds `day` began."""
    return day.year if day.month >= spec.begins else day.year - 1


def window(spec: HourSpec, year: int) -> tuple[date, date]:
    """The first and the last day of the year of counting that began in `year`."""
    return date(year, spec.begins, 1), date(year + 1, spec.begins, 1) - timedelta(days=1)


def due_day(spec: HourSpec, year: int, due: Due | None) -> date:
    """The day of the year of counting by which something is due; its last day where none is named."""
    first, last = window(spec, year)
    if due is None:
        return last
    calendar_year = first.year if due.month >= spec.begins else first.year + 1
    return date(calendar_year, due.month, min(due.day, monthrange(calendar_year, due.month)[1]))


def credited(entries: Iterable[Entry], spec: HourSpec, year: int) -> YearCredits:
    """What counts in `year` of these hours, which may lie in any year; the order of entries makes no difference.

    Each hour counts at most once: within the cap of its category, else in the next year as far as the rule of carry-over
    goes, else never. The cap of the whole year is applied to the sum; hours above it are not carried over.
    """
    sums = _sums(entries, spec)
    first = min((one for one, _ in sums), default=year) if spec.carry.share else year
    keys = sorted({category for _, category in sums})
    carried: Mapping[str, Decimal] = {}
    lines: list[CategoryYear] = []
    for now in range(min(first, year), year + 1):
        lines = [_line(key, sums.get((now, key), ZERO), carried.get(key, ZERO), spec) for key in keys]
        carried = {line.category: line.carried_out for line in lines}
    shown = tuple(line for line in lines if line.recorded or line.carried_in)
    return _total(year, shown, spec.cap)


def _sums(entries: Iterable[Entry], spec: HourSpec) -> dict[tuple[int, str], Decimal]:
    found: dict[tuple[int, str], Decimal] = {}
    for entry in entries:
        at = year_of(spec, entry.held_on), entry.category
        found[at] = found.get(at, ZERO) + entry.hours
    return found


def _line(category: str, recorded: Decimal, carried_in: Decimal, spec: HourSpec) -> CategoryYear:
    cap = spec.caps.get(category)
    counted = recorded + carried_in if cap is None else min(cap, recorded + carried_in)
    over = recorded + carried_in - counted
    out = _carried(min(over, recorded), spec.carry)
    return CategoryYear(category, recorded, carried_in, counted, over, out)


def _carried(own_over: Decimal, carry: Carry) -> Decimal:
    """Rounded down to a tenth, so that nothing comes from nothing."""
    part = (own_over * carry.share / 100).quantize(TENTH, ROUND_DOWN)
    return part if carry.most is None else min(part, carry.most)


def _total(year: int, lines: Sequence[CategoryYear], cap: Decimal | None) -> YearCredits:
    counted = sum((line.counted for line in lines), ZERO)
    total = counted if cap is None else min(cap, counted)
    return YearCredits(year, tuple(lines), total, counted - total)
