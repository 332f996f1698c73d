"""Audited acts as an auditor reads them: who, where, what, with names instead of ids."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.accounts.tables import Account
from core.audit import AuditEvent
from core.database import unowned, within
from core.organisations.tables import Organisation


class ActRow(NamedTuple):
    """One act; `who` is a staff member's name, None for the program itself or an unknown visitor."""

    number: int
    at: datetime
    who: str | None
    org: str
    action: str
    details: dict[str, Any]


def acts(
    session: Session,
    scope: Scope,
    *,
    family: str = "",
    since: datetime | None = None,
    offset: int = 0,
    limit: int = 20,
) -> list[ActRow]:
    """The acts within `scope`, newest first; `family` is the first word of their names ("account")."""
    statement = (
        select(AuditEvent, Account.name, Organisation.name)
        .join(Organisation, col(Organisation.id) == AuditEvent.org_id)
        .join(Account, col(Account.id) == AuditEvent.actor_id, isouter=True)
    )
    chosen = _chosen(unowned(unowned(statement, Account), Organisation), scope, family, since)
    page = chosen.order_by(col(AuditEvent.number).desc()).offset(offset).limit(limit)
    return [
        ActRow(event.number, event.at, who, org, event.action, event.details) for event, who, org in session.exec(page)
    ]


def count_acts(session: Session, scope: Scope, *, family: str = "", since: datetime | None = None) -> int:
    """How many `acts` there are."""
    return int(session.exec(_chosen(select(func.count(col(AuditEvent.number))), scope, family, since)).one())


def _chosen(statement: Any, scope: Scope, family: str, since: datetime | None) -> Any:
    if family:
        statement = statement.where(col(AuditEvent.action).startswith(f"{family}.", autoescape=True))
    if since is not None:
        statement = statement.where(col(AuditEvent.at) >= since)
    return within(scope, statement, AuditEvent)
