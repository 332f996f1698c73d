"""Reads of activities."""

from core.activities.queries.counting import Count, counts
from core.activities.queries.listing import ActivityRow, activities, count_activities
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
    "Count",
    "ExemptionRow",
    "SeasonRow",
    "SeasonSchoolRow",
    "activities",
    "count_activities",
    "counts",
    "exemptions",
    "season_schools",
    "season_seen",
    "seasons_seen",
]
