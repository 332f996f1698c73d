"""转介 and 移交 on the screen, from the form to the next person's screen."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import Capability
from core.cases import actions, queries
from core.cases.rules.handovers import HandoverKind
from core.cases.rules.institutions import InstitutionFacts, InstitutionKind
from core.cases.rules.referrals import Consent, Consented, ConsentWay, ReferralState
from core.cases.rules.states import CaseState
from core.cases.views import handovers as handover_views
from core.cases.views import referrals as referral_views
from tests.cases.care import MIDDLE, MILD, act, ask, enrolled, in_care
from tests.cases.screens import area, labels, opened, pick, press, run
from tests.ui.app import words
from tests.world import World

WORK = Capability.WORK_CASES
REASON = "持续两周情绪低落，需要专业评估"
NOTE = "每两周谈一次，和班主任保持联系"


@pytest.fixture
def world(sqlite_world: World) -> World:
    return sqlite_world


@pytest.fixture
def case(world: World) -> int:
    return in_care(world, enrolled(world), tier=MIDDLE)[0]


def asked() -> Consented:
    return Consented(Consent.GIVEN, "母亲", ConsentWay.WRITTEN, clock.today())


def a_centre(world: World) -> int:
    facts = InstitutionFacts(InstitutionKind.CENTRE, "云溪区中心", "王老师", "0570-0000000")
    return int(act(world, "centre", actions.save_institution, org_id=world.orgs["county"], facts=facts))


def referred(world: World, case: int) -> int:
    facts: dict[str, Any] = {"reason": REASON, "consented": asked()}
    return int(act(world, "counsellor_a", actions.refer, case_id=case, institution_id=a_centre(world), **facts))


def offered(world: World, case: int, to: str = "b") -> int:
    facts: dict[str, Any] = {"kind": HandoverKind.TRANSFER, "consented": asked(), "note": NOTE, "tier": MIDDLE.label}
    return int(act(world, "counsellor_a", actions.propose_handover, case_id=case, to_school_id=world.orgs[to], **facts))


def stands(world: World, case: int, who: str = "counsellor_a") -> CaseState:
    return CaseState(ask(world, queries.case, case, scope=world.actor(who).over(WORK)).state)


def side(test: AppTest, page: str, name: str) -> AppTest:
    test.button_group(key=f"{page}.side").set_value(name)
    return run(test)


def line(test: AppTest, label: str, text: str) -> None:
    next(one for one in test.text_input if one.label.startswith(label)).input(text)


def agree(test: AppTest) -> None:
    next(one for one in test.radio if one.label == "监护人的意见").set_value(Consent.GIVEN)


def everything(test: AppTest) -> str:
    return words(test) + str([frame.value.to_string() for frame in (*test.table, *test.dataframe)])


def test_a_case_is_referred_and_the_form_asks_for_the_guardian(world: World, case: int) -> None:
    a_centre(world)
    test = pick(side(opened(world, "counsellor_a", "referrals"), "referrals", referral_views.NEW), "cases.table")
    area(test, "为什么转介", REASON)
    test = press(test, "转介")
    assert "请写明问了哪位监护人" in words(test)
    assert next(one for one in test.text_area if one.label.startswith("为什么转介")).value == REASON  # nothing is lost
    line(test, "问了哪位监护人", "母亲")
    test = press(test, "转介")
    assert "监护人还没有同意" in words(test)  # no answer is not a yes
    agree(test)
    assert "区级中心从现在起能看到这个个案" in words(press(test, "转介"))
    assert stands(world, case) is CaseState.REFERRED


def test_without_an_institution_the_page_says_what_to_do_next(world: World, case: int) -> None:
    test = pick(side(opened(world, "counsellor_a", "referrals"), "referrals", referral_views.NEW), "cases.table")
    assert "还没有可选的机构" in words(test)


def test_the_centre_accepts_and_sends_back_and_the_school_may_not_answer(world: World, case: int) -> None:
    referral = referred(world, case)
    ours = pick(opened(world, "counsellor_a", "referrals"), "referrals.table")
    assert {"接收", "不接收"} & set(labels(ours)) == set()
    assert "撤回" in labels(ours)
    test = pick(opened(world, "centre", "referrals"), "referrals.table")
    assert REASON in everything(test)
    assert "撤回" not in labels(test)
    press(test, "接收")
    test = pick(opened(world, "centre", "referrals"), "referrals.table")
    area(test, "机构的反馈", "已评估三次，情绪平稳")
    area(test, "结论", "一般心理问题，回校跟进")
    press(test, "转介返回")
    assert stands(world, case) is CaseState.IN_CARE
    (row,) = ask(world, queries.referrals, scope=world.actor("counsellor_a").over(WORK), referral_id=referral)
    assert row.state is ReferralState.RETURNED


def test_a_paper_is_offered_once_its_purpose_is_said(world: World, case: int) -> None:
    referred(world, case)
    test = pick(opened(world, "counsellor_a", "referrals"), "referrals.table")
    assert not test.get("download_button")
    line(test, "用途", "带去区中心面谈")
    assert len(run(test).get("download_button")) == 1


def test_leave_is_written_down_step_by_step(world: World, case: int) -> None:
    test = pick(side(opened(world, "counsellor_a", "referrals"), "referrals", referral_views.NEW), "cases.table")
    test.button_group(key=f"referrals.inner.{case}").set_value(referral_views.TRACKS)
    run(test)
    line(test, "由谁办理", "班主任")
    area(test, "情况", "连续两周没有到校")
    press(test, "记下这一步")
    (row,) = ask(world, queries.track_steps, scope=world.actor("counsellor_a").over(WORK), case_id=case)
    assert row.person == "班主任"


def test_an_administrator_meets_the_registry_alone(world: World, case: int) -> None:
    referred(world, case)
    test = opened(world, "admin", "referrals")
    assert not test.button_group(key="referrals.side").options[1:]
    assert "云溪区中心" in everything(test)
    assert REASON not in everything(test)
    line(test, "名称", "示例市精神卫生中心")
    line(test, "电话", "0570-1111111")
    press(test, "保存机构")
    with_it = ask(world, lambda session, _scope, **given: queries.institutions(session, **given), scope=None,
                  org_id=world.orgs["a"])  # fmt: skip
    assert {row.facts.name for row in with_it} == {"云溪区中心", "示例市精神卫生中心"}


def test_a_school_reads_the_bureaus_entry_and_cannot_change_it(world: World) -> None:
    a_centre(world)
    test = side(opened(world, "counsellor_a", "referrals"), "referrals", referral_views.KEPT)
    assert "请联系他们修改" in words(pick(test, "institutions.table"))


def test_nobody_waits_nothing_is_referred_and_the_page_says_so(world: World) -> None:
    assert "这里没有转介" in words(opened(world, "counsellor_a", "referrals"))
    assert "没有等待接收的移交" in words(opened(world, "counsellor_a", "handovers"))


def test_a_file_is_offered_seen_as_a_minimum_and_taken_over(world: World, case: int) -> None:
    test = side(opened(world, "counsellor_a", "handovers"), "handovers", handover_views.NEW)
    test = pick(test, "cases.table")
    test.text_input(key="handovers.words").input("云溪中学")
    run(test)
    line(test, "问了哪位监护人", "父亲")
    agree(test)
    area(test, "交接说明（接收之后", NOTE)
    press(test, "提出移交")
    assert stands(world, case) is CaseState.HANDING_OVER
    theirs = pick(opened(world, "counsellor_b", "handovers"), "handovers.offers")
    said = everything(theirs)
    assert "校级跟进" in said
    assert "counsellor_a的名字" in said
    for hidden in (NOTE, "陈", "父亲"):
        assert hidden not in said
    press(theirs, "接收")
    assert stands(world, case, "counsellor_b") is CaseState.IN_CARE


def test_a_file_is_turned_back_with_a_reason_alone(world: World, case: int) -> None:
    offered(world, case)
    test = press(pick(opened(world, "counsellor_b", "handovers"), "handovers.offers"), "退回")
    assert "请写得具体一些" in words(test)
    line(test, "退回的原因", "学生没有来报到")
    press(test, "退回")
    assert stands(world, case) is CaseState.IN_CARE


def test_the_county_sees_that_a_file_waits_and_takes_nothing_over(world: World, case: int) -> None:
    offered(world, case)
    test = pick(opened(world, "centre", "handovers"), "handovers.offers")
    assert "由接收学校的心理教师接收或退回" in words(test)
    assert "接收" not in labels(test)
    assert "没有超过期限的移交" in words(side(test, "handovers", handover_views.STUCK))


def test_what_lies_too_long_is_counted_without_a_name(world: World, case: int) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=40)):
        offered(world, case, "c")
    test = side(opened(world, "centre", "handovers"), "handovers", handover_views.STUCK)
    row = test.dataframe[0].value.iloc[0]
    assert (row["from"], row["to"], row["files"]) == ("云溪一小", "临川中学", "1")
    assert "陈" not in everything(test)


def test_a_paper_package_goes_out_and_its_slip_comes_back(world: World) -> None:
    case, _ = in_care(world, enrolled(world), tier=MILD)
    act(world, "counsellor_a", actions.leave_system, case_id=case, to="外省示例中学", consented=asked(), note=NOTE)
    test = side(opened(world, "counsellor_a", "handovers"), "handovers", handover_views.OUT)
    test = pick(test, "handovers.table")
    assert "外省示例中学" in everything(test)
    line(test, "用途", "寄给接收学校")
    assert len(run(test).get("download_button")) == 1
    line(test, "签收人", "李老师")
    press(test, "登记回执")
    assert stands(world, case) is CaseState.CLOSED


def test_an_offer_is_taken_back_by_its_sender(world: World, case: int) -> None:
    offered(world, case)
    test = side(opened(world, "counsellor_a", "handovers"), "handovers", handover_views.OUT)
    test = pick(test, "handovers.table")
    area(test, "为什么撤回", "弄错了学校")
    press(test, "撤回")
    assert stands(world, case) is CaseState.IN_CARE
