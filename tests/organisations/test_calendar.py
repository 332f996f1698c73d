"""A bureau or a school changes which days school is held; the nearest has the last word."""

from datetime import date

import pytest
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE
from core.database import reading, within, writing
from core.errors import NotFound, Refused
from core.organisations import actions, queries
from core.organisations.rules.calendars import MOST_DAYS
from core.organisations.tables import CalendarDay
from core.workdays import WorkCalendar
from tests.world import World

FRIDAY, SATURDAY, MONDAY = date(2025, 11, 14), date(2025, 11, 15), date(2025, 11, 17)
WORKED_SUNDAY, NATIONAL_DAY = date(2025, 9, 28), date(2025, 10, 1)


def changed(world: World, at: str, day: date, *, school: bool, who: str = "centre", last: date | None = None) -> int:
    with writing() as session:
        return actions.set_calendar_days(
            session, world.actor(who), org_id=world.orgs[at], first=day, last=last or day, school=school, title="停课"
        )


def cleared(world: World, at: str, day: date, who: str = "centre") -> None:
    with writing() as session:
        actions.clear_calendar_days(session, world.actor(who), org_id=world.orgs[at], first=day, last=day)


def calendar_at(world: World, at: str) -> WorkCalendar:
    with reading() as session:
        return queries.calendar(session, org_id=world.orgs[at])


def test_what_a_county_says_counts_in_its_schools_and_nowhere_else(world: World) -> None:
    changed(world, "county", FRIDAY, school=False)
    assert [calendar_at(world, at).is_school_day(FRIDAY) for at in ("county", "a", "b", "c", "city")] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_the_nearest_has_the_last_word(world: World) -> None:
    changed(world, "county", FRIDAY, school=False)
    changed(world, "a", FRIDAY, school=True)
    assert [calendar_at(world, at).is_school_day(FRIDAY) for at in ("a", "b")] == [True, False]
    cleared(world, "a", FRIDAY)
    assert calendar_at(world, "a").is_school_day(FRIDAY) is False


def test_shipped_days_off_and_worked_days_may_be_turned_round(world: World) -> None:
    assert calendar_at(world, "a").is_school_day(WORKED_SUNDAY)
    assert not calendar_at(world, "a").is_school_day(NATIONAL_DAY)
    changed(world, "county", WORKED_SUNDAY, school=False)
    changed(world, "county", NATIONAL_DAY, school=True)
    assert not calendar_at(world, "a").is_school_day(WORKED_SUNDAY)
    assert calendar_at(world, "a").is_school_day(NATIONAL_DAY)


def test_a_range_is_changed_and_said_anew(world: World) -> None:
    assert changed(world, "county", FRIDAY, school=False, last=MONDAY) == 4
    assert calendar_at(world, "a").after(date(2025, 11, 13), 1) == date(2025, 11, 18)
    changed(world, "county", SATURDAY, school=True)
    assert calendar_at(world, "a").after(date(2025, 11, 13), 1) == SATURDAY
    with reading() as session:
        rows = queries.calendar_changes(session, org_id=world.orgs["a"], first=FRIDAY, last=MONDAY)
        stored = session.exec(within(SYSTEM_SCOPE, select(CalendarDay.day), CalendarDay)).all()
    assert [(row.day, row.school, row.org) for row in rows][:2] == [
        (FRIDAY, False, "云溪区"),
        (SATURDAY, True, "云溪区"),
    ]
    assert len(stored) == 4


def test_schools_that_changed_nothing_share_a_calendar(world: World) -> None:
    changed(world, "a", FRIDAY, school=False)
    with reading() as session:
        found = queries.calendars(session, org_ids=[world.orgs[at] for at in ("a", "b", "c")])
    assert found[world.orgs["b"]] is found[world.orgs["c"]]
    assert found[world.orgs["a"]] == calendar_at(world, "a")


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        (MONDAY, FRIDAY, "停课"),
        (FRIDAY, date.fromordinal(FRIDAY.toordinal() + MOST_DAYS), "停课"),
        (FRIDAY, FRIDAY, " "),
        (FRIDAY, FRIDAY, "停" * 41),
    ],
)
def test_a_change_that_says_nothing_is_refused(sqlite_world: World, first: date, last: date, title: str) -> None:
    with pytest.raises(Refused), writing() as session:
        actions.set_calendar_days(
            session, sqlite_world.actor("centre"), org_id=sqlite_world.orgs["county"],
            first=first, last=last, school=False, title=title,
        )  # fmt: skip


def test_a_neighbour_changes_nothing_here(sqlite_world: World) -> None:
    with pytest.raises(NotFound):
        changed(sqlite_world, "county", FRIDAY, school=False, who="centre_c")


def test_a_change_is_written_down(sqlite_world: World) -> None:
    changed(sqlite_world, "county", FRIDAY, school=False, last=MONDAY)
    cleared(sqlite_world, "county", FRIDAY)
    with reading() as session:
        events = audit.events(session, sqlite_world.actor("admin").scope, action="calendar.")
    assert [(event.action, event.details["days"]) for event in events] == [("calendar.cleared", 1), ("calendar.set", 4)]
