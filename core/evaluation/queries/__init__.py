"""Reads of evaluation."""

from core.evaluation.queries.agreeing import Agreement, agreement
from core.evaluation.queries.appealing import AppealRow, Rating, appealed_ratings, appeals, keeps_apart
from core.evaluation.queries.assignments import AssignmentRow, LateRow, assignments, coverage, late
from core.evaluation.queries.boards import HeatCell, MeanShare, heat, means, round_means, weakest
from core.evaluation.queries.chain import ChainRow, chains
from core.evaluation.queries.changes import Changes, IndicatorChange, SchoolChange, changes
from core.evaluation.queries.entries import EntryRow, entries, entry
from core.evaluation.queries.evidence import EvidenceRow, Laid, Piece, Use, evidence
from core.evaluation.queries.marking import MyMark, MySheet, MySheetRow, my_assignments, my_sheet
from core.evaluation.queries.moderations import (
    ModerationRow,
    Said,
    chair_stays_away,
    count_moderations,
    moderations,
    own_moderations,
)
from core.evaluation.queries.proposals import proposals, proposals_for
from core.evaluation.queries.raters import Drawing, RaterRow, drawing, eligible_raters, scorers
from core.evaluation.queries.reaching import Reached, attainment
from core.evaluation.queries.recognitions import (
    Recognisable,
    RecognitionRow,
    count_recognitions,
    recognisable,
    recognitions,
)
from core.evaluation.queries.rectifications import RectificationRow, Share, raised_needs, rectifications, weak_schools
from core.evaluation.queries.results import OutcomeRow, ResultRow, ResultSums, outcomes, result_rows, result_sums
from core.evaluation.queries.rooms import InspectionRow, RoomRow, inspection, rooms
from core.evaluation.queries.rounds import RoundRow, round_seen, rounds_seen
from core.evaluation.queries.rubrics import RubricChoice, RubricRow, rubric_choices, rubric_of, rubric_version, rubrics
from core.evaluation.queries.selfing import SelfItem, SelfProgress, SelfSheet, self_progress, self_sheet
from core.evaluation.queries.standings import standing
from core.evaluation.queries.ties import TieRow, ties

__all__ = [
    "Agreement",
    "AppealRow",
    "AssignmentRow",
    "ChainRow",
    "Changes",
    "Drawing",
    "EntryRow",
    "EvidenceRow",
    "HeatCell",
    "IndicatorChange",
    "InspectionRow",
    "Laid",
    "LateRow",
    "MeanShare",
    "ModerationRow",
    "MyMark",
    "MySheet",
    "MySheetRow",
    "OutcomeRow",
    "Piece",
    "RaterRow",
    "Rating",
    "Reached",
    "Recognisable",
    "RecognitionRow",
    "RectificationRow",
    "ResultRow",
    "ResultSums",
    "RoomRow",
    "RoundRow",
    "RubricChoice",
    "RubricRow",
    "Said",
    "SchoolChange",
    "SelfItem",
    "SelfProgress",
    "SelfSheet",
    "Share",
    "TieRow",
    "Use",
    "agreement",
    "appealed_ratings",
    "appeals",
    "assignments",
    "attainment",
    "chains",
    "chair_stays_away",
    "changes",
    "count_moderations",
    "count_recognitions",
    "coverage",
    "drawing",
    "eligible_raters",
    "entries",
    "entry",
    "evidence",
    "heat",
    "inspection",
    "keeps_apart",
    "late",
    "means",
    "moderations",
    "my_assignments",
    "my_sheet",
    "outcomes",
    "own_moderations",
    "proposals",
    "proposals_for",
    "raised_needs",
    "recognisable",
    "recognitions",
    "rectifications",
    "result_rows",
    "result_sums",
    "rooms",
    "round_means",
    "round_seen",
    "rounds_seen",
    "rubric_choices",
    "rubric_of",
    "rubric_version",
    "rubrics",
    "scorers",
    "self_progress",
    "self_sheet",
    "standing",
    "ties",
    "weak_schools",
    "weakest",
]
