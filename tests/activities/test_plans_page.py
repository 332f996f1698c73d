"""方案与指导 on the screen: a school writes and sends, the bureau accepts or asks for changes; who reads no words."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.queries import PlanSheet
from core.activities.rules import PlanState
from core.database import reading, writing
from tests.activities.season_builders import a_plan, a_season, a_visit
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press
from tests.world import World


def put(world: World, state: PlanState | None = None) -> int:
    """A season that is on now, and the plan of school A in it."""
    today = clock.today()
    days = {"starts_on": today, "ends_on": today + timedelta(days=20), "report_until": today + timedelta(days=25)}
    with writing() as session:
        season_id = a_season(session, world, **days, plan_until=today)
        if state:
            a_plan(session, world, season_id, state=state)
    return season_id


def plan(world: World, season_id: int) -> PlanSheet | None:
    with reading() as session:
        return queries.plan_of(session, SYSTEM_SCOPE, season_id=season_id, school_id=world.orgs["a"])


def everything(test: AppTest) -> str:
    return words(test) + "\n".join(str(frame.value.to_dict()) for frame in test.dataframe)


def test_a_school_writes_a_plan_and_sends_it(sqlite_world: World) -> None:
    season_id = put(sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "plans")
    field(test.text_area, "目标和做法").input("人人参与一次")
    press(test, "保存草稿")
    assert "已保存" in words(test)
    press(test, "提交方案")
    kept = plan(sqlite_world, season_id)
    assert kept is not None
    assert (kept.state, kept.facts.aims) == (PlanState.SENT, "人人参与一次")
    assert "撤回来改" in labels(test)
    assert "保存草稿" not in labels(test)


def test_an_empty_plan_is_not_sent(sqlite_world: World) -> None:
    season_id = put(sqlite_world)
    test = press(opened(sqlite_world, "counsellor_a", "plans"), "保存草稿")
    press(test, "提交方案")
    assert "方案还是空的" in words(test)
    kept = plan(sqlite_world, season_id)
    assert kept is not None
    assert kept.state is PlanState.DRAFT


def test_a_bureau_asks_for_changes_and_the_school_reads_why(sqlite_world: World) -> None:
    season_id = put(sqlite_world, PlanState.SENT)
    test = pick(opened(sqlite_world, "researcher", "plans"), "plans.table")
    assert "人人参与一次活动" in words(test)
    field(test.text_area, "请学校补充什么（学校看得到）").input("请补上家长课堂的时间")
    press(test, "请补充")
    kept = plan(sqlite_world, season_id)
    assert kept is not None
    assert kept.state is PlanState.RETURNED
    assert "请补充：请补上家长课堂的时间" in words(opened(sqlite_world, "counsellor_a", "plans"))


def test_a_bureau_reads_no_plan_that_is_still_being_written(sqlite_world: World) -> None:
    put(sqlite_world, PlanState.DRAFT)
    test = pick(opened(sqlite_world, "researcher", "plans"), "plans.table")
    said = everything(test)
    assert "这份方案还在写" in said
    assert "人人参与一次活动" not in said
    assert "人人参与一次活动" in everything(opened(sqlite_world, "counsellor_a", "plans"))


def test_plans_that_wait_stand_first_and_a_school_without_a_plan_says_so(sqlite_world: World) -> None:
    season_id = put(sqlite_world)
    with reading() as session:
        by_name = [row.school for row in queries.plans(session, SYSTEM_SCOPE, season_id=season_id)]
        last = queries.plans(session, SYSTEM_SCOPE, season_id=season_id)[-1].school_id
    with writing() as session:
        at = next(name for name, org_id in sqlite_world.orgs.items() if org_id == last)
        a_plan(session, sqlite_world, season_id, at, state=PlanState.SENT)
    test = opened(sqlite_world, "researcher", "plans")
    listed = next(
        one.value["school"].tolist() for one in test.dataframe if one.key and one.key.startswith("plans.table")
    )
    assert listed == [by_name[-1], *by_name[:-1]]
    assert "这所学校还没有写方案" in words(pick(test, "plans.table", 1))


def test_the_plan_of_a_primary_school_lists_nothing_that_other_stages_are_asked_for(sqlite_world: World) -> None:
    put(sqlite_world, PlanState.SENT)
    told = everything(pick(opened(sqlite_world, "researcher", "plans"), "plans.table"))
    assert "一场心理健康讲座" in told
    assert "一次生涯体验" not in told


def test_plans_are_accepted_by_ticks(sqlite_world: World) -> None:
    season_id = put(sqlite_world, PlanState.SENT)
    test = pick(opened(sqlite_world, "researcher", "plans"), "plans.waiting")
    press(test, "通过这 1 份")
    kept = plan(sqlite_world, season_id)
    assert kept is not None
    assert kept.state is PlanState.ACCEPTED


def test_a_leader_reads_numbers_and_no_words(sqlite_world: World) -> None:
    season_id = put(sqlite_world, PlanState.SENT)
    with writing() as session:
        a_visit(session, sqlite_world, season_id)
    test = opened(sqlite_world, "leader", "plans")
    assert not any(frame.proto.selection_mode for frame in test.dataframe), (
        "nothing to pick: the words are not for them"
    )
    told = everything(test)
    assert "云溪一小" in told
    assert "人人参与一次活动" not in told
    test.button_group(key="plans.part").set_value("指导与巡视").run()
    told = everything(test)
    assert "指导和巡视 1 次，到过 1 所学校" in told
    assert "看了一节生命教育课" not in told


def test_the_head_of_a_school_reads_its_plan_and_visits_and_writes_nothing(sqlite_world: World) -> None:
    season_id = put(sqlite_world, PlanState.SENT)
    with writing() as session:
        a_visit(session, sqlite_world, season_id)
    test = opened(sqlite_world, "school_lead_a", "plans")
    assert "人人参与一次活动" in words(test)
    assert labels(test) == []
    test.button_group(key="plans.part").set_value("指导与巡视").run()
    assert "看了一节生命教育课" in words(test)


def test_a_visit_is_written_down_and_read_by_the_school_alone(sqlite_world: World) -> None:
    put(sqlite_world)
    test = opened(sqlite_world, "researcher", "plans")
    test.button_group(key="plans.part").set_value("指导与巡视").run()
    field(test.selectbox, "学校").select(sqlite_world.orgs["a"])
    field(test.text_area, "看到了什么").input("心理角布置得好")
    press(test, "登记")
    for who, seen in (("counsellor_a", True), ("counsellor_b", False)):
        told = opened(sqlite_world, who, "plans")
        told.button_group(key="plans.part").set_value("指导与巡视").run()
        assert ("心理角布置得好" in words(told)) is seen


def test_where_there_is_no_season_it_is_said(sqlite_world: World) -> None:
    assert "现在没有活动月" in words(opened(sqlite_world, "counsellor_a", "plans"))
