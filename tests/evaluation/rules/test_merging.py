"""Several raters, one result; and where they must talk first."""

from decimal import Decimal
from typing import Any

import pytest

from core.evaluation import packs
from core.evaluation.rules.gaps import gaps
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.merging import merged, reckoning
from core.evaluation.rules.results import StandardResult
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import ResultRule
from tests.evaluation.rules.forms import SCALES, STANDARDS, a_rubric, marks

STEPS, NA = {"points": 10}, {"points": 10, "may_be_na": True}
VETO = {"kind": "veto", "points": 0}
ANCHORS: dict[str, Any] = {"kind": "anchors"} | SCALES["anchors"]


def sheets_of(*numbers: object) -> list[dict[str, Mark]]:
    """One sheet a number for item 1; None does not apply."""
    return [marks(i1=number) for number in numbers]


def only(rubric: RubricSpec, together: list[dict[str, Mark]], rule: str, **settled: Any) -> StandardResult:
    return merged(rubric, together, marks(**settled), ResultRule(rule)).standards[""]


@pytest.mark.parametrize(
    ("rule", "numbers", "total"),
    [
        ("mean", (6, 9), "7.5"),
        ("mean", (0, 0, 1), "0.33"),
        ("mean", (6,), "6"),
        ("trimmed", (0, 6, 9), "5"),  # three: nothing is left out
        ("trimmed", (0, 6, 8, 10), "7"),
        ("trimmed", (0, 0, 6, 10, 10), "5.33"),
        ("trimmed", (7, 7, 7, 7), "7"),
        ("chair", (6, 6), "6"),
        ("chair", (6, 7), None),
    ],
)
def test_several_numbers_become_one(rule: str, numbers: tuple[int, ...], total: str | None) -> None:
    found = only(a_rubric(STEPS), sheets_of(*numbers), rule).total
    assert found == (None if total is None else Decimal(total))


def test_points_are_averaged_and_not_the_marks() -> None:
    assert only(a_rubric(ANCHORS), sheets_of(0, 2), "mean").total == 2  # 0 and 4 points; the anchor between has 1


def test_trimming_looks_at_each_item_for_itself() -> None:
    rubric = a_rubric(STEPS, STEPS)
    together = [marks(i1=a, i2=b) for a, b in ((0, 10), (6, 6), (8, 8), (10, 0))]
    result = only(rubric, together, "trimmed")
    assert [result.items[code].score for code in "12"] == [7, 7]


@pytest.mark.parametrize(
    ("numbers", "score", "na"),
    [
        ((None, None, 6), None, True),
        ((None, 6, 8), "7", False),
        ((None, 6), "6", False),  # a tie: it applies
        ((None, None), None, True),
        ((None, None, 4, 8), "6", False),
    ],
)
def test_most_raters_say_whether_an_item_applies(numbers: tuple[Any, ...], score: str | None, na: bool) -> None:
    item = only(a_rubric(NA, STEPS), [marks(i1=number, i2=5) for number in numbers], "mean").items["1"]
    assert (item.score, item.na) == (None if score is None else Decimal(score), na)


def test_an_item_that_one_rater_left_open_is_missing() -> None:
    result = merged(a_rubric(STEPS, STEPS), [marks(i1=6, i2=6), marks(i1=6)], {}, ResultRule.MEAN)
    assert (result.missing, result.unsettled, result.standards[""].total) == (("2",), (), None)
    assert result.standards[""].items["1"].score == 6


def test_without_any_sheet_everything_is_missing_but_what_was_settled() -> None:
    assert merged(a_rubric(STEPS, STEPS), [], marks(i2=6), ResultRule.MEAN).missing == ("1",)


@pytest.mark.parametrize("rule", list(ResultRule))
def test_a_veto_of_one_rater_must_be_settled_under_every_rule(rule: ResultRule) -> None:
    rubric = a_rubric(VETO, STEPS, lines=[{"title": "好", "at_least": 5}])
    together = [marks(i1=1, i2=9), *[marks(i1=0, i2=9)] * 4]
    open_ = merged(rubric, together, {}, rule)
    assert (open_.unsettled, open_.missing, open_.standards[""].total) == (("1",), ("1",), None)
    cleared = merged(rubric, together, marks(i1=0), rule).standards[""]
    assert (cleared.total, cleared.grade, cleared.vetoes) == (9, "好", ())
    upheld = merged(rubric, together, marks(i1=1), rule).standards[""]
    assert (upheld.total, upheld.grade, upheld.vetoes) == (9, None, ("1",))


def test_points_under_a_veto_line_that_not_all_raters_see_must_be_settled() -> None:
    rubric = a_rubric(STEPS | {"veto_below": 5})
    assert merged(rubric, sheets_of(4, 9), {}, ResultRule.MEAN).unsettled == ("1",)
    assert merged(rubric, sheets_of(5, 9), {}, ResultRule.MEAN).unsettled == ()
    assert merged(rubric, sheets_of(4, 3), {}, ResultRule.MEAN).standards[""].vetoes == ("1",)


def test_under_the_chair_two_measures_in_one_band_need_no_settling() -> None:
    room = packs.rubric("room_standard")
    sheets = [{"A2": Mark.of(number)} for number in ("10.2", "10.4")]
    assert merged(room, sheets, {}, ResultRule.CHAIR).unsettled == ()
    assert merged(room, [*sheets, {"A2": Mark.of("9.9")}], {}, ResultRule.CHAIR).unsettled == ("A2",)


def test_under_the_chair_a_dispute_whether_an_item_applies_is_one() -> None:
    assert merged(a_rubric(NA, STEPS), sheets_of(None, 6), {}, ResultRule.CHAIR).unsettled == ("1",)


def test_two_standards_are_merged_each_for_itself() -> None:
    rubric = packs.rubric("example_dual")
    full = {"C1": Mark((("model", Decimal(3)), ("pass", Decimal(3)))), "C2": Mark.of(3), "C3": Mark.of(6)}
    full["C4"] = full["C1"]
    low = full | {"C2": Mark.of(2)}  # 达标 still 3, 示范 1.5
    found = merged(rubric, [full, low], {}, ResultRule.MEAN).standards
    assert [found[key].total for key in ("pass", "model")] == [12, Decimal("11.25")]


GAP_CASES = [  # item, marks, points, anchors, the gap
    (STEPS, (5, 7), "2", None, None),
    (STEPS, (5, 7), "1.99", None, 2),
    (STEPS, (5, 8), "2", None, 3),
    (STEPS, (5, 6, 9), "3", None, 4),
    (STEPS, (0, 10), None, 1, None),  # steps have no anchors
    (STEPS, (5, 5), "0", 0, None),
    (ANCHORS, (0, 1), None, 1, None),
    (ANCHORS, (0, 2), None, 1, 4),
    (ANCHORS, (0, 2), None, 2, None),
    (ANCHORS, (0, 2), "4", None, None),
    (ANCHORS, (0, 2), "3", None, 4),
    (NA, (None, 10), "9", None, 10),
    (NA, (None, 10), "10", None, None),
    (NA, (None, None), "0", 0, None),
    (ANCHORS | {"may_be_na": True}, (None, 2), None, 1, 4),
    (ANCHORS | {"may_be_na": True}, (None, 2), None, 2, None),
    (VETO, (0, 1), None, None, 1),
    (VETO, (0, 0), None, None, None),
    (STEPS | {"veto_below": 5}, (4, 5), None, None, 1),
    (STEPS | {"veto_below": 5}, (3, 4), "1", None, None),
    ({"kind": "deduct"} | SCALES["deduct"], (0, 1), "0.5", None, "0.7"),
    (STEPS, (5,), "0", 0, None),
    (STEPS, (), "0", 0, None),
]


@pytest.mark.parametrize(("item", "numbers", "points", "anchors", "gap"), GAP_CASES)
def test_a_gap_is_more_than_the_limit_and_a_veto_in_dispute_always(
    item: dict[str, Any], numbers: tuple[Any, ...], points: str | None, anchors: int | None, gap: object
) -> None:
    limit = None if points is None else Decimal(points)
    found = gaps(a_rubric(item), sheets_of(*numbers), points=limit, anchors=anchors)
    assert found == ({} if gap is None else {"1": Decimal(str(gap))})


def test_a_gap_by_one_standard_alone_is_one_and_the_widest_is_told() -> None:
    rubric = a_rubric({"separate": True}, standards=STANDARDS)
    sheets = [{"1": Mark((("model", Decimal(model)), ("pass", Decimal(4))))} for model in (1, 4)]
    assert gaps(rubric, sheets, points=Decimal(2), anchors=None) == {"1": 3}


def test_a_rater_who_has_not_marked_an_item_makes_no_gap() -> None:
    assert gaps(a_rubric(STEPS, STEPS), [marks(i1=1), marks(i2=1)], points=Decimal(0), anchors=0) == {}


def test_remembering_what_marks_give_changes_no_result() -> None:
    rubric, remembered = packs.rubric("example_dual"), reckoning()
    for turn in range(2):
        given = [{item.code: Mark.of((turn + rater) % 2) for item in rubric.items} for rater in range(3)]
        plain = merged(rubric, given, {}, ResultRule.MEAN)
        assert merged(rubric, given, {}, ResultRule.MEAN, reckon=remembered) == plain
