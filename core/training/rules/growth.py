"""Somebody's hours year by year, and supervision term by term, as the growth file (成长档案) tells them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.training.rules import SupervisionKind
from core.training.rules.hours import Entry, YearCredits, credited, year_of
from core.training.rules.requirements import HourSpec
from core.training.rules.supervision import Had


class Met(NamedTuple):
    """Hours of supervision on a day: of a meeting, or (kind None) of a training recorded as supervision."""

    kind: SupervisionKind | None
    held_on: date
    hours: Decimal


class TermHours(NamedTuple):
    """Supervision in one term: the calendar year in which the school year began, and which term."""

    year: int
    number: int
    had: Had


def credit_years(entries: Sequence[Entry], spec: HourSpec, today: date) -> tuple[YearCredits, ...]:
    """Every year of counting from the first hour to the current one in which hours are recorded or count, newest first.

    All years are counted by the one rule given.
    """
    first = min((year_of(spec, one.held_on) for one in entries), default=None)
    if first is None:
        return ()
    years = (credited(entries, spec, year) for year in range(year_of(spec, today), first - 1, -1))
    return tuple(one for one in years if one.lines)


def term_hours(meetings: Iterable[tuple[tuple[int, int], Met]]) -> tuple[TermHours, ...]:
    """The sums by term, the newest first; a meeting comes with its term (year, number)."""
    sums: dict[tuple[int, int], Had] = {}
    for term, one in meetings:
        had = sums.get(term, Had())
        name = "trained" if one.kind is None else one.kind.value
        sums[term] = had._replace(**{name: getattr(had, name) + one.hours})
    return tuple(TermHours(*term, sums[term]) for term in sorted(sums, reverse=True))
