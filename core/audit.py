"""What was done, by whom: append-only rows in a keyed hash chain, written in the act's own transaction."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, Session, col, select

from core import clock, settings
from core.access import Actor, Scope
from core.database import Base, Sealed, owned, unowned, within
from core.database.append_only import append_only
from core.errors import Conflict

Detail = str | int | bool | None


class AuditHead(Base, table=True):
    """The end of the chain; its row lock puts audited acts in one order."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    link: bytes = Field(default=b"", sa_type=LargeBinary)


class AuditEvent(Base, table=True):
    """One act. `details` hold ids, counts and codes, never names, numbers, answers or scores."""

    __tablename__ = "audit_event"
    __table_args__ = owned("org_id")

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    org_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    action: str = Field(max_length=60, index=True)
    subject: str = Field(default="", max_length=40)
    subject_id: int | None = None
    purpose: str | None = Field(default=None, sa_type=Sealed("audit_event.purpose"))
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    form_key: str | None = Field(default=None, max_length=64, unique=True)
    link: bytes = Field(sa_type=LargeBinary)


append_only(AuditEvent.__table__, resealed=["purpose"])  # type: ignore[attr-defined]  # SQLModel makes it at class creation


def record(
    session: Session,
    actor: Actor | None,
    action: str,
    subject: Any = None,
    *,
    org_id: int | None = None,
    purpose: str | None = None,
    **details: Detail,
) -> AuditEvent:
    """Write down one act ("case.opened", dotted past tense) as part of the caller's transaction.

    The form key of the running unit of work (`session.info["form_key"]`) makes a repeated submission a Conflict.
    """
    head = _head(session)
    form_key = session.info.pop("form_key", None)
    if form_key and _seen(session, form_key):
        raise Conflict("already_done")
    event = AuditEvent(
        number=head.number + 1,
        at=clock.now(),
        actor_id=actor.user_id if actor else None,
        org_id=org_id if org_id is not None else (actor.org_id if actor else None),
        action=action,
        subject=type(subject).__tablename__ if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        purpose=purpose,
        details=dict(details),
        form_key=form_key,
        link=b"",
    )
    event.link = head.link = _link(head.link, event)
    head.number = event.number
    session.add(event)
    session.flush()
    return event


class Flaw(NamedTuple):
    """Where the chain does not hold: the number of the first event that was changed, removed or added."""

    number: int


def verify(session: Session) -> Flaw | None:
    """Recompute the whole chain; None when every event is as it was written and none is missing."""
    link, number = b"", 0
    for event in _in_order(session):
        number += 1
        link = _link(link, event)
        if event.number != number or not hmac.compare_digest(link, event.link):
            return Flaw(number)
    head = session.get(AuditHead, 1)
    if (head.number if head else 0) != number or (head is not None and head.link != link):
        return Flaw(number + 1)
    return None


def events(session: Session, scope: Scope, *, action: str = "", offset: int = 0, limit: int = 50) -> list[AuditEvent]:
    """The acts within `scope`, newest first."""
    statement = within(scope, select(AuditEvent), AuditEvent)
    if action:
        statement = statement.where(col(AuditEvent.action).startswith(action, autoescape=True))
    return list(session.exec(statement.order_by(col(AuditEvent.number).desc()).offset(offset).limit(limit)))


def _in_order(session: Session) -> Iterator[AuditEvent]:
    everything = select(AuditEvent).order_by(col(AuditEvent.number))
    yield from session.exec(unowned(everything, AuditEvent).execution_options(yield_per=1000))


def _head(session: Session) -> AuditHead:
    head = session.exec(select(AuditHead).with_for_update()).first()
    if head is None:
        head = AuditHead()
        session.add(head)
        session.flush()
    return head


def _seen(session: Session, form_key: str) -> bool:
    known = unowned(select(AuditEvent.number), AuditEvent).where(AuditEvent.form_key == form_key)
    return session.exec(known).first() is not None


def _link(previous: bytes, event: AuditEvent) -> bytes:
    facts = [
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(event.actor_id, event.org_id, event.action, event.subject, event.subject_id, event.purpose, event.form_key),
        event.details,
    ]
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(settings.current().keys.audit, previous + text.encode(), sha256)
