"""From a report to the closing and back: every act, on both engines."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.cases import actions, queries
from core.cases.queries import CaseFilter, Filter
from core.cases.rules.states import CaseState, Outcome, Source, Step, WarningState
from core.cases.rules.tiering import Tier
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.errors import AppError, Conflict, NotAllowed, NotFound
from core.organisations.tables import CalendarDay
from core.students.rules import Population
from tests.cases.care import (
    FILLED,
    GRAVE,
    MIDDLE,
    MILD,
    NOW,
    TODAY,
    WHY,
    act,
    ask,
    closed,
    enrolled,
    in_care,
    proposed,
    reported,
    talked,
)
from tests.world import World

ALL = SYSTEM_SCOPE


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def warned(warning_id: int) -> Warning:
    with reading() as session:
        return session.exec(within(ALL, select(Warning).where(Warning.id == warning_id), Warning)).one()


def refused(code: str, world: World, who: str, verb: Any, /, **facts: Any) -> None:
    with pytest.raises(AppError) as refusal:
        act(world, who, verb, **facts)
    assert refusal.value.code == code


def steps(world: World, case_id: int) -> list[Step]:
    return [row.step for row in ask(world, queries.changes, case_id, scope=ALL)]


# ---- reports


@pytest.mark.parametrize(
    ("tier", "urgent", "due"),
    [
        (MIDDLE, False, date(2025, 10, 14)),  # Saturday the 11th is a school day (调休), then Monday and Tuesday
        (MILD, False, date(2025, 10, 23)),
        (GRAVE, False, TODAY),
        (MILD, True, TODAY),
    ],
)
def test_a_report_waits_for_a_talk_by_the_clock_of_its_tier(world: World, tier: Tier, urgent: bool, due: date) -> None:
    row = warned(reported(world, enrolled(world), tier=tier, urgent=urgent))
    assert (row.campaign_id, row.state, row.due_on) == (None, WarningState.AWAITING_INTERVIEW, due)
    assert (row.severity, row.level, row.urgent, row.grade) == (tier.severity, tier.level, urgent, 5)
    assert row.reasons == "上课时一直趴着，说不想上学"
    assert (row.raised_by, row.is_staff, row.care_level) == (world.accounts["counsellor_a"], False, None)


def test_a_day_the_school_is_closed_does_not_count(world: World) -> None:
    with writing() as session:
        session.add(CalendarDay(org_id=world.orgs["a"], day=date(2025, 10, 13), school=False, title="运动会"))
    assert warned(reported(world, enrolled(world))).due_on == date(2025, 10, 15)


def test_a_second_report_is_never_lost(world: World) -> None:
    person = enrolled(world)
    first, second = reported(world, person), reported(world, person, "class_teacher_a")
    assert first != second
    assert ask(world, queries.balance, scope=ALL, campaign_id=None)[WarningState.AWAITING_INTERVIEW] == 2


@pytest.mark.parametrize(
    ("who", "at", "refusal"),
    [
        ("class_teacher_a", "a", None),
        ("class_teacher_b", "a", NotFound),
        ("counsellor_b", "a", NotFound),
        ("centre", "a", None),
        ("centre_c", "a", NotFound),
        ("school_lead_a", "a", None),
        ("leader", "a", NotAllowed),
        ("school_admin_a", "a", NotAllowed),
        ("counsellor_a", "c", NotFound),
    ],
)
def test_a_report_reaches_as_far_as_whoever_makes_it(
    sqlite_world: World, who: str, at: str, refusal: type[AppError] | None
) -> None:
    person = enrolled(sqlite_world, at=at)
    if refusal is None:
        assert warned(reported(sqlite_world, person, who)).person_id == person
    else:
        with pytest.raises(refusal):
            reported(sqlite_world, person, who)


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"seen": "  "}, "cases.seen_needed"), ({"source": Source.SCREENING}, "cases.source_needed")],
)
def test_a_report_says_what_was_seen_and_how(sqlite_world: World, facts: dict[str, Any], code: str) -> None:
    usual = {"source": Source.OTHERS, "seen": "同学说他几天没吃饭", "urgent": False, "tier": MILD}
    person = enrolled(sqlite_world)
    refused(code, sqlite_world, "counsellor_a", actions.report, person_id=person, **{**usual, **facts})


def test_a_teacher_is_for_the_centre_alone(sqlite_world: World) -> None:
    teacher = enrolled(sqlite_world, population=Population.TEACHER)
    warning = reported(sqlite_world, teacher, tier=MILD)
    row = warned(warning)
    assert (row.is_staff, row.care_level, row.grade, row.class_id) == (True, "区级", 0, None)
    seen = {
        who: bool(ask(sqlite_world, queries.warnings, Filter(None), scope=sqlite_world.actor(who).over(
            Capability.VIEW_WARNINGS)))
        for who in ("counsellor_a", "school_lead_a", "class_teacher_a", "centre", "centre_c")
    }  # fmt: skip
    assert seen == {who: who == "centre" for who in seen}
    refused("not_found", sqlite_world, "counsellor_a", actions.exclude, warning_id=warning, why=WHY)
    talked(sqlite_world, warning, "centre")
    case = act(sqlite_world, "centre", actions.confirm, warning_id=warning, tier=MILD, why=WHY)
    row = ask(sqlite_world, queries.case, case, scope=ALL)
    assert (row.is_staff, row.care_level, row.level) == (True, "区级", "班级")
    assert ask(sqlite_world, queries.warning, warning, scope=sqlite_world.actor("centre").over(Capability.WORK_CASES))
    refused("not_found", sqlite_world, "counsellor_a", actions.retier, case_id=case, tier=GRAVE, why=WHY)


# ---- deciding


@pytest.mark.parametrize("urgent", [False, True])
def test_nothing_is_decided_before_a_talk(world: World, urgent: bool) -> None:
    warning = reported(world, enrolled(world), urgent=urgent)
    for form in ("guardian_notice", "home_visit", "follow_up"):
        talked(world, warning, form=form)
    refused("cases.interview_needed", world, "counsellor_a", actions.exclude, warning_id=warning, why=WHY)
    refused("cases.interview_needed", world, "counsellor_a", actions.confirm, warning_id=warning, tier=MILD, why=WHY)
    talked(world, warning)
    act(world, "counsellor_a", actions.exclude, warning_id=warning, why=WHY)
    assert warned(warning).state is WarningState.EXCLUDED


def test_an_excluded_warning_keeps_why_and_can_wait_again(world: World) -> None:
    warning = reported(world, enrolled(world))
    talked(world, warning)
    refused("cases.why_needed", world, "counsellor_a", actions.exclude, warning_id=warning, why="没事")
    act(world, "counsellor_a", actions.exclude, warning_id=warning, why=WHY)
    row = warned(warning)
    assert (row.decision, row.decided_by, row.decided_at) == (WHY, world.accounts["counsellor_a"], NOW)
    refused("cases.decided_already", world, "counsellor_a2", actions.exclude, warning_id=warning, why=WHY)
    act(world, "counsellor_a2", actions.reconsider, warning_id=warning, why="班主任反映又有新情况，再谈一次。")
    row = warned(warning)
    assert (row.state, row.due_on) == (WarningState.AWAITING_INTERVIEW, date(2025, 10, 11))
    refused("cases.not_excluded", world, "counsellor_a", actions.reconsider, warning_id=warning, why=WHY)
    act(world, "counsellor_a", actions.confirm, warning_id=warning, tier=MIDDLE, why=WHY)
    told = ask(world, queries.verdicts, scope=ALL, warning_ids=[warning])
    assert [row.verdict for row in told] == ["excluded", "reconsidered", "confirmed"]
    assert told[1].why == "班主任反映又有新情况，再谈一次。"


def test_a_confirmed_warning_opens_a_case(world: World) -> None:
    person = enrolled(world)
    case, warning = in_care(world, person)
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.person_id, row.school_id, row.origin_school_id) == (person, world.orgs["a"], world.orgs["a"])
    assert (row.state, row.severity, row.level, row.second_person) == (CaseState.IN_CARE, 3, "校级", True)
    assert (row.follow_up, row.next_on) == (10, date(2025, 10, 23))
    assert (row.responsible_id, row.opened_by) == (world.accounts["counsellor_a"],) * 2
    seen = warned(warning)
    assert (seen.state, seen.case_id, seen.care_level) == (WarningState.IN_CARE, case, None)
    [change] = ask(world, queries.changes, case, scope=ALL)
    assert (change.step, change.from_state, change.to_severity, change.why) == (Step.OPEN, None, 3, WHY)
    assert ask(world, queries.case_of, person, scope=ALL) == row


def test_a_further_warning_joins_the_open_case_and_only_raises_its_tier(world: World) -> None:
    person = enrolled(world)
    case, _ = in_care(world, person, tier=MIDDLE)
    assert in_care(world, person, tier=MILD)[0] == case
    assert ask(world, queries.case, case, scope=ALL).severity == 3
    assert in_care(world, person, tier=GRAVE)[0] == case
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.severity, row.level, row.follow_up, row.next_on) == (4, "区级", 5, date(2025, 10, 16))
    told = ask(world, queries.changes, case, scope=ALL)
    assert [(one.step, one.from_severity, one.to_severity) for one in told] == [
        (Step.OPEN, None, 3), (Step.JOIN, 3, 3), (Step.JOIN, 3, 4)]  # fmt: skip
    assert len(ask(world, queries.warnings_of, scope=ALL, case_id=case)) == 3


def test_a_further_warning_stops_a_closing(world: World) -> None:
    person = enrolled(world)
    case, _ = in_care(world, person)
    proposed(world, case)
    in_care(world, person, tier=MILD)
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.state, row.outcome, row.proposed_by, row.proposed_at) == (CaseState.IN_CARE, None, None, None)
    assert {one.state for one in ask(world, queries.warnings_of, scope=ALL, case_id=case)} == {WarningState.IN_CARE}


def test_a_warning_of_a_closed_case_that_turns_graver_takes_the_case_up_again(world: World) -> None:
    case, warning = in_care(world, enrolled(world))
    closed(world, case)
    with writing() as session:  # what core.cases.actions.settle does where comes_back holds
        row = session.exec(within(ALL, select(Warning).where(Warning.id == warning), Warning)).one()
        row.state, row.severity = WarningState.AWAITING_INTERVIEW, 4
        session.add(row)
    assert act(world, "counsellor_a", actions.confirm, warning_id=warning, tier=GRAVE, why=WHY) == case
    taken = ask(world, queries.case, case, scope=ALL)
    assert (taken.state, taken.severity, taken.outcome, taken.closed_at) == (CaseState.IN_CARE, 4, None, None)
    assert steps(world, case) == [Step.OPEN, Step.PROPOSE, Step.CLOSE, Step.REOPEN]
    assert warned(warning).state is WarningState.IN_CARE


def test_a_case_in_care_is_not_excluded_by_its_own_warning(sqlite_world: World) -> None:
    _, warning = in_care(sqlite_world, enrolled(sqlite_world))
    with writing() as session:
        row = session.exec(within(ALL, select(Warning).where(Warning.id == warning), Warning)).one()
        row.state = WarningState.AWAITING_INTERVIEW
        session.add(row)
    refused("cases.in_care_by_it", sqlite_world, "counsellor_a", actions.exclude, warning_id=warning, why=WHY)


def test_whoever_handles_a_case_sees_its_warnings_and_what_is_written_for_them(sqlite_world: World) -> None:
    case, warning = in_care(sqlite_world, enrolled(sqlite_world), tier=MILD)
    centre, teacher = (sqlite_world.actor(who) for who in ("centre", "class_teacher_a"))

    def seen() -> tuple[int, int, int]:
        entries = ask(sqlite_world, queries.entries, scope=centre.over(Capability.SEE_SCORES), warning_ids=[warning])
        cases = [
            ask(sqlite_world, queries.count_cases, CaseFilter(), scope=one.over(Capability.VIEW_WARNINGS))
            for one in (centre, teacher)
        ]
        return (len(entries), *cases)

    assert seen() == (0, 0, 1)
    act(sqlite_world, "counsellor_a", actions.retier, case_id=case, tier=GRAVE, why=WHY)
    assert seen() == (1, 1, 0)
    act(sqlite_world, "counsellor_a", actions.retier, case_id=case, tier=MILD, why=WHY)
    assert seen() == (0, 0, 1)


# ---- tiers and people


def test_another_tier_brings_the_next_follow_up_forward_never_back(world: World) -> None:
    case, _ = in_care(world, enrolled(world), tier=MIDDLE)
    act(world, "counsellor_a", actions.retier, case_id=case, tier=GRAVE, why=WHY)
    assert ask(world, queries.case, case, scope=ALL).next_on == date(2025, 10, 16)
    act(world, "counsellor_a", actions.retier, case_id=case, tier=MILD, why=WHY)
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.next_on, row.second_person, row.follow_up) == (date(2025, 10, 16), False, 20)
    told = [(one.from_severity, one.to_severity) for one in ask(world, queries.changes, case, scope=ALL)]
    assert told == [(None, 3), (3, 4), (4, 2)]


@pytest.mark.parametrize(
    ("who", "may"),
    [("counsellor_a2", True), ("centre", True), ("city_centre", True), ("counsellor_b", False),
     ("class_teacher_a", False), ("school_lead_a", False), ("leader", False)],
)  # fmt: skip
def test_a_case_is_looked_after_by_somebody_who_works_on_cases_there(sqlite_world: World, who: str, may: bool) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    facts = {"case_id": case, "account_id": sqlite_world.accounts[who]}
    if may:
        act(sqlite_world, "counsellor_a", actions.assign, **facts)
        assert ask(sqlite_world, queries.case, case, scope=ALL).responsible_id == sqlite_world.accounts[who]
        [load] = ask(sqlite_world, queries.workload, scope=ALL)
        assert load == (sqlite_world.accounts[who], 1, 0)
    else:
        refused("cases.not_a_carer", sqlite_world, "counsellor_a", actions.assign, **facts)


# ---- entries


def test_a_follow_up_sets_the_next_one_and_a_late_note_never_sets_it_back(world: World) -> None:
    case, warning = in_care(world, enrolled(world), tier=GRAVE)
    assert ask(world, queries.case, case, scope=ALL).next_on == date(2025, 10, 16)
    with clock.stopped_at(NOW + timedelta(days=3)):  # Monday
        talked(world, warning, form="follow_up", held_on=date(2025, 10, 13))
        assert ask(world, queries.case, case, scope=ALL).next_on == date(2025, 10, 20)
        talked(world, warning, form="counselling", held_on=TODAY)
        talked(world, warning, form="guardian_notice", held_on=date(2025, 10, 13))
    assert ask(world, queries.case, case, scope=ALL).next_on == date(2025, 10, 20)


def test_what_is_written_is_sealed_and_read_back(world: World) -> None:
    warning = reported(world, enrolled(world))
    entry = talked(world, warning)
    [row] = ask(world, queries.entries, scope=ALL, warning_ids=[warning])
    assert (row.id, row.form, row.version, row.held_on, row.content) == (
        entry, "interview", "1.0", TODAY, FILLED["interview"])  # fmt: skip
    assert warned(warning).touched
    with reading() as session:
        [stored] = session.connection().exec_driver_sql("select content from case_entry").all()
    assert "情绪".encode() not in bytes(stored[0])


def test_a_corrected_entry_stays_and_names_the_new_one(world: World) -> None:
    warning = reported(world, enrolled(world))
    old = talked(world, warning)
    right = {**FILLED["interview"], "risk": "想过"}
    new = act(world, "counsellor_a2", actions.correct_entry, entry_id=old, content=right)
    first, second = ask(world, queries.entries, scope=ALL, warning_ids=[warning])
    assert (first.id, first.replaced_by, second.id, second.content["risk"]) == (old, new, new, "想过")
    refused("cases.entry_replaced", world, "counsellor_a", actions.correct_entry, entry_id=old, content=right)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "cases.held_in_future"),
        ({"content": {}}, "cases.form_invalid"),
        ({"form": "diary"}, "cases.form_unknown"),
    ],
)
def test_what_cannot_be_is_not_written(sqlite_world: World, facts: dict[str, Any], code: str) -> None:
    warning = reported(sqlite_world, enrolled(sqlite_world))
    usual = {"warning_id": warning, "form": "interview", "held_on": TODAY, "content": FILLED["interview"]}
    refused(code, sqlite_world, "counsellor_a", actions.write_entry, **{**usual, **facts})
    assert ask(sqlite_world, queries.entries, scope=ALL, warning_ids=[warning]) == []


# ---- the plan


def test_goals_and_measures_end_once(world: World) -> None:
    case, _ = in_care(world, enrolled(world))
    facts = {"case_id": case, "who": "班主任", "due_on": None}
    measure = act(world, "counsellor_a", actions.add_task, is_goal=False, what="每周谈心一次", **facts)
    goal = act(world, "counsellor_a", actions.add_task, is_goal=True, what="按时入睡", **facts)
    assert [row.id for row in ask(world, queries.tasks, case, scope=ALL)] == [goal, measure]
    act(world, "counsellor_a", actions.finish_task, task_id=goal)
    act(world, "counsellor_a", actions.drop_task, task_id=measure)
    rows = {row.id: (row.done_at, row.dropped) for row in ask(world, queries.tasks, case, scope=ALL)}
    assert rows == {goal: (NOW, False), measure: (NOW, True)}
    refused("cases.task_ended", world, "counsellor_a", actions.finish_task, task_id=measure)
    refused("cases.what_needed", world, "counsellor_a", actions.add_task, is_goal=True, what=" ", **facts)


def test_a_mentor_carries_no_more_than_the_school_says(world: World) -> None:
    people = [enrolled(world, 8000 + at) for at in range(6)]
    cases = [in_care(world, person)[0] for person in people]
    teacher = world.accounts["class_teacher_a"]
    for case in cases[:5]:
        act(world, "counsellor_a", actions.pair, case_id=case, account_id=teacher)
    refused("cases.mentor_full", world, "counsellor_a", actions.pair, case_id=cases[5], account_id=teacher)
    act(world, "counsellor_a", actions.set_capacity, account_id=teacher, capacity=6)
    act(world, "counsellor_a", actions.pair, case_id=cases[5], account_id=teacher)
    assert ask(world, queries.mentor_loads, scope=ALL) == [(teacher, 6, 6)]
    refused("cases.paired_already", world, "counsellor_a", actions.pair, case_id=cases[5], account_id=teacher)
    act(world, "counsellor_a", actions.unpair, case_id=cases[5], account_id=teacher)
    refused("not_found", world, "counsellor_a", actions.unpair, case_id=cases[5], account_id=teacher)
    [row] = ask(world, queries.mentors, cases[5], scope=ALL)
    assert (row.account_id, row.ended_at) == (teacher, NOW)
    act(world, "counsellor_a", actions.set_capacity, account_id=teacher, capacity=5)
    refused("cases.mentor_full", world, "counsellor_a", actions.pair, case_id=cases[5], account_id=teacher)


@pytest.mark.parametrize(("who", "may"), [("school_lead_a", True), ("counsellor_b", False), ("centre", False)])
def test_a_mentor_is_of_the_school(sqlite_world: World, who: str, may: bool) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    facts = {"case_id": case, "account_id": sqlite_world.accounts[who]}
    if may:
        act(sqlite_world, "counsellor_a", actions.pair, **facts)
    else:
        refused("cases.not_a_colleague", sqlite_world, "counsellor_a", actions.pair, **facts)


def test_a_home_visit_is_owed_until_it_is_written_down(world: World) -> None:
    special, usual = enrolled(world, 8000, groups="left_behind"), enrolled(world, 8001)
    (case, warning), _ = in_care(world, special), in_care(world, usual)
    begins = date(2025, 9, 1)
    owed = ask(world, queries.visits_owed, scope=ALL, term_begins=begins)
    assert owed == [(case, special, world.orgs["a"], None)]
    talked(world, warning, form="home_visit", held_on=begins - timedelta(days=1))
    assert [row.last_visit for row in ask(world, queries.visits_owed, scope=ALL, term_begins=begins)] == [
        date(2025, 8, 31)
    ]
    talked(world, warning, form="home_visit", held_on=begins)
    assert ask(world, queries.visits_owed, scope=ALL, term_begins=begins) == []


def test_an_attached_file_is_sealed_handed_out_and_taken_off(world: World) -> None:
    case, _ = in_care(world, enrolled(world))
    content = b"%PDF-1.7 a letter of the hospital"
    one = act(world, "counsellor_a", actions.attach, case_id=case, title="诊断证明", content=content)
    [row] = ask(world, queries.attachments, case, scope=ALL)
    assert (row.id, row.title, row.kind, row.size) == (one, "诊断证明", "pdf", len(content))
    assert act(world, "counsellor_a2", actions.open_attachment, attachment_id=one) == (content, "application/pdf")
    act(world, "counsellor_a", actions.remove_attachment, attachment_id=one)
    assert ask(world, queries.attachments, case, scope=ALL) == []
    refused("not_found", world, "counsellor_a", actions.open_attachment, attachment_id=one)
    refused("cases.file_kind", world, "counsellor_a", actions.attach, case_id=case, title="x", content=b"MZ")


# ---- closing


def test_a_case_of_a_grave_tier_is_closed_by_a_second_person(world: World) -> None:
    case, warning = in_care(world, enrolled(world))
    teacher = world.accounts["class_teacher_a"]
    act(world, "counsellor_a", actions.pair, case_id=case, account_id=teacher)
    refused("cases.no_such_step", world, "counsellor_a2", actions.close, case_id=case, why=WHY)
    proposed(world, case)
    assert warned(warning).state is WarningState.CLOSING
    refused("cases.second_person_needed", world, "counsellor_a", actions.close, case_id=case, why=WHY)
    act(world, "school_lead_a", actions.close, case_id=case, why=WHY)
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.state, row.outcome, row.closed_by, row.closed_at, row.next_on) == (
        CaseState.CLOSED, Outcome.STABLE, world.accounts["school_lead_a"], NOW, None)  # fmt: skip
    assert warned(warning).state is WarningState.CLOSED
    assert [one.ended_at for one in ask(world, queries.mentors, case, scope=ALL)] == [NOW]
    refused("cases.no_such_step", world, "counsellor_a2", actions.close, case_id=case, why=WHY)
    assert steps(world, case) == [Step.OPEN, Step.PROPOSE, Step.CLOSE]


def test_where_no_second_person_is_wanted_the_proposer_closes(world: World) -> None:
    case, _ = in_care(world, enrolled(world), tier=MILD)
    proposed(world, case)
    act(world, "counsellor_a", actions.close, case_id=case, why=WHY)
    assert ask(world, queries.case, case, scope=ALL).state is CaseState.CLOSED


def test_an_open_task_keeps_a_case_open(world: World) -> None:
    case, _ = in_care(world, enrolled(world), tier=MILD)
    facts = {"case_id": case, "is_goal": True, "what": "按时入睡", "who": "", "due_on": None}
    task = act(world, "counsellor_a", actions.add_task, **facts)
    proposed(world, case)
    refused("cases.tasks_open", world, "counsellor_a", actions.close, case_id=case, why=WHY)
    act(world, "counsellor_a", actions.finish_task, task_id=task)
    act(world, "counsellor_a", actions.close, case_id=case, why=WHY)
    refused("cases.closed", world, "counsellor_a", actions.add_task, **facts)


def test_a_proposal_that_is_turned_down_leaves_nothing_of_itself(world: World) -> None:
    case, warning = in_care(world, enrolled(world))
    proposed(world, case)
    act(world, "school_lead_a", actions.keep_open, case_id=case, why="还在用药，再观察一个月。")
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.state, row.outcome, row.proposed_by) == (CaseState.IN_CARE, None, None)
    assert warned(warning).state is WarningState.IN_CARE


def test_a_reopened_case_is_due_again(world: World) -> None:
    case, warning = in_care(world, enrolled(world))
    closed(world, case)
    act(world, "counsellor_a", actions.reopen, case_id=case, why="家长来电，情况又有反复。")
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.state, row.outcome, row.closed_by, row.next_on) == (CaseState.IN_CARE, None, None, date(2025, 10, 23))
    assert warned(warning).state is WarningState.IN_CARE


def test_nobody_has_two_open_cases(world: World) -> None:
    person = enrolled(world)
    first, _ = in_care(world, person)
    closed(world, first)
    second, _ = in_care(world, person)
    assert first != second
    with pytest.raises(Conflict, match=r"cases\.other_case_open"):
        act(world, "counsellor_a", actions.reopen, case_id=first, why=WHY)
    refused("cases.no_such_step", world, "counsellor_a", actions.reopen, case_id=second, why=WHY)


@pytest.mark.parametrize("who", ["counsellor_b", "centre", "centre_c", "counsellor_c"])
def test_what_is_not_ones_own_is_not_there(sqlite_world: World, who: str) -> None:
    case, warning = in_care(sqlite_world, enrolled(sqlite_world), tier=MIDDLE)
    assert (
        ask(sqlite_world, queries.warnings_of, scope=sqlite_world.actor(who).over(Capability.WORK_CASES), case_id=case)
        == []
    )
    refused("not_found", sqlite_world, who, actions.retier, case_id=case, tier=GRAVE, why=WHY)
    refused(
        "not_found",
        sqlite_world,
        who,
        actions.write_entry,
        warning_id=warning,
        form="interview",
        held_on=TODAY,
        content={},
    )
    with pytest.raises(NotFound):
        ask(sqlite_world, queries.case, case, scope=sqlite_world.actor(who).over(Capability.WORK_CASES))


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (CaseFilter(), ["grave", "middle"]),
        (CaseFilter(states=()), ["grave", "middle", "closed"]),
        (CaseFilter(states=[CaseState.CLOSED]), ["closed"]),
        (CaseFilter(severities=[3]), ["middle"]),
        (CaseFilter(due_by=date(2025, 10, 16)), ["grave"]),
        (CaseFilter(due_by=date(2025, 10, 15)), []),
        (CaseFilter(people=[]), []),
        (CaseFilter(school_id=0), []),
        (CaseFilter(responsible_id=0), []),
    ],
)
def test_filters_narrow_the_cases_and_their_count_alike(
    sqlite_world: World, chosen: CaseFilter, found: list[str]
) -> None:
    named = {
        in_care(sqlite_world, enrolled(sqlite_world, 8000 + at), tier=tier)[0]: name
        for at, (name, tier) in enumerate({"middle": MIDDLE, "grave": GRAVE, "closed": MILD}.items())
    }
    closed(sqlite_world, next(case for case, name in named.items() if name == "closed"))
    rows = ask(sqlite_world, queries.cases, chosen, scope=ALL)
    assert [named[row.id] for row in rows] == found
    assert ask(sqlite_world, queries.count_cases, chosen, scope=ALL) == len(found)
