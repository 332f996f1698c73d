"""Seasons are planned, changed while they are open, and dropped while nobody was told of them."""

from typing import Any

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.activities.actions.loading_seasons import check_season, run_season
from core.activities.actions.reach import bureau
from core.activities.queries.seasons import checklist_of
from core.activities.rules import SeasonState
from core.activities.rules.checklists import ChecklistSpec
from core.activities.rules.seasons import CHANGEABLE, SeasonDraft, lost_items, season_flaw, tidied
from core.activities.tables import Activity, Exemption, Season
from core.database import within
from core.errors import Conflict, Refused


def make_season(session: Session, actor: Actor, *, draft: SeasonDraft) -> int:
    """A new plan, seen by its organiser alone; answers its id. It keeps the checklist as it is now.

    Raises NotFound for what is no bureau within the actor's reach, Refused for what rules.seasons.season_flaw finds.
    """
    scope = require(actor, Capability.RUN_SEASONS)
    row = Season(**_facts(session, scope, draft), made_by=actor.user_id, made_at=clock.now())
    session.add(row)
    session.flush()
    audit.record(session, actor, "season.made", row, org_id=row.org_id, kind=row.kind.value)
    return row.id or 0


def change_season(session: Session, actor: Actor, *, season_id: int, edition: int, draft: SeasonDraft) -> int:
    """Write a plan anew, or put an open season right; answers the new edition. The organiser stays.

    Items that schools have reported or were exempted from stay in the checklist. Raises Conflict when somebody changed it
    since `edition` was read, Refused for what cannot be.
    """
    scope = require(actor, Capability.RUN_SEASONS)
    row = run_season(session, scope, season_id, lock=True)
    check_season(row, *CHANGEABLE)
    if row.edition != edition:
        raise Conflict("activities.season_moved_on")
    if draft.org_id != row.org_id:
        raise Refused("activities.organiser_stays")
    facts = _facts(session, scope, draft)
    _keep_used_items(session, row, draft.checklist)
    for name, value in facts.items():
        setattr(row, name, value)
    row.edition += 1
    session.flush()
    audit.record(session, actor, "season.changed", row, org_id=row.org_id)
    return row.edition


def drop_season(session: Session, actor: Actor, *, season_id: int) -> None:
    """Take a plan away that no school was told of."""
    row = run_season(session, require(actor, Capability.RUN_SEASONS), season_id, lock=True)
    check_season(row, SeasonState.PLANNED)
    audit.record(session, actor, "season.dropped", row, org_id=row.org_id)
    session.delete(row)
    session.flush()


def _facts(session: Session, scope: Scope, draft: SeasonDraft) -> dict[str, Any]:  # columns of every type
    org = bureau(session, scope, draft.org_id)
    given = tidied(draft)
    if code := season_flaw(given):
        raise Refused(code)
    kept = {"org_id": org.id, "checklist": given.checklist.model_dump(mode="json")}
    return given._asdict() | kept | {"school_year": clock.school_year(given.starts_on)}


def _keep_used_items(session: Session, row: Season, after: ChecklistSpec) -> None:
    lost = lost_items(checklist_of(row.checklist), after, _used(session, row.id or 0))
    if lost:
        raise Refused("activities.item_in_use", count=len(lost))


def _used(session: Session, season_id: int) -> set[str]:
    """Items that anybody has begun to report, or that a school was exempted from."""
    found: set[str] = set()
    for table in (Activity, Exemption):
        items = select(col(table.item)).where(col(table.season_id) == season_id, col(table.removed_at).is_(None))
        found.update(session.exec(within(SYSTEM_SCOPE, items, table).distinct()))
    return found - {""}
