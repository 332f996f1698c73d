"""个案跟进 on the screen: who sees what of a case, and every step of the work on it."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.cases import actions, queries
from core.cases.rules.pairing import USUAL_CAPACITY
from core.cases.rules.states import CaseState, Outcome
from core.ui import state
from tests.cases.care import MIDDLE, MILD, WHY, act, ask, closed, enrolled, in_care, proposed, talked
from tests.cases.screens import area, enrolled_today, fill, labels, opened, pick, press, run, side, step
from tests.ui.app import words
from tests.world import World

PDF = b"%PDF-1.4 a fictitious letter"
INSIDE = ("记录", "一生一策", "附件")


def stands(world: World, case: int, who: str = "counsellor_a") -> queries.CaseRow:
    found: queries.CaseRow = ask(world, queries.case, case, scope=world.actor(who).scope)
    return found


def everything(test: AppTest) -> str:
    """All that is said, tables included."""
    return words(test) + str([frame.value.to_string() for frame in (*test.table, *test.dataframe)])


def opened_case(world: World, who: str = "counsellor_a", **other: Any) -> tuple[AppTest, int, int]:
    case, warning = in_care(world, enrolled(world), **other)
    return opened(world, who, "cases", care_case=case), case, warning


def test_the_list_says_who_looks_after_whom_and_when_next(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "cases")
    row = test.dataframe[0].value.iloc[0]
    assert (row["state"], row["who"], row["source"]) == ("在管", "counsellor_a的名字", "日常观察")
    assert row["next"]
    assert "共 1 条" in everything(test)


def test_a_picked_row_opens_its_case_and_the_list_comes_back(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    test = pick(opened(sqlite_world, "counsellor_a", "cases"), "cases.table")
    assert test.session_state[state.HELD]["care.case"] == case
    assert "谁负责" in everything(test)
    test.session_state["cases.table"] = {"selection": {"rows": [], "columns": [], "cells": []}}
    assert "共 1 条" in everything(press(test, "回到名单"))


def test_the_list_narrows_to_what_is_mine_and_to_closed_ones(sqlite_world: World) -> None:
    first, _ = in_care(sqlite_world, enrolled(sqlite_world, 8000))
    closed(sqlite_world, first)
    in_care(sqlite_world, enrolled(sqlite_world, 8001))
    test = opened(sqlite_world, "counsellor_a2", "cases")
    assert test.dataframe[0].value["state"].tolist() == ["在管"]
    test.button_group(key="cases.states").set_value([CaseState.CLOSED])
    assert run(test).dataframe[0].value["state"].tolist() == ["已结案"]
    test.toggle(key="cases.mine").set_value(True)
    assert "这里没有个案" in words(run(test))


@pytest.mark.parametrize(
    ("who", "shown"), [("counsellor_a", True), ("school_lead_a", True), ("centre", False), ("counsellor_b", False)]
)
def test_whoever_approves_for_a_whole_school_sees_who_carries_how_many(
    sqlite_world: World, who: str, shown: bool
) -> None:
    for number in (8000, 8001):
        in_care(sqlite_world, enrolled(sqlite_world, number))
    test = opened(sqlite_world, who, "cases")
    loads = [frame.value for frame in test.dataframe if "due" in frame.value]
    assert [frame[["who", "open"]].to_numpy().tolist() for frame in loads] == [[["counsellor_a的名字", "2"]]] * shown


@pytest.mark.parametrize("who", ["counsellor_b", "centre_c", "class_teacher_b"])
def test_a_stranger_meets_neither_the_list_nor_the_case(sqlite_world: World, who: str) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    assert not opened(sqlite_world, who, "cases").dataframe
    test = opened(sqlite_world, who, "cases", care_case=case)
    assert not test.table
    assert "care.case" not in test.session_state[state.HELD]


def test_the_counsellor_sees_why_somebody_is_in_care(sqlite_world: World) -> None:
    test, _, _ = opened_case(sqlite_world)
    assert "上课时一直趴着" in everything(test)
    assert tuple(test.button_group(key="cases.part").options) == ("概况", *INSIDE, "等级与状态")


def test_the_school_lead_decides_the_closing_without_reading_a_note(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    proposed(sqlite_world, case)
    test = opened(sqlite_world, "school_lead_a", "cases", care_case=case)
    assert tuple(test.button_group(key="cases.part").options) == ("概况", "等级与状态")
    assert "情况稳定，转为日常关注" in everything(side(test, "等级与状态"))
    for secret in (WHY, "趴着", "情绪低落"):
        assert secret not in everything(test)
    area(test, "意见")
    assert "已结案，记录都还在" in words(press(test, "结案"))
    assert stands(sqlite_world, case).state is CaseState.CLOSED


def test_a_class_teacher_sees_who_leads_and_when_and_nothing_else(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled_today(sqlite_world), tier=MILD)
    test = pick(opened(sqlite_world, "class_teacher_a", "cases"), "cases.table")
    said = everything(test)
    assert "a的名字" in said
    assert "下一次" in said
    for secret in (WHY, "趴着", "情绪低落", "cases.part"):
        assert secret not in said
    assert test.session_state[state.HELD]["care.case"] == case
    assert labels(test) == ["回到名单"]


def test_a_case_that_is_not_of_the_own_level_stays_closed_to_the_class_teacher(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled_today(sqlite_world), tier=MIDDLE)
    test = opened(sqlite_world, "class_teacher_a", "cases", care_case=case)
    assert not test.table


def test_a_follow_up_is_written_down_and_moves_the_next_day(sqlite_world: World) -> None:
    test, case, _ = opened_case(sqlite_world)
    before = stands(sqlite_world, case).next_on
    test = side(test, "记录")
    next(group for group in test.button_group if group.label == "写一条").set_value("follow_up")
    fill(run(test), "follow_up")
    assert "随访已保存" in words(press(test, "保存随访"))
    assert (stands(sqlite_world, case).next_on or before) >= before
    assert [one.label for one in test.expander if "随访" in one.label]


def test_a_record_is_corrected_and_the_old_one_stays(sqlite_world: World) -> None:
    test, _, warning = opened_case(sqlite_world)
    test = press(side(test, "记录"), "更正这一条")
    area(test, "睡眠饮食", "入睡慢，早醒一次")
    press(test, "保存访谈报告")
    scope = sqlite_world.actor("counsellor_a").scope
    old, new = ask(sqlite_world, queries.entries, scope=scope, warning_ids=[warning])
    assert (old.replaced_by, new.content["sleep"]) == (new.id, "入睡慢，早醒一次")


def test_a_plan_is_made_and_done_and_somebody_walks_beside(sqlite_world: World) -> None:
    test, case, _ = opened_case(sqlite_world)
    test = side(test, "一生一策")
    next(one for one in test.text_input if one.label.startswith("做什么")).input("每天和外婆散步")
    assert "已加上" in words(press(test, "加上"))
    assert "每天和外婆散步" in everything(test)
    press(test, "完成")
    assert "完成" not in labels(test)
    beside = next(one for one in test.selectbox if one.label == "请谁结对")
    assert all("（已结对 0/5）" in name for name in beside.options)
    press(test, "结对")
    scope = sqlite_world.actor("counsellor_a").scope
    assert len(ask(sqlite_world, queries.mentors, case, scope=scope)) == 1
    press(test, "结束结对")
    (mentor,) = ask(sqlite_world, queries.mentors, case, scope=scope)
    assert mentor.ended_at


def test_an_empty_measure_is_refused_in_words(sqlite_world: World) -> None:
    test, _, _ = opened_case(sqlite_world)
    assert "请写明要做什么" in words(press(side(test, "一生一策"), "加上"))


def test_a_file_is_kept_listed_and_taken_off(sqlite_world: World) -> None:
    test, case, _ = opened_case(sqlite_world)
    test = side(test, "附件")
    next(one for one in test.text_input if one.label == "这是什么").input("就诊记录")
    test.file_uploader[0].upload("letter.pdf", PDF)
    assert "附件已放好" in words(press(test, "放进去"))
    assert "就诊记录" in words(test)
    press(test, "移除")
    assert "就诊记录" not in words(test)
    assert ask(sqlite_world, queries.attachments, case, scope=sqlite_world.actor("counsellor_a").scope) == []


def test_a_tier_is_changed_for_a_reason_and_the_change_is_told(sqlite_world: World) -> None:
    test, case, _ = opened_case(sqlite_world)
    test = step(side(test, "等级与状态"), "调整等级")
    area(test, "为什么调整", "短")
    assert "请把理由写清楚" in words(press(test, "保存调整"))
    area(test, "为什么调整")
    said = words(press(test, "保存调整"))
    assert "▲ 校级跟进 → ◆ 区级跟进" in said
    assert stands(sqlite_world, case).severity == 4


def test_the_case_is_handed_to_a_colleague(sqlite_world: World) -> None:
    test, case, _ = opened_case(sqlite_world)
    press(step(side(test, "等级与状态"), "换人负责"), "换人负责")
    assert stands(sqlite_world, case).responsible_id == sqlite_world.accounts["counsellor_a2"]


def test_a_closing_is_proposed_here_and_decided_by_a_second_person(sqlite_world: World) -> None:
    test, case, _ = opened_case(sqlite_world)
    test = step(side(test, "等级与状态"), "提出结案")
    area(test, "依据")
    assert "已提出结案" in words(press(test, "提出结案"))
    assert stands(sqlite_world, case).outcome is Outcome.RECOVERED
    area(test, "意见")
    assert "提出的人不能自己结案" in words(press(test, "结案"))
    other = side(opened(sqlite_world, "counsellor_a2", "cases", care_case=case), "等级与状态")
    area(other, "意见")
    press(other, "结案")
    assert stands(sqlite_world, case).state is CaseState.CLOSED


def test_a_proposal_can_be_turned_down_and_a_closed_case_reopened(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    proposed(sqlite_world, case)
    test = side(opened(sqlite_world, "counsellor_a2", "cases", care_case=case), "等级与状态")
    area(test, "意见")
    press(test, "继续跟进")
    assert stands(sqlite_world, case).state is CaseState.IN_CARE
    closed(sqlite_world, case)
    test = step(side(opened(sqlite_world, "counsellor_a", "cases", care_case=case), "等级与状态"), "重开")
    area(test, "为什么重开")
    press(test, "重开")
    assert stands(sqlite_world, case).state is CaseState.IN_CARE


def test_an_open_measure_keeps_the_case_from_being_closed(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    given = {"is_goal": False, "what": "每周谈一次", "who": "心理教师", "due_on": clock.today()}
    act(sqlite_world, "counsellor_a", actions.add_task, case_id=case, **given)
    proposed(sqlite_world, case)
    test = side(opened(sqlite_world, "school_lead_a", "cases", care_case=case), "等级与状态")
    assert "1 项" in everything(test)
    assert "每周谈一次" not in everything(test)
    area(test, "意见")
    assert "还有 1 项没有完成" in words(press(test, "结案"))


def test_every_record_may_be_corrected_but_the_one_that_was(sqlite_world: World) -> None:
    test, _, warning = opened_case(sqlite_world)
    talked(sqlite_world, warning, form="home_visit")
    assert labels(side(test, "记录")).count("更正这一条") == 2
    (first, _) = ask(
        sqlite_world, queries.entries, scope=sqlite_world.actor("counsellor_a").scope, warning_ids=[warning]
    )
    act(sqlite_world, "counsellor_a", actions.correct_entry, entry_id=first.id, content=first.content)
    assert len(run(test).expander) == 3
    assert labels(test).count("更正这一条") == 2


def test_a_school_says_how_many_a_colleague_may_walk_beside(sqlite_world: World) -> None:
    test = side(opened_case(sqlite_world)[0], "一生一策")
    teacher = sqlite_world.accounts["class_teacher_a"]
    next(one for one in test.selectbox if one.label == "哪位老师").set_value(teacher)
    most = next(one for one in run(test).number_input if one.label == "最多同时结对几人")
    assert most.value == USUAL_CAPACITY
    most.set_value(1)
    assert "结对名额已保存" in words(press(test, "保存名额"))
    beside = next(one for one in test.selectbox if one.label == "请谁结对")
    assert "class_teacher_a的名字（已结对 0/1）" in beside.options
    assert next(one for one in test.number_input if one.label == "最多同时结对几人").value == 1
    beside.set_value(teacher)
    press(test, "结对")
    assert (
        "class_teacher_a的名字（已结对 1/1）" in next(one for one in test.selectbox if one.label == "哪位老师").options
    )


def test_a_colleague_who_carries_enough_takes_nobody_more(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world, 8001))
    teacher = sqlite_world.accounts["class_teacher_a"]
    act(sqlite_world, "counsellor_a", actions.set_capacity, account_id=teacher, capacity=1)
    act(sqlite_world, "counsellor_a", actions.pair, case_id=case, account_id=teacher)
    test = side(opened_case(sqlite_world)[0], "一生一策")
    next(one for one in test.selectbox if one.label == "请谁结对").set_value(teacher)
    assert "到了上限（1 人）" in words(press(test, "结对"))


def test_the_list_narrows_to_those_who_are_owed_a_home_visit(sqlite_world: World) -> None:
    _, warning = in_care(sqlite_world, enrolled(sqlite_world, 8000, groups="left_behind"))
    in_care(sqlite_world, enrolled(sqlite_world, 8001))
    test = opened(sqlite_world, "counsellor_a", "cases")
    assert len(test.dataframe[0].value) == 2
    test.toggle(key="cases.unvisited").set_value(True)
    assert len(run(test).dataframe[0].value) == 1
    talked(sqlite_world, warning, form="home_visit", held_on=clock.today())
    assert "这里没有个案" in words(run(test))


def test_whoever_works_on_no_case_is_not_asked_for_visits(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world, 8000, groups="left_behind"))
    assert [one.label for one in opened(sqlite_world, "school_lead_a", "cases").toggle] == ["只看今天到期和已过日子的"]
