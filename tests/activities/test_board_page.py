"""进度板 on the screen."""

from datetime import timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from core import clock
from core.activities.rules import ReportState
from core.database import writing
from tests.activities.board_builders import a_report, this_month
from tests.ui.app import words
from tests.ui.screens import labels, opened, press, run
from tests.world import World


def put(world: World, **other: Any) -> int:
    with writing() as session:
        season = this_month(session, world, **other)
        held = clock.today() - timedelta(days=1)
        a_report(session, world, season, held_on=held, first_sent_at=clock.now(), sent_at=clock.now())
        talk = {"item": "parents", "pupils": None, "parents": 120, "title": "暖心家长课堂", "state": ReportState.SENT}
        a_report(session, world, season, held_on=held, first_sent_at=clock.now(), sent_at=clock.now(), **talk)
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


def test_a_bureau_sees_four_numbers_the_sentence_and_what_the_season_came_to(sqlite_world: World) -> None:
    put(sqlite_world)
    test = shown(sqlite_world)
    assert tiles(test) == {"已完成": "1 / 4", "待审核": "1 项", "全部完成的学校": "0 所", "参与人次": "200"}
    told = words(test)
    assert "**1** 项准时（准时率 **100.0%**）" in told
    sums = next(one.value for one in test.dataframe if "before" in one.value.columns).set_index("what")
    assert dict(sums["now"])["人次"] == "200"
    assert set(sums["before"]) == {"没有记录"}


def test_a_tile_opens_its_material_once_and_leads_to_the_review(sqlite_world: World) -> None:
    season = put(sqlite_world)
    test = tap(shown(sqlite_world), season, 0, 1)
    assert "暖心家长课堂" in words(test)
    assert {"看材料", "去审核"} <= set(labels(test))
    test.button_group(key="board.order").set_value("按校名")
    assert "暖心家长课堂" not in words(run(test)), "closed by going on, though the tile is still picked"
    assert "暖心家长课堂" in words(press(test, "看材料"))


def test_a_tile_without_a_report_says_what_is_asked_for(sqlite_world: World) -> None:
    test = tap(shown(sqlite_world, "counsellor_b"), put(sqlite_world), 0, 0)
    assert "还没有上报" in words(test)
    assert "照片 1 张" in words(test)


def test_a_leader_sees_numbers_and_no_titles(sqlite_world: World) -> None:
    season = put(sqlite_world)
    test = tap(shown(sqlite_world, "leader"), season, 0, 1)
    assert "120" in words(test) + str([one.value.to_dict() for one in test.table])
    assert "暖心家长课堂" not in words(test)
    assert not {"提醒学校", "审核材料", "去审核"} & set(labels(test))


def test_a_school_sees_its_own_line_alone(sqlite_world: World) -> None:
    put(sqlite_world)
    test = shown(sqlite_world, "counsellor_a")
    assert tiles(test) == {"已完成": "1 / 2", "待审核": "1 项", "请补充": "0 项", "参与人次": "200"}
    assert "去上报" in labels(test)
    assert "云溪中学" not in words(test) + str([one.value.to_dict() for one in test.dataframe])


def test_a_reminder_is_there_to_be_pasted(sqlite_world: World) -> None:
    put(sqlite_world)
    test = press(shown(sqlite_world), "提醒学校")
    (text,) = [one.value for one in test.code]
    assert "云溪中学" in text
    assert "一场心理健康讲座" in text
    assert "云溪一小" not in text, "what waits for the bureau is not the school's to do"
    assert [*test.selectbox(key="board.remind.who").options] == ["全部（1 所）", "云溪中学"]
