"""How points become scores, totals and grades: sums, means, caps, scaling, deductions, what does not apply."""

from decimal import Decimal
from typing import Any

import pytest

from core.evaluation import packs
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.results import NodeScore, StandardResult
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.tally import tally
from tests.evaluation.rules.forms import BEST, a_node, a_rubric, marks, uniform

LINES = [{"title": title, "at_least": line} for title, line in (("一级", 90), ("二级", 80), ("三级", 70))]


def only(rubric: RubricSpec, sheet: dict[str, Mark]) -> StandardResult:
    return tally(rubric, sheet).standards[""]


def node_of(*items: dict[str, Any], rule: str = "siblings", **more: Any) -> RubricSpec:
    """A rubric with all items under one indicator A."""
    return a_rubric(*[item | {"parent": "A"} for item in items], nodes=[a_node("A", **more)], na_rule=rule)


NA = {"may_be_na": True}
DEDUCT = {"kind": "deduct", "each": 1, "points": 3}
SUMS = [  # case, rubric, sheet, score of A, most of A
    ("sum", node_of({}, {}), marks(i1=3, i2=1), 4, 8),
    ("printed points change nothing", node_of({}, {}, points=99), marks(i1=3, i2=1), 4, 8),
    ("cap not reached", node_of({}, {}, cap=5), marks(i1=3, i2=1), 4, 5),
    ("cap reached", node_of({}, {}, cap=5), marks(i1=4, i2=1), 5, 5),
    ("cap passed", node_of({}, {}, cap=5), marks(i1=4, i2=2), 5, 5),
    ("scaled", node_of({}, {}, scale_to=20), marks(i1=3, i2=1), 10, 20),
    ("scaled, a third", node_of({"points": 3}, scale_to=10), marks(i1=1), "3.3333", 10),
    ("capped, then scaled", node_of({}, {}, cap=5, scale_to=10), marks(i1=3, i2=1), 8, 10),
    ("mean of shares", node_of({}, {"points": 2}, combine="mean", points=10), marks(i1=3, i2=2), "8.75", 10),
    (
        "weighted mean",
        node_of({"weight": 3}, {"points": 2}, combine="mean", points=10),
        marks(i1=2, i2=2), "6.25", 10,
    ),
    ("mean without points has those of its children", node_of({}, {}, combine="mean"), marks(i1=3, i2=1), 4, 8),
    ("mean, scaled", node_of({}, {}, combine="mean", points=10, scale_to=40), marks(i1=3, i2=1), 20, 40),
    ("deducted", node_of({}, DEDUCT), marks(i1=4, i2=1), 3, 4),
    ("deducted to the most it takes", node_of({}, DEDUCT), marks(i1=4, i2=9), 1, 4),
    ("never below nothing", node_of({}, DEDUCT), marks(i1=2, i2=3), 0, 4),
    ("deducted after the cap", node_of({}, {}, DEDUCT, cap=5), marks(i1=4, i2=4, i3=1), 4, 5),
    ("deducted after scaling", node_of({}, DEDUCT, scale_to=10), marks(i1=4, i2=1), 9, 10),
    ("does not apply: shared out", node_of({}, {"points": 2} | NA), marks(i1=3, i2=None), "4.5", 6),
    ("does not apply: out of the mean", node_of({}, NA, combine="mean", points=10), marks(i1=1, i2=None), "2.5", 10),
    ("shared out, then capped", node_of({}, NA, cap=5), marks(i1=3, i2=None), 5, 5),
    ("leaves the sheet", node_of({}, {"points": 2} | NA, rule="whole"), marks(i1=3, i2=None), 3, 4),
    ("leaves a scaled part", node_of({}, NA, rule="whole", scale_to=20), marks(i1=3, i2=None), "7.5", 10),
    ("counts as full", node_of({}, {"points": 2} | NA, rule="full"), marks(i1=3, i2=None), 5, 6),
    ("a deduction that does not apply", node_of({}, DEDUCT | NA), marks(i1=3, i2=None), 3, 4),
]  # fmt: skip


@pytest.mark.parametrize(("rubric", "sheet", "score", "most"), [case[1:] for case in SUMS], ids=[c[0] for c in SUMS])
def test_an_indicator_comes_to(rubric: RubricSpec, sheet: dict[str, Mark], score: object, most: object) -> None:
    assert only(rubric, sheet).nodes["A"] == NodeScore(Decimal(str(score)), Decimal(str(most)), na=False)


@pytest.mark.parametrize(
    ("rule", "node", "total"),
    [  # A holds 4 points that do not apply, item 2 beside it has 2 of 4
        ("siblings", NodeScore(None, Decimal(4), na=True), 4),  # 2 x 8 / 4
        ("whole", NodeScore(None, Decimal(4), na=True), 4),  # 2 of 4, of 8
        ("full", NodeScore(Decimal(4), Decimal(4), na=True), 6),
    ],
)
def test_an_indicator_none_of_whose_items_apply_does_not_apply(rule: str, node: NodeScore, total: int) -> None:
    rubric = a_rubric({"parent": "A"} | NA, {}, nodes=[a_node("A")], na_rule=rule)
    result = only(rubric, marks(i1=None, i2=2))
    assert (result.nodes["A"], result.total, result.most) == (node, total, 8)


def test_shared_out_climbs_level_by_level_while_leaving_the_sheet_spares_the_weights_of_the_others() -> None:
    nodes = [a_node("A"), a_node("B", parent="A"), a_node("C", parent="A")]
    items = [{"parent": "B"}, {"parent": "B"} | NA, {"parent": "C"}, {"points": 12}]
    sheet = marks(i1=4, i2=None, i3=0, i4=0)
    assert only(a_rubric(*items, nodes=nodes), sheet).total == 8  # B 4 x 8/4
    assert only(a_rubric(*items, nodes=nodes, na_rule="whole"), sheet).total == Decimal("4.80")  # 4 x 24/20


@pytest.mark.parametrize(("rule", "total"), [("siblings", None), ("whole", None), ("full", Decimal(4))])
def test_a_sheet_on_which_nothing_applies_has_no_total_unless_that_counts_as_full(rule: str, total: object) -> None:
    result = tally(a_rubric(NA, na_rule=rule), marks(i1=None))
    assert (result.standards[""].total, result.missing) == (total, ())


def test_a_deduction_at_the_top_is_taken_from_the_total_and_that_never_falls_below_nothing() -> None:
    rubric = a_rubric({}, DEDUCT)
    assert [only(rubric, marks(i1=4, i2=times)).total for times in (0, 1, 9)] == [4, 3, 1]
    assert only(rubric, marks(i1=2, i2=3)).total == 0


def test_a_deduction_at_the_top_is_taken_after_the_total_was_scaled_for_what_left_the_sheet() -> None:
    rubric = a_rubric({}, NA, DEDUCT, na_rule="whole")
    assert only(rubric, marks(i1=3, i2=None, i3=1)).total == 5  # 3 x 8 / 4, less 1


def test_an_indicator_of_deductions_alone_takes_them_together_from_what_is_above_it() -> None:
    items = [{}, DEDUCT | {"parent": "A"}, DEDUCT | {"parent": "A"}]
    result = only(a_rubric(*items, nodes=[a_node("A")]), marks(i1=4, i2=1, i3=2))
    assert (result.nodes["A"].score, result.nodes["A"].most, result.total) == (-3, 0, 1)
    assert only(a_rubric(*items, nodes=[a_node("A", cap=2)]), marks(i1=4, i2=1, i3=2)).total == 2


def test_the_whole_can_be_a_weighted_mean_of_its_parts_of_the_printed_points() -> None:
    rubric = a_rubric({"weight": 3}, {"weight": 1}, combine="mean", total=100)
    result = only(rubric, marks(i1=4, i2=2))
    assert (result.total, result.most) == (Decimal("87.50"), 100)  # 100 x (3 x 1 + 1 x 0.5) / 4


@pytest.mark.parametrize(("points", "total"), [("0.005", "0.01"), ("0.0049", "0.00"), ("0.0051", "0.01")])
def test_a_total_is_rounded_once_half_up_to_two_decimals(points: str, total: str) -> None:
    assert only(a_rubric({"step": "0.0001"}), marks(i1=points)).total == Decimal(total)


def test_thirds_are_not_rounded_before_they_are_added() -> None:
    rubric = a_rubric(*[{"points": 3, "parent": code} for code in "ABC"], nodes=[a_node(c, scale_to=1) for c in "ABC"])
    result = only(rubric, marks(i1=1, i2=1, i3=1))
    assert result.total == 1
    assert {part.score for part in result.nodes.values()} == {Decimal("0.3333")}


LINE_CASES = [(69.99, None), (70, "三级"), (79.99, "三级"), (80, "二级"), (89.99, "二级"), (90, "一级"), (100, "一级")]


@pytest.mark.parametrize(("total", "grade"), LINE_CASES)
def test_a_grade_begins_at_its_line(total: float, grade: str | None) -> None:
    rubric = a_rubric({"points": 100, "step": "0.01"}, lines=LINES)
    assert only(rubric, marks(i1=str(total))).grade == grade
    assert only(rubric.model_copy(update={"lines": rubric.lines[::-1]}), marks(i1=str(total))).grade == grade


def test_the_line_is_read_off_the_printed_total() -> None:
    rubric = a_rubric({"points": 100, "step": "0.0001"}, lines=LINES)
    assert [only(rubric, marks(i1=each)).grade for each in ("89.9949", "89.995")] == ["二级", "一级"]


CAP_CASES = [  # points of item 2, grade, what held it down
    (9, "三级", ("2",)),
    (10, "一级", ()),
    (11, "一级", ()),
]


@pytest.mark.parametrize(("points", "grade", "held"), CAP_CASES)
def test_a_cap_binds_below_its_points_and_not_at_them(points: int, grade: str, held: tuple[str, ...]) -> None:
    caps = [{"code": "2", "below": 10, "at_most": "三级"}]
    rubric = a_rubric({"points": 90}, {"points": 20}, lines=LINES, grade_caps=caps)
    result = only(rubric, marks(i1=90, i2=points))
    assert (result.grade, result.capped_by) == (grade, held)


def test_a_cap_never_lifts_a_grade_and_is_not_named_where_it_changes_nothing() -> None:
    caps = [{"code": "2", "below": 10, "at_most": "二级"}]
    rubric = a_rubric({"points": 90}, {"points": 20}, lines=LINES, grade_caps=caps)
    low = only(rubric, marks(i1=72, i2=0))
    assert (low.grade, low.capped_by) == ("三级", ())
    same = only(rubric, marks(i1=81, i2=0))
    assert (same.grade, same.capped_by) == ("二级", ())
    none = only(rubric, marks(i1=2, i2=0))
    assert (none.grade, none.capped_by) == (None, ())


def test_of_two_caps_the_stricter_counts_and_both_are_named() -> None:
    caps = [{"code": "2", "below": 10, "at_most": "二级"}, {"code": "A", "below": 10, "at_most": "三级"}]
    rubric = a_rubric(
        {"points": 95}, {"points": 20, "parent": "A"}, nodes=[a_node("A")], lines=LINES, grade_caps=caps
    )  # fmt: skip
    result = only(rubric, marks(i1=95, i2=0))
    assert (result.grade, result.capped_by) == ("三级", ("2", "A"))


def test_what_does_not_apply_holds_no_grade_down() -> None:
    caps = [{"code": "2", "below": 3, "at_most": "三级"}]
    rubric = a_rubric({"points": 96}, NA, lines=LINES, grade_caps=caps)
    assert only(rubric, marks(i1=96, i2=None)).grade == "一级"


def test_lines_and_caps_of_one_standard_leave_the_other_alone() -> None:
    rubric = a_rubric(
        {"points": 10},
        standards=[{"key": "pass", "title": "达标"}, {"key": "model", "title": "示范"}],
        lines=[{"title": "好", "at_least": 9}, {"title": "达标", "at_least": 6, "standard": "pass"}],
        grade_caps=[{"code": "1", "below": 10, "at_most": "达标", "standard": "pass"}],
    )
    found = tally(rubric, marks(i1=9)).standards
    assert [(found[key].grade, found[key].capped_by) for key in ("pass", "model")] == [("达标", ("1",)), ("好", ())]


def test_a_school_without_a_full_time_teacher_in_every_stage_is_at_most_a_featured_one() -> None:
    rubric = packs.rubric("model_school")
    best = uniform(rubric, BEST) | {
        item.code: Mark.of(len(item.anchors) - 1) for item in rubric.items if item.kind == "anchors"
    } | {item.code: Mark.of(100) for item in rubric.items if item.kind in ("measure", "count")}  # fmt: skip
    assert (only(rubric, best).total, only(rubric, best).grade) == (100, "示范校")
    held = only(rubric, best | {"B1": Mark.of(1)})
    assert (held.total, held.grade, held.capped_by) == (96, "特色校", ("B1",))
    leaked = only(rubric, best | {"V1": Mark.of(1)})
    assert (leaked.total, leaked.grade, leaked.vetoes) == (100, None, ("V1",))


def test_vetoes_are_told_while_the_sheet_is_still_incomplete() -> None:
    result = tally(a_rubric({"kind": "veto", "points": 0}, {}), marks(i1=1))
    assert (result.missing, result.standards[""].vetoes, result.standards[""].total) == (("2",), ("1",), None)


def test_a_deduction_or_veto_that_nobody_marked_is_missing_and_not_taken_for_none() -> None:
    rubric = a_rubric({}, DEDUCT, {"kind": "veto", "points": 0})
    assert tally(rubric, marks(i1=4)).missing == ("2", "3")


def test_a_mark_for_one_of_two_standards_alone_is_missing() -> None:
    rubric = packs.rubric("example_dual")
    sheet = {"C1": Mark((("pass", Decimal(3)),)), "C2": Mark.of(3), "C3": Mark.of(6), "C4": Mark.of(3)}
    found = tally(rubric, sheet)
    assert found.missing == ("C1",)
    assert {result.total for result in found.standards.values()} == {None}  # by either standard
    assert [found.standards[key].nodes["B2"].score for key in ("pass", "model")] == [9, 9]
