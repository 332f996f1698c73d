"""The calendar's rules: bars that never collide, days that never go missing, a file that other calendars read."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from core.agenda.rules import Event, EventKind, chosen, first_of, in_span, month_plan, other_month
from core.agenda.rules.ics import calendar_file
from core.organisations.rules import Level

MAY = date(2026, 5, 1)
DAY = timedelta(1)
AT = datetime(2026, 4, 1, 2, tzinfo=UTC)


def an_event(since: date = MAY, days: int = 1, key: str = "season-1", **other: object) -> Event:
    event = Event(key, EventKind.SEASON, "5·25 活动月", since, since + (days - 1) * DAY, "云溪区", Level.COUNTY)
    return event._replace(**other)


@pytest.mark.parametrize(
    ("since", "days", "touches"),
    [
        (MAY - DAY, 1, False),
        (MAY - DAY, 2, True),
        (MAY, 1, True),
        (date(2026, 5, 31), 1, True),
        (date(2026, 6, 1), 1, False),
        (date(2026, 4, 1), 90, True),
    ],
)
def test_an_event_is_in_a_month_that_it_touches(since: date, days: int, touches: bool) -> None:
    assert bool(in_span([an_event(since, days)], MAY, date(2026, 5, 31))) is touches


def test_meetings_of_a_day_follow_the_clock_and_whole_days_come_before() -> None:
    noon = an_event(key="session-1", starts=AT + timedelta(hours=3), ends=AT + timedelta(hours=4))
    morning = an_event(key="session-2", starts=AT, ends=AT + timedelta(hours=1))
    assert [one.key for one in in_span([noon, morning, an_event()], MAY, MAY)] == ["season-1", "session-2", "session-1"]


def test_kinds_and_levels_narrow_and_nothing_named_means_all() -> None:
    events = [an_event(), an_event(key="x", kind=EventKind.TRAINING), an_event(key="y", level=Level.CITY)]
    assert chosen(events, (), ()) == events
    assert [one.key for one in chosen(events, (EventKind.SEASON,), ())] == ["season-1", "y"]
    assert [one.key for one in chosen(events, (EventKind.SEASON,), (Level.CITY,))] == ["y"]


@pytest.mark.parametrize(
    ("steps", "month"),
    [(0, MAY), (1, date(2026, 6, 1)), (8, date(2027, 1, 1)), (-4, date(2026, 1, 1)), (-5, date(2025, 12, 1))],
)
def test_months_run_over_the_year(steps: int, month: date) -> None:
    assert other_month(date(2026, 5, 25), steps) == month


def test_a_month_stands_in_whole_weeks_from_monday() -> None:
    plan = month_plan(MAY, [], lanes=3)
    assert (plan.days[0], plan.days[-1], plan.weeks) == (date(2026, 4, 27), date(2026, 5, 31), 5)
    assert month_plan(date(2027, 2, 1), [], lanes=3).weeks == 4, "a February that begins on a Monday"


def test_an_event_across_weeks_is_a_bar_in_each() -> None:
    plan = month_plan(MAY, [an_event(date(2026, 5, 9), 3)], lanes=3)
    assert [(bar.week, bar.first, bar.last) for bar in plan.bars] == [(1, 5, 6), (2, 0, 0)]


def test_what_lasts_a_day_is_seen_beside_what_lasts_for_months() -> None:
    long = [an_event(MAY - 40 * DAY, 120, key=f"campaign-{at}") for at in range(3)]
    plan = month_plan(MAY, [*long, an_event(date(2026, 5, 6), key="session-1")], lanes=3)
    assert "session-1" in {bar.event.key for bar in plan.bars}


EVENTS = st.lists(
    st.builds(an_event, st.dates(date(2026, 4, 1), date(2026, 6, 30)), st.integers(1, 40)), max_size=14
).map(lambda found: [one._replace(key=f"season-{at}") for at, one in enumerate(found)])


@given(EVENTS, st.integers(1, 4))
def test_bars_never_collide_and_every_day_of_every_event_is_shown_or_counted(events: list[Event], lanes: int) -> None:
    plan = month_plan(MAY, events, lanes=lanes)
    places = Counter((bar.week * 7 + at, bar.lane) for bar in plan.bars for at in range(bar.first, bar.last + 1))
    assert all(many == 1 for many in places.values())
    assert all(bar.lane < lanes for bar in plan.bars)
    for at, day in enumerate(plan.days):
        drawn = sum(place == at for place, _ in places)
        assert drawn + plan.more.get(day, 0) == sum(one.since <= day <= one.until for one in events)


def read_back(*events: Event) -> tuple[Calendar, list]:  # type: ignore[type-arg]  # components of the file
    book = Calendar.from_ical(calendar_file(events, name="守望日程", at=AT))
    return book, book.walk("VEVENT")


def test_whole_days_are_days_without_a_zone_and_end_on_the_day_after() -> None:
    book, (entry,) = read_back(an_event(MAY, 31))
    assert (book["VERSION"], str(book["PRODID"]).startswith("-//"), book["METHOD"]) == ("2.0", True, "PUBLISH")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (MAY, date(2026, 6, 1))
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert (entry["TRANSP"], entry["UID"], entry["DTSTAMP"].dt) == ("TRANSPARENT", "season-1@shouwang", AT)


def test_hours_are_told_in_utc() -> None:
    starts = datetime.fromisoformat("2026-05-12T09:00+08:00")
    _, (entry,) = read_back(an_event(starts=starts, ends=starts + timedelta(hours=2), place="示例中心"))
    assert entry["DTSTART"].to_ical() == b"20260512T010000Z"
    assert entry["DTEND"].to_ical() == b"20260512T030000Z"
    assert entry["LOCATION"] == "示例中心"
    assert "TRANSP" not in entry


def test_a_course_of_months_leaves_people_free() -> None:
    _, (entry,) = read_back(an_event(MAY, 60, starts=AT, ends=AT + 60 * DAY))
    assert entry["TRANSP"] == "TRANSPARENT"


def test_long_titles_are_folded_and_marks_escaped_and_both_come_back() -> None:
    title = "讲座；第一场, “亲子;沟通”\\家校" + "很长的名称" * 12
    content = calendar_file([an_event(title=title)], name="守望日程", at=AT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545, 3.1: at most 75 octets a line"
    assert b"\\," in content
    assert b"\\;" in content
    assert Calendar.from_ical(content).walk("VEVENT")[0]["SUMMARY"] == title


def test_a_title_cannot_smuggle_a_property_in() -> None:
    _, entries = read_back(an_event(title="一\r\nATTENDEE:mailto:x@example.org"))
    assert "ATTENDEE" not in entries[0]


def test_a_uid_stays_while_the_thing_changes_and_differs_between_things() -> None:
    _, before = read_back(an_event(), an_event(key="season-1-report"))
    _, after = read_back(an_event(MAY + DAY, 9, title="改了名"), an_event(key="season-1-report"))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert len({one["UID"] for one in before}) == 2


def test_plans_say_that_they_are_plans() -> None:
    _, (entry,) = read_back(an_event(planned=True))
    assert (entry["STATUS"], entry["SUMMARY"]) == ("TENTATIVE", "5·25 活动月（筹备中）")


def test_the_first_of_a_month_is_its_own() -> None:
    assert first_of(date(2026, 5, 31)) == MAY
