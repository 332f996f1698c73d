"""Reads of files opened in an emergency."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import Actor, Capability, Scope
from core.cases.queries.widened import at_any_level
from core.cases.tables import Glass
from core.database import within
from core.students.tables import Person


class OpenGlass(NamedTuple):
    """A file that its reader opened in an emergency, and until when it stays open."""

    id: int
    person_id: int
    at: datetime
    until: datetime


def open_glass(session: Session, actor: Actor, now: datetime) -> list[OpenGlass]:
    """The files this person has open at `now`, those that close first in front; only people within reach."""
    statement = (
        select(col(Glass.id), col(Glass.person_id), col(Glass.at), col(Glass.until))
        .join(Person, col(Person.id) == Glass.person_id)
        .where(
            Glass.account_id == actor.user_id,
            col(Glass.given_back_at).is_(None),
            col(Glass.at) <= now,
            col(Glass.until) > now,
        )
        .order_by(col(Glass.until), col(Glass.id))
    )
    rows = session.exec(within(actor.over(Capability.BREAK_GLASS), statement, Person))
    return [OpenGlass(key or 0, person, at, until) for key, person, at, until in rows]


def glass_scope(session: Session, actor: Actor, person_id: int, now: datetime) -> Scope:
    """Where this one person may be looked into because the reader opened the file in an emergency; empty when not.

    The reader's own places at every handling level. For questions about `person_id` alone: a caller that asks for a list
    with it shows too much.
    """
    held = any(one.person_id == person_id for one in open_glass(session, actor, now))
    return at_any_level(actor.over(Capability.BREAK_GLASS)) if held else Scope()
