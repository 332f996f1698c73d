"""Reads of the staff registry: numbers by school, people at a school, and what schools need to be trained in."""

from core.training.queries.answers import AnswerRow, answers
from core.training.queries.attendance import HallRow, ResultRow, SittingRow, hall, results, sittings
from core.training.queries.completions import (
    CompletionRow,
    Verified,
    completions,
    completions_of,
    last_certified,
    verified,
)
from core.training.queries.duplicates import PairRow, VerdictRow, Weight, duplicate_pairs, verdicts, weights
from core.training.queries.feedback import feedback, owes_feedback
from core.training.queries.forecast import staffing_changes
from core.training.queries.growth import FileRow, GrowthFile, GrowthSession, growth, growth_files, own_growth
from core.training.queries.hour_figures import SchoolHours, hour_figures
from core.training.queries.hour_rows import HourRow, hour_rows, own_hours
from core.training.queries.ladders import HonourRow, LadderRow, honours, ladder_places
from core.training.queries.needs import NeedRow, needs
from core.training.queries.new_posts import NewPosts, planned_posts
from core.training.queries.papers import PaperRow, papers
from core.training.queries.participants import PartRow, PartStep, part_steps, participants
from core.training.queries.people import PersonRow, PostRow, own_person, people, person
from core.training.queries.places import CandidateRow, PlaceRow, answered_needs, candidates, places
from core.training.queries.requirements import (
    HeldRequirements,
    PolicyRow,
    Trial,
    requirement_version,
    requirement_versions,
    requirements_for,
)
from core.training.queries.school_posts import school_posts
from core.training.queries.sessions import SessionRow, session_seen, sessions_seen
from core.training.queries.staff import (
    CertificateRow,
    HoursRow,
    StaffRow,
    above_schools,
    certificates,
    hours,
    names_within,
    staff,
)
from core.training.queries.staffing import Staffing, staffing
from core.training.queries.summary import HoursDue, StaffSummary, hours_due, sessions_in, staff_summary
from core.training.queries.supervision import (
    SchoolSupervision,
    SupervisionRow,
    overdue,
    own_supervision,
    supervision_figures,
    supervision_rows,
)
from core.training.queries.supervision_meetings import MeetingRow, SeatRow, SupervisableRow, supervisable, supervisions

__all__ = [
    "AnswerRow",
    "CandidateRow",
    "CertificateRow",
    "CompletionRow",
    "FileRow",
    "GrowthFile",
    "GrowthSession",
    "HallRow",
    "HeldRequirements",
    "HonourRow",
    "HourRow",
    "HoursDue",
    "HoursRow",
    "LadderRow",
    "MeetingRow",
    "NeedRow",
    "NewPosts",
    "PairRow",
    "PaperRow",
    "PartRow",
    "PartStep",
    "PersonRow",
    "PlaceRow",
    "PolicyRow",
    "PostRow",
    "ResultRow",
    "SchoolHours",
    "SchoolSupervision",
    "SeatRow",
    "SessionRow",
    "SittingRow",
    "StaffRow",
    "StaffSummary",
    "Staffing",
    "SupervisableRow",
    "SupervisionRow",
    "Trial",
    "VerdictRow",
    "Verified",
    "Weight",
    "above_schools",
    "answered_needs",
    "answers",
    "candidates",
    "certificates",
    "completions",
    "completions_of",
    "duplicate_pairs",
    "feedback",
    "growth",
    "growth_files",
    "hall",
    "honours",
    "hour_figures",
    "hour_rows",
    "hours",
    "hours_due",
    "ladder_places",
    "last_certified",
    "names_within",
    "needs",
    "overdue",
    "owes_feedback",
    "own_growth",
    "own_hours",
    "own_person",
    "own_supervision",
    "papers",
    "part_steps",
    "participants",
    "people",
    "person",
    "places",
    "planned_posts",
    "requirement_version",
    "requirement_versions",
    "requirements_for",
    "results",
    "school_posts",
    "session_seen",
    "sessions_in",
    "sessions_seen",
    "sittings",
    "staff",
    "staff_summary",
    "staffing",
    "staffing_changes",
    "supervisable",
    "supervision_figures",
    "supervision_rows",
    "supervisions",
    "verdicts",
    "verified",
    "weights",
]
