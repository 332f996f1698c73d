"""评估轮次, 参评学校 and 评审分派 on the screen."""

from datetime import timedelta

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, within, writing
from core.evaluation import actions, queries
from core.evaluation.actions.loading import loaded_round
from core.evaluation.queries import RoundRow
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState, TieKind
from core.evaluation.tables import Assignment, Entry, RaterTie, Round
from tests.evaluation.builders import SMALL, a_round, an_assignment, an_entry, last
from tests.evaluation.rated import a_sheet
from tests.evaluation.screens import opened
from tests.ui.app import words
from tests.ui.screens import field, press, run
from tests.world import World

MANAGE = Capability.MANAGE_EVALUATION


def ticked(test: AppTest, label: str, button: str) -> AppTest:
    next(box for box in test.checkbox if box.label.startswith(label)).check()
    return press(test, button)


def part(test: AppTest, name: str) -> AppTest:
    next(group for group in test.button_group if name in group.options).set_value(name)
    return run(test)


def typed(test: AppTest, label: str, text: str) -> None:
    field(test.text_input, label).input(text)


def the_round(world: World) -> RoundRow:
    with reading() as session:
        return queries.rounds_seen(session, world.actor("researcher").over(MANAGE))[0]


def the_entries(world: World) -> list[queries.EntryRow]:
    with reading() as session:
        return queries.entries(session, world.actor("researcher").over(MANAGE), round_id=the_round(world).id)


def standing(world: World, stage: RoundState, *schools: str, state: EntryState = EntryState.WAITING) -> int:
    """A round of today's days in that state, with these schools."""
    today = clock.today()
    days = {
        "opens_on": today - timedelta(days=40),
        "self_until": today - timedelta(days=3),
        "review_until": today + timedelta(days=20),
        "publicity_until": today + timedelta(days=30),
    }
    with writing() as session:
        round_id = a_round(session, world, state=stage, rubric=SMALL, **days)
        for school in schools:
            an_entry(session, world, round_id, school, state)
    return round_id


def handed_in(world: World, stage: RoundState) -> None:
    standing(world, stage, "a", state=EntryState.SUBMITTED)
    with writing() as session:
        an_assignment(session, world, last(session, Entry), state=AssignmentState.SUBMITTED)


def sheets() -> list[Assignment]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(Assignment), Assignment)))


def test_the_first_round_is_made_filled_and_started(sqlite_world: World) -> None:
    test = opened(sqlite_world, "rounds")
    typed(test, "名称", "秋季督导")
    press(test, "保存")
    made = the_round(sqlite_world)
    assert (made.title, made.state, made.raters, made.gap_anchors) == ("秋季督导", RoundState.DRAFT, 2, 1)
    assert "还没有参评的学校" in words(opened(sqlite_world, "rounds"))
    test = opened(sqlite_world, "rated_schools")
    press(test, "加入参评")
    assert [row.school for row in the_entries(sqlite_world)] == ["云溪一小", "云溪中学"]
    test = opened(sqlite_world, "rounds")
    ticked(test, "启动后", "启动这一轮")
    assert the_round(sqlite_world).state is RoundState.SELF
    assert "已进入" in words(test)


def test_a_draft_is_changed_and_dropped(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.DRAFT, "a")
    test = opened(sqlite_world, "rounds")
    typed(test, "名称", "冬季督导")
    press(test, "保存")
    assert the_round(sqlite_world).title == "冬季督导"
    ticked(opened(sqlite_world, "rounds"), "删去这一轮", "删去")
    with reading() as session:
        assert queries.rounds_seen(session, sqlite_world.actor("researcher").over(MANAGE)) == []


def test_a_draft_that_somebody_else_changed_meanwhile_is_not_written_over(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.DRAFT, "a")
    mine, theirs = opened(sqlite_world, "rounds"), opened(sqlite_world, "rounds", "centre")
    typed(theirs, "名称", "冬季督导")
    press(theirs, "保存")
    typed(mine, "名称", "春季督导")
    press(mine, "保存")
    assert "您填的还没有保存" in words(mine)
    assert the_round(sqlite_world).title == "冬季督导"
    assert field(mine.text_input, "名称").value == "春季督导"
    press(mine, "看最新的")
    assert field(mine.text_input, "名称").value == "冬季督导"
    for title in ("春季督导", "夏季督导"):
        typed(mine, "名称", title)
        press(mine, "保存")
        assert the_round(sqlite_world).title == title


def test_days_are_put_off_and_a_step_is_taken_back(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a")
    before = the_round(sqlite_world)
    test = opened(sqlite_world, "rounds")
    box = field(test.date_input, "自评截止")
    box.set_value(before.self_until + timedelta(days=2))
    next(field for field in test.text_input if field.placeholder.startswith("例如：台风")).input("台风停课")
    press(test, "推迟日期")
    assert the_round(sqlite_world).self_until == before.self_until + timedelta(days=2)
    next(field for field in test.text_input if field.placeholder.startswith("例如：名单")).input("名单要改")
    press(test, "退回筹备")
    assert the_round(sqlite_world).state is RoundState.DRAFT


def test_schools_are_added_by_stage(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.DRAFT)
    test = opened(sqlite_world, "rated_schools")
    field(test.button_group, "学段").set_value(["primary"]).run()
    assert "有 1 所" in words(test)
    press(test, "加入参评")
    assert [row.school for row in the_entries(sqlite_world)] == ["云溪一小"]


def test_the_next_step_says_what_it_waits_for(sqlite_world: World) -> None:
    round_id = standing(sqlite_world, RoundState.REVIEW, "a", state=EntryState.SUBMITTED)
    with writing() as session:
        an_assignment(session, sqlite_world, session.exec(within(SYSTEM_SCOPE, select(Entry), Entry)).one().id or 0)
    test = opened(sqlite_world, "rounds")
    assert "还有 1 份评分没有提交" in words(test)
    assert not [button for button in test.button if "进入" in button.label]
    assert the_round(sqlite_world).id == round_id


def test_a_tie_told_since_is_a_note_and_keeps_nobody_from_the_step(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.REVIEW, "a", state=EntryState.SUBMITTED)
    with writing() as session:
        entry = session.exec(within(SYSTEM_SCOPE, select(Entry), Entry)).one().id or 0
        a_sheet(session, sqlite_world, entry, "reviewer", {"1.1": 10, "1.2": 10, "1.3": 0})
        facts = {"account_id": sqlite_world.accounts["reviewer"], "school_id": sqlite_world.orgs["a"]}
        actions.tie(session, sqlite_world.actor("researcher"), kind=TieKind.FAMILY, **facts)
    test = opened(sqlite_world, "rounds")
    assert "有 1 份已经提交的评分，评审后来登记了需要回避" in words(test)
    ticked(test, "评分就此截止", "进入“合议”")
    assert the_round(sqlite_world).state is RoundState.MODERATION


def test_who_is_left_out_is_told_before_the_review_begins(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a", "b")
    test = opened(sqlite_world, "rounds")
    assert "还有 2 处没有提交" in words(test)
    assert "没有提交的：云溪一小、云溪中学" in words(test)
    ticked(test, "进入评审后", "进入“评审”")
    assert the_round(sqlite_world).state is RoundState.REVIEW


def test_a_school_is_exempted_and_taken_back(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a")
    test = opened(sqlite_world, "rated_schools")
    press(test, "记为免评")
    assert the_entries(sqlite_world)[0].state is EntryState.EXEMPT
    press(opened(sqlite_world, "rated_schools"), "取消免评")
    assert the_entries(sqlite_world)[0].state is EntryState.WAITING


def test_how_many_items_a_school_has_filled_in_stands_behind_its_state(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a", "b")
    with writing() as session:
        entry = next(row.id for row in the_entries(sqlite_world) if row.school == "云溪一小")
        for code in ("1.1", "1.2"):
            mark = {"entry_id": entry, "code": code, "mark": Mark.of(7)}
            actions.save_self_mark(session, sqlite_world.actor("school_admin_a"), **mark)
    states = opened(sqlite_world, "rated_schools").dataframe[0].value.set_index("学校")["状态"]
    assert dict(states) == {"云溪一小": "自评中　2 / 3", "云溪中学": "未开始"}


def test_once_the_schools_are_settled_there_is_no_choice_of_what_to_do_with_them(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.MODERATION, "a", state=EntryState.SUBMITTED)
    test = opened(sqlite_world, "rated_schools")
    assert not test.button_group
    assert list(test.dataframe[0].value["学校"]) == ["云溪一小"]


def test_a_school_gets_more_time_with_a_reason_alone(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a")
    test = opened(sqlite_world, "rated_schools")
    press(test, "延期")
    assert "请写明理由" in words(test)
    typed(test, "理由", "校舍维修")
    press(test, "延期")
    assert the_entries(sqlite_world)[0].due_on == clock.today() + timedelta(days=4)


def test_reminders_name_schools_and_days_alone(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a", "b")
    test = part(opened(sqlite_world, "rated_schools"), "催报")
    assert "云溪一小" in test.code[0].value
    assert "2 处还没有提交" in test.code[0].value
    assert "的名字" not in test.code[0].value, "no person"
    field(test.selectbox, "发给谁").select_index(1).run()
    assert "已经过了 3 天" in test.code[0].value


def test_raters_are_drawn_after_a_look_at_the_result(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.REVIEW, "a", "b", state=EntryState.SUBMITTED)
    test = part(opened(sqlite_world, "raters"), "抽签")
    loads = test.dataframe[0].value
    assert set(loads["合计"]) <= {"0 处", "1 处"}
    assert sum(int(word.split()[0]) for word in loads["合计"]) == 4
    ticked(test, "已经看过", "保存分派")
    assert [row.drawn for row in sheets()] == [True] * 4


def test_raters_are_assigned_by_hand_and_taken_back(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.REVIEW, "a", "b", state=EntryState.SUBMITTED)
    test = part(opened(sqlite_world, "raters"), "指定")
    press(test, "分派")
    assert "请先选学校" in words(test)
    test.multiselect[0].set_value([row.id for row in the_entries(sqlite_world)][:1])
    press(test, "分派")
    test = opened(sqlite_world, "raters")
    typed(test, "理由", "临时出差")
    press(test, "撤回")
    assert [row.state for row in sheets()] == [AssignmentState.WITHDRAWN]


def test_a_sheet_that_was_handed_in_is_given_back_with_a_reason(sqlite_world: World) -> None:
    handed_in(sqlite_world, RoundState.REVIEW)
    test = opened(sqlite_world, "raters")
    press(test, "退回给评审")
    assert [row.state for row in sheets()] == [AssignmentState.SUBMITTED]
    next(field for field in test.text_input if field.placeholder == "例如：评审说打错了一项").input("打错了一项")
    press(test, "退回给评审")
    assert [(row.state, row.submitted_at) for row in sheets()] == [(AssignmentState.MARKING, None)]
    assert "已退回" in words(test)
    assert "退回给评审" not in [button.label for button in test.button], "nothing is handed in any more"


@pytest.mark.parametrize("stage", [RoundState.SELF, RoundState.MODERATION])
def test_no_sheet_is_given_back_outside_the_review(sqlite_world: World, stage: RoundState) -> None:
    handed_in(sqlite_world, stage)
    test = opened(sqlite_world, "raters")
    assert list(test.dataframe[0].value["状态"]) == ["已提交"]
    assert "退回给评审" not in [button.label for button in test.button]


def test_after_the_review_there_is_no_choice_of_what_to_do_with_raters(sqlite_world: World) -> None:
    handed_in(sqlite_world, RoundState.MODERATION)
    assert not opened(sqlite_world, "raters").button_group
    with writing() as session:
        loaded_round(session, SYSTEM_SCOPE, last(session, Round)).state = RoundState.REVIEW
    assert opened(sqlite_world, "raters").button_group[0].options == ["进度", "指定", "抽签", "回避"]


def test_a_tie_is_told_and_listed(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.REVIEW, "a", state=EntryState.SUBMITTED)
    test = part(opened(sqlite_world, "raters"), "回避")
    assert "没有人需要回避" in words(test)
    press(test, "登记")
    with reading() as session:
        assert len(session.exec(within(SYSTEM_SCOPE, select(RaterTie), RaterTie)).all()) == 1
    test = part(opened(sqlite_world, "raters"), "回避")
    assert list(test.dataframe[0].value["原因"]) == ["亲属在这所学校"]
    press(test, "删去这一条")
    with reading() as session:
        assert session.exec(within(SYSTEM_SCOPE, select(RaterTie), RaterTie)).all() == []


def test_a_school_sees_where_the_round_stands_and_no_way_to_move_it(sqlite_world: World) -> None:
    standing(sqlite_world, RoundState.SELF, "a")
    test = opened(sqlite_world, "rounds", "school_admin_a")
    assert "2025 年督导" in words(test)
    assert not test.button
    assert "researcher的名字" not in words(test)
