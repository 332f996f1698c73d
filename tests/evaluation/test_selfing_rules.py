"""When a school's part may be filled in and handed in, what it owes, and what a proposal fills in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import Refused
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.proposals import Proposal
from core.evaluation.rules.selfing import (
    PROPOSED,
    Standing,
    check_fillable,
    check_in_time,
    check_returnable,
    lack,
    owes,
    proposed_mark,
    proposed_words,
)
from core.evaluation.rules.spec import Item, Kind
from core.evaluation.rules.states import EntryState, RoundState
from tests.evaluation.selfing import OWED, SHEET, WHOLE

UNTIL, LATER = date(2025, 10, 28), date(2025, 11, 7)
FILLED = (EntryState.WAITING, EntryState.DRAFTING)


def standing(round_state: RoundState, state: EntryState, due_on: date | None = None) -> Standing:
    return Standing(round_state, state, UNTIL, due_on)


def refusal(act: object, *given: object) -> str:
    try:
        act(*given)  # type: ignore[operator]  # one of the checks
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("round_state", RoundState)
def test_a_school_fills_in_while_its_round_or_the_bureau_lets_it(round_state: RoundState, state: EntryState) -> None:
    if state is EntryState.EXEMPT:
        code = "evaluation.entry_exempt"
    elif state is EntryState.SUBMITTED:
        code = "evaluation.entry_submitted"
    else:
        given_back = state is EntryState.RETURNED and round_state is RoundState.REVIEW
        code = "" if round_state is RoundState.SELF or given_back else "evaluation.self_over"
    assert refusal(check_fillable, standing(round_state, state), UNTIL) == code


@pytest.mark.parametrize(("days", "open_"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("state", FILLED)
def test_an_extension_lets_a_school_go_on_during_the_review(days: int, open_: bool, state: EntryState) -> None:
    at = standing(RoundState.REVIEW, state, LATER)
    assert (refusal(check_fillable, at, LATER + timedelta(days=days)) == "") is open_
    assert refusal(check_fillable, at._replace(round_state=RoundState.MODERATION), LATER) == "evaluation.self_over"


@pytest.mark.parametrize(("days", "in_time"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("due_on", [None, LATER])
def test_the_last_day_is_the_rounds_or_the_extensions(due_on: date | None, days: int, in_time: bool) -> None:
    at = standing(RoundState.SELF, EntryState.DRAFTING, due_on)
    day = (due_on or UNTIL) + timedelta(days=days)
    assert refusal(check_in_time, at, day) == ("" if in_time else "evaluation.self_late")


def test_a_refusal_names_the_last_day() -> None:
    with pytest.raises(Refused) as refused:
        check_in_time(standing(RoundState.SELF, EntryState.DRAFTING), LATER)
    assert refused.value.details == {"year": 2025, "month": 10, "day": 28}


def test_what_was_returned_may_come_again_at_any_time() -> None:
    assert refusal(check_in_time, standing(RoundState.REVIEW, EntryState.RETURNED), LATER) == ""


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("round_state", RoundState)
def test_what_was_handed_in_is_returned_until_the_review_is_over(round_state: RoundState, state: EntryState) -> None:
    code = "evaluation.not_handed_in"
    if state is EntryState.SUBMITTED:
        code = "" if round_state in (RoundState.SELF, RoundState.REVIEW) else "evaluation.too_late_to_return"
    assert refusal(check_returnable, standing(round_state, state)) == code


def test_a_whole_sheet_lacks_nothing() -> None:
    assert not lack(SHEET, WHOLE, OWED)


@pytest.mark.parametrize("code", list(WHOLE))
def test_every_mark_is_asked_for_the_veto_too(code: str) -> None:
    marks = {key: mark for key, mark in WHOLE.items() if key != code}
    assert lack(SHEET, marks, OWED).marks == (code,)


@pytest.mark.parametrize("code", OWED)
def test_evidence_is_asked_for_where_the_rubric_requires_it(code: str) -> None:
    assert lack(SHEET, WHOLE, set(OWED) - {code}).evidence == (code,)


@pytest.mark.parametrize(
    ("mark", "owed"), [(None, True), (Mark.of(1), True), (Mark.of(0), False), (NOT_APPLICABLE, False)]
)
def test_nobody_proves_what_they_say_is_not_there(mark: Mark | None, owed: bool) -> None:
    assert owes(SHEET, SHEET.by_code["A1"], mark) is owed


@pytest.mark.parametrize("kind", [Kind.VETO, Kind.DEDUCT])
def test_vetoes_and_deductions_are_always_proved(kind: Kind) -> None:
    item = Item(code="X", title="事故", kind=kind, evidence_required=True)
    assert owes(SHEET, item, Mark.of(0))


def known(value: str | None, key: str = "rooms.area") -> Proposal:
    return Proposal(key, None if value is None else Decimal(value), "登记在用 1 间", UNTIL)


@pytest.mark.parametrize(
    ("code", "value", "filled"),
    [
        ("A2", "12", "12"),
        ("A2", "12.345", "12.35"),
        ("A2", "0", "0"),
        ("A2", None, None),
        ("A2", "-1", None),
        ("B2", "3", "3"),
        ("B2", "3.00", "3"),
        ("B2", "3.5", None),
        ("A1", "1", None),
        ("B1", "3", None),
    ],
)
def test_only_quantities_are_filled_in(code: str, value: str | None, filled: str | None) -> None:
    item = SHEET.by_code[code]
    expected = None if filled is None else Mark.of(filled)
    assert proposed_mark(SHEET, item, known(value)) == expected


def test_an_item_without_a_known_proposal_is_not_filled_in() -> None:
    item = SHEET.by_code["A2"]
    assert proposed_mark(SHEET, item, None) is None
    assert proposed_mark(SHEET, item.model_copy(update={"proposal": "rooms.colour"}), known("12")) is None


def test_what_was_proposed_is_told_with_its_day() -> None:
    assert proposed_words(known("12.50")) == "辅导室面积 12.5 ㎡（登记在用 1 间；截至 2025年10月28日）"
    assert len(proposed_words(known("1")._replace(words="字" * 500))) == PROPOSED
