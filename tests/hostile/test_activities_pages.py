"""A screen of activities leads on, whatever became of what it was about."""

from core import settings
from core.activities.rules import ReportState, SeasonState
from core.database import writing
from tests.activities.file_builders import a_photo
from tests.activities.report_builders import a_report
from tests.activities.season_builders import a_season
from tests.activities.test_report_page import a_season_now
from tests.ui.app import words
from tests.ui.screens import opened, press
from tests.world import World


def test_a_report_of_a_season_that_is_out_of_sight_is_put_away(sqlite_world: World) -> None:
    """A school came under another bureau while somebody of it had a report in hand."""
    a_season_now(sqlite_world)
    with writing() as session:
        elsewhere = a_season(session, sqlite_world, at="other_county")
        report = a_report(session, sqlite_world, elsewhere, state=ReportState.DRAFT)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    assert "一场心理健康讲座" in words(test)


def test_the_photographs_of_a_draft_that_was_left_are_taken_out_once_the_season_is_over(sqlite_world: World) -> None:
    with writing() as session:
        season = a_season(session, sqlite_world, state=SeasonState.CLOSED)
        report = a_report(session, sqlite_world, season, state=ReportState.DRAFT)
        a_photo(session, report, sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    assert "草稿不能再上报" in words(test)
    test.checkbox[0].check()
    press(test, "删去")
    assert not any(path.is_file() for path in (settings.current().var / "files").rglob("*"))
