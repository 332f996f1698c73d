"""Days and moments as they are said in a Chinese office, on a Beijing clock."""

from datetime import date, datetime

from core.clock import local

WEEKDAYS = "一二三四五六日"


def month_day(when: date, *, year: bool = False) -> str:
    """5月14日, with the year where it is not obvious."""
    return f"{when.year}年{when.month}月{when.day}日" if year else f"{when.month}月{when.day}日"


def day(when: date, *, year: bool = False) -> str:
    """5月14日 周四."""
    return f"{month_day(when, year=year)} 周{WEEKDAYS[when.weekday()]}"


def moment(when: datetime, *, year: bool = False) -> str:
    """5月14日 08:00 on a Beijing clock; a time without a zone is refused (ValueError)."""
    if when.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    there = local(when)
    return f"{month_day(there, year=year)} {there:%H:%M}"


def span(first: date, last: date) -> str:
    """5月1日—31日; the month and the year are said once when they are the same."""
    if first.year != last.year:
        return f"{month_day(first, year=True)}—{month_day(last, year=True)}"
    if first.month != last.month:
        return f"{month_day(first)}—{month_day(last)}"
    return f"{month_day(first)}—{last.day}日"


def span_in_list(first: date, last: date) -> str:
    """10月13日—次年4月10日: as `span`, in the room that a column has, where the year of the first day is plain."""
    if last.year == first.year + 1:
        return f"{month_day(first)}—次年{month_day(last)}"
    return span(first, last)
