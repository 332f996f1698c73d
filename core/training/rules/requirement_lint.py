"""What of a set of requirements can never be met, or was hardly meant."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.training.rules.hours import due_day, window
from core.training.rules.requirements import HourSpec, PersonLine, RequirementSpec
from core.training.rules.standing import applies

EARLY = 30  # days into the year of counting
SOME_YEAR = 2025
DEFAULT = "默认值"


class Weight(StrEnum):
    """Whether a finding keeps a version from being published."""

    MUST = "must"
    LOOK = "look"


class Finding(NamedTuple):
    """One thing found: a stable code, the title of the line it is about ("" for the whole), how much it weighs."""

    code: str
    line: str
    weight: Weight


def lint(spec: RequirementSpec, categories: Collection[str]) -> tuple[Finding, ...]:
    """Everything found, what must be put right first, each in the order of the pack; `categories` are the known ones."""
    found = [*_whole(spec), *(one for line in spec.people for one in _line(line, spec, categories)), *_sources(spec)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.weight is Weight.LOOK))


def _whole(spec: RequirementSpec) -> Iterator[Finding]:
    school, supervised = spec.school, spec.supervision
    if not spec.people and not any((school.certified, school.full_time, school.ratio, supervised)):
        yield Finding("nothing_asked", "", Weight.MUST)
    if spec.hours.carry.share and not spec.hours.caps:
        yield Finding("nothing_to_carry", "", Weight.LOOK)
    if supervised and not supervised.individual + supervised.group:
        yield Finding("no_supervision", "", Weight.LOOK)
    if len({line.title for line in spec.people}) < len(spec.people):
        yield Finding("titles_twice", "", Weight.MUST)


def _line(line: PersonLine, spec: RequirementSpec, categories: Collection[str]) -> Iterator[Finding]:
    if line.hours > _reachable(line, spec.hours, categories):
        yield Finding("never_met", line.title, Weight.MUST)
    if line.due and (due_day(spec.hours, SOME_YEAR, line.due) - window(spec.hours, SOME_YEAR)[0]).days < EARLY:
        yield Finding("due_early", line.title, Weight.LOOK)
    later = spec.people[spec.people.index(line) + 1 :]
    if any(_same_people(line, other) and line.category == other.category for other in later):
        yield Finding("lines_overlap", line.title, Weight.LOOK)


def _reachable(line: PersonLine, spec: HourSpec, categories: Collection[str]) -> Decimal:
    """The most hours that can count for a line; infinite where no cap stands in the way."""
    free = Decimal("Infinity")
    if line.category:
        return spec.caps.get(line.category, free)
    whole = sum((spec.caps.get(one, free) for one in categories), Decimal(0))
    return min(whole, free if spec.cap is None else spec.cap)


def _same_people(one: PersonLine, other: PersonLine) -> bool:
    return applies(one, other.kinds, other.stages or one.stages)


def _sources(spec: RequirementSpec) -> Iterator[Finding]:
    school, supervised = spec.school, spec.supervision
    told = [(line.title, line.source) for line in spec.people]
    told += [("持证率", school.certified.source)] if school.certified else []
    told += [("各学段专职", school.full_time.source)] if school.full_time else []
    told += [("师生比", school.ratio.source)] if school.ratio else []
    told += [("督导", supervised.source)] if supervised else []
    for title, source in told:
        if source.startswith(DEFAULT):
            yield Finding("still_default", title, Weight.LOOK)
