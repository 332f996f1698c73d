"""What schools put down for themselves: one sheet, and how far every entry of a round is."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.evaluation.queries.entries import EntryRow, entry
from core.evaluation.queries.evidence import Laid, evidence_of
from core.evaluation.queries.rounds import round_seen
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.tables import Entry, EvidenceLink, SelfMark


class SelfItem(NamedTuple):
    """What a school put down for one item. `proposed` is what the system offered, "" where the mark is their own."""

    mark: Mark
    note: str
    proposed: str
    by_id: int
    at: datetime


class SelfSheet(NamedTuple):
    """A school's whole sheet: items and evidence by code."""

    entry: EntryRow
    items: dict[str, SelfItem]
    evidence: dict[str, tuple[Laid, ...]]

    @property
    def marks(self) -> dict[str, Mark]:
        """The marks alone."""
        return {code: item.mark for code, item in self.items.items()}


class SelfProgress(NamedTuple):
    """How far an entry is: items marked, of how many, and items with evidence beside them."""

    marked: int
    items: int
    proved: int


def self_sheet(session: Session, scope: Scope, *, entry_id: int) -> SelfSheet:
    """The sheet of an entry within `scope`; raises NotFound for any other. Raters read theirs through `my_sheet`."""
    row = entry(session, scope, entry_id)
    statement = select(SelfMark).where(SelfMark.entry_id == entry_id)
    items = {
        one.code: SelfItem(unpacked(one.value), one.note, one.proposed, one.by_id, one.at)
        for one in session.exec(within(scope, statement, SelfMark))
    }
    return SelfSheet(row, items, evidence_of(session, scope, entry_id=entry_id))


def self_progress(session: Session, scope: Scope, *, round_id: int) -> dict[int, SelfProgress]:
    """By entry within `scope`, of a round that it sees (else NotFound): counts alone, no mark."""
    items = len(round_seen(session, scope, round_id).spec.by_code)
    marked = _counted(session, scope, SelfMark, round_id)
    proved = _counted(session, scope, EvidenceLink, round_id)
    mine = within(scope, select(col(Entry.id)).where(Entry.round_id == round_id), Entry)
    return {
        key: SelfProgress(marked.get(key, 0), items, proved.get(key, 0))
        for key in session.exec(mine)
        if key is not None
    }


def _counted(session: Session, scope: Scope, kind: Any, round_id: int) -> dict[int, int]:
    counted: Any = select(col(kind.entry_id), func.count(col(kind.code).distinct()))
    counted = counted.join(Entry, col(Entry.id) == kind.entry_id).where(Entry.round_id == round_id)
    narrowed = within(scope, within(scope, counted, kind), Entry)
    return dict(iter(session.exec(narrowed.group_by(col(kind.entry_id)))))
