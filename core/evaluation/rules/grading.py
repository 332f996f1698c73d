"""Which grade a total reaches, and what holds it down."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from core.evaluation.rules.results import NodeScore
from core.evaluation.rules.spec import SHARED, GradeLine, RubricSpec


class Graded(NamedTuple):
    """The grade, None where no line is reached, and the codes that held it below what the total reaches."""

    grade: str | None
    capped_by: tuple[str, ...]


def graded(rubric: RubricSpec, standard: str, total: Decimal, parts: Mapping[str, NodeScore]) -> Graded:
    """The best grade whose line the printed total reaches, lowered by every cap that binds.

    A cap binds while its part has fewer points than it asks; what has no score or is unknown binds nothing.
    """
    lines = lines_of(rubric, standard)
    titles = [line.title for line in lines]
    reached = next((place for place, line in enumerate(lines) if total >= line.at_least), len(lines))
    binding = [
        (titles.index(cap.at_most), cap.code)
        for cap in rubric.grade_caps
        if cap.standard in (SHARED, standard) and cap.at_most in titles and _short(parts.get(cap.code), cap.below)
    ]
    lowered = [(place, code) for place, code in binding if place > reached]
    place = max([reached, *(place for place, _ in lowered)])
    return Graded(titles[place] if place < len(titles) else None, tuple(dict.fromkeys(code for _, code in lowered)))


def lines_of(rubric: RubricSpec, standard: str) -> Sequence[GradeLine]:
    """The lines that hold for a standard, best first."""
    known = [line for line in rubric.lines if line.standard in (SHARED, standard)]
    return sorted(known, key=lambda line: -line.at_least)


def _short(part: NodeScore | None, below: Decimal) -> bool:
    return part is not None and part.score is not None and part.score < below
