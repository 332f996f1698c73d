"""Who may be nominated for which rung, and how long terms last."""

from datetime import date, timedelta

import pytest

from core.training import packs
from core.training.rules import LadderState
from core.training.rules.ladders import NEXT, LadderSpec, Place, is_held, nomination_flaw, term_end, term_flaw

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
NOMINATED, CHOSEN, NOT_CHOSEN, ENDED = (
    LadderState.NOMINATED, LadderState.CHOSEN, LadderState.NOT_CHOSEN, LadderState.ENDED,
)  # fmt: skip
TEN = packs.ladders()["shi_bai_qian"]
HELD = Place("teacher", CHOSEN, TODAY - 100 * DAY, TODAY)


@pytest.mark.parametrize(
    ("rung", "held", "code"),
    [
        ("teacher", [], None),
        ("backbone", [], "training.rung_below_first"),
        ("backbone", [Place("teacher", NOT_CHOSEN)], "training.rung_below_first"),
        ("backbone", [HELD], None),
        ("backbone", [Place("teacher", ENDED, TODAY - 9 * DAY, TODAY - DAY)], None),
        ("master", [HELD], "training.rung_below_first"),
        ("teacher", [HELD], "training.holds_rung"),
        ("teacher", [HELD._replace(until=TODAY - DAY)], None),
        ("teacher", [Place("teacher", NOT_CHOSEN)], None),
        ("backbone", [HELD, Place("backbone", NOMINATED)], "training.nominated_already"),
        ("teacher", [Place("backbone", NOMINATED)], "training.nominated_already"),
        ("nothing", [], "training.unknown_rung"),
    ],
)
def test_who_may_be_nominated(rung: str, held: list[Place], code: str | None) -> None:
    assert nomination_flaw(TEN, rung, held, TODAY) == code


def test_ladders_without_an_order_may_be_entered_anywhere() -> None:
    spec = packs.ladders()["san_ming"]
    assert [nomination_flaw(spec, rung.key, [], TODAY) for rung in spec.rungs] == [None] * 3


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (date(2026, 3, 2), date(2029, 3, 1)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2026, 1, 1), date(2028, 12, 31)),
    ],
)
def test_a_term_ends_on_the_eve_of_its_day(since: date, last: date) -> None:
    rung = TEN.rung("teacher")
    assert rung is not None
    assert term_end(rung, since) == last


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "training.term_unlikely"), (0, None), (365, None), (366 * 21, "training.term_unlikely")]
)
def test_a_term_is_in_order_and_not_endless(days: int, code: str | None) -> None:
    assert term_flaw(TODAY, TODAY + days * DAY) == code


@pytest.mark.parametrize(
    ("place", "held"),
    [
        (HELD, True),
        (HELD._replace(until=TODAY - DAY), False),
        (HELD._replace(since=TODAY + DAY, until=None), False),
        (HELD._replace(since=None, until=None), True),
        (HELD._replace(state=ENDED), False),
        (Place("teacher", NOMINATED), False),
    ],
)
def test_a_rung_is_held_within_its_term(place: Place, held: bool) -> None:
    assert is_held(place, TODAY) is held


def test_what_is_settled_stays_so() -> None:
    assert {state for state, then in NEXT.items() if not then} == {NOT_CHOSEN, ENDED}


def test_a_rung_cannot_ask_for_one_that_does_not_stand_below_it() -> None:
    told = {"key": "x", "version": "1", "title": "x", "note": "", "licence": ""}
    low, high = {"key": "low", "title": "低", "years": 1, "after": "high"}, {"key": "high", "title": "高", "years": 1}
    with pytest.raises(ValueError, match="rung low"):
        LadderSpec.model_validate({**told, "rungs": [low, high]})
