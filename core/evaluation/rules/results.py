"""What a sheet came to: by standard, by indicator and by item."""

from decimal import Decimal
from typing import NamedTuple


class NodeScore(NamedTuple):
    """What an indicator or an item came to, to 4 decimals.

    `score` is None where a mark is missing, and for what does not apply (`na`) unless such counts as fully met. `most`
    is what could be had; for a deduction it is 0 and `score` is minus what is taken away.
    """

    score: Decimal | None
    most: Decimal
    na: bool


class StandardResult(NamedTuple):
    """The outcome by one standard. `total` has 2 decimals; None while a mark is missing or where nothing applies.

    `vetoes` are the items that forbid a grade; then `grade` is None and the total is still told. `capped_by` are the
    items and indicators that held the grade below what the total reaches.
    """

    total: Decimal | None
    most: Decimal
    grade: str | None
    vetoes: tuple[str, ...]
    capped_by: tuple[str, ...]
    nodes: dict[str, NodeScore]
    items: dict[str, NodeScore]


class RubricResult(NamedTuple):
    """The outcome by each standard's key, and the codes of the items whose marks are missing, in the rubric's order."""

    standards: dict[str, StandardResult]
    missing: tuple[str, ...]


class MergedResult(NamedTuple):
    """As RubricResult, for several raters. `unsettled` are those of the missing items on which they must first agree."""

    standards: dict[str, StandardResult]
    missing: tuple[str, ...]
    unsettled: tuple[str, ...]
