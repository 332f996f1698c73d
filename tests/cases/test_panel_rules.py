"""What a panel may decide, and what has to stand before it counts as held."""

from itertools import product

import pytest

from core.cases.rules.panels import (
    LEAST,
    LONGEST,
    QUORUM,
    Decision,
    PanelState,
    attendees,
    check_decision,
    check_held,
    check_open,
)
from core.errors import Refused

NOT_YET_A_CASE = {Decision.REFER, Decision.CLOSE}


@pytest.mark.parametrize(("decision", "is_case"), list(product(Decision, (True, False))))
def test_a_case_is_referred_or_closed_and_a_warning_excluded(decision: Decision, is_case: bool) -> None:
    refused = decision is Decision.EXCLUDE if is_case else decision in NOT_YET_A_CASE
    if not refused:
        assert check_decision(decision, " 再看两周吧 ", is_case=is_case) == "再看两周吧"
        return
    with pytest.raises(Refused) as refusal:
        check_decision(decision, "再看两周吧", is_case=is_case)
    assert refusal.value.code == "panels.not_decidable"


@pytest.mark.parametrize(
    ("length", "code"), [(LEAST - 1, "panels.rationale_needed"), (LONGEST + 1, "panels.text_too_long")]
)
def test_a_rationale_is_neither_missing_nor_endless(length: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_decision(Decision.KEEP, "字" * length, is_case=True)
    assert refusal.value.code == code


@pytest.mark.parametrize("length", [LEAST, LONGEST])
def test_a_rationale_may_be_as_short_or_long_as_the_bounds(length: int) -> None:
    assert len(check_decision(Decision.KEEP, "字" * length, is_case=True)) == length


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王老师、李老师，赵医生", ("王老师", "李老师", "赵医生")),
        ("王老师,王老师； 李老师\n", ("王老师", "李老师")),
        ("  、，", ()),
        ("", ()),
    ],
)
def test_names_are_told_apart_by_what_people_type_between_them(text: str, names: tuple[str, ...]) -> None:
    assert attendees(text) == names


@pytest.mark.parametrize(
    ("people", "decided", "code"),
    [
        (QUORUM - 1, [True], "panels.quorum"),
        (QUORUM, [], "panels.no_items"),
        (QUORUM, [True, False, False], "panels.undecided"),
    ],
)
def test_a_panel_without_people_items_or_decisions_was_not_held(people: int, decided: list[bool], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_held(["某老师"] * people, decided)
    assert refusal.value.code == code
    assert refusal.value.details.get("left", 2) == 2


def test_enough_people_who_decided_everything_held_it() -> None:
    check_held(["甲老师", "乙老师"], [True, True])


def test_the_record_of_a_held_panel_is_closed() -> None:
    check_open(PanelState.OPEN)
    with pytest.raises(Refused) as refusal:
        check_open(PanelState.HELD)
    assert refusal.value.code == "panels.held"
