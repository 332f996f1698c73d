"""What a workbook of supervision would change: a meeting is written once, nobody is taken out because a file omits them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.training.rules import SupervisionKind
from core.training.rules.register import Known, Register, plain
from core.training.rules.supervision import SupervisionFacts
from core.training.rules.supervision_sheet import Line

Key = tuple[SupervisionKind, date, str, int]
"""What tells meetings apart: kind, day, the supervisor's name, and (of an individual one) whose it was; else 0."""


class PlacedLine(NamedTuple):
    """A row and the school it names."""

    school_id: int
    line: Line


class KnownMeeting(NamedTuple):
    """A meeting on record with the people in it."""

    id: int
    facts: SupervisionFacts
    people: frozenset[int]


class PlannedMeeting(NamedTuple):
    """What the file makes of one meeting: `seats` are people with their schools; `same` is what is on record of it."""

    facts: SupervisionFacts
    seats: tuple[tuple[int, int], ...]
    same: KnownMeeting | None

    @property
    def joining(self) -> tuple[tuple[int, int], ...]:
        """The people who are not on record in it yet."""
        return tuple(one for one in self.seats if self.same is None or one[0] not in self.same.people)

    @property
    def changed(self) -> bool:
        """Whether it stands otherwise on record."""
        return self.same is not None and (bool(self.joining) or self.same.facts != self.facts)


class SupervisionCheck(NamedTuple):
    """A workbook as it was understood, for the organisation that keeps what it tells."""

    org_id: int
    placed: tuple[PlacedLine, ...]
    place: Place
    problems: tuple[Problem, ...]
    planned: tuple[PlannedMeeting, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.planned) and not self.problems

    @property
    def new(self) -> tuple[PlannedMeeting, ...]:
        """Meetings that are not on record yet."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[PlannedMeeting, ...]:
        """Meetings that stand otherwise on record, or with fewer people."""
        return tuple(one for one in self.planned if one.changed)

    @property
    def unchanged(self) -> int:
        """How many stand on record as the file has them."""
        return len(self.planned) - len(self.new) - len(self.changed)


def key_of(facts: SupervisionFacts, staff_id: int) -> Key:
    """What tells the meeting in which somebody was from others."""
    whose = staff_id if facts.kind is SupervisionKind.INDIVIDUAL else 0
    return facts.kind, facts.held_on, plain(facts.supervisor), whose


def plan(
    placed: Sequence[PlacedLine], register: Register, known: Mapping[Key, KnownMeeting], place: Place
) -> tuple[tuple[PlannedMeeting, ...], tuple[Problem, ...]]:
    """What becomes of every meeting, in the order of the file, and what stands against it."""
    first, seats, problems = dict[Key, Line](), dict[Key, dict[int, tuple[int, int]]](), list[Problem]()
    for one in placed:
        line = one.line
        who, code = _meant(register.at(one.school_id, line.name), one)
        if who is None:
            problems.append(place.problem(line.row, "name", line.name, code))
            continue
        key = key_of(line.facts, who.id)
        here = seats.setdefault(key, {})
        problems += _doubts(first.setdefault(key, line), line, here.get(who.id), place)
        here.setdefault(who.id, (line.row, one.school_id))
    return tuple(
        PlannedMeeting(line.facts, tuple((who, at) for who, (_, at) in seats[key].items()), known.get(key))
        for key, line in first.items()
    ), tuple(problems)


def _meant(candidates: Sequence[Known], row: PlacedLine) -> tuple[Known | None, str]:
    """Who was in post at the school that day; or None and the code of why that cannot be told."""
    if not candidates:
        return None, "training.nobody_of_name"
    day = row.line.facts.held_on
    there = [one for one in candidates if _was_there(one, row.school_id, day)]
    if len(there) == 1:
        return there[0], ""
    return None, "training.two_of_name" if there else "training.supervision_out_of_post"


def _was_there(one: Known, school_id: int, day: date) -> bool:
    here = (post for post in one.posts if post.school_id == school_id)
    return any(post.since <= day <= (post.until or date.max) for post in here)


def _doubts(before: Line, now: Line, seat: tuple[int, int] | None, place: Place) -> Iterator[Problem]:
    if seat is not None:
        yield place.problem(now.row, "name", now.name, "training.supervision_same", first=str(seat[0]))
    elif before.facts != now.facts:
        yield place.problem(
            now.row, "hours", str(now.facts.hours), "training.supervision_disagree", first=str(before.row)
        )
