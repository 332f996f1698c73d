"""A screen of activities leads on, whatever became of what it was about."""

from core.activities.rules import ReportState
from core.database import writing
from tests.activities.report_builders import a_report
from tests.activities.season_builders import a_season
from tests.activities.test_report_page import a_season_now
from tests.ui.app import words
from tests.ui.screens import opened
from tests.world import World


def test_a_report_of_a_season_that_is_out_of_sight_is_put_away(sqlite_world: World) -> None:
    """A school came under another bureau while somebody of it had a report in hand."""
    a_season_now(sqlite_world)
    with writing() as session:
        elsewhere = a_season(session, sqlite_world, at="other_county")
        report = a_report(session, sqlite_world, elsewhere, state=ReportState.DRAFT)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    assert "一场心理健康讲座" in words(test)
