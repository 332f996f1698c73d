"""Counselling rooms, and how each of them stands in this year's inspection beside last year's."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.evaluation.queries.rounds import RoundRow, rounds_seen
from core.evaluation.rules.inspecting import Inspected, Standing, standing
from core.evaluation.rules.states import RoundKind, RoundState
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.tables import Entry, EntryResult, Room
from core.organisations.queries import schools


class RoomRow(NamedTuple):
    """One counselling room; `area` in square metres."""

    id: int
    school_id: int
    name: str
    place: str
    area: int | None
    opened_on: date | None
    closed_on: date | None


class InspectionRow(NamedTuple):
    """A room, or a school without one (`room` None): this year's inspection, and last year's beside it."""

    school_id: int
    school: str
    room: RoomRow | None
    this: Inspected | None
    last: Inspected | None

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room.name}" if self.room else self.school

    @property
    def standing(self) -> Standing:
        """Where it stands this year."""
        return standing(self.room is not None, self.this)


def rooms(session: Session, scope: Scope, *, today: date, school_ids: Collection[int] = ()) -> list[RoomRow]:
    """The rooms of the schools within `scope` (or of these) that are open on `today`, by school and name."""
    facts: Any = [getattr(Room, name) for name in RoomRow._fields]
    statement: Any = select(*facts).where(or_(col(Room.closed_on).is_(None), col(Room.closed_on) > today))
    if school_ids:
        statement = statement.where(col(Room.school_id).in_(sorted(school_ids)))
    ordered = statement.order_by(col(Room.school_id), col(Room.name), col(Room.id))
    return [RoomRow(*row) for row in session.exec(within(scope, ordered, Room))]


def inspection(session: Session, scope: Scope, *, school_year: int, today: date) -> list[InspectionRow]:
    """Every open room within `scope` and every open school without one, by school, with the inspections of two years.

    Of two inspections in one year the later counts. Results are told once they are public.
    """
    held: dict[int, list[RoomRow]] = {}
    for row in rooms(session, scope, today=today):
        held.setdefault(row.school_id, []).append(row)
    this, last = (_inspected(session, scope, school_year=year) for year in (school_year, school_year - 1))
    found = list[InspectionRow]()
    for school in schools(session, scope):
        own: Sequence[RoomRow | None] = held.get(school.id) or [None]
        for room in own:
            key = (school.id, room.id if room else None)
            found.append(InspectionRow(school.id, school.name, room, this.get(key), last.get(key)))
    return found


Place = tuple[int, int | None]
"""A school, and the room of it; None for the school as a whole."""


def _inspected(session: Session, scope: Scope, *, school_year: int) -> dict[Place, Inspected]:
    """How every room (or school) came out in the inspections of a school year."""
    held = [
        row
        for row in rounds_seen(session, scope)
        if (row.kind, row.school_year) == (RoundKind.INSPECTION, school_year) and row.state is not RoundState.DRAFT
    ]
    found: dict[Place, Inspected] = {}
    for round_ in sorted(held, key=lambda row: (row.opens_on, row.id)):
        found |= _of_round(session, scope, round_)
    return found


def _of_round(session: Session, scope: Scope, round_: RoundRow) -> dict[Place, Inspected]:
    """The entries of one round, with their results by its first standard."""
    facts: Any = (Entry.school_id, Entry.room_id, Entry.id, Entry.state)
    entries = session.exec(within(scope, select(*facts).where(Entry.round_id == round_.id), Entry))
    results = _results(session, scope, round_) if round_.state in SEEN_BY_SCHOOLS else {}
    return {
        (school, room): Inspected(round_.id, entry, state, *results.get(entry, ()))
        for school, room, entry, state in entries
    }


def _results(session: Session, scope: Scope, round_: RoundRow) -> dict[int, tuple[Any, ...]]:
    statement = select(EntryResult).where(
        EntryResult.round_id == round_.id, EntryResult.standard == round_.spec.standard_keys[0]
    )
    found = session.exec(within(scope, statement, EntryResult))
    return {row.entry_id: (row.total, row.most, row.grade, tuple(row.vetoes.split())) for row in found}
