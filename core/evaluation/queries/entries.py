"""The schools (and in an inspection the rooms) of a round."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import unowned, within
from core.errors import NotFound
from core.evaluation.queries.rounds import round_seen
from core.evaluation.rules.states import EntryState, ExemptReason
from core.evaluation.tables import Entry, Room
from core.organisations.tables import Organisation


class EntryRow(NamedTuple):
    """One school in a round, or in an inspection one of its rooms ("" where there is none).

    `due_on` is an extension of its own, None while the round's day counts.
    """

    id: int
    round_id: int
    school_id: int
    school: str
    path: str
    room_id: int | None
    room: str
    state: EntryState
    due_on: date | None
    due_reason: str
    exempt_reason: ExemptReason | None
    exempt_note: str
    has_paper: bool
    return_note: str
    statement: str
    submitted_at: datetime | None
    submitted_by: int | None

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school


ELSEWHERE = ("school", "path", "room", "has_paper")


def entries(session: Session, scope: Scope, *, round_id: int) -> list[EntryRow]:
    """The entries within `scope` of a round that it sees (else NotFound), by school and room."""
    round_seen(session, scope, round_id)
    statement = _joined(scope).where(Entry.round_id == round_id)
    found = session.exec(statement.order_by(col(Organisation.name), col(Entry.school_id), col(Entry.id)))
    return [_row(*one) for one in found]


def entry(session: Session, scope: Scope, entry_id: int) -> EntryRow:
    """One entry within `scope`, of a round that it sees; raises NotFound for any other."""
    found = session.exec(_joined(scope).where(Entry.id == entry_id)).first()
    if found is None:
        raise NotFound
    round_seen(session, scope, found[0].round_id)
    return _row(*found)


def _joined(scope: Scope) -> Any:
    statement: Any = select(Entry, Organisation.name, Organisation.path, col(Room.name))
    statement = statement.join(Organisation, col(Organisation.id) == Entry.school_id)
    statement = statement.join(Room, col(Room.id) == Entry.room_id, isouter=True)
    # a room belongs to the school whose entry is found within the scope; most entries have none
    return within(scope, unowned(within(SYSTEM_SCOPE, statement, Organisation), Room), Entry)


def _row(row: Entry, school: str, path: str, room: str | None) -> EntryRow:
    facts = {key: getattr(row, key) for key in EntryRow._fields if key not in ELSEWHERE}
    return EntryRow(school=school, path=path, room=room or "", has_paper=row.exempt_paper is not None, **facts)
