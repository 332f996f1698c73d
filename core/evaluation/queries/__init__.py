"""Reads of evaluation."""

from core.evaluation.queries.proposals import proposals, proposals_for
from core.evaluation.queries.rubrics import RubricChoice, RubricRow, rubric_choices, rubric_of, rubric_version, rubrics

__all__ = [
    "RubricChoice",
    "RubricRow",
    "proposals",
    "proposals_for",
    "rubric_choices",
    "rubric_of",
    "rubric_version",
    "rubrics",
]
