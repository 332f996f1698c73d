"""Reads of activities."""

from core.activities.queries.counting import Count, counts
from core.activities.queries.listing import ActivityRow, activities, count_activities

__all__ = ["ActivityRow", "Count", "activities", "count_activities", "counts"]
