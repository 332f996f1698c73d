"""Reads of activities."""

from core.activities.queries.board import STARTED, Board, BureauLine, SchoolLine, board
from core.activities.queries.checklists import ChecklistRow, HeldChecklist, checklist_history, checklists_for
from core.activities.queries.counting import Count, HeldCount, counts, held_in
from core.activities.queries.files import FileRow, files, photograph, thumbs
from core.activities.queries.hotline import HotlineRow, count_hotline, hotline_counts
from core.activities.queries.joint import JointRequest, OtherSchool, joint_requests, others_in_season
from core.activities.queries.listing import ActivityRow, Chosen, activities, count_activities
from core.activities.queries.material import Material, material
from core.activities.queries.plans import PlanRow, PlanSheet, PlanStep, VisitRow, plan, plan_of, plans, visits
from core.activities.queries.public import public_totals
from core.activities.queries.report_history import PastReport, StepRow, last_years, steps
from core.activities.queries.report_parts import JointRow
from core.activities.queries.reports import ReportRow, report, reports
from core.activities.queries.review_queue import report_counts, review_queue
from core.activities.queries.season_work import OwnSeason, Waiting, joint_asked, own_seasons, waiting_reports
from core.activities.queries.seasons import (
    ExemptionRow,
    SeasonRow,
    SeasonSchoolRow,
    exemptions,
    season_schools,
    season_seen,
    seasons_seen,
)

__all__ = [
    "STARTED",
    "ActivityRow",
    "Board",
    "BureauLine",
    "ChecklistRow",
    "Chosen",
    "Count",
    "ExemptionRow",
    "FileRow",
    "HeldChecklist",
    "HeldCount",
    "HotlineRow",
    "JointRequest",
    "JointRow",
    "Material",
    "OtherSchool",
    "OwnSeason",
    "PastReport",
    "PlanRow",
    "PlanSheet",
    "PlanStep",
    "ReportRow",
    "SchoolLine",
    "SeasonRow",
    "SeasonSchoolRow",
    "StepRow",
    "VisitRow",
    "Waiting",
    "activities",
    "board",
    "checklist_history",
    "checklists_for",
    "count_activities",
    "count_hotline",
    "counts",
    "exemptions",
    "files",
    "held_in",
    "hotline_counts",
    "joint_asked",
    "joint_requests",
    "last_years",
    "material",
    "others_in_season",
    "own_seasons",
    "photograph",
    "plan",
    "plan_of",
    "plans",
    "public_totals",
    "report",
    "report_counts",
    "reports",
    "review_queue",
    "season_schools",
    "season_seen",
    "seasons_seen",
    "steps",
    "thumbs",
    "visits",
    "waiting_reports",
]
