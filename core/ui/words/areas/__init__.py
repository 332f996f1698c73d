"""Words for the stable codes, one module an area: each holds ERRORS and PROBLEMS and is listed once below."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from core.ui.words.areas import (
    accounts,
    activities,
    activities_board,
    activities_public,
    activities_reports,
    activities_seasons,
    agenda,
    cases,
    classes,
    evaluation_after,
    evaluation_contests,
    evaluation_lint,
    evaluation_marking,
    evaluation_results,
    evaluation_rounds,
    evaluation_rubrics,
    evaluation_rules,
    evaluation_self,
    filing,
    library,
    media,
    ops,
    organisations,
    policies,
    referrals,
    screening,
    sheets,
    spine,
    students,
    training,
    training_attendance,
    training_import,
    training_people,
    training_requirements,
    training_sessions,
    training_staffing,
    training_supervision,
    watching,
)
from core.ui.words.areas.shape import ProblemWords

Words = TypeVar("Words", str, ProblemWords)

AREAS = (
    spine,
    sheets,
    organisations,
    accounts,
    students,
    screening,
    cases,
    ops,
    watching,
    policies,
    referrals,
    classes,
    filing,
    evaluation_lint,
    evaluation_rubrics,
    evaluation_marking,
    evaluation_rounds,
    evaluation_rules,
    evaluation_self,
    training,
    training_attendance,
    training_import,
    training_requirements,
    training_people,
    training_sessions,
    training_staffing,
    training_supervision,
    activities,
    evaluation_results,
    evaluation_after,
    media,
    activities_seasons,
    activities_reports,
    activities_board,
    activities_public,
    library,
    evaluation_contests,
    agenda,
)


def merged(parts: Iterable[Mapping[str, Words]]) -> Mapping[str, Words]:
    """All parts as one; ValueError when two of them give words to the same code."""
    whole: dict[str, Words] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"codes with two sentences: {sorted(twice)}")
        whole |= part
    return MappingProxyType(whole)


ERRORS = merged(area.ERRORS for area in AREAS)
PROBLEMS = merged(area.PROBLEMS for area in AREAS)

__all__ = ["AREAS", "ERRORS", "PROBLEMS", "ProblemWords", "merged"]
