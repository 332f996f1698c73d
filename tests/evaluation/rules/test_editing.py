"""A rubric with one part changed is a whole rubric again."""

from decimal import Decimal

import pytest

from core.errors import Refused
from core.evaluation.rules.editing import (
    MOST_ITEMS,
    blank,
    checked,
    next_code,
    next_version,
    rebuilt,
    shifted,
    with_item,
    with_node,
    with_standards,
    without,
)
from core.evaluation.rules.lint import lint
from core.evaluation.rules.spec import Item, Node, RubricSpec
from tests.evaluation.clean import clean


def codes(spec: RubricSpec) -> list[str]:
    return [item.code for item in spec.items]


def test_an_item_is_put_behind_its_siblings() -> None:
    spec = with_item(clean(), Item(code="new", parent="A1", title="新", points=Decimal(1)))
    assert codes(spec)[:5] == ["s", "a", "c", "new", "g1"]


def test_an_item_without_siblings_is_put_last() -> None:
    spec = with_item(clean(), Item(code="new", parent="A", title="新", points=Decimal(1)))
    assert codes(spec)[-1] == "new"


def test_an_item_is_changed_in_its_place_and_what_names_it_follows() -> None:
    spec = clean()
    changed = with_item(spec, spec.by_code["s"].model_copy(update={"code": "s9"}), replaces="s")
    assert codes(changed)[0] == "s9"
    assert [cap.code for cap in changed.grade_caps] == ["B", "s9"]
    assert lint(changed) == ()


def test_an_indicator_that_is_renamed_takes_along_what_stands_below_it() -> None:
    spec = clean()
    changed = with_node(spec, spec.nodes[0].model_copy(update={"code": "X"}), replaces="A")
    assert [node.parent for node in changed.nodes] == ["", "X", "X", "", ""]
    assert lint(changed) == ()


def test_an_indicator_is_taken_away_with_everything_below_it() -> None:
    spec = without(clean(), "A")
    assert codes(spec) == ["m", "n", "p", "e", "d", "v"]
    assert [node.code for node in spec.nodes] == ["B", "C"]
    assert [cap.code for cap in spec.grade_caps] == ["B"]


def test_an_item_is_taken_away_alone() -> None:
    assert codes(without(clean(), "a")) == [code for code in codes(clean()) if code != "a"]


@pytest.mark.parametrize(
    ("code", "by", "expected"),
    [
        ("s", 1, ["a", "s", "c"]),
        ("s", -1, ["s", "a", "c"]),
        ("c", -1, ["s", "c", "a"]),
        ("c", 5, ["s", "a", "c"]),
        ("s", 9, ["a", "c", "s"]),
    ],
)
def test_siblings_change_places(code: str, by: int, expected: list[str]) -> None:
    spec = shifted(clean(), code, by)
    assert codes(spec)[:3] == expected
    assert codes(spec)[3:] == codes(clean())[3:]


def test_indicators_change_places_among_their_siblings() -> None:
    assert [node.code for node in shifted(clean(), "C", -2).nodes] == ["C", "A1", "A2", "A", "B"]


def test_a_standard_that_is_gone_takes_along_what_was_said_for_it() -> None:
    spec = with_standards(clean(), ())
    assert not any(item.requirements or item.separate for item in spec.items)
    assert not any(anchor.scores for item in spec.items for anchor in item.anchors)


def test_no_more_items_are_taken_than_there_is_room_for() -> None:
    items = tuple(Item(code=f"i{number}", title="项", points=Decimal(1)) for number in range(MOST_ITEMS + 1))
    with pytest.raises(Refused, match="too_large"):
        rebuilt(clean(), items=items)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": ""}, "空着"),
        ({"title": "长" * 301}, "太长"),
        ({"total": Decimal("0.00001")}, "四位"),
        ({"items": ()}, "没有读懂"),
        ({"items": (Item(code="x", parent="nowhere", title="项"),)}, "上级指标"),
        (
            {"nodes": (Node(code="x", parent="x", title="圈"),), "items": (Item(code="y", parent="x", title="项"),)},
            "绕成了圈",
        ),
    ],
)
def test_what_has_no_meaning_is_refused_in_words(changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused) as refused:
        rebuilt(clean(), **changes)
    assert why in str(refused.value.details["why"])


def test_a_part_that_has_no_meaning_is_refused() -> None:
    with pytest.raises(Refused):
        checked(Item, {"code": "", "title": "项"})


def test_the_least_rubric_is_a_whole_one() -> None:
    spec = blank("own_1", "1.0", "新的标准")
    assert {one.code for one in lint(spec)} == {"rubric.guidance_missing"}


@pytest.mark.parametrize(
    ("version", "taken", "expected"),
    [
        ("1.0", set(), "1.1"), ("1.0", {"1.1", "1.2"}, "1.3"), ("1.9", set(), "1.10"), ("2025", set(), "2025.1"),
        ("2025", {"2025.1"}, "2025.2"), ("试行", set(), "试行.1"), ("1.0.3", set(), "1.0.4"), ("x" * 20, set(), "x" * 14 + ".1"),
    ],
)  # fmt: skip
def test_the_next_version_is_free(version: str, taken: set[str], expected: str) -> None:
    assert next_version(version, taken) == expected


@pytest.mark.parametrize(("parent", "expected"), [("A1", "A11"), ("A", "A3"), ("", "1")])
def test_the_next_code_is_free(parent: str, expected: str) -> None:
    assert next_code(clean(), parent) == expected
