"""What one mark gives: every kind of item, every cut-off and its two neighbours."""

from decimal import Decimal
from typing import Any

import pytest

from core.evaluation import packs
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.points import most_points, points_of, vetoed
from core.evaluation.rules.spec import Band, Item
from core.evaluation.rules.tally import most_of
from tests.evaluation.rules.forms import a_rubric

PUBLISHED = [  # 甘肃: 60-100 has no score, 120 has two
    {"low": 0, "high": 0, "high_closed": True, "score": 0},
    {"low": 0, "low_open": True, "high": 60, "score": 1},
    {"low": 100, "high": 120, "high_closed": True, "score": 3},
    {"low": 120, "score": 5},
]
ANCHORS = [{"label": str(score), "score": score} for score in (0, 1, 3, 5)]
GRADES = [{"label": label, "share": share} for label, share in (("A", 1), ("B", "0.8"), ("C", "0.6"), ("D", "0.4"))]


def an_item(**more: Any) -> Item:
    return Item.model_validate({"code": "1", "title": "项", "points": 5} | more)


def shipped(rubric: str, code: str) -> Item:
    return packs.rubric(rubric).by_code[code]


CASES = [
    ("steps", an_item(kind="steps"), [(0, 0), ("2.5", "2.5"), (5, 5), (6, 5), (-1, 0)]),
    ("anchors", an_item(kind="anchors", anchors=ANCHORS), [(0, 0), (1, 1), (2, 3), (3, 5), (4, None), ("0.5", None)]),
    ("grades", an_item(kind="grades", grades=GRADES), [(0, 5), (1, 4), (2, 3), (3, 2), (4, None), (-1, None)]),
    ("check", an_item(kind="check"), [(0, 0), (1, 5), (2, 0)]),
    ("veto", an_item(kind="veto", points=0), [(0, 0), (1, 0)]),
    ("deduct", an_item(kind="deduct", each="1.5"), [(0, 0), (1, "-1.5"), (3, "-4.5"), (4, -5), (99, -5)]),
    (
        "published bands",
        an_item(kind="measure", bands=PUBLISHED),
        [(0, 0), ("0.1", 1), ("59.9", 1), (60, 1), ("99.9", 1), (100, 3), ("119.9", 3), (120, 5), ("120.1", 5)],
    ),
    ("below all bands", an_item(kind="count", bands=[{"low": 2, "score": 5}]), [(1, 0), (2, 5)]),
    ("above all bands", an_item(kind="count", bands=[{"low": 2, "high": 9, "score": 5}]), [(8, 5), (9, 5), (99, 5)]),
    ("no bands", an_item(kind="measure"), [(3, 0)]),
    ("个别辅导室", shipped("room_standard", "A2"), [("7.9", 0), (8, "3.5"), ("9.9", "3.5"), (10, 7), (11, 7)]),
    ("团体活动室", shipped("room_standard", "A3"), [("14.9", 0), (15, 3), ("19.9", 3), (20, 6)]),
    ("办公接待区", shipped("room_standard", "A4"), [("9.9", 0), (10, "2.5"), ("14.9", "2.5"), (15, 5)]),
    ("专职", shipped("room_standard", "C1.1"), [(0, 0), (1, 8), (2, 8)]),
    ("1:1000", shipped("room_grades", "5"), [(999, 3), (1000, 3), (1001, 0)]),
    ("持证率", shipped("model_school", "B2"), [("59.9", 3), (60, 5), ("60.1", 5), ("29.9", 0), (30, 3)]),
    ("生均经费", shipped("model_school", "B6"), [("9.99", "1.5"), (10, 3), ("4.99", 0), (5, "1.5")]),
    ("家长培训", shipped("model_school", "C5"), [(0, 0), (1, 2), (2, 5), (3, 5)]),
    ("普测", shipped("supervision_four", "3"), [("59.9", 0), (60, 10), ("79.9", 10), (80, 18), ("94.9", 18), (95, 25)]),
]
ROWS = [(name, item, value, points) for name, item, pairs in CASES for value, points in pairs]


@pytest.mark.parametrize(("name", "item", "value", "points"), ROWS, ids=[f"{row[0]} {row[2]}" for row in ROWS])
def test_a_mark_gives_its_points(name: str, item: Item, value: object, points: object) -> None:
    known = None if points is None else Decimal(str(points))
    assert points_of(item, Mark.of(str(value)), "") == known


def test_what_does_not_apply_and_what_is_not_marked_have_no_points() -> None:
    assert points_of(an_item(may_be_na=True), NOT_APPLICABLE, "") is None
    assert points_of(an_item(), Mark(), "") is None


@pytest.mark.parametrize(
    ("more", "most"),
    [
        ({}, (5, 5)),
        ({"kind": "deduct"}, (0, 0)),
        ({"kind": "veto"}, (0, 0)),
        ({"requirements": [{"standard": "model", "points": 3}]}, (5, 3)),
        ({"requirements": [{"standard": "model", "text": "另有要求"}]}, (5, 5)),
        ({"kind": "anchors", "anchors": ANCHORS, "points": 0}, (5, 5)),
        ({"kind": "anchors", "anchors": [{"label": "有", "score": 5, "scores": {"model": 8}}]}, (5, 8)),
        ({"kind": "count", "requirements": [{"standard": "model", "bands": [{"low": 1, "score": 2}]}]}, (5, 2)),
        ({"kind": "count", "points": 0, "bands": [{"low": 1, "score": 4}]}, (4, 4)),
    ],
)
def test_the_most_is_what_the_standard_itself_gives_else_the_items_points(more: dict[str, Any], most: object) -> None:
    standards = [{"key": "pass", "title": "达标"}, {"key": "model", "title": "示范"}]
    rubric = a_rubric({"points": 5} | more, standards=standards)
    assert (most_of(rubric, rubric.items[0], "pass"), most_of(rubric, rubric.items[0], "model")) == most


def test_the_most_by_a_standard_that_is_not_there_is_a_mistake() -> None:
    rubric = a_rubric({})
    with pytest.raises(ValueError, match="model"):
        most_of(rubric, rubric.items[0], "model")


def test_one_mark_can_give_different_points_by_two_standards_and_two_marks_their_own() -> None:
    dual = packs.rubric("example_dual").by_code
    assert [points_of(dual["C3"], Mark.of(5), key) for key in ("pass", "model")] == [3, Decimal("1.5")]
    apart = Mark((("model", Decimal(1)), ("pass", Decimal("2.5"))))
    assert [points_of(dual["C1"], apart, key) for key in ("pass", "model")] == [Decimal("2.5"), 1]


@pytest.mark.parametrize(("value", "seen"), [(2, True), (3, False), (4, False)])
def test_points_under_the_line_are_a_veto_and_the_line_itself_is_none(value: int, seen: bool) -> None:
    assert vetoed(an_item(veto_below=3), Mark.of(value)) is seen


@pytest.mark.parametrize(("value", "seen"), [(0, False), (1, True)])
def test_a_veto_that_happened_is_one(value: int, seen: bool) -> None:
    assert vetoed(an_item(kind="veto", points=0), Mark.of(value)) is seen


def test_most_points_of_a_band_with_more_than_the_item_are_held_to_the_item() -> None:
    item = an_item(kind="measure", bands=(Band(low=Decimal(1), score=Decimal(9)),))
    assert (most_points(item), points_of(item, Mark.of(2), "")) == (5, 5)
