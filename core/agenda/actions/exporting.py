"""The calendar as a file for one's own phone or computer."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session

from core import audit, clock
from core.access import Actor
from core.agenda.queries import events, seen_through
from core.agenda.rules import EventKind, chosen
from core.agenda.rules.ics import calendar_file
from core.organisations.rules import Level

NAME = "守望日程"


def export_agenda(
    session: Session,
    actor: Actor,
    *,
    since: date,
    until: date,
    kinds: Collection[EventKind] = (),
    levels: Collection[Level] = (),
) -> bytes:
    """What the actor sees from `since` to `until`, of some kinds and levels (none named: of all), as .ics.

    Everybody signed in may: what is in it is what their own rights show.
    """
    found = chosen(events(session, seen_through(actor.over), since=since, until=until), kinds, levels)
    audit.record(session, actor, "agenda.exported", events=len(found))
    return calendar_file(found, name=NAME, at=clock.now())
