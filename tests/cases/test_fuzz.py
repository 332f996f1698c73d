"""The life-cycle under random steps, legal and illegal: in memory by the hundred thousand, on the database by the hundred."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE
from core.cases import actions, queries
from core.cases.actions.steps import loaded, stepped
from core.cases.rules.states import BALANCED, CaseState, Outcome, Source, Step, WarningState
from core.cases.tables import Case, CaseChange, Task, Warning
from core.database import reading, within
from core.errors import AppError
from tests.cases.care import FILLED, GRAVE, MIDDLE, MILD, TODAY, WHY, act, ask, enrolled
from tests.cases.machine import ACTS, Machine
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")

WORLDS, STEPS = 250, 400
"""100,000 steps."""
ON_DISK = 300
WALKS = (Step.REFER, Step.COME_BACK, Step.HAND_OVER, Step.TAKE_OVER, Step.TURN_BACK)


def test_no_random_step_leads_astray_and_the_balance_is_exact_after_every_one() -> None:
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    reached: set[WarningState] = set()
    for seed in range(WORLDS):
        machine = Machine(Random(seed))
        for _ in range(STEPS):
            machine.step()
            machine.check()
            reached |= {one.state for one in machine.warnings}
        done += machine.done
        refused += machine.refused
    assert set(done) == set(ACTS)  # every act was taken at least once
    assert min(done.values()) > 100
    assert {name.split()[1] for name in refused} == {
        "cases.no_such_step", "cases.decided_already", "cases.interview_needed", "cases.in_care_by_it",
        "cases.not_excluded", "cases.tasks_open", "cases.second_person_needed",
    }  # fmt: skip
    assert reached == set(WarningState)


def rows(table: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(table), table).order_by(table.id)))


def walk(session: Any, actor: Any, *, case_id: int, step: Step) -> None:
    """What referrals and handovers do with a case."""
    case = loaded(session, actor.scope, case_id)
    stepped(session, actor, case, step, why=WHY, at=clock.now())


def a_random_act(world: World, dice: Random, people: list[int]) -> None:
    """One act by one of two counsellors, on anything there is."""
    warning, case, task = (dice.choice([row.id for row in rows(one)] or [0]) for one in (Warning, Case, Task))
    on, of, why = {"warning_id": warning}, {"case_id": case}, {"why": WHY}
    tier = {"tier": dice.choice((MILD, MIDDLE, GRAVE))}
    seen = {"source": Source.OTHERS, "seen": "同学说他几天没吃饭", "urgent": dice.random() < 0.2}
    plan = {"is_goal": True, "what": "按时入睡", "due_on": None, "who": ""}
    held = {"form": "interview", "held_on": TODAY, "content": FILLED["interview"]}
    chosen: list[tuple[int, Any, dict[str, Any]]] = [
        (1, actions.report, {"person_id": dice.choice(people), **tier, **seen}),
        (2, actions.write_entry, {**on, **held}),
        (1, actions.exclude, {**on, **why}),
        (2, actions.confirm, {**on, **tier, **why}),
        (1, actions.reconsider, {**on, **why}),
        (1, actions.retier, {**of, **tier, **why}),
        (1, actions.add_task, {**of, **plan}),
        (3, actions.finish_task, {"task_id": task}),
        (4, actions.propose_closing, {**of, "outcome": dice.choice(list(Outcome)), **why}),
        (4, actions.close, {**of, **why}),
        (1, actions.keep_open, {**of, **why}),
        (1, actions.reopen, {**of, **why}),
        (4, walk, {**of, "step": dice.choice(WALKS)}),
    ]
    [(_, verb, facts)] = dice.choices(chosen, [weight for weight, _, _ in chosen])
    act(world, dice.choice(("counsellor_a", "counsellor_a2")), verb, **facts)


def check_rows(world: World) -> None:
    """What the database holds is legal, and the balance is a plain count."""
    warnings, cases = rows(Warning), {row.id: row for row in rows(Case)}
    counted = Counter(row.state for row in warnings)
    balance = ask(world, queries.balance, scope=SYSTEM_SCOPE, campaign_id=None)
    assert balance == {state: counted[state] for state in BALANCED}
    assert sum(balance.values()) == len(warnings) - counted[WarningState.WITHDRAWN]
    undecided = (WarningState.AWAITING_INTERVIEW, WarningState.EXCLUDED)
    followed = [(row.state.value, cases[row.case_id].state.value) for row in warnings if row.state not in undecided]
    assert all(state == of_case for state, of_case in followed)
    open_ = [row.person_id for row in cases.values() if row.state is not CaseState.CLOSED]
    assert len(open_) == len(set(open_))
    assert all(
        (row.outcome is None) is (row.state not in (CaseState.CLOSING, CaseState.CLOSED)) for row in cases.values()
    )


def test_random_acts_on_the_database_keep_the_balance(sqlite_world: World) -> None:
    dice = Random(20251010)
    people = [enrolled(sqlite_world, 8000 + at) for at in range(5)]
    happened: Counter[bool] = Counter()
    for _ in range(ON_DISK):
        before = [row.model_dump() for row in (*rows(Warning), *rows(Case))]
        try:
            a_random_act(sqlite_world, dice, people)
            happened[True] += 1
        except AppError:
            happened[False] += 1
            assert [row.model_dump() for row in (*rows(Warning), *rows(Case))] == before
        check_rows(sqlite_world)
    assert min(happened.values()) > ON_DISK // 6
    taken = {row.step for row in rows(CaseChange)}
    assert {Step.OPEN, Step.JOIN, Step.RETIER, Step.REFER, Step.PROPOSE, Step.CLOSE, Step.REOPEN} <= taken
