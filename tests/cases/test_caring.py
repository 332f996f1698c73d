"""What is done with a case between opening and closing, on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE as ALL
from core.cases import actions, queries
from core.cases.rules.states import WarningState
from core.database import reading, within, writing
from core.students.tables import Person
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
    refused,
    reported,
    talked,
    warned,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")


def test_another_tier_brings_the_next_follow_up_forward_and_frees_nobody_of_the_second_person(world: World) -> None:
    case, _ = in_care(world, enrolled(world), tier=MIDDLE)
    act(world, "counsellor_a", actions.retier, case_id=case, tier=GRAVE, why=WHY)
    assert ask(world, queries.case, case, scope=ALL).next_on == date(2025, 10, 16)
    act(world, "counsellor_a", actions.retier, case_id=case, tier=MILD, why=WHY)
    row = ask(world, queries.case, case, scope=ALL)
    assert (row.next_on, row.second_person, row.follow_up) == (date(2025, 10, 16), True, 20)
    told = [(one.from_severity, one.to_severity) for one in ask(world, queries.changes, case, scope=ALL)]
    assert told == [(None, 3), (3, 4), (4, 2)]


@pytest.mark.parametrize(
    ("who", "may"),
    [("counsellor_a2", True), ("centre", True), ("city_centre", True), ("counsellor_b", False),
     ("class_teacher_a", False), ("school_lead_a", False), ("leader", False)],
)  # fmt: skip
def test_a_case_is_looked_after_by_somebody_who_works_on_cases_there(sqlite_world: World, who: str, may: bool) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world), tier=GRAVE)
    facts = {"case_id": case, "account_id": sqlite_world.accounts[who]}
    if may:
        act(sqlite_world, "counsellor_a", actions.assign, **facts)
        assert ask(sqlite_world, queries.case, case, scope=ALL).responsible_id == sqlite_world.accounts[who]
        [load] = ask(sqlite_world, queries.workload, scope=ALL, due_by=TODAY)
        assert load == (sqlite_world.accounts[who], 1, 0)
    else:
        refused("cases.not_a_carer", sqlite_world, "counsellor_a", actions.assign, **facts)


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


def test_a_carer_reaches_the_case_itself(world: World) -> None:
    person, centre = enrolled(world), world.accounts["centre"]
    warning = reported(world, person, tier=MIDDLE)
    talked(world, warning)
    facts = {"warning_id": warning, "why": WHY, "responsible_id": centre}
    refused("cases.not_a_carer", world, "counsellor_a", actions.confirm, tier=MIDDLE, **facts)
    assert warned(warning).state is WarningState.AWAITING_INTERVIEW
    case = act(world, "counsellor_a", actions.confirm, tier=GRAVE, **facts)
    assert ask(world, queries.case, case, scope=ALL).responsible_id == centre


def test_what_is_open_goes_along_when_people_move_up_a_class(world: World) -> None:
    old, new = world.classes["a5"], world.classes["a6"]
    people = [enrolled(world, 8000 + at) for at in range(4)]
    case, warning = in_care(world, people[0])
    waiting = reported(world, people[1])
    ended, gone = in_care(world, people[2])
    closed(world, ended)
    stays = reported(world, people[3])
    with writing() as session:
        for person in people[:3]:
            session.exec(within(ALL, select(Person).where(Person.id == person), Person)).one().class_id = new
    assert act(world, "centre", lambda session, _: actions.follow_classes(session)) == 3
    assert act(world, "centre", lambda session, _: actions.follow_classes(session)) == 0
    assert [warned(one).class_id for one in (warning, waiting, gone, stays)] == [new, new, old, old]
    assert [ask(world, queries.case, one, scope=ALL).class_id for one in (case, ended)] == [new, old]
