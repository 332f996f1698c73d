"""进度板 on the screen."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from core import clock
from core.activities.rules import ReportState
from core.database import writing
from tests.activities.board_builders import a_report
from tests.activities.season_builders import a_season
from tests.ui.app import words
from tests.ui.screens import labels, opened, press, run
from tests.world import World


def running(session: Session, world: World, **other: Any) -> int:
    """A season that began a week ago and runs for three more."""
    today = clock.today()
    days = {
        "starts_on": today - timedelta(days=7), "ends_on": today + timedelta(days=21),
        "report_until": today + timedelta(days=25), "plan_until": None,
    }  # fmt: skip
    return a_season(session, world, **{**days, **other})


def put(world: World, **other: Any) -> int:
    with writing() as session:
        season = running(session, world, **other)
        held = clock.today() - timedelta(days=1)
        a_report(session, world, season, held_on=held, first_sent_at=clock.now(), sent_at=clock.now())
        a_report(
            session, world, season, item="parents", held_on=held, state=ReportState.SENT, pupils=None, title="暖心家长课堂",
            first_sent_at=clock.now(), sent_at=clock.now(),
        )  # fmt: skip
    return season


def shown(world: World, who: str = "researcher") -> AppTest:
    return opened(world, who, "board")


def tiles(test: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in test.metric}


def tap(test: AppTest, season: int, row: int, column: int) -> AppTest:
    """A tile of the board, as the browser tells it."""
    test.session_state[f"board.tiles.{season}.0"] = {"selection": {"cell": [{"row": row, "column": column}]}}
    return run(test)


def test_without_a_season_whoever_runs_them_is_shown_the_way(sqlite_world: World) -> None:
    assert "去建活动月" in labels(shown(sqlite_world))
    school = shown(sqlite_world, "counsellor_a")
    assert "还没有发布活动月" in words(school)
    assert not labels(school)
