"""Reads of activities."""

from core.activities.queries.board import Board, BureauLine, SchoolLine, board
from core.activities.queries.counting import Count, HeldCount, counts, held_in
from core.activities.queries.hotline import HotlineRow, count_hotline, hotline_counts
from core.activities.queries.listing import ActivityRow, Chosen, activities, count_activities
from core.activities.queries.material import Material, material
from core.activities.queries.public import public_totals
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
    "ActivityRow",
    "Board",
    "BureauLine",
    "Chosen",
    "Count",
    "ExemptionRow",
    "HeldCount",
    "HotlineRow",
    "Material",
    "OwnSeason",
    "SchoolLine",
    "SeasonRow",
    "SeasonSchoolRow",
    "Waiting",
    "activities",
    "board",
    "count_activities",
    "count_hotline",
    "counts",
    "exemptions",
    "held_in",
    "hotline_counts",
    "joint_asked",
    "material",
    "own_seasons",
    "public_totals",
    "season_schools",
    "season_seen",
    "seasons_seen",
    "waiting_reports",
]
