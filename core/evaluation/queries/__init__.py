"""Reads of evaluation."""

from core.evaluation.queries.entries import EntryRow, entries, entry
from core.evaluation.queries.proposals import proposals, proposals_for
from core.evaluation.queries.rounds import RoundRow, round_seen, rounds_seen
from core.evaluation.queries.rubrics import RubricChoice, RubricRow, rubric_choices, rubric_of, rubric_version, rubrics
from core.evaluation.queries.standings import standing

__all__ = [
    "EntryRow",
    "RoundRow",
    "RubricChoice",
    "RubricRow",
    "entries",
    "entry",
    "proposals",
    "proposals_for",
    "round_seen",
    "rounds_seen",
    "rubric_choices",
    "rubric_of",
    "rubric_version",
    "rubrics",
    "standing",
]
