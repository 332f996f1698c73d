"""School years begin in September, terms in September and February, days in Beijing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import clock
from core.clock import Term


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        (date(2025, 8, 31), 2024, 2),
        (date(2025, 9, 1), 2025, 1),
        (date(2025, 12, 31), 2025, 1),
        (date(2026, 1, 31), 2025, 1),
        (date(2026, 2, 1), 2025, 2),
        (date(2026, 8, 31), 2025, 2),
        (date(2026, 9, 1), 2026, 1),
    ],
)
def test_a_day_falls_into_a_term(day: date, year: int, number: int) -> None:
    assert clock.term(day) == Term(year, number)


@pytest.mark.parametrize(("term", "begins"), [(Term(2025, 1), date(2025, 9, 1)), (Term(2025, 2), date(2026, 2, 1))])
def test_a_term_begins_on_the_first_day_that_falls_into_it(term: Term, begins: date) -> None:
    assert term.begins == begins
    assert clock.term(begins) == term
    assert clock.term(begins - timedelta(days=1)) != term


def test_a_school_year_lasts_from_september_to_august() -> None:
    first, last = clock.year_span(2025)
    assert (first, last) == (date(2025, 9, 1), date(2026, 8, 31))
    assert [clock.school_year(day) for day in (first - timedelta(days=1), first, last)] == [2024, 2025, 2025]


def test_a_term_has_a_label() -> None:
    assert Term(2025, 2).label == "2025—2026 第二学期"


def test_the_day_begins_at_sixteen_hours_utc() -> None:
    assert clock.local(datetime(2026, 5, 13, 15, 59, tzinfo=UTC)).date() == date(2026, 5, 13)
    assert clock.local(datetime(2026, 5, 13, 16, 0, tzinfo=UTC)).date() == date(2026, 5, 14)


def test_a_stopped_clock_stands_and_goes_on_afterwards() -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    with clock.stopped_at(moment):
        assert clock.now() == moment
        assert clock.today() == date(2020, 1, 1)
    assert clock.now() > moment
