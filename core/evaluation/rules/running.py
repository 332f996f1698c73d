"""What a sheet that is still being filled in has come to so far."""

from collections.abc import Iterator
from decimal import Decimal

from core.evaluation.rules.results import StandardResult
from core.evaluation.rules.spec import Combine, Node, RubricSpec


def so_far(rubric: RubricSpec, result: StandardResult) -> Decimal:
    """The points of what is marked already, by one standard.

    An indicator that is complete counts with its score; an open one with what its marked parts sum up to (never more
    than its cap), or with nothing where parts alone have no meaning: means, and sums that are stretched.
    """
    return result.total if result.total is not None else sum(_parts(rubric, result, ""), Decimal(0))


def _parts(rubric: RubricSpec, result: StandardResult, parent: str) -> Iterator[Decimal]:
    for item in rubric.items:
        known = result.items.get(item.code) if item.parent == parent else None
        if known is not None and known.score is not None:
            yield known.score
    for node in rubric.nodes:
        if node.parent == parent:
            yield _node(rubric, result, node)


def _node(rubric: RubricSpec, result: StandardResult, node: Node) -> Decimal:
    known = result.nodes.get(node.code)
    if known is not None and (known.score is not None or known.na):
        return known.score or Decimal(0)
    if node.combine is not Combine.SUM or node.scale_to is not None:
        return Decimal(0)
    points = sum(_parts(rubric, result, node.code), Decimal(0))
    return points if node.cap is None else min(points, node.cap)
