"""Small rubrics for the tests, and random ones with random sheets."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.spec import Combine, Item, Kind, NaRule, RubricSpec

MARKS = Mapping[str, Mark]
WORST, BEST = "worst", "best"


def a_rubric(*items: dict[str, Any], **more: Any) -> RubricSpec:
    """A rubric of these items: code, 4 points in steps of 1 and a title unless told otherwise."""
    told = [{"code": str(number), "title": "项", "points": 4} | item for number, item in enumerate(items, 1)]
    head = {"key": "form", "version": "1", "title": "表", "purpose": "example", "source": {"document": "自拟"}}
    return RubricSpec.model_validate(head | {"items": told} | more)


def a_node(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": "指标"} | more


def marks(**numbers: Any) -> dict[str, Mark]:
    """Marks by code with a leading letter left out: marks(i1=3) is {"1": 3}; None does not apply."""
    return {code[1:]: NOT_APPLICABLE if value is None else Mark.of(value) for code, value in numbers.items()}


SCALES: dict[Kind, dict[str, Any]] = {
    Kind.STEPS: {"step": "0.5"},
    Kind.CHECK: {},
    Kind.ANCHORS: {"anchors": [{"label": "无", "score": 0}, {"label": "有", "score": 1}, {"label": "好", "score": 4}]},
    Kind.GRADES: {"grades": [{"label": "A", "share": 1}, {"label": "B", "share": "0.8"}, {"label": "D", "share": 0}]},
    Kind.MEASURE: {"bands": [{"high": 8, "score": 0}, {"low": 8, "high": 10, "score": "1.3"}, {"low": 10, "score": 4}]},
    Kind.COUNT: {"bands": [{"high": 2, "score": 0}, {"low": 2, "high": 5, "score": 2}, {"low": 5, "score": 4}]},
    Kind.DEDUCT: {"each": "0.7", "points": 3},
    Kind.VETO: {"points": 0},
}
PLACES = {Kind.ANCHORS: 2, Kind.GRADES: 2, Kind.CHECK: 1, Kind.VETO: 1}
STANDARDS = ({"key": "pass", "title": "达标"}, {"key": "model", "title": "示范"})
HARDER: dict[Kind, dict[str, Any]] = {
    Kind.STEPS: {"requirements": [{"standard": "model", "points": 6}], "separate": True, "veto_below": 1},
    Kind.CHECK: {"requirements": [{"standard": "model", "points": 2}]},
    Kind.ANCHORS: {"anchors": [{"label": "无", "score": 0}, {"label": "有", "score": 4, "scores": {"model": 1}},
                               {"label": "好", "score": 4, "scores": {"model": 5}}]},
    Kind.COUNT: {"requirements": [{"standard": "model", "bands": [{"high": 6, "score": 0}, {"low": 6, "score": 3}]}]},
    Kind.VETO: {"separate": True},
}  # fmt: skip
"""What two standards may ask differently of an item of each kind."""
BEST_MARKS = {Kind.STEPS: 6, Kind.CHECK: 1, Kind.ANCHORS: 2, Kind.GRADES: 0, Kind.MEASURE: 12, Kind.COUNT: 7}
WORST_MARKS = {Kind.GRADES: 2, Kind.DEDUCT: 9}
SIZES = st.decimals(min_value="0.1", max_value=9, places=1)


@st.composite
def rubrics(draw: st.DrawFn) -> RubricSpec:
    """A rubric with up to four indicators and seven items, every kind, every way to combine, one standard or two."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 4))):
        nodes.append(_node(draw, f"N{number}", [node["code"] for node in nodes[:2]]))
    kinds = [Kind.STEPS, *draw(st.lists(st.sampled_from(list(Kind)), max_size=6))]
    standards = draw(st.sampled_from([(), STANDARDS]))
    items = [_item(draw, kind, [node["code"] for node in nodes], two=bool(standards)) for kind in kinds]
    head = {"na_rule": draw(st.sampled_from(NaRule)), "combine": draw(st.sampled_from(Combine)), "total": draw(SIZES)}
    return a_rubric(*items, nodes=nodes, standards=standards, **head)


def _node(draw: st.DrawFn, code: str, above: list[str]) -> dict[str, Any]:
    more = draw(st.fixed_dictionaries({}, optional={"cap": SIZES, "scale_to": SIZES, "points": SIZES, "weight": SIZES}))
    return a_node(code, parent=draw(st.sampled_from(["", *above])), combine=draw(st.sampled_from(Combine)), **more)


def _item(draw: st.DrawFn, kind: Kind, nodes: list[str], *, two: bool) -> dict[str, Any]:
    parent, weight = draw(st.sampled_from(["", *nodes])), draw(SIZES)
    more = HARDER.get(kind, {}) if two and draw(st.booleans()) else {}
    return {"kind": kind, "parent": parent, "weight": weight, "may_be_na": kind is not Kind.VETO} | SCALES[kind] | more


def number_for(item: Item, at: str) -> Decimal:
    """The mark that gives all the points, or the one that gives none (and takes the most away)."""
    return Decimal((BEST_MARKS if at == BEST else WORST_MARKS).get(item.kind, 0))


def uniform(rubric: RubricSpec, at: str) -> dict[str, Mark]:
    """Every item at its best, or at its worst."""
    return {item.code: everywhere(rubric, item, number_for(item, at)) for item in rubric.items}


def everywhere(rubric: RubricSpec, item: Item, number: Decimal) -> Mark:
    """The same number for every standard, as the item wants it put down."""
    return Mark(tuple((key, number) for key in rubric.marks_of(item)))


@st.composite
def sheets(draw: st.DrawFn, rubric: RubricSpec, *, with_na: bool = True) -> dict[str, Mark]:
    """A full random sheet."""
    return {item.code: draw(_mark(rubric, item, with_na=with_na)) for item in rubric.items}


def _mark(rubric: RubricSpec, item: Item, *, with_na: bool) -> st.SearchStrategy[Mark]:
    numbers: st.SearchStrategy[Any] = st.integers(0, PLACES.get(item.kind, 8))
    if item.kind is Kind.STEPS:
        numbers = st.integers(0, 8).map(lambda half: Decimal(half) / 2)
    if item.kind is Kind.MEASURE:
        numbers = st.decimals(0, 20, places=2)
    keys = sorted(rubric.marks_of(item))
    told = st.tuples(*[numbers for _ in keys]).map(
        lambda chosen: Mark(tuple((key, Decimal(number)) for key, number in zip(keys, chosen, strict=True)))
    )
    return st.one_of(told, st.just(NOT_APPLICABLE)) if with_na and item.may_be_na else told


rubrics_with_sheet = rubrics().flatmap(lambda rubric: st.tuples(st.just(rubric), sheets(rubric)))
