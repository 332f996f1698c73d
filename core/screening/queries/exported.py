"""Ledgers that somebody made."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Reach, Scope
from core.database import within
from core.screening.rules.ledgers import Ledger, has_expired
from core.screening.tables import LedgerExport


class LedgerRow(NamedTuple):
    """One ledger that was made: what, when, what for, how long it lasts. Never its password."""

    id: int
    kind: Ledger
    campaign_id: int | None
    at: datetime
    expires_at: datetime
    purpose: str
    rows: int
    downloads: int
    removed: bool

    def lasts(self, now: datetime) -> bool:
        """Whether it may still be fetched."""
        return not self.removed and not has_expired(self.expires_at, now)


def ledgers_made(session: Session, scope: Scope, *, by_id: int, limit: int = 20) -> list[LedgerRow]:
    """The latest ledgers that one account made at the places of `scope`, newest first."""
    anywhere = Scope(tuple(Reach(reach.path) for reach in scope.reaches))  # a class teacher's own too
    facts = [getattr(LedgerExport, name) for name in LedgerRow._fields]
    statement = select(*facts).where(LedgerExport.by_id == by_id).order_by(col(LedgerExport.id).desc()).limit(limit)
    return [LedgerRow(*row) for row in session.exec(within(anywhere, statement, LedgerExport))]


def ledgers_over(session: Session) -> int:
    """How many ledgers have expired whose files are still there."""
    over = (col(LedgerExport.expires_at) <= clock.now(), col(LedgerExport.removed).is_(False))
    return int(session.exec(within(SYSTEM_SCOPE, select(func.count()).where(*over), LedgerExport)).one())
