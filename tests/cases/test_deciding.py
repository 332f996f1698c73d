"""A warning is excluded, confirmed into a case, or taken up again, on both engines."""

from datetime import date

import pytest
from sqlmodel import select

from core.access import SYSTEM_SCOPE as ALL
from core.access import Capability
from core.cases import actions, queries
from core.cases.queries import CaseFilter
from core.cases.rules.states import CaseState, Step, WarningState
from core.cases.tables import Warning
from core.database import within, writing
from tests.cases.care import (
    GRAVE,
    MIDDLE,
    MILD,
    NOW,
    WHY,
    act,
    ask,
    closed,
    enrolled,
    in_care,
    proposed,
    refused,
    reported,
    steps,
    talked,
    warned,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")


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
    assert ask(world, queries.cases, CaseFilter(people=[person]), scope=ALL) == [row]


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
