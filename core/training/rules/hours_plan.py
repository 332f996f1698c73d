"""What a workbook of trainings would change: the same training of somebody is written once, nothing is removed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.organisations.rules import Place
from core.training.rules.hours_workbook import Line
from core.training.rules.register import Known, Register
from core.training.rules.staff import HoursFacts

Key = tuple[int, str, date]
"""Whose training, its title without spaces, and its day: what tells trainings apart."""


class PlacedHours(NamedTuple):
    """A row and the school it belongs to."""

    school_id: int
    line: Line


class KnownHours(NamedTuple):
    """A training on record; `credited` where a session wrote it down, which alone may change it."""

    id: int
    facts: HoursFacts
    credited: bool = False


class PlannedHours(NamedTuple):
    """What the file makes of one training of somebody; `same` is what is on record of it."""

    staff_id: int
    line: Line
    same: KnownHours | None

    @property
    def changed(self) -> bool:
        """Whether it stands otherwise on record."""
        return self.same is not None and self.same.facts != self.line.facts


class HoursCheck(NamedTuple):
    """A workbook as it was understood."""

    placed: tuple[PlacedHours, ...]
    place: Place
    problems: tuple[Problem, ...]
    planned: tuple[PlannedHours, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.planned) and not any(one.gravity is Gravity.MUST_FIX for one in self.problems)

    @property
    def new(self) -> tuple[PlannedHours, ...]:
        """Trainings that are not on record yet."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[PlannedHours, ...]:
        """Trainings that stand otherwise on record."""
        return tuple(one for one in self.planned if one.changed)

    @property
    def unchanged(self) -> int:
        """How many stand on record as the file has them."""
        return len(self.planned) - len(self.new) - len(self.changed)

    @property
    def hours(self) -> Decimal:
        """The hours that would be added, those that change left out."""
        return sum((one.line.facts.hours for one in self.new), Decimal(0))


def plan(
    placed: Sequence[PlacedHours], register: Register, known: Mapping[Key, KnownHours], place: Place
) -> tuple[tuple[PlannedHours, ...], tuple[Problem, ...]]:
    """What becomes of every training, in the order of the file, and what stands against it."""
    found, problems = dict[Key, PlannedHours](), list[Problem]()
    for one in placed:
        who, code = _meant(register.at(one.school_id, one.line.name), one)
        if who is None:
            problems.append(place.problem(one.line.row, "name", one.line.name, code))
            continue
        key = key_of(who.id, one.line.facts)
        planned = PlannedHours(who.id, one.line, known.get(key))
        problems += _doubts(found.get(key), planned, place)
        found.setdefault(key, planned)
    return tuple(found.values()), tuple(problems)


def key_of(staff_id: int, facts: HoursFacts) -> Key:
    """What tells a training of somebody from others."""
    return staff_id, "".join(facts.title.split()).lower(), facts.held_on


def _meant(candidates: Sequence[Known], row: PlacedHours) -> tuple[Known | None, str]:
    """Who is meant: of two with one name, the one who was in post that day; or None and the code of why that is open."""
    if not candidates:
        return None, "training.nobody_of_name"
    day = row.line.facts.held_on
    there = [one for one in candidates if _was_there(one, row.school_id, day)]
    found = there if len(candidates) > 1 else candidates
    if len(found) != 1:
        return None, "training.two_of_name"
    return (found[0], "") if found[0].kept else (None, "training.hours_kept_elsewhere")


def _was_there(one: Known, school_id: int, day: date) -> bool:
    here = (post for post in one.posts if post.school_id == school_id)
    return any(post.since <= day <= (post.until or date.max) for post in here)


def _doubts(before: PlannedHours | None, now: PlannedHours, place: Place) -> Iterator[Problem]:
    line = now.line
    if before and before.line.facts != line.facts:
        first = str(before.line.row)
        yield place.problem(line.row, "hours", str(line.facts.hours), "training.hours_disagree", first=first)
    if now.changed and now.same and now.same.credited:
        yield place.problem(line.row, "hours", str(line.facts.hours), "training.hours_of_session")
