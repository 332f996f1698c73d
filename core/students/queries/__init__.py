"""Reads: who is enrolled where, who a number belongs to; names masked."""

from core.students.queries.matching import Match, match
from core.students.queries.numbers import (
    ClassCount,
    Enrolled,
    GradeCount,
    class_list,
    enrolled,
    pupils_by_grade,
)
from core.students.queries.people import (
    PersonCard,
    PersonRow,
    YearRow,
    class_names,
    count_people,
    people,
    person,
    school_names,
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
    "class_list",
    "class_names",
    "count_people",
    "enrolled",
    "match",
    "people",
    "person",
    "pupils_by_grade",
    "school_names",
    "search",
]
