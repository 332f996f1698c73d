"""A school's evidence: its pieces in all versions, and what lies beside the items of an entry."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.evaluation.queries.entries import entry
from core.evaluation.rules.states import EntryState
from core.evaluation.tables import Entry, Evidence, EvidenceLink, Round


class EvidenceRow(NamedTuple):
    """One version of a piece of evidence: of the day `taken_on`, uploaded at `at`."""

    id: int
    piece: int
    version: int
    title: str
    taken_on: date
    kind: str
    size: int
    by_id: int
    at: datetime


class Use(NamedTuple):
    """Where a version lies: which round, how many of its items, and whether that is frozen."""

    entry_id: int
    round: str
    items: int
    frozen: bool


class Piece(NamedTuple):
    """A piece of evidence: its versions, the newest first, and where each of them (by id) is used."""

    versions: tuple[EvidenceRow, ...]
    uses: dict[int, tuple[Use, ...]]

    @property
    def newest(self) -> EvidenceRow:
        """The version that counts from now on."""
        return self.versions[0]

    @property
    def piece_id(self) -> int:
        """What all versions share."""
        return self.newest.piece

    @property
    def may_go(self) -> bool:
        """Whether the newest version lies beside nothing that was handed in."""
        return not any(use.frozen for use in self.uses.get(self.newest.id, ()))


class Laid(NamedTuple):
    """A version beside an item; `newest` is the id of the piece's newest version."""

    code: str
    row: EvidenceRow
    newest: int


def is_frozen() -> ColumnElement[bool]:
    """Whether an entry was handed in, also where its school was left out since: it may be taken back in as it stood."""
    return func.coalesce(col(Entry.stood), col(Entry.state)) == EntryState.SUBMITTED


def evidence(session: Session, scope: Scope, *, school_id: int) -> list[Piece]:
    """The pieces of a school within `scope`, the newest first; removed ones are left out."""
    rows = _rows(session, scope, Evidence.school_id == school_id, col(Evidence.removed_at).is_(None))
    uses = _uses(session, scope, school_id)
    pieces: dict[int, list[EvidenceRow]] = {}
    for row in sorted(rows, key=lambda one: -one.version):
        pieces.setdefault(row.piece, []).append(row)
    found = [Piece(tuple(each), {row.id: uses[row.id] for row in each if row.id in uses}) for each in pieces.values()]
    return sorted(found, key=lambda piece: (piece.newest.at, piece.newest.id), reverse=True)


def evidence_of(session: Session, scope: Scope, *, entry_id: int) -> dict[str, tuple[Laid, ...]]:
    """What lies beside the items of an entry within `scope` (else NotFound), by code, in the order it was laid."""
    here = entry(session, scope, entry_id)
    rows = {row.id: row for row in _rows(session, scope, Evidence.school_id == here.school_id)}
    newest = _newest(session, scope, here.school_id)
    statement = select(EvidenceLink).where(EvidenceLink.entry_id == entry_id).order_by(col(EvidenceLink.id))
    found: dict[str, tuple[Laid, ...]] = {}
    for link in session.exec(within(scope, statement, EvidenceLink)):
        row = rows[link.evidence_id]
        laid = Laid(link.code, row, newest.get(row.piece, row.id))
        found[link.code] = (*found.get(link.code, ()), laid)
    return found


def _rows(session: Session, scope: Scope, *where: Any) -> list[EvidenceRow]:
    facts = [getattr(Evidence, name) for name in EvidenceRow._fields]
    statement: Any = select(*facts).where(*where)
    return [EvidenceRow(*row) for row in session.exec(within(scope, statement, Evidence))]


def _newest(session: Session, scope: Scope, school_id: int) -> dict[int, int]:
    rows = _rows(session, scope, Evidence.school_id == school_id, col(Evidence.removed_at).is_(None))
    return {row.piece: row.id for row in sorted(rows, key=lambda one: one.version)}


def _uses(session: Session, scope: Scope, school_id: int) -> dict[int, tuple[Use, ...]]:
    """Where each version of the school's evidence lies."""
    facts: Any = (EvidenceLink.evidence_id, Entry.id, Round.title, is_frozen())
    statement: Any = select(*facts).join(Entry, col(Entry.id) == EvidenceLink.entry_id)
    statement = statement.join(Round, col(Round.id) == Entry.round_id).where(Entry.school_id == school_id)
    statement = within(scope, within(scope, statement, EvidenceLink), Entry)
    found: dict[int, dict[int, Use]] = {}
    # the round's title is no secret to the school that takes part
    for key, entry_id, title, frozen in session.exec(within(SYSTEM_SCOPE, statement, Round)):
        known = found.setdefault(key, {})
        items = known[entry_id].items if entry_id in known else 0
        known[entry_id] = Use(entry_id, title, items + 1, bool(frozen))
    return {key: tuple(known.values()) for key, known in found.items()}
