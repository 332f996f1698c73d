"""From what each item gave to the whole result by one standard; shared by one sheet and by several."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.evaluation.rules.grading import Graded, graded
from core.evaluation.rules.points import most_points
from core.evaluation.rules.results import NodeScore, StandardResult
from core.evaluation.rules.spec import Item, NaRule, Node, RubricSpec
from core.evaluation.rules.sums import ZERO, Part, Way, gained, lessened, rounded, whole

TOTAL_PLACES, PART_PLACES = 2, 4


class Given(NamedTuple):
    """What an item gave by one standard: its exact points (None: missing), or that it does not apply; and its veto."""

    points: Fraction | None
    na: bool = False
    veto: bool = False

    @property
    def missing(self) -> bool:
        """Whether there is no mark yet."""
        return self.points is None and not self.na


MISSING = Given(None)


def rolled(rubric: RubricSpec, standard: str, given: Mapping[str, Given], *, complete: bool) -> StandardResult:
    """The result by one standard. Not `complete`: no total and no grade, while complete parts keep their scores."""
    items = {code: _item_part(rubric, item, standard, given[code]) for code, item in rubric.by_code.items()}
    nodes: dict[str, Part] = {}
    children = _children(rubric, "", items, nodes)
    way = Way(rubric.combine, rubric.na_rule, _fraction(rubric.total))
    root = lessened(whole(gained(children, way)), children)
    total = None if root.score is None or root.na_without_points or not complete else _printed(root.score)
    shown = {code: _shown(part) for code, part in items.items()}
    tree = {node.code: _shown(nodes[node.code]) for node in rubric.nodes}
    vetoes = tuple(code for code, each in given.items() if each.veto)
    grade = graded(rubric, standard, total, {**tree, **shown}) if total is not None else Graded(None, ())
    return StandardResult(
        total=total,
        most=rounded(root.full, TOTAL_PLACES),
        grade=None if vetoes else grade.grade,
        vetoes=vetoes,
        capped_by=grade.capped_by,
        nodes=tree,
        items=shown,
    )


def _printed(score: Fraction) -> Decimal:
    return rounded(max(score, ZERO), TOTAL_PLACES)


def _children(rubric: RubricSpec, parent: str, items: Mapping[str, Part], nodes: dict[str, Part]) -> Sequence[Part]:
    """The parts directly below `parent`; every indicator on the way is added to `nodes`."""
    below = [_node_part(rubric, node, items, nodes) for node in rubric.nodes_under(parent)]
    return below + [items[item.code] for item in rubric.items_under(parent)]


def _node_part(rubric: RubricSpec, node: Node, items: Mapping[str, Part], nodes: dict[str, Part]) -> Part:
    children = _children(rubric, node.code, items, nodes)
    cap = _fraction(node.cap)
    way = Way(node.combine, rubric.na_rule, _fraction(node.points), cap, _fraction(node.scale_to))
    nodes[node.code] = lessened(gained(children, way), children, cap)._replace(weight=Fraction(node.weight))
    return nodes[node.code]


def _item_part(rubric: RubricSpec, item: Item, standard: str, given: Given) -> Part:
    full, weight = Fraction(most_points(item, standard)), Fraction(item.weight)
    if not given.na:
        return Part(given.points, full, full, weight=weight)
    counted = full if rubric.na_rule is NaRule.FULL else ZERO
    return Part(counted, counted, full, na=True, weight=weight)


def _shown(part: Part) -> NodeScore:
    left_out = part.na_without_points
    score = None if part.score is None or left_out else rounded(part.score, PART_PLACES)
    return NodeScore(score, rounded(part.full if left_out else part.most, PART_PLACES), part.na)


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
