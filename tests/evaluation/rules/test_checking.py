"""Which numbers can be marks, and which lose points."""

from decimal import Decimal
from typing import Any

import pytest

from core.errors import Refused
from core.evaluation import packs
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.tally import checked, loses
from core.ui.words import error_words
from tests.evaluation.rules.forms import SCALES, STANDARDS, a_rubric

GOOD, BAD = True, False
NUMBERS = [
    ("steps", {}, [(-1, BAD), (0, GOOD), ("0.5", GOOD), ("0.7", BAD), (4, GOOD), ("4.5", BAD)]),
    ("steps", {"points": 5, "step": 2}, [(4, GOOD), (5, GOOD), (3, BAD), (6, BAD)]),
    ("steps", {"step": 0}, [("0.3", GOOD), (4, GOOD), ("4.1", BAD)]),
    ("check", {}, [(0, GOOD), (1, GOOD), (2, BAD), ("0.5", BAD)]),
    ("veto", {}, [(0, GOOD), (1, GOOD), (2, BAD)]),
    ("anchors", {}, [(-1, BAD), (0, GOOD), (2, GOOD), (3, BAD), ("1.5", BAD)]),
    ("grades", {}, [(0, GOOD), (2, GOOD), (3, BAD)]),
    ("measure", {}, [(-1, BAD), (0, GOOD), ("12.3456", GOOD), ("12.34567", BAD), (10**9, BAD), ("NaN", BAD)]),
    ("count", {}, [(-1, BAD), (0, GOOD), (7, GOOD), ("7.5", BAD), (10**9, BAD), ("Infinity", BAD)]),
    ("deduct", {}, [(-1, BAD), (0, GOOD), (9, GOOD), ("0.5", BAD)]),
]
ROWS = [(kind, more, value, good) for kind, more, pairs in NUMBERS for value, good in pairs]


@pytest.mark.parametrize(("kind", "more", "value", "good"), ROWS, ids=[f"{row[0]} {row[2]}" for row in ROWS])
def test_a_number_can_be_a_mark_or_is_refused(kind: str, more: dict[str, Any], value: object, good: bool) -> None:
    rubric, mark = a_rubric({"kind": kind} | SCALES[kind] | more), Mark.of(str(value))
    if good:
        assert checked(rubric, "1", mark) == mark
    else:
        with pytest.raises(Refused) as refused:
            checked(rubric, "1", mark)
        assert refused.value.code == "evaluation.bad_mark"
        assert refused.value.details["item"] == "1"


def test_a_number_is_kept_without_trailing_zeros_and_a_large_one_without_an_exponent() -> None:
    rubric = a_rubric({"kind": "measure"} | SCALES["measure"])
    kept = [str(checked(rubric, "1", Mark.of(each)).value("")) for each in ("5.50", "100", "1E+2", "0.000")]
    assert kept == ["5.5", "100", "100", "0"]


def test_an_unknown_item_an_empty_mark_and_a_standard_that_is_not_marked_are_refused() -> None:
    rubric = a_rubric({"separate": True}, {}, standards=STANDARDS)
    twice = Mark((("pass", Decimal(1)), ("pass", Decimal(2))))
    for code, mark in (("9", Mark.of(1)), ("1", Mark()), ("1", Mark.of(1)), ("1", twice)):
        with pytest.raises(Refused, match="bad_mark"):
            checked(rubric, code, mark)
    with pytest.raises(Refused, match="bad_mark"):
        checked(rubric, "2", Mark((("pass", Decimal(1)),)))


def test_marks_of_two_standards_may_come_one_by_one_and_are_kept_in_one_order() -> None:
    rubric = a_rubric({"separate": True}, standards=STANDARDS)
    alone = Mark((("pass", Decimal(1)),))
    assert checked(rubric, "1", alone) == alone
    both = Mark((("pass", Decimal(1)), ("model", Decimal(2))))
    assert checked(rubric, "1", both).values == (("model", 2), ("pass", 1))


def test_a_shared_number_may_reach_the_most_of_the_more_generous_standard() -> None:
    rubric = a_rubric({"requirements": [{"standard": "model", "points": 6}]}, standards=STANDARDS)
    assert checked(rubric, "1", Mark.of(6)) == Mark.of(6)
    with pytest.raises(Refused, match="bad_mark"):
        checked(rubric, "1", Mark.of(7))


def test_not_applicable_is_taken_where_it_may_be_and_drops_its_numbers() -> None:
    rubric = a_rubric({"may_be_na": True}, {})
    assert checked(rubric, "1", Mark(((("", Decimal(3))),), na=True)) == NOT_APPLICABLE
    with pytest.raises(Refused, match="bad_mark"):
        checked(rubric, "2", NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("steps", "请填 0 到 4 分，每 0.5 分一档"),
        ("anchors", "请从给出的档次里选一档"),
        ("grades", "请从给出的档次里选一档"),
        ("check", "请选“是”或“否”"),
        ("veto", "请选“是”或“否”"),
        ("measure", "请填不小于 0 的数，最多四位小数"),
        ("count", "请填不小于 0 的整数"),
        ("deduct", "请填不小于 0 的整数"),
    ],
)
def test_a_refusal_says_in_words_what_can_be_put_down_and_not_what_was(kind: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(a_rubric({"kind": kind} | SCALES[kind]), "1", Mark.of("77777.77777"))
    assert error_words(refused.value) == f"“1”这一项填得不对：{words}。"


LOSSES = [  # kind, mark, whether points are lost
    ("steps", 4, False), ("steps", "3.5", True), ("check", 1, False), ("check", 0, True), ("anchors", 2, False),
    ("anchors", 1, True), ("grades", 0, False), ("grades", 1, True), ("measure", 10, False), ("measure", "9.9", True),
    ("deduct", 0, False), ("deduct", 1, True), ("veto", 0, False), ("veto", 1, True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "lost"), LOSSES)
def test_a_reason_is_asked_for_exactly_where_points_are_lost(kind: str, value: object, lost: bool) -> None:
    rubric = a_rubric({"kind": kind} | SCALES[kind])
    assert loses(rubric, rubric.items[0], Mark.of(str(value))) is lost


def test_points_lost_by_one_standard_alone_are_lost() -> None:
    rubric = packs.rubric("example_dual")
    assert loses(rubric, rubric.by_code["C3"], Mark.of(5))
    assert not loses(rubric, rubric.by_code["C3"], Mark.of(6))


def test_what_does_not_apply_or_is_not_marked_yet_loses_nothing() -> None:
    rubric = a_rubric({"may_be_na": True})
    assert not loses(rubric, rubric.items[0], NOT_APPLICABLE)
    assert not loses(rubric, rubric.items[0], Mark())
