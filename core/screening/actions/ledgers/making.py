"""Make a ledger, fetch it again while it lasts, and take away what has expired."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Reach, Scope, require
from core.cases.queries import slips
from core.database import files, within
from core.errors import NotAllowed, NotFound, Refused
from core.screening.actions.ledgers import care, handovers, plans, referrals, summary
from core.screening.actions.ledgers.book import Book, opened, reach
from core.screening.queries.campaigns import campaign
from core.screening.rules.ledgers import (
    LASTS,
    NAMELESS,
    PASSWORD_LENGTH,
    SIGNS,
    Ledger,
    checked_purpose,
    has_expired,
)
from core.screening.tables import LedgerExport
from core.sheets.encrypted import encrypted
from core.sheets.export import Table, workbook

BY_BOOK = {Ledger.CARE: care.table, Ledger.PLANS: plans.table, Ledger.REFERRALS: referrals.table}
MOST_SLIPS = 10_000
RIGHTS = (Capability.EXPORT_PEOPLE, Capability.VIEW_COMPLETION)


class Made(NamedTuple):
    """A ledger that was made; the password is told once and kept nowhere."""

    export_id: int
    password: str
    rows: int
    expires_at: datetime


def make_ledger(session: Session, actor: Actor, *, kind: Ledger, campaign_id: int | None, purpose: str) -> Made:
    """Make an encrypted workbook for a stated purpose, kept for its maker alone until it expires.

    Without a campaign the ledgers with names hold everybody on any list. Raises NotAllowed without the right, NotFound for
    a campaign out of sight, Refused without a purpose or where there is nothing to list.
    """
    right = _right(kind)
    require(actor, right)
    told = checked_purpose(purpose)
    if campaign_id is not None:
        campaign(session, actor.scope, campaign_id)
    table = _table(session, actor, kind, campaign_id)
    if not table.rows:
        raise Refused("ledgers.nothing")
    password = "".join(secrets.choice(SIGNS) for _ in range(PASSWORD_LENGTH))
    row = _kept(actor, right, kind, campaign_id, told, encrypted(workbook([table]), password), len(table.rows))
    session.add(row)
    session.flush()
    audit.record(session, actor, "ledger.made", row, org_id=row.org_id, purpose=told, kind=kind.value, rows=row.rows)
    return Made(row.id or 0, password, row.rows, row.expires_at)


def download_ledger(session: Session, actor: Actor, *, export_id: int) -> bytes:
    """The workbook again, for its maker alone, while it lasts and the right to it does; raises NotFound otherwise."""
    held = [right for right in RIGHTS if actor.can(right)] or [Capability.VIEW_COMPLETION]
    near = tuple(Reach(reach.path) for right in held for reach in require(actor, right).reaches)
    statement = select(LedgerExport).where(LedgerExport.id == export_id, LedgerExport.by_id == actor.user_id)
    row = session.exec(within(Scope(near), statement, LedgerExport)).first()
    if row is None or row.removed or has_expired(row.expires_at, clock.now()):
        raise NotFound
    require(actor, _right(row.kind))
    content = files.fetch(row.digest)
    row.downloads += 1
    session.add(row)
    audit.record(session, actor, "ledger.downloaded", row, org_id=row.org_id, kind=row.kind.value)
    return content


def clear_expired_ledgers(session: Session) -> int:
    """Take away the files of ledgers that have expired; answers how many. What was made stays written down."""
    over = select(LedgerExport).where(col(LedgerExport.expires_at) <= clock.now(), col(LedgerExport.removed).is_(False))
    rows = list(session.exec(within(SYSTEM_SCOPE, over, LedgerExport)))
    for row in rows:
        files.remove(row.digest)
        row.removed = True
        session.add(row)
    session.flush()
    return len(rows)


def _right(kind: Ledger) -> Capability:
    return Capability.VIEW_COMPLETION if kind in NAMELESS else Capability.EXPORT_PEOPLE


def _table(session: Session, actor: Actor, kind: Ledger, campaign_id: int | None) -> Table:
    if kind is Ledger.SUMMARY:
        if campaign_id is None:
            raise Refused("ledgers.campaign_needed")
        return summary.table(session, actor, campaign(session, actor.scope, campaign_id))
    if not reach(actor):
        raise NotAllowed(capability=Capability.SEE_SCORES.value)
    book: Book = opened(session, actor, campaign_id=campaign_id)
    if kind is Ledger.HANDOVERS:
        return handovers.table(session, book, slips(session, reach(actor), limit=MOST_SLIPS))
    return BY_BOOK[kind](book)


def _kept(
    actor: Actor, right: Capability, kind: Ledger, campaign_id: int | None, purpose: str, content: bytes, rows: int
) -> LedgerExport:
    now = clock.now()
    org_id = next(grant.org_id for grant in actor.grants if right in grant.role.capabilities)
    return LedgerExport(
        org_id=org_id, kind=kind, campaign_id=campaign_id, by_id=actor.user_id, at=now, expires_at=now + LASTS,
        purpose=purpose, digest=files.keep(content), rows=rows,
    )  # fmt: skip
