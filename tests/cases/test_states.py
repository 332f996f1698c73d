"""Every state of a case meets every step; closing asks for what it must."""

from itertools import product

import pytest

from core.cases.rules.states import (
    BALANCED,
    OPEN_STATES,
    CaseState,
    Closing,
    Found,
    Outcome,
    Step,
    WarningState,
    after,
    check_closing,
    comes_back,
    mirrored,
)
from core.errors import Refused

DRAWN = """
in_care:      join > in_care, retier > in_care, refer > referred, hand_over > handing_over, propose > closing
referred:     join > referred, retier > referred, come_back > in_care
handing_over: join > handing_over, take_over > in_care, turn_back > in_care
closing:      join > in_care, keep > in_care, close > closed
closed:       reopen > in_care
"""
"""The life-cycle as the field draws it; what is not drawn must not happen."""


def drawn() -> dict[tuple[CaseState, Step], CaseState]:
    lines = (line.split(":") for line in DRAWN.strip().splitlines())
    arrows = ((state, arrow.split(">")) for state, arrows in lines for arrow in arrows.split(","))
    return {(CaseState(state.strip()), Step(step.strip())): CaseState(to.strip()) for state, (step, to) in arrows}


@pytest.mark.parametrize(("state", "step"), list(product(CaseState, Step)))
def test_a_step_leads_where_it_is_drawn_and_nowhere_else(state: CaseState, step: Step) -> None:
    wanted = drawn().get((state, step))
    if wanted is None:
        with pytest.raises(Refused) as refusal:
            after(state, step)
        assert refusal.value.code == "cases.no_such_step"
    else:
        assert after(state, step) is wanted


def test_every_state_can_be_left_and_reached_from_care() -> None:
    reached, arrows = {CaseState.IN_CARE}, drawn()
    for _ in CaseState:
        reached |= {to for (state, _), to in arrows.items() if state in reached}
    assert reached == set(CaseState)
    assert {state for state, _ in arrows} == set(CaseState)


def test_a_warning_mirrors_every_state_of_its_case() -> None:
    assert {mirrored(state) for state in CaseState} == set(BALANCED) - {
        WarningState.AWAITING_INTERVIEW,
        WarningState.EXCLUDED,
    }
    assert set(WarningState) - set(BALANCED) == {WarningState.WITHDRAWN}
    assert set(BALANCED) - OPEN_STATES == {WarningState.EXCLUDED, WarningState.CLOSED}


STABLE = Outcome.STABLE


@pytest.mark.parametrize(
    ("closing", "code"),
    [
        (Closing(STABLE, 0, True, 1, 2), None),
        (Closing(STABLE, 0, False, 1, 1), None),
        (Closing(STABLE, 0, False, 1, 2), None),
        (Closing(STABLE, 0, True, 1, 1), "cases.second_person_needed"),
        (Closing(STABLE, 1, True, 1, 2), "cases.tasks_open"),
        (Closing(STABLE, 1, True, 1, 1), "cases.tasks_open"),
        (Closing(None, 0, True, 1, 2), "cases.outcome_needed"),
        (Closing(None, 3, False, 1, 1), "cases.outcome_needed"),
    ],
)
def test_closing_asks_for_an_outcome_no_open_task_and_a_second_person(closing: Closing, code: str | None) -> None:
    if code is None:
        check_closing(closing)
    else:
        with pytest.raises(Refused) as refusal:
            check_closing(closing)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("state", "before", "now", "back"),
    [
        (WarningState.EXCLUDED, Found(2, False), Found(3, False), True),
        (WarningState.EXCLUDED, Found(3, False), Found(3, False), False),
        (WarningState.EXCLUDED, Found(3, False), Found(2, False), False),
        (WarningState.EXCLUDED, Found(3, False), Found(3, True), True),
        (WarningState.EXCLUDED, Found(3, True), Found(3, True), False),
        (WarningState.IN_CARE, Found(2, False), Found(4, False), True),
        (WarningState.CLOSED, Found(2, False), Found(4, False), True),
        (WarningState.AWAITING_INTERVIEW, Found(2, False), Found(4, True), False),
        (WarningState.WITHDRAWN, Found(2, False), Found(4, True), False),
    ],
)
def test_only_something_graver_makes_a_decided_warning_wait_again(
    state: WarningState, before: Found, now: Found, back: bool
) -> None:
    assert comes_back(state, before, now) is back
