"""The rules of activities."""

from enum import StrEnum


class Audience(StrEnum):
    """Who an activity is for."""

    PUPILS = "pupils"
    TEACHERS = "teachers"
    PARENTS = "parents"
    COMMUNITY = "community"
