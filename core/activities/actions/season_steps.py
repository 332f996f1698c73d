"""A season goes its way: schools are told of it, it ends, it is opened again for stragglers, it is called off."""

from sqlalchemy import insert
from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities.actions.loading_seasons import check_season, run_season
from core.activities.rules import SeasonState
from core.activities.rules.seasons import follows, told_reason
from core.activities.tables import Season, SeasonSchool
from core.errors import Refused
from core.organisations.queries import get, schools


def open_season(session: Session, actor: Actor, *, season_id: int) -> int:
    """Tell the schools of a plan: every open school below takes part; answers how many.

    Raises Refused unless it is a plan, and where there is no school.
    """
    row = _held(session, actor, season_id, SeasonState.PLANNED)
    org = get(session, require(actor, Capability.RUN_SEASONS), row.org_id)
    below = [school.id for school in schools(session, Scope.at(org.path))]
    if not below:
        raise Refused("activities.no_schools")
    now = clock.now()
    lines = [{"season_id": season_id, "school_id": one, "added_at": now} for one in below]
    session.execute(insert(SeasonSchool), lines)
    _stand(session, row, SeasonState.OPEN)
    audit.record(session, actor, "season.opened", row, org_id=row.org_id, schools=len(below))
    return len(below)


def close_season(session: Session, actor: Actor, *, season_id: int) -> None:
    """End a season: nothing is reported any more."""
    row = _held(session, actor, season_id, SeasonState.OPEN)
    _stand(session, row, SeasonState.CLOSED)
    audit.record(session, actor, "season.closed", row, org_id=row.org_id)


def reopen_season(session: Session, actor: Actor, *, season_id: int) -> None:
    """Take reports of a closed season again; what is late stays told as late."""
    row = _held(session, actor, season_id, SeasonState.CLOSED)
    _stand(session, row, SeasonState.OPEN)
    audit.record(session, actor, "season.reopened", row, org_id=row.org_id)


def cancel_season(session: Session, actor: Actor, *, season_id: int, reason: str) -> None:
    """Call a season off, and say why; what schools have held stays on record. A plan is dropped instead."""
    row = _held(session, actor, season_id, SeasonState.OPEN)
    said = told_reason(reason)
    if said is None:
        raise Refused("activities.reason_needed")
    row.reason = said
    _stand(session, row, SeasonState.CANCELLED)
    audit.record(session, actor, "season.cancelled", row, org_id=row.org_id)


def _held(session: Session, actor: Actor, season_id: int, *states: SeasonState) -> Season:
    row = run_season(session, require(actor, Capability.RUN_SEASONS), season_id, lock=True)
    check_season(row, *states)
    return row


def _stand(session: Session, row: Season, to: SeasonState) -> None:
    if not follows(row.state, to):
        raise Refused("activities.season_state")
    row.state = to
    row.edition += 1
    session.flush()
