"""Seasons that an act is about: found within the actor's scope, and held until the act is done."""

from typing import Any

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries.seasons import season_seen
from core.activities.rules import SeasonState
from core.activities.tables import Season
from core.database import within
from core.errors import NotFound, Refused


def run_season(session: Session, scope: Scope, season_id: int, *, lock: bool = False) -> Season:
    """The season of a bureau within `scope`: for those who run it. NotFound outside of it."""
    statement = within(scope, select(Season).where(Season.id == season_id), Season)
    return _found(session, statement, lock=lock)


def loaded_season(session: Session, scope: Scope, season_id: int, *, lock: bool = False) -> Season:
    """The season as schools see it too: run within `scope`, or by a bureau above and opened. NotFound otherwise."""
    season_seen(session, scope, season_id)
    statement = select(Season).where(Season.id == season_id)
    return _found(session, within(SYSTEM_SCOPE, statement, Season), lock=lock)


def check_season(row: Season, *states: SeasonState) -> None:
    """Raise Refused("activities.season_state") unless the season stands in one of `states`."""
    if row.state not in states:
        raise Refused("activities.season_state")


def _found(session: Session, statement: Any, *, lock: bool) -> Season:
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    found: Season | None = session.exec(statement).first()
    if found is None:
        raise NotFound
    return found
