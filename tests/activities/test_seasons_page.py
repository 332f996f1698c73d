"""活动月 on the screen: made in a minute, published with one click, read by schools."""

from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.queries import SeasonRow
from core.activities.rules import SeasonState
from core.database import reading, writing
from tests.activities.season_builders import a_season, an_exemption
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def put(world: World, **other: object) -> int:
    """A season that is on now: pages ask the clock on the wall."""
    today = clock.today()
    days = {"starts_on": today, "ends_on": today + timedelta(days=20), "report_until": today + timedelta(days=25)}
    year = {"school_year": clock.school_year(today), "plan_until": today}
    with writing() as session:
        return a_season(session, world, **{**days, **year, **other})  # type: ignore[arg-type]  # columns of every type


def every() -> list[SeasonRow]:
    with reading() as session:
        return queries.seasons_seen(session, SYSTEM_SCOPE)


def choose(test: AppTest, start: str, name: str) -> AppTest:
    """A part of the page, by the beginning of the key of the control."""
    group = next(one for one in test.button_group if one.key and one.key.startswith(start))
    group.set_value(name)
    return run(test)


def everything(test: AppTest) -> str:
    return words(test) + "\n".join(str(frame.value.to_dict()) for frame in test.dataframe)


def test_a_season_is_made_from_one_that_comes_back_and_published_with_one_click(sqlite_world: World) -> None:
    test = opened(sqlite_world, "researcher", "seasons")
    assert "还没有活动月" in words(test)
    assert "还没有建" in words(test), "what comes back every year stands in the calendar"
    test = choose(test, "seasons.part", "新建")
    field(test.selectbox, "从哪一个开始").select("may_25")
    run(test)
    field(test.selectbox, "清单").select("nanning_9")
    press(test, "保存")
    (row,) = every()
    assert (row.kind, row.state, row.checklist.key) == ("may_25", SeasonState.PLANNED, "nanning_9")
    assert (row.starts_on.month, row.starts_on.day, row.report_until - row.ends_on) == (4, 25, timedelta(days=10))
    assert row.ends_on >= clock.today()


def test_a_plan_is_published_and_the_schools_below_read_it(sqlite_world: World) -> None:
    put(sqlite_world, state=SeasonState.PLANNED)
    assert "上级发布以后" in words(opened(sqlite_world, "counsellor_a", "seasons"))
    press(opened(sqlite_world, "researcher", "seasons"), "发布给学校")
    assert every()[0].state is SeasonState.OPEN
    test = opened(sqlite_world, "counsellor_a", "seasons")
    told = everything(test)
    assert "一场心理健康讲座" in told
    assert "生涯体验" not in told, "a primary school is not asked for it"
    assert "我爱我，珍爱生命" in told
    assert not {"发布给学校", "结束活动月", "取消这个活动月"} & set(labels(test))


def test_a_school_reads_what_it_need_not_do(sqlite_world: World) -> None:
    season_id = put(sqlite_world)
    with writing() as session:
        an_exemption(session, sqlite_world, season_id, item="lecture")
    test = opened(sqlite_world, "school_lead_a", "seasons")
    assert "贵校免做：一场心理健康讲座" in words(test)
    items = next(frame.value for frame in test.dataframe if "task" in frame.value.columns).set_index("title")
    assert (items["task"]["一场心理健康讲座"], items["task"]["一次家长课堂"]) == ("免做", "必做")


def test_schools_are_exempt_by_ticks_and_without_a_tick_nothing_happens(sqlite_world: World) -> None:
    put(sqlite_world)
    test = choose(opened(sqlite_world, "researcher", "seasons"), "seasons.what", "参加的学校")
    field(test.text_input, "原因").input("校舍改造")
    press(test, "记为免做（已选 0 所）")
    assert "请先在上面勾选学校" in words(test)
    assert queries_exempt() == []
    press(pick(test, "seasons.schools"), "记为免做（已选 1 所）")
    assert queries_exempt() == [""]


def queries_exempt() -> list[str]:
    with reading() as session:
        (row,) = queries.seasons_seen(session, SYSTEM_SCOPE)
        return [one.item for one in queries.exemptions(session, SYSTEM_SCOPE, season_id=row.id)]


def test_a_refusal_is_said_in_words_and_what_was_typed_stays(sqlite_world: World) -> None:
    put(sqlite_world)
    test = choose(opened(sqlite_world, "researcher", "seasons"), "seasons.what", "修改")
    field(test.text_input, "名称").input("改过的名称")
    field(test.date_input, "上报到哪天").set_value(date(2020, 1, 1))
    press(test, "保存")
    assert "上报截止日要在活动结束当天或之后" in words(test)
    assert field(test.text_input, "名称").value == "改过的名称"
    assert every()[0].title != "改过的名称"


def test_a_leader_reads_and_changes_nothing(sqlite_world: World) -> None:
    put(sqlite_world)
    test = opened(sqlite_world, "leader", "seasons")
    assert "一场心理健康讲座" in everything(test)
    assert labels(test) == []


def test_another_countys_seasons_are_not_shown(sqlite_world: World) -> None:
    put(sqlite_world, title="云溪的活动月")
    assert "云溪的活动月" not in everything(opened(sqlite_world, "centre_c", "seasons"))
