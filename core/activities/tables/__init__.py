"""Rows of activities."""

from core.activities.tables.activities import Activity, ActivityFile, ActivityStep, JointSchool
from core.activities.tables.public import HotlineCount
from core.activities.tables.seasons import (
    Checklist,
    Exemption,
    Season,
    SeasonPlan,
    SeasonSchool,
    SeasonVisit,
)

__all__ = [
    "Activity",
    "ActivityFile",
    "ActivityStep",
    "Checklist",
    "Exemption",
    "HotlineCount",
    "JointSchool",
    "Season",
    "SeasonPlan",
    "SeasonSchool",
    "SeasonVisit",
]
