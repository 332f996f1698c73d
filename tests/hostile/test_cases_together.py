"""Two people who act on one file at the same moment: one is refused in words, nobody meets an error."""

import pytest

from core import clock
from core.access import SYSTEM_SCOPE
from core.cases import actions, queries
from core.cases.rules.states import CaseState
from tests.cases.care import FILLED, MIDDLE, NOW, TODAY, WHY, act, ask, enrolled, in_care
from tests.cases.test_handovers import NOTE, offered, the_offer
from tests.cases.test_together import together
from tests.world import World


@pytest.mark.parametrize("_again", range(5))
def test_a_handover_accepted_and_taken_back_at_once_is_answered_once(world: World, _again: int) -> None:
    with clock.stopped_at(NOW):
        case, _ = in_care(world, enrolled(world))
        handover = offered(world, case)
        offer = the_offer(world)
    answers = together(
        lambda: act(world, "counsellor_b", actions.accept_handover, offer_id=offer),
        lambda: act(world, "counsellor_a", actions.revoke_handover, handover_id=handover, why=NOTE),
    )
    assert answers in (
        [case, "not_found"],
        [case, "cases.no_such_handover_step"],
        ["cases.no_such_handover_step", None],
    )
    assert ask(world, queries.case, case, scope=SYSTEM_SCOPE).state is CaseState.IN_CARE


@pytest.mark.parametrize("_again", range(5))
def test_a_follow_up_and_a_change_of_tier_at_once_both_happen(world: World, _again: int) -> None:
    with clock.stopped_at(NOW):
        case, warning = in_care(world, enrolled(world))
    entry = {"warning_id": warning, "form": "follow_up", "held_on": TODAY, "content": FILLED["follow_up"]}
    answers = together(
        lambda: act(world, "counsellor_a", actions.write_entry, **entry),
        lambda: act(world, "counsellor_a2", actions.retier, case_id=case, tier=MIDDLE, why=WHY),
    )
    assert isinstance(answers[0], int)
    assert answers[1] is None
    assert len(ask(world, queries.entries, scope=SYSTEM_SCOPE, warning_ids=[warning])) == 2
