"""日程 on the screen."""

from datetime import date

from core import clock
from core.agenda.rules import Event, EventKind
from core.agenda.views.agenda import when_words
from core.database import writing
from core.organisations.rules import Level
from tests.activities.season_builders import a_season
from tests.agenda.builders import everything
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, press, run
from tests.world import World


def test_a_month_lists_what_is_in_it_and_the_next_one_is_a_click_away(sqlite_world: World) -> None:
    today = clock.today()
    with writing() as session:
        a_season(
            session,
            sqlite_world,
            title="今年的活动月",
            starts_on=today,
            ends_on=today,
            plan_until=None,
            report_until=today,
        )
    test = opened(sqlite_world, "counsellor_a", "agenda")
    assert "今年的活动月" in words(test)
    assert "去看看" in labels(test)
    press(test, "下个月")
    assert "这个月没有安排" in words(test)
    press(test, "回到本月")
    assert "今年的活动月" in words(test)


def test_kinds_narrow_the_month(sqlite_world: World) -> None:
    today = clock.today()
    with writing() as session:
        everything(session, sqlite_world)
        a_season(session, sqlite_world, title="今年的活动月", starts_on=today, ends_on=today, report_until=today)
    test = opened(sqlite_world, "researcher", "agenda")
    field(test.button_group, "看哪几类").set_value([EventKind.TRAINING])
    run(test)
    assert "今年的活动月" not in words(test)


def test_who_has_no_lists_is_told_so(sqlite_world: World) -> None:
    assert "没有要看的日程" in words(opened(sqlite_world, "admin", "agenda"))


def test_days_are_said_with_their_hours() -> None:
    day = date(2026, 5, 25)
    event = Event("season-1", EventKind.SEASON, "活动月", day, day, "云溪区", Level.COUNTY)
    assert when_words(event) == "5月25日 周一"
    assert when_words(event._replace(until=date(2026, 6, 2))) == "5月25日—6月2日"
    starts = clock.local(clock.now()).replace(2026, 5, 25, 9, 0)
    meeting = event._replace(starts=starts, ends=starts.replace(hour=17))
    assert when_words(meeting) == "5月25日 周一 09:00—17:00"
    course = meeting._replace(until=date(2027, 4, 10), ends=starts.replace(2027, 4, 10))
    assert when_words(course) == "2026年5月25日—2027年4月10日，09:00 开始"
