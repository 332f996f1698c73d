"""One sheet's result: points by item, scores by indicator, totals, vetoes and grades.

Exact fractions throughout; totals are rounded once, half up, to 2 decimals and parts to 4, and lines, caps and vetoes
are read off the printed numbers: a total printed as 90.00 has reached 90.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from core.evaluation.rules.checking import checked, loses
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.points import most_points, points_of, vetoed
from core.evaluation.rules.results import MergedResult, NodeScore, RubricResult, StandardResult
from core.evaluation.rules.rolling import MISSING, Given, rolled
from core.evaluation.rules.spec import Item, RubricSpec

__all__ = [
    "MergedResult",
    "NodeScore",
    "RubricResult",
    "StandardResult",
    "checked",
    "given_by",
    "loses",
    "most_of",
    "points_of",
    "tally",
]


def tally(rubric: RubricSpec, marks: Mapping[str, Mark]) -> RubricResult:
    """The result of one sheet by every standard. Marks of codes the rubric does not know are passed over.

    Incomplete is not zero: while any mark is missing no standard has a total; parts that are complete have scores.
    """
    given = {key: _sheet(rubric, marks, key) for key in rubric.standard_keys}
    missing = tuple(code for code in rubric.by_code if any(each[code].missing for each in given.values()))
    standards = {key: rolled(rubric, key, each, complete=not missing) for key, each in given.items()}
    return RubricResult(standards, missing)


def most_of(rubric: RubricSpec, item: Item, standard: str) -> Decimal:
    """The most the item can give by that standard; 0 for deductions and vetoes. ValueError for an unknown standard."""
    if standard not in rubric.standard_keys:
        raise ValueError(f"no standard {standard!r}")
    return most_points(item, standard)


def given_by(item: Item, mark: Mark, standard: str) -> Given:
    """What one mark gives for one item by one standard."""
    if mark.na:
        return Given(None, na=True)
    points = points_of(item, mark, standard)
    return MISSING if points is None else Given(Fraction(points), veto=vetoed(item, mark, standard))


def _sheet(rubric: RubricSpec, marks: Mapping[str, Mark], standard: str) -> dict[str, Given]:
    nothing = Mark()
    return {code: given_by(item, marks.get(code, nothing), standard) for code, item in rubric.by_code.items()}
