"""Points against sums: what the sheet prints, what its parts come to, and how they are put together.

What the parts come to is asked of the tally itself, of a sheet without marks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.evaluation.rules.lint.finding import Findings, error, hint
from core.evaluation.rules.results import StandardResult
from core.evaluation.rules.spec import Combine, Item, Kind, NaRule, Node, RubricSpec
from core.evaluation.rules.tally import tally

Children = Mapping[str, Sequence[Item | Node]]
Empty = Mapping[str, StandardResult]


def check_sums(rubric: RubricSpec) -> Findings:
    """Printed points of indicators and of the whole, weights, caps and scaling, and what is left when items do not apply."""
    children, empty = children_of(rubric), tally(rubric, {}).standards
    for node in rubric.nodes:
        if children.get(node.code):
            yield from _node(node, [each.nodes[node.code].most for each in empty.values()])
            yield from _stretched(node, [_below(each, children[node.code]) for each in empty.values()])
        else:
            yield error("node_empty", node.code)
    yield from _total(rubric, [each.most for each in empty.values()])
    yield from _weights(rubric, children)
    yield from _not_applicable(rubric)


def children_of(rubric: RubricSpec) -> Children:
    """Indicators and items by the indicator they stand below; those of the whole sheet under ""."""
    found: dict[str, list[Item | Node]] = defaultdict(list)
    for node in rubric.nodes:
        found[node.parent].append(node)
    for item in rubric.items:
        found[item.parent].append(item)
    return found


def _below(empty: StandardResult, below: Sequence[Item | Node]) -> Decimal:
    """What the parts directly below an indicator can give together."""
    parts = {**empty.items, **empty.nodes}
    return sum((parts[each.code].most for each in below), Decimal(0))


def _node(node: Node, comes_to: Sequence[Decimal]) -> Findings:
    if node.combine is Combine.MEAN and node.points is None and node.scale_to is None:
        yield error("mean_without_points", node.code)
    if node.points is not None and node.points not in comes_to:
        yield error("node_sum", node.code, printed=node.points, sum=comes_to[0])


def _stretched(node: Node, below: Sequence[Decimal]) -> Findings:
    for told, code in ((node.scale_to, "scale_not_positive"), (node.cap, "cap_not_positive")):
        if told is not None and told <= 0:
            yield error(code, node.code)
            return
    if node.cap is None:
        return
    if node.scale_to is not None and node.cap < node.scale_to:
        yield error("scale_and_cap", node.code, scale=node.scale_to, cap=node.cap)
    elif node.combine is Combine.SUM and 0 < max(below) <= node.cap:
        yield hint("cap_never_reached", node.code, cap=node.cap)


def _total(rubric: RubricSpec, comes_to: Sequence[Decimal]) -> Findings:
    if rubric.total is not None and rubric.total not in comes_to:
        yield error("total_sum", printed=rubric.total, sum=comes_to[0])
    if rubric.total is None and rubric.combine is Combine.MEAN:
        yield error("mean_without_points")
    if rubric.total is None and rubric.na_rule is NaRule.WHOLE and any(item.may_be_na for item in rubric.items):
        yield error("whole_without_total")


def _weights(rubric: RubricSpec, children: Children) -> Findings:
    combined = {"": rubric.combine} | {node.code: node.combine for node in rubric.nodes}
    for parent, below in children.items():
        for each in below:
            if combined[parent] is not Combine.MEAN and each.weight != 1:
                yield hint("weight_ignored", each.code, weight=each.weight)
            elif combined[parent] is Combine.MEAN and each.weight <= 0:
                yield error("weight_not_positive", each.code, weight=each.weight)


def _not_applicable(rubric: RubricSpec) -> Findings:
    scored = [item for item in rubric.items if item.kind is not Kind.VETO]
    if scored and all(item.may_be_na for item in scored):
        yield error("all_may_be_na")
