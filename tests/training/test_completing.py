"""Whether somebody completed a session: shares, scores, and what an online course credits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules import PartState, SessionKind
from core.training.rules.completing import WHOLE, Outcome, Terms, Why, outcome, score_flaw, terms
from core.training.rules.sessions import Module

PARTS = (Module("m1", "危机评估", Decimal(3)), Module("m2", "家校沟通", Decimal(5)), Module("m3", "转介", Decimal(2)))


def asked(
    *modules: Module, must: int = 100, passes: int | None = None, kind: SessionKind = SessionKind.TRAINING
) -> Terms:
    return terms(kind, sum((one.hours for one in modules), Decimal(0)) or Decimal(8), modules, must, passes)


def told(result: Outcome) -> tuple[bool, Why, str]:
    return result.state is PartState.COMPLETED, result.why, str(result.hours)


@pytest.mark.parametrize(
    ("signed", "result"), [({WHOLE}, (True, Why.MET, "8.0")), (set(), (False, Why.ABSENT, "0"))], ids=str
)
def test_one_sitting_is_there_or_not(signed: set[str], result: tuple[bool, Why, str]) -> None:
    assert told(outcome(asked(), signed, None)) == result


@pytest.mark.parametrize(
    ("must", "signed", "completes", "hours"),
    [
        (100, {"m1", "m2", "m3"}, True, "10.0"),
        (80, {"m1", "m2"}, True, "8.0"),
        (81, {"m1", "m2"}, False, "0"),
        (79, {"m1", "m2"}, True, "8.0"),
        (50, {"m2"}, True, "5.0"),
        (51, {"m2"}, False, "0"),
        (1, {"m3"}, True, "2.0"),
    ],
)
def test_the_share_counts_hours_not_modules(must: int, signed: set[str], completes: bool, hours: str) -> None:
    result = outcome(asked(*PARTS, must=must), signed, None)
    assert (result.state is PartState.COMPLETED, str(result.hours)) == (completes, hours)


@pytest.mark.parametrize(
    ("score", "why"),
    [
        (None, Why.NO_SCORE),
        (Decimal("59.9"), Why.BELOW),
        (Decimal(60), Why.MET),
        (Decimal("60.1"), Why.MET),
        (Decimal(0), Why.BELOW),
    ],
)
def test_without_the_score_that_is_asked_for_nobody_completes(score: Decimal | None, why: Why) -> None:
    assert outcome(asked(passes=60), {WHOLE}, score).why is why


def test_a_score_does_not_make_up_for_being_away() -> None:
    assert outcome(asked(passes=60), set(), Decimal(100)).why is Why.ABSENT


@pytest.mark.parametrize(
    ("kind", "signed", "score", "result"),
    [
        (SessionKind.COURSE, {"m2"}, Decimal(90), (False, Why.TOO_LITTLE, "5.0")),
        (SessionKind.COURSE, {"m1", "m2", "m3"}, Decimal(50), (False, Why.BELOW, "10.0")),
        (SessionKind.COURSE, set(), Decimal(90), (False, Why.ABSENT, "0.0")),
        (SessionKind.TRAINING, {"m2"}, Decimal(90), (False, Why.TOO_LITTLE, "0")),
    ],
)
def test_an_online_course_credits_the_modules_done_and_nothing_else_does(
    kind: SessionKind, signed: set[str], score: Decimal, result: tuple[bool, Why, str]
) -> None:
    assert told(outcome(asked(*PARTS, passes=60, kind=kind), signed, score)) == result


hours = st.decimals(Decimal("0.1"), Decimal(50), places=1)


@given(st.lists(hours, min_size=1, max_size=8), st.integers(1, 100), st.data())
def test_credits_never_exceed_the_session_and_grow_with_what_was_attended(
    each: list[Decimal], must: int, data: st.DataObject
) -> None:
    modules = tuple(Module(f"m{number}", f"第{number}讲", one) for number, one in enumerate(each))
    rule = asked(*modules, must=must, kind=data.draw(st.sampled_from([SessionKind.COURSE, SessionKind.LECTURE])))
    signed = data.draw(st.sets(st.sampled_from([one.code for one in modules])))
    more = signed | data.draw(st.sets(st.sampled_from([one.code for one in modules])))
    one, other = outcome(rule, signed, None), outcome(rule, more, None)
    assert Decimal(0) <= one.hours <= other.hours <= rule.hours
    assert outcome(rule, {module.code for module in modules}, None).hours == rule.hours


@pytest.mark.parametrize(
    ("score", "sound"),
    [
        ("0", True), ("100", True), ("59.5", True), ("-0.1", False), ("100.1", False), ("59.55", False), ("NaN", False),
        ("Infinity", False), (None, True),
    ],
)  # fmt: skip
def test_scores_are_out_of_a_hundred_with_one_decimal(score: str | None, sound: bool) -> None:
    assert (score_flaw(Decimal(score) if score else None) is None) is sound
