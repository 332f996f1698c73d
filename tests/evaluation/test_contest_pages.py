"""评选与遴选 and 作品评审 on the screen."""

from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.accounts.tables import RoleGrant
from core.database import reading, within, writing
from core.evaluation.rules.states import ContestState, NominationState
from core.evaluation.tables import Contest, Judgement, Nomination
from tests.evaluation.builders import AT
from tests.evaluation.contests import a_contest, a_file, a_judge, a_nomination, a_report, judged
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def soon() -> date:
    return clock.today() + timedelta(days=10)


def nominations() -> list[Nomination]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(Nomination).order_by(Nomination.id), Nomination)))  # type: ignore[arg-type]  # a column


def turned(test: AppTest, tab: str) -> AppTest:
    """A part of the contest in hand."""
    next(one for one in test.segmented_control if one.label == "看什么").set_value(tab)
    return run(test)


def test_a_bureau_makes_a_contest_and_opens_it(sqlite_world: World) -> None:
    test = opened(sqlite_world, "researcher", "contests")
    field(test.text_input, "名称").input("5·25 活动评选")
    press(test, "保存")
    assert "还在筹备中" in words(test)
    press(test, "保存评委")
    assert "评委已保存" in words(test)
    turned(test, "修改")
    press(test, "开放推荐")
    assert "已开放" in words(test)
    assert "还没有学校推荐" in words(test)
    assert "截止推荐，进入评审" not in labels(test)
    turned(test, "修改")
    assert "在您打开以后改过" not in words(test), "one's own step is nobody else's change"
    with reading() as session:
        (row,) = session.exec(within(SYSTEM_SCOPE, select(Contest), Contest)).all()
    assert (row.title, row.state, row.rubric["key"]) == ("5·25 活动评选", ContestState.NOMINATING, "activity_award")
    assert [award["places"] for award in row.awards] == [3, 6, 9]


def test_a_school_nominates_an_accepted_report_and_takes_it_back(sqlite_world: World) -> None:
    with writing() as session:
        a_contest(session, sqlite_world, nominate_until=soon(), review_until=soon())
        a_report(session, sqlite_world, title="校园心理剧展演")
        a_report(session, sqlite_world, "b", title="别的学校的活动")
    test = opened(sqlite_world, "counsellor_a", "contests")
    assert "别的学校的活动" not in words(test)
    press(test, "推荐")
    assert "请写一句推荐理由" in words(test)
    field(test.text_area, "推荐理由").input("人人有角色")
    press(test, "推荐")
    assert [(one.state, one.reason) for one in nominations()] == [(NominationState.NOMINATED, "人人有角色")]
    assert "能推荐的都在上面了" in words(test)
    assert "还没有可以推荐的" not in words(test)
    press(test, "撤回")
    assert nominations()[0].state is NominationState.WITHDRAWN


def test_a_school_without_accepted_reports_is_told_what_to_do(sqlite_world: World) -> None:
    with writing() as session:
        a_contest(session, sqlite_world, nominate_until=soon(), review_until=soon())
    assert "活动材料通过审核以后" in words(opened(sqlite_world, "school_admin_a", "contests"))


def test_a_leader_reads_numbers_and_awards_and_nobody_s_text(sqlite_world: World) -> None:
    with writing() as session:
        judged(session, sqlite_world, {"a": (9, 9)})
    test = opened(sqlite_world, "leader", "contests")
    assert "**1 所**学校推荐，**1 件**作品参评" in words(test)
    assert "人人有角色" not in words(test)
    assert not {"看材料", "推荐", "公示结果"} & set(labels(test))


def test_who_leads_a_school_reads_what_it_nominated_and_changes_nothing(sqlite_world: World) -> None:
    with writing() as session:
        judged(session, sqlite_world, {"a": (9, 9), "b": (8, 8)})
    test = opened(sqlite_world, "school_lead_a", "contests")
    assert "我校的推荐" in words(test)
    assert "人人有角色" in words(test)
    assert "云溪中学" not in words(test)
    assert not {"看材料", "撤回", "推荐"} & set(labels(test))


def test_a_judge_sees_no_plan_on_the_page_and_the_leader_does(sqlite_world: World) -> None:
    with writing() as session:
        a_contest(session, sqlite_world, ContestState.PLANNED, title="还没开放的评选")
    assert "还没有评选" in words(opened(sqlite_world, "reviewer", "contests"))
    assert "还没开放的评选" in words(opened(sqlite_world, "leader", "contests"))


def test_whoever_nominates_elsewhere_reads_what_another_bureau_holds(sqlite_world: World) -> None:
    with writing() as session:
        a_contest(session, sqlite_world, at="other_county", title="邻县的评选")
        session.add(
            RoleGrant(
                account_id=sqlite_world.accounts["counsellor_a"], role="reviewer", granted_at=AT,
                org_id=sqlite_world.orgs["other_county"],
            )
        )  # fmt: skip
    test = opened(sqlite_world, "counsellor_a", "contests")
    assert "评选办法" in [one.label for one in test.expander]
    assert "没有找到" not in words(test)


def test_a_bureau_publishes_and_everybody_reads_who_was_awarded(sqlite_world: World) -> None:
    with writing() as session:
        contest_id, _ = judged(session, sqlite_world, {"a": (9, 9), "b": (8, 8)})
    test = turned(opened(sqlite_world, "researcher", "contests"), "名次与奖项")
    pick(test, f"contests.places.{contest_id}.0.2", at=1)
    field(test.text_input, "理由").input("评委集体商议")
    press(test, "改定")
    assert "已改定" in words(test)
    press(test, "公示结果")
    press(test, "定下来")
    assert "推荐上报已定" in words(test)
    assert {"下载 Word", "下载 Excel", "下载上报材料（会记录）"} <= {one.label for one in test.get("download_button")}
    for who in ("leader", "counsellor_b"):
        (table,) = opened(sqlite_world, who, "contests").dataframe
        assert list(table.value["学校"]) == ["云溪一小", "云溪中学"]
        assert list(table.value["奖项"]) == ["一等奖", "二等奖"]


def test_a_judge_sees_only_what_they_were_asked_for_and_marks_it(sqlite_world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, ContestState.REVIEW)
        a_judge(session, sqlite_world, contest_id)
        activity_id = a_report(session, sqlite_world)
        a_file(session, sqlite_world, activity_id, b"%PDF-1.7 %%EOF", kind="pdf", title="方案")
        a_nomination(session, sqlite_world, contest_id, activity_id=activity_id)
    assert "现在没有请您评的作品" in words(opened(sqlite_world, "centre", "judging"))
    test = press(opened(sqlite_world, "reviewer", "judging"), "去评审")
    assert "六个班同台演出" in words(test)
    assert "方案" in labels(test)
    test.segmented_control[0].set_value(Decimal(8))
    press(test, "保存")
    assert "还有 1 项没有打分" in words(test)
    with reading() as session:
        (row,) = session.exec(within(SYSTEM_SCOPE, select(Judgement), Judgement)).all()
    assert (row.marks, row.total) == ({"1": {"": "8"}}, None)


def test_a_judge_steps_aside_from_the_page(sqlite_world: World) -> None:
    with writing() as session:
        judged(session, sqlite_world, {"a": (9, 9)})
    test = press(opened(sqlite_world, "reviewer", "judging"), "再看看")
    assert "合计 18 分" in words(test)
    press(test, "我回避这一件")
    assert "这一件不用评" in words(test)
    assert "保存" not in labels(test)
    press(test, "不用回避，我来评")
    assert "别的设备" not in words(test)
    assert "保存" in labels(test)


def test_the_desk_tells_judges_and_schools_what_waits(sqlite_world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, ContestState.REVIEW, review_until=soon())
        a_judge(session, sqlite_world, contest_id)
        a_nomination(session, sqlite_world, contest_id)
        a_contest(session, sqlite_world, nominate_until=clock.today() + timedelta(days=7), title="近的")
        a_contest(session, sqlite_world, nominate_until=clock.today() + timedelta(days=8), title="远的")
    assert "还有 1 件作品没评" in words(opened(sqlite_world, "reviewer", "desk"))
    desk = words(opened(sqlite_world, "counsellor_a", "desk"))
    assert "近的" in desk
    assert "远的" not in desk
