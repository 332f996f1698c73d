"""Reads of activities."""

from core.activities.queries.counting import Count, HeldCount, counts, held_in
from core.activities.queries.listing import ActivityRow, Chosen, activities, count_activities
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
    "Chosen",
    "Count",
    "ExemptionRow",
    "HeldCount",
    "SeasonRow",
    "SeasonSchoolRow",
    "activities",
    "count_activities",
    "counts",
    "exemptions",
    "held_in",
    "season_schools",
    "season_seen",
    "seasons_seen",
]
