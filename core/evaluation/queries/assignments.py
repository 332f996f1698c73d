"""How far raters are, for those who hold the round: counts of items, never a mark; and which schools are late."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.accounts.queries import names
from core.database import within
from core.errors import NotFound
from core.evaluation.queries.entries import EntryRow, entries
from core.evaluation.queries.rounds import rounds_seen
from core.evaluation.queries.ties import rater_facts
from core.evaluation.rules.conflicts import Bar, bar
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.rounds import due_on
from core.evaluation.rules.shares import Coverage
from core.evaluation.rules.states import AssignmentState, EntryState
from core.evaluation.tables import Assignment, Entry, ItemMark, Round


class AssignmentRow(NamedTuple):
    """One rater of one entry: `done` of `items` are marked. `bar` is told when a tie became known after the assignment."""

    id: int
    entry_id: int
    school_id: int
    place: str
    rater_id: int
    rater: str
    state: AssignmentState
    drawn: bool
    done: int
    items: int
    submitted_at: datetime | None
    bar: Bar | None

    @property
    def counts(self) -> bool:
        """Whether it was not taken back."""
        return self.state is not AssignmentState.WITHDRAWN


class LateRow(NamedTuple):
    """An entry that was not submitted, its last day, and how many days that lies back (0 or less: not passed yet)."""

    entry: EntryRow
    due_on: date
    days_over: int


def assignments(session: Session, scope: Scope, *, round_id: int) -> list[AssignmentRow]:
    """Who rates what in a round held within `scope`, and how far they are; by school. NotFound for any other round."""
    round_ = _held(session, scope, round_id)
    places = {row.id: row for row in entries(session, scope, round_id=round_id)}
    statement = select(Assignment).where(Assignment.round_id == round_id).order_by(col(Assignment.id))
    rows = [row for row in session.exec(within(scope, statement, Assignment)) if row.entry_id in places]
    people = {row.rater_id for row in rows}
    known = {who.id: rater for who, rater in rater_facts(session, people)}
    called, done = names(session, people), _marked(session, round_id)
    items = len(thawed(round_.rubric).items)
    found = [
        AssignmentRow(
            id=row.id or 0,
            entry_id=row.entry_id,
            school_id=row.school_id,
            place=places[row.entry_id].place,
            rater_id=row.rater_id,
            rater=called.get(row.rater_id, ""),
            state=row.state,
            drawn=row.drawn,
            done=done.get(row.id or 0, 0),
            items=items,
            submitted_at=row.submitted_at,
            bar=bar(known[row.rater_id], row.school_id, places[row.entry_id].path),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.place, row.entry_id, row.id))


def late(session: Session, scope: Scope, *, round_id: int, today: date, within_days: int = 0) -> list[LateRow]:
    """The entries within `scope` that should be submitted by `today` (or within so many days) and are not, longest first.

    Raises NotFound for a round that the scope does not see.
    """
    listed = entries(session, scope, round_id=round_id)
    round_ = session.exec(within(SYSTEM_SCOPE, select(Round).where(Round.id == round_id), Round)).one()
    waiting = [row for row in listed if row.state not in (EntryState.SUBMITTED, EntryState.EXEMPT)]
    dated = [(row, due_on(round_.self_until, row.due_on)) for row in waiting]
    found = [LateRow(row, due, (today - due).days) for row, due in dated if (due - today).days < within_days]
    return sorted(found, key=lambda row: (row.due_on, row.entry.place))


def coverage(session: Session, scope: Scope, *, round_ids: Collection[int]) -> dict[int, Coverage]:
    """Submitted ÷ (all − exempt) of the entries within `scope`, by round; a round without any, or not seen, is missing."""
    seen = {row.id for row in rounds_seen(session, scope)} & set(round_ids)
    facts: Any = (col(Entry.round_id), col(Entry.state), func.count())
    statement = within(scope, select(*facts).where(col(Entry.round_id).in_(sorted(seen))), Entry)
    counted: dict[int, dict[EntryState, int]] = {}
    for round_id, state, many in session.exec(statement.group_by(col(Entry.round_id), col(Entry.state))):
        counted.setdefault(round_id, {})[state] = many
    return {
        key: Coverage(states.get(EntryState.SUBMITTED, 0), sum(states.values()) - states.get(EntryState.EXEMPT, 0))
        for key, states in counted.items()
    }


def _held(session: Session, scope: Scope, round_id: int) -> Round:
    row = session.exec(within(scope, select(Round).where(Round.id == round_id), Round)).first()
    if row is None:
        raise NotFound
    return row


def _marked(session: Session, round_id: int) -> Mapping[int, int]:
    """How many items each assignment has marks for."""
    key = col(ItemMark.assignment_id)
    counted: Any = select(key, func.count()).where(ItemMark.round_id == round_id)
    return dict(iter(session.exec(within(SYSTEM_SCOPE, counted, ItemMark).group_by(key))))
