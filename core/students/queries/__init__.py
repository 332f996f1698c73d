"""Reads: who is enrolled where, who a number belongs to; names masked."""

from core.students.queries.ages import ages
from core.students.queries.matching import Match, match, matched
from core.students.queries.numbers import (
    ClassCount,
    Enrolled,
    GradeCount,
    class_list,
    enrolled,
    pupils_by_grade,
    pupils_by_school,
)
from core.students.queries.people import (
    PersonCard,
    PersonRow,
    YearRow,
    count_people,
    people,
    person,
    search,
)

__all__ = [
    "ClassCount",
    "Enrolled",
    "GradeCount",
    "Match",
    "PersonCard",
    "PersonRow",
    "YearRow",
    "ages",
    "class_list",
    "count_people",
    "enrolled",
    "match",
    "matched",
    "people",
    "person",
    "pupils_by_grade",
    "pupils_by_school",
    "search",
]
