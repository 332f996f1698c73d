"""预警名单, 访谈与决定 and 上报关心 on the screen."""

import pytest

from core import clock
from core.cases import queries
from core.cases.queries import CaseFilter
from core.cases.rules.states import WarningState
from core.ui import state
from tests.cases.care import FILLED, GRAVE, MILD, ask, enrolled, in_care, reported, talked
from tests.cases.screens import area, enrolled_today, fill, labels, opened, pick, press, run
from tests.screening.builders import name_of
from tests.ui.app import words
from tests.world import World

BY_HAND = queries.Filter(None, state=None)


def standing(world: World, warning: int) -> WarningState:
    found = ask(world, queries.warning, warning, scope=world.actor("counsellor_a").scope)
    return WarningState(found.state)


def test_reports_by_hand_have_a_list_of_their_own(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "warnings")
    assert test.dataframe[0].value["state"].tolist() == ["待访谈"]
    assert "上课时一直趴着" in test.dataframe[0].value["why"][0]
    assert "1 条都有着落　=　待访谈 1" in words(test)


def test_the_counsellor_of_another_school_finds_nobody_on_the_list(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_b", "warnings")
    assert not test.dataframe
    assert "这里没有人" in words(test)


def test_a_class_teacher_reads_neither_what_was_seen_nor_a_button_to_decide(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled_today(sqlite_world), "counsellor_a", MILD)
    test = pick(opened(sqlite_world, "class_teacher_a", "warnings"), "warnings.table")
    assert "趴着" not in words(test) + str(test.dataframe[0].value) + str([one.value for one in test.table])
    assert "写访谈、作决定" not in labels(test)


def test_the_card_of_the_picked_row_stands_beside_the_list_and_leads_to_the_talk(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world))
    test = pick(opened(sqlite_world, "counsellor_a", "warnings"), "warnings.table")
    assert "上课时一直趴着" in str(test.table[0].value)
    assert "访谈与决定" in words(press(test, "写访谈、作决定"))


def test_nothing_is_decided_before_the_talk_is_written_down(sqlite_world: World) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "interview", care_warning=warning)
    assert "保存访谈报告" in labels(test)
    assert not [label for label in labels(test) if label.endswith("并保存")]


def test_an_interview_with_gaps_is_refused_and_keeps_what_was_typed(sqlite_world: World) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "interview", care_warning=warning)
    fill(test, "interview", mood="")
    press(test, "保存访谈报告")
    assert "还有 1 处要补：情绪" in words(test)
    assert FILLED["interview"]["sleep"] in [one.value for one in test.text_area]
    assert standing(sqlite_world, warning) is WarningState.AWAITING_INTERVIEW


def test_from_the_talk_to_a_case(sqlite_world: World) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "interview", care_warning=warning)
    fill(test, "interview")
    assert "访谈已保存" in words(press(test, "保存访谈报告"))
    area(test, "为什么确认")
    said = words(press(test, "确认并保存"))
    assert "个案跟进" in said
    assert "已确认，转入个案跟进" in said
    assert standing(sqlite_world, warning) is WarningState.IN_CARE


def test_a_decision_without_a_reason_is_refused_in_words_and_keeps_it(sqlite_world: World) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    talked(sqlite_world, warning)
    test = opened(sqlite_world, "counsellor_a", "interview", care_warning=warning)
    area(test, "为什么确认", "还好")
    assert "请把理由写清楚，至少 10 个字" in words(press(test, "确认并保存"))
    assert "还好" in [one.value for one in test.text_area]
    assert standing(sqlite_world, warning) is WarningState.AWAITING_INTERVIEW


def test_another_tier_and_another_colleague_can_be_chosen(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    warning = reported(sqlite_world, person)
    talked(sqlite_world, warning)
    test = opened(sqlite_world, "counsellor_a", "interview", care_warning=warning)
    test.button_group(key=f"warnings.decide.{warning}").set_value("调整等级")
    run(test)
    test.radio[0].set_value(GRAVE)
    test.selectbox[0].set_value(sqlite_world.accounts["counsellor_a2"])
    area(test, "为什么调整")
    press(test, "调整等级并保存")
    [case] = ask(
        sqlite_world, queries.cases, CaseFilter(people=[person]), scope=sqlite_world.actor("counsellor_a").scope
    )
    assert (case.severity, case.responsible_id) == (4, sqlite_world.accounts["counsellor_a2"])


def test_an_excluded_warning_can_be_taken_up_again(sqlite_world: World) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    talked(sqlite_world, warning)
    test = opened(sqlite_world, "counsellor_a", "interview", care_warning=warning)
    test.button_group(key=f"warnings.decide.{warning}").set_value("排除")
    area(run(test), "为什么排除")
    assert "已排除，理由已记下" in words(press(test, "排除并保存"))
    assert standing(sqlite_world, warning) is WarningState.EXCLUDED
    area(test, "为什么重新考虑")
    press(test, "重新考虑")
    assert standing(sqlite_world, warning) is WarningState.AWAITING_INTERVIEW


@pytest.mark.parametrize("who", ["counsellor_b", "centre_c"])
def test_a_stranger_finds_no_talk_to_write_down(sqlite_world: World, who: str) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, who, "interview", care_warning=warning)
    assert "还没有选学生" in words(test)
    assert "趴着" not in words(test)


def test_the_list_leads_to_the_case_of_somebody_in_care(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "warnings")
    test.selectbox(key="warnings.state").set_value(WarningState.IN_CARE)
    test = press(pick(run(test), "warnings.table"), "看个案")
    assert "个案跟进" in words(test)
    assert "谁负责" in str(test.table[0].value)


def test_a_class_teacher_reports_a_pupil_of_the_own_class(sqlite_world: World) -> None:
    enrolled_today(sqlite_world)
    test = pick(opened(sqlite_world, "class_teacher_a", "report"), "report.people")
    area(test, "看到了什么", "午休时一个人哭，说不想来学校")
    said = words(press(test, "上报"))
    assert "这一条已经进了待访谈名单" in said
    assert not test.text_area
    (row,) = ask(sqlite_world, queries.warnings, BY_HAND, scope=sqlite_world.actor("counsellor_a").scope)
    assert (row.severity, row.urgent, row.state) == (2, False, WarningState.AWAITING_INTERVIEW)


def test_an_urgent_report_says_that_somebody_comes_today(sqlite_world: World) -> None:
    enrolled_today(sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "report")
    assert not test.dataframe
    test.text_input(key="report.words").set_value(name_of(8000))
    test = pick(run(test), "report.people")
    area(test, "看到了什么", "说不想活了")
    test.toggle[0].set_value(True)
    assert "今天就会有人当面了解" in str(press(test, "上报").table[0].value)
    (row,) = ask(sqlite_world, queries.warnings, BY_HAND, scope=sqlite_world.actor("counsellor_a").scope)
    assert (row.urgent, row.due_on) == (True, clock.today())


def test_an_empty_report_is_refused_and_the_pupil_stays_picked(sqlite_world: World) -> None:
    enrolled_today(sqlite_world)
    test = pick(opened(sqlite_world, "class_teacher_a", "report"), "report.people")
    assert "请写下看到或听到了什么" in words(press(test, "上报"))
    assert "上报" in labels(test)


def test_a_pupil_of_another_school_is_not_found(sqlite_world: World) -> None:
    enrolled_today(sqlite_world, at="b")
    test = opened(sqlite_world, "counsellor_a", "report")
    test.text_input(key="report.words").set_value(name_of(8000))
    assert "没有找到这个人" in words(run(test))


def test_ids_alone_are_held_between_pages(sqlite_world: World) -> None:
    case, warning = in_care(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "cases", care_case=case, care_warning=warning)
    assert test.session_state[state.HELD] == {"care.case": case, "care.warning": warning}
