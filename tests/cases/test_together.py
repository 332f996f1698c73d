"""Two people at the same moment: one case a person, one decision a warning, one capacity a mentor."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from core import clock
from core.access import SYSTEM_SCOPE
from core.cases import actions, queries
from core.cases.queries import CaseFilter
from tests.cases.care import GRAVE, MIDDLE, NOW, WHY, act, closed, enrolled, in_care, reported, talked
from tests.together import together as at_once
from tests.world import World


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """The same as everywhere, on the day of these cases: the clock is stopped in each thread for itself."""

    def now(deed: Callable[[], Any]) -> Any:
        with clock.stopped_at(NOW):
            return deed()

    return at_once(*(partial(now, deed) for deed in deeds))


@pytest.fixture
def person(world: World) -> int:
    return enrolled(world)


def waiting(world: World, person: int) -> int:
    with clock.stopped_at(NOW):
        warning = reported(world, person)
        talked(world, warning)
    return warning


def confirming(world: World, who: str, warning: int, tier: Any = MIDDLE) -> Callable[[], Any]:
    return lambda: act(world, who, actions.confirm, warning_id=warning, tier=tier, why=WHY)


@pytest.mark.parametrize("_again", range(3))
def test_two_confirmations_at_once_end_in_one_case(world: World, person: int, _again: int) -> None:
    first, second = waiting(world, person), waiting(world, person)
    answers = together(confirming(world, "counsellor_a", first), confirming(world, "counsellor_a2", second, GRAVE))
    assert answers[0] == answers[1]
    [case] = act(world, "counsellor_a", lambda session, _: queries.cases(session, SYSTEM_SCOPE, CaseFilter()))
    assert (case.id, case.severity) == (answers[0], 4)


@pytest.mark.parametrize("_again", range(3))
def test_one_warning_is_decided_once(world: World, person: int, _again: int) -> None:
    warning = waiting(world, person)
    answers = together(
        confirming(world, "counsellor_a", warning),
        lambda: act(world, "counsellor_a2", actions.exclude, warning_id=warning, why=WHY) or "excluded",
    )
    assert "cases.decided_already" in answers
    assert len(set(answers)) == 2


def test_reopening_and_confirming_at_once_leave_one_open_case(world: World, person: int) -> None:
    with clock.stopped_at(NOW):
        old, _ = in_care(world, person)
        closed(world, old)
    warning = waiting(world, person)
    together(
        confirming(world, "counsellor_a", warning),
        lambda: act(world, "counsellor_a2", actions.reopen, case_id=old, why=WHY),
    )
    found = act(world, "counsellor_a", lambda session, _: queries.cases(session, SYSTEM_SCOPE, CaseFilter()))
    assert len(found) == 1


def test_the_last_place_of_a_mentor_is_given_once(world: World) -> None:
    teacher = world.accounts["class_teacher_a"]
    with clock.stopped_at(NOW):
        cases = [in_care(world, enrolled(world, 8100 + at))[0] for at in range(2)]
        act(world, "counsellor_a", actions.set_capacity, account_id=teacher, capacity=1)
    deeds = [
        lambda case=case: act(world, "counsellor_a", actions.pair, case_id=case, account_id=teacher) for case in cases
    ]
    answers = together(*deeds)
    assert answers.count("cases.mentor_full") == 1


@pytest.mark.parametrize("_again", range(3))
def test_a_capacity_told_by_two_at_once_is_the_one_told_last(world: World, _again: int) -> None:
    teacher = world.accounts["class_teacher_a"]
    told = {"counsellor_a": 1, "counsellor_a2": 2}
    answers = together(
        *(
            lambda who=who, most=most: act(world, who, actions.set_capacity, account_id=teacher, capacity=most)
            for who, most in told.items()
        )
    )
    assert answers == [None, None]
    with clock.stopped_at(NOW):
        case, _ = in_care(world, enrolled(world))
        act(world, "counsellor_a", actions.pair, case_id=case, account_id=teacher)
    [load] = act(world, "counsellor_a", lambda session, _: queries.mentor_loads(session, SYSTEM_SCOPE))
    assert load.capacity in told.values()
