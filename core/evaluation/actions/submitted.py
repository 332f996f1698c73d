"""The sheets that raters handed in, entry by entry: for the steps that raise moderations and decide results.

Nothing here asks who looks: it is part of steps that were allowed, and is not exported.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import Text, cast
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.tables import Assignment, Entry, ItemMark, Moderation

AT_ONCE = 100  # entries read at a time

Sheet = Mapping[str, Mark]


class Rated(NamedTuple):
    """An entry with the sheets that were handed in for it, in the order of its assignments."""

    entry_id: int
    school_id: int
    sheets: tuple[Sheet, ...]


def rated(session: Session, round_id: int, *, entry_id: int | None = None) -> Iterator[Rated]:
    """Every entry that its school handed in and that has a sheet handed in; only `entry_id` where that is told.

    They are read some at a time, and nothing is left open between: whoever asks may write meanwhile.
    """
    for some in batched(_entries(session, round_id, entry_id), AT_ONCE):
        rows = _marks(session, some)
        for (entry, school), marks in groupby(rows, key=lambda row: (row[0], row[1])):
            sheets = groupby(marks, key=lambda row: row[2])
            yield Rated(entry, school, tuple({row[3]: mark_of(row[4]) for row in sheet} for _, sheet in sheets))


def _entries(session: Session, round_id: int, entry_id: int | None) -> list[int]:
    statement: Any = select(Entry.id).join(Assignment, col(Assignment.entry_id) == Entry.id).distinct()
    statement = statement.where(
        Entry.round_id == round_id, Entry.state == EntryState.SUBMITTED, Assignment.state == AssignmentState.SUBMITTED
    )
    if entry_id is not None:
        statement = statement.where(Entry.id == entry_id)
    # the round was found within the actor's scope, and the whole of it counts
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Entry), Assignment)
    return list(session.exec(narrowed.order_by(col(Entry.id))))


def _marks(session: Session, entry_ids: Collection[int]) -> list[Any]:
    text = cast(col(ItemMark.value), Text)  # parsed below: the same few marks come again and again
    facts: Any = (Assignment.entry_id, Assignment.school_id, Assignment.id, ItemMark.code, text)
    statement: Any = select(*facts).join(ItemMark, col(ItemMark.assignment_id) == Assignment.id)
    statement = statement.where(col(Assignment.entry_id).in_(entry_ids), Assignment.state == AssignmentState.SUBMITTED)
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Assignment), ItemMark)
    return list(session.exec(narrowed.order_by(Assignment.entry_id, Assignment.id, ItemMark.code)))


def settled_marks(
    session: Session, round_id: int, *, entry_id: int | None = None
) -> dict[int, dict[str, tuple[Mark, bool]]]:
    """What moderation or an appeal put in place, by entry and code, and whether it was an appeal: the appeal counts."""
    statement = select(Moderation).where(Moderation.round_id == round_id, col(Moderation.settled_at).is_not(None))
    if entry_id is not None:
        statement = statement.where(Moderation.entry_id == entry_id)
    found: dict[int, dict[str, tuple[Mark, bool]]] = {}
    for row in session.exec(within(SYSTEM_SCOPE, statement, Moderation).order_by(col(Moderation.by_appeal))):
        found.setdefault(row.entry_id, {})[row.code] = unpacked(row.value or {}), row.by_appeal
    return found


def batched(ids: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """The ids, `size` at a time."""
    rest = iter(ids)
    while some := tuple(islice(rest, size)):
        yield some


@lru_cache(maxsize=4096)
def mark_of(text: str) -> Mark:
    """The mark of a JSON column's text; a round has few different ones."""
    return unpacked(loads(text))
