"""By which day a first talk is due around every holiday and every worked week-end of 2024 to 2027.

Each row was counted by hand on a wall calendar from the State Council's notices (2024: 国办发明电〔2023〕7号, 2025:
国办发明电〔2024〕12号, 2026: notice of 2025-11-04) and, for 2027, from the statutory days alone.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cases.rules.clocks import due_on, has_run_out, next_follow_up
from core.organisations.packs import holiday_years
from core.organisations.rules.calendars import work_calendar
from core.workdays import SATURDAY, WorkCalendar

SHIPPED = work_calendar(tuple(holiday_years().values()))

TABLE = """
2023-12-29  1 2024-01-02  Friday before 元旦: Saturday, Sunday and 1 January are off
2023-12-29  3 2024-01-04  2, 3, 4 January
2024-01-01  1 2024-01-02  raised on 元旦
2024-02-02  1 2024-02-04  the Sunday is worked
2024-02-02  2 2024-02-05  Sunday, Monday
2024-02-08  1 2024-02-09  除夕 of 2024 was no day off
2024-02-09  1 2024-02-18  春节 from the 10th to the 17th, the Sunday after it is worked
2024-02-09  3 2024-02-20  18, 19, 20
2024-02-12  2 2024-02-19  raised in 春节: 18, 19
2024-02-17  1 2024-02-18  raised on the last day off
2024-04-03  1 2024-04-07  清明 from Thursday to Saturday, the Sunday is worked
2024-04-03  2 2024-04-08  Sunday, Monday
2024-04-05  3 2024-04-09  raised in 清明: 7, 8, 9
2024-04-26  1 2024-04-28  the Sunday is worked
2024-04-26  3 2024-04-30  28, 29, 30
2024-04-30  1 2024-05-06  劳动节 from the 1st to the 5th
2024-04-30 10 2024-05-16  6 to 11 are six days, 13, 14, 15, 16
2024-05-10  1 2024-05-11  the Saturday is worked
2024-05-10  2 2024-05-13  Saturday, Monday
2024-06-07  1 2024-06-11  端午 on Monday the 10th
2024-06-07  3 2024-06-13  11, 12, 13
2024-09-13  1 2024-09-14  the Saturday is worked
2024-09-13  3 2024-09-19  14, then 中秋 to the 17th, 18, 19
2024-09-14  1 2024-09-18  raised on the worked Saturday
2024-09-27  1 2024-09-29  the Sunday is worked
2024-09-27  3 2024-10-08  29, 30, then 国庆 to the 7th
2024-09-30  1 2024-10-08  国庆 from the 1st to the 7th
2024-09-30 10 2024-10-18  8 to 12 are five days, 14 to 18 five more
2024-10-11  1 2024-10-12  the Saturday is worked
2024-10-11  2 2024-10-14  Saturday, Monday
2024-12-31  1 2025-01-02  元旦 on a Wednesday
2025-01-24  1 2025-01-26  the Sunday is worked
2025-01-24  3 2025-02-05  26, 27, then 春节 to the 4th
2025-01-27  1 2025-02-05  春节 from 除夕, 28 January, to 4 February
2025-02-07  1 2025-02-08  the Saturday is worked
2025-02-08  1 2025-02-10  raised on the worked Saturday
2025-04-03  1 2025-04-07  清明 from Friday to Sunday
2025-04-03  3 2025-04-09  7, 8, 9
2025-04-25  1 2025-04-27  the Sunday is worked
2025-04-25  5 2025-05-06  27, 28, 29, 30, then 劳动节 to the 5th
2025-04-30  3 2025-05-08  6, 7, 8
2025-05-30  1 2025-06-03  端午 from Saturday to Monday
2025-05-30  3 2025-06-05  3, 4, 5
2025-09-24 10 2025-10-14  25, 26, 28, 29, 30, 9, 10, 11, 13, 14
2025-09-26  1 2025-09-28  the Sunday is worked
2025-09-26  3 2025-09-30  28, 29, 30
2025-09-30  1 2025-10-09  国庆 and 中秋 from the 1st to the 8th
2025-09-30  3 2025-10-11  9, 10 and the worked Saturday
2025-10-10  2 2025-10-13  Saturday, Monday
2025-12-31  1 2026-01-04  元旦 to Saturday the 3rd, the Sunday is worked
2025-12-31  3 2026-01-06  4, 5, 6
2026-02-13  1 2026-02-14  the Saturday is worked
2026-02-13  2 2026-02-24  14, then 春节 from the 15th to the 23rd
2026-02-14  3 2026-02-26  24, 25, 26
2026-02-27  1 2026-02-28  the Saturday is worked
2026-02-27  2 2026-03-02  Saturday, Monday
2026-04-03  1 2026-04-07  清明 from Saturday to Monday
2026-04-30  1 2026-05-06  劳动节 from the 1st to the 5th
2026-04-30  5 2026-05-11  6, 7, 8, 9 (worked Saturday), 11
2026-05-08  1 2026-05-09  the Saturday is worked
2026-06-18  1 2026-06-22  端午 from Friday to Sunday
2026-09-18  1 2026-09-20  the Sunday is worked
2026-09-18  3 2026-09-22  20, 21, 22
2026-09-24  1 2026-09-28  中秋 from Friday to Sunday
2026-09-24  3 2026-09-30  28, 29, 30
2026-09-30  1 2026-10-08  国庆 from the 1st to the 7th
2026-09-30  3 2026-10-10  8, 9 and the worked Saturday
2026-10-09  2 2026-10-12  Saturday, Monday
2026-12-31  1 2027-01-04  元旦 on a Friday
2027-02-04  1 2027-02-09  除夕 on Friday, 初一 to 初三 to Monday
2027-04-02  1 2027-04-06  清明 on Monday
2027-04-30  1 2027-05-03  劳动节 on Saturday and Sunday; nothing moved while there is no notice
2027-06-08  1 2027-06-10  端午 on Wednesday
2027-09-14  1 2027-09-16  中秋 on Wednesday
2027-09-30  1 2027-10-04  国庆 from Friday to Sunday
"""


def rows() -> list[tuple[date, int, date]]:
    fields = (line.split(maxsplit=3)[:3] for line in TABLE.strip().splitlines())
    return [(date.fromisoformat(raised), int(days), date.fromisoformat(due)) for raised, days, due in fields]


def test_the_table_is_as_long_as_it_is_said_to_be() -> None:
    assert len(set(rows())) >= 60


@pytest.mark.parametrize(("raised", "days", "due"), rows(), ids=lambda value: str(value))
def test_a_talk_is_due_after_so_many_school_days(raised: date, days: int, due: date) -> None:
    assert due_on(raised, urgent=False, amount=days, unit="school_days", calendar=SHIPPED) == due
    assert next_follow_up(raised, days, SHIPPED) == due


@pytest.mark.parametrize("raised", [date(2025, 10, 3), date(2026, 2, 17), date(2025, 10, 12), date(2026, 1, 2)])
def test_a_flagged_item_and_a_clock_of_a_day_do_not_wait_for_school(raised: date) -> None:
    assert due_on(raised, urgent=True, amount=3, unit="school_days", calendar=SHIPPED) == raised
    assert due_on(raised, urgent=False, amount=24, unit="hours", calendar=SHIPPED) == raised


@pytest.mark.parametrize(
    ("today", "out"), [(date(2025, 10, 8), False), (date(2025, 10, 9), False), (date(2025, 10, 10), True)]
)
def test_the_whole_last_day_counts(today: date, out: bool) -> None:
    assert has_run_out(date(2025, 10, 9), today) is out
    assert has_run_out(None, today) is False


@pytest.mark.parametrize(("year", "status", "off"), [("2024", "published", 28), ("2025", "published", 28),
                                                     ("2026", "published", 33), ("2027", "statutory", 13)])  # fmt: skip
def test_a_year_has_as_many_days_off_as_the_notice_counts(year: str, status: str, off: int) -> None:
    """2024: 1+8+3+5+1+3+7 (元旦 and 端午 join a week-end that is off anyway). 2025: 1+8+3+5+3+8. 2026: 3+9+3+5+3+3+7.

    2027: the 13 statutory days since 2025.
    """
    spec = holiday_years()[year]
    assert spec.status == status
    assert sum(len(holiday.days) for holiday in spec.holidays) == off


@pytest.mark.parametrize("year", list(holiday_years()))
def test_only_days_of_a_weekend_are_worked_instead(year: str) -> None:
    worked = [day for holiday in holiday_years()[year].holidays for day in holiday.worked]
    assert all(day.weekday() >= SATURDAY for day in worked)


DAYS = st.dates(date(2023, 12, 1), date(2028, 1, 31))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any days off and any worked days, but for weeks on end: a calendar without school never ends a clock."""
    off = draw(st.frozensets(DAYS, max_size=40))
    return WorkCalendar(off, draw(st.frozensets(DAYS, max_size=40)))


@given(calendars(), DAYS, st.integers(0, 60))
def test_after_and_between_agree(calendar: WorkCalendar, day: date, days: int) -> None:
    assert calendar.between(day, calendar.after(day, days)) == days


@given(calendars(), DAYS, st.integers(1, 60))
def test_what_comes_after_is_a_school_day_and_the_first_that_counts(
    calendar: WorkCalendar, day: date, days: int
) -> None:
    then = calendar.after(day, days)
    assert calendar.is_school_day(then)
    assert calendar.between(day, then - timedelta(days=1)) == days - 1


@given(calendars(), DAYS, st.integers(0, 30), st.integers(0, 30))
def test_days_add_up_and_never_run_backwards(calendar: WorkCalendar, day: date, some: int, more: int) -> None:
    assert calendar.after(calendar.after(day, some), more) == calendar.after(day, some + more)
    assert calendar.after(day, some) <= calendar.after(day, some + more)


@given(calendars(), DAYS, DAYS, DAYS)
def test_spans_add_up(calendar: WorkCalendar, one: date, other: date, third: date) -> None:
    first, middle, last = sorted((one, other, third))
    assert calendar.between(first, middle) + calendar.between(middle, last) == calendar.between(first, last)
    assert calendar.between(last, first) == 0
