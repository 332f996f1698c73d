"""Reads of evaluation."""

from core.evaluation.queries.agreeing import Agreement, agreement
from core.evaluation.queries.appealing import AppealRow, Rating, appealed_ratings, appeals, keeps_apart
from core.evaluation.queries.assignments import AssignmentRow, LateRow, assignments, coverage, late
from core.evaluation.queries.boards import HeatCell, MeanShare, heat, means, round_means, weakest
from core.evaluation.queries.chain import ChainRow, chains
from core.evaluation.queries.changes import Changes, IndicatorChange, SchoolChange, changes
from core.evaluation.queries.contests import ContestRow, contest_seen, contests_seen
from core.evaluation.queries.entries import EntryRow, entries, entry
from core.evaluation.queries.evidence import EvidenceRow, Laid, Piece, Use, evidence
from core.evaluation.queries.judging import (
    JudgeRow,
    JudgeSheet,
    PlaceRow,
    SheetRow,
    contest_standing,
    judge_sheet,
    judges,
    judging,
    places_of,
)
from core.evaluation.queries.marking import MyMark, MySheet, MySheetRow, my_assignments, my_sheet
from core.evaluation.queries.moderations import (
    ModerationRow,
    Said,
    chair_stays_away,
    count_moderations,
    moderations,
    own_moderations,
)
from core.evaluation.queries.nominable import Nominable, nominable
from core.evaluation.queries.nominations import HonourRow, NominationRow, honours, nominations
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
from core.evaluation.queries.works import Work, WorkFile, judged_work, titles_of_works, work, work_thumbs

__all__ = [
    "Agreement",
    "AppealRow",
    "AssignmentRow",
    "ChainRow",
    "Changes",
    "ContestRow",
    "Drawing",
    "EntryRow",
    "EvidenceRow",
    "HeatCell",
    "HonourRow",
    "IndicatorChange",
    "InspectionRow",
    "JudgeRow",
    "JudgeSheet",
    "Laid",
    "LateRow",
    "MeanShare",
    "ModerationRow",
    "MyMark",
    "MySheet",
    "MySheetRow",
    "Nominable",
    "NominationRow",
    "OutcomeRow",
    "Piece",
    "PlaceRow",
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
    "SheetRow",
    "TieRow",
    "Use",
    "Work",
    "WorkFile",
    "agreement",
    "appealed_ratings",
    "appeals",
    "assignments",
    "attainment",
    "chains",
    "chair_stays_away",
    "changes",
    "contest_seen",
    "contest_standing",
    "contests_seen",
    "count_moderations",
    "count_recognitions",
    "coverage",
    "drawing",
    "eligible_raters",
    "entries",
    "entry",
    "evidence",
    "heat",
    "honours",
    "inspection",
    "judge_sheet",
    "judged_work",
    "judges",
    "judging",
    "keeps_apart",
    "late",
    "means",
    "moderations",
    "my_assignments",
    "my_sheet",
    "nominable",
    "nominations",
    "outcomes",
    "own_moderations",
    "places_of",
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
    "titles_of_works",
    "weak_schools",
    "weakest",
    "work",
    "work_thumbs",
]
