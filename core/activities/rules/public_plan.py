"""What a workbook of public education would change: an activity is written once, nothing goes because a file omits it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from core.activities.rules import ActivityKind, Audience
from core.activities.rules.facts import ActivityFacts
from core.activities.rules.public_sheet import PublicLine
from core.errors import Problem
from core.organisations.rules import Place

Key = tuple[int, date, ActivityKind, str]
"""What tells activities apart: who held it, the day, the kind, and the title without spaces and case."""


class PlacedPublic(NamedTuple):
    """A row and the organisation it names."""

    org_id: int
    line: PublicLine


class KnownActivity(NamedTuple):
    """An activity on record; one that was `reported` for a season is changed there alone."""

    id: int
    facts: ActivityFacts
    reported: bool


class PlannedActivity(NamedTuple):
    """What becomes of a row: `same` is what is on record of it."""

    org_id: int
    facts: ActivityFacts
    same: KnownActivity | None

    @property
    def meant(self) -> ActivityFacts:
        """What will stand on record: what the row leaves out stays as it is."""
        if self.same is None:
            return self.facts
        known, said = self.same.facts, self.facts
        told: dict[str, Any] = {one.value: said.people(one) for one in Audience if said.people(one) is not None}
        told |= {name: getattr(said, name) for name in ("place", "partners") if getattr(said, name)}
        return known._replace(sessions=said.sessions, **told)

    @property
    def changed(self) -> bool:
        """Whether it stands otherwise on record, and may be written over."""
        return self.same is not None and not self.same.reported and self.same.facts != self.meant


class PublicCheck(NamedTuple):
    """A workbook as it was understood, for an organisation and those below it."""

    org_id: int
    placed: tuple[PlacedPublic, ...]
    problems: tuple[Problem, ...]
    planned: tuple[PlannedActivity, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.planned) and not self.problems

    @property
    def new(self) -> tuple[PlannedActivity, ...]:
        """Activities that are not on record yet."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[PlannedActivity, ...]:
        """Activities that stand otherwise on record."""
        return tuple(one for one in self.planned if one.changed)

    @property
    def unchanged(self) -> int:
        """How many stay as they are on record, those reported for a season included."""
        return len(self.planned) - len(self.new) - len(self.changed)


def key_of(org_id: int, facts: ActivityFacts) -> Key:
    """What tells an activity from others."""
    return org_id, facts.held_on, facts.kind, "".join(facts.title.split()).lower()


def repeated(placed: Sequence[PlacedPublic], place: Place) -> list[Problem]:
    """A problem for every row that says again what an earlier one says."""
    first, found = dict[Key, int](), list[Problem]()
    for one in placed:
        before = first.setdefault(key_of(one.org_id, one.line.facts), one.line.row)
        if before != one.line.row:
            title, row = one.line.facts.title, one.line.row
            found.append(place.problem(row, "title", title, "activities.public_twice", first=str(before)))
    return found


def public_plan(placed: Sequence[PlacedPublic], known: Mapping[Key, KnownActivity]) -> tuple[PlannedActivity, ...]:
    """What becomes of every row, in the order of the file."""
    return tuple(
        PlannedActivity(one.org_id, one.line.facts, known.get(key_of(one.org_id, one.line.facts))) for one in placed
    )
