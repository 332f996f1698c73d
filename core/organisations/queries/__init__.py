"""Reads: the tree, schools with their facts, classes."""

from core.organisations.queries.calendar import ChangedDay, calendar, calendar_changes, calendars
from core.organisations.queries.classes import ClassRow, classes, headed_classes
from core.organisations.queries.schools import SchoolRow, count_schools, find_schools, schools
from core.organisations.queries.tree import OrgRow, get, ids_of, is_empty, places, tree

__all__ = [
    "ChangedDay",
    "ClassRow",
    "OrgRow",
    "SchoolRow",
    "calendar",
    "calendar_changes",
    "calendars",
    "classes",
    "count_schools",
    "find_schools",
    "get",
    "headed_classes",
    "ids_of",
    "is_empty",
    "places",
    "schools",
    "tree",
]
