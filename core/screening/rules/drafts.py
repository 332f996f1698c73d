"""What a campaign may ask of whom, decided before it opens."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from core.screening.rules.spec import ScaleSpec
from core.students.rules import Population

MAX_TITLE = 60


class ScaleChoice(NamedTuple):
    """A scale of a campaign and who answers it."""

    key: str
    respondent: str = "self"


class Draft(NamedTuple):
    """Everything a campaign is made of before it opens. `grades` is empty for a campaign of teachers."""

    title: str
    org_id: int
    school_year: int
    term: int
    scales: tuple[ScaleChoice, ...]
    grades: tuple[int, ...]
    opens_on: date
    closes_on: date
    policy_key: str
    population: Population = Population.STUDENT


class Unsuitable(NamedTuple):
    """A scale that its pack does not recommend for some of the grades asked."""

    scale: ScaleSpec
    grades: tuple[int, ...]


def flaw(draft: Draft, scales: Mapping[str, ScaleSpec], policies: Iterable[str]) -> str | None:
    """The code of the first thing that keeps the draft from being saved, or None."""
    students = draft.population is Population.STUDENT
    rules = (
        ("screening.no_title", not draft.title.strip()),
        ("screening.title_too_long", len(draft.title.strip()) > MAX_TITLE),
        ("screening.no_scale", not draft.scales),
        ("screening.scale_twice", len({choice.key for choice in draft.scales}) < len(draft.scales)),
        ("screening.unknown_scale", not all(_known(choice, scales) for choice in draft.scales)),
        ("screening.no_grade", students and not draft.grades),
        ("screening.unknown_grade", not all(1 <= grade <= 12 for grade in draft.grades)),
        ("screening.window", draft.opens_on > draft.closes_on),
        ("screening.unknown_policy", draft.policy_key not in policies),
        ("screening.unknown_term", draft.term not in (1, 2)),
    )
    return next((code for code, wrong in rules if wrong), None)


def unsuitable(draft: Draft, scales: Mapping[str, ScaleSpec]) -> list[Unsuitable]:
    """The scales of the draft with the grades that their packs do not recommend them for."""
    found = []
    for choice in draft.scales:
        first, last = scales[choice.key].audience.grades
        outside = tuple(grade for grade in sorted(draft.grades) if not first <= grade <= last)
        if outside:
            found.append(Unsuitable(scales[choice.key], outside))
    return found


def _known(choice: ScaleChoice, scales: Mapping[str, ScaleSpec]) -> bool:
    return choice.key in scales and choice.respondent in scales[choice.key].respondents
