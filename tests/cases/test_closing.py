"""How cases end and go on, and how lists show them, on both engines."""

from datetime import date

import pytest

from core.access import SYSTEM_SCOPE as ALL
from core.access import Capability
from core.cases import actions, queries
from core.cases.queries import CaseFilter
from core.cases.rules.states import CaseState, Outcome, Step, WarningState
from core.errors import Conflict, NotFound
from tests.cases.care import (
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
    refused,
    steps,
    warned,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")


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
