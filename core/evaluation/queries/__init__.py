"""Reads of evaluation."""

from core.evaluation.queries.entries import EntryRow, entries, entry
from core.evaluation.queries.evidence import EvidenceRow, Laid, Piece, Use, evidence, evidence_of
from core.evaluation.queries.marking import MyMark, MySheet, MySheetRow, my_assignments, my_sheet
from core.evaluation.queries.proposals import proposals, proposals_for
from core.evaluation.queries.rounds import RoundRow, round_seen, rounds_seen
from core.evaluation.queries.rubrics import RubricChoice, RubricRow, rubric_choices, rubric_of, rubric_version, rubrics
from core.evaluation.queries.selfing import SelfItem, SelfProgress, SelfSheet, self_progress, self_sheet
from core.evaluation.queries.standings import standing

__all__ = [
    "EntryRow",
    "EvidenceRow",
    "Laid",
    "MyMark",
    "MySheet",
    "MySheetRow",
    "Piece",
    "RoundRow",
    "RubricChoice",
    "RubricRow",
    "SelfItem",
    "SelfProgress",
    "SelfSheet",
    "Use",
    "entries",
    "entry",
    "evidence",
    "evidence_of",
    "my_assignments",
    "my_sheet",
    "proposals",
    "proposals_for",
    "round_seen",
    "rounds_seen",
    "rubric_choices",
    "rubric_of",
    "rubric_version",
    "rubrics",
    "self_progress",
    "self_sheet",
    "standing",
]
