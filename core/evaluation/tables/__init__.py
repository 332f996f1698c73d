"""Rows of evaluation: rubrics, rounds, self-assessments with evidence, marks, results and what follows from them."""

from core.evaluation.tables.after import Appeal, Recognition, Rectification
from core.evaluation.tables.contests import Contest, ContestJudge, Judgement, Nomination
from core.evaluation.tables.marking import Assignment, ItemMark, Moderation, RaterTie
from core.evaluation.tables.results import EntryResult, Outcome
from core.evaluation.tables.rooms import Room
from core.evaluation.tables.rounds import Entry, Round
from core.evaluation.tables.rubrics import RubricVersion
from core.evaluation.tables.selfs import Evidence, EvidenceLink, SelfMark

__all__ = [
    "Appeal",
    "Assignment",
    "Contest",
    "ContestJudge",
    "Entry",
    "EntryResult",
    "Evidence",
    "EvidenceLink",
    "ItemMark",
    "Judgement",
    "Moderation",
    "Nomination",
    "Outcome",
    "RaterTie",
    "Recognition",
    "Rectification",
    "Room",
    "Round",
    "RubricVersion",
    "SelfMark",
]
