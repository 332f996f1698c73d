"""Activities one by one."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.rules import Audience
from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity
from core.database import within


class ActivityRow(NamedTuple):
    """One activity of a school."""

    id: int
    school_id: int
    facts: ActivityFacts


def activities(
    session: Session,
    scope: Scope,
    *,
    school_id: int,
    since: date,
    until: date,
    audience: Audience | None = None,
    offset: int = 0,
    limit: int | None = 20,
) -> list[ActivityRow]:
    """A page of a school's activities held from `since` to `until`, both included, the newest first; no removed ones."""
    newest = (col(Activity.held_on).desc(), col(Activity.id).desc())
    statement = _chosen(scope, select(Activity), school_id, since, until, audience)
    rows = session.exec(statement.order_by(*newest).offset(offset).limit(limit))
    return [
        ActivityRow(row.id or 0, row.school_id, ActivityFacts(*(getattr(row, name) for name in ActivityFacts._fields)))
        for row in rows
    ]


def count_activities(
    session: Session, scope: Scope, *, school_id: int, since: date, until: date, audience: Audience | None = None
) -> int:
    """How many `activities` there are."""
    counted = select(func.count()).select_from(Activity)
    return int(session.exec(_chosen(scope, counted, school_id, since, until, audience)).one())


def _chosen(
    scope: Scope, statement: Any, school_id: int, since: date, until: date, audience: Audience | None
) -> Any:  # a select of any shape
    chosen = statement.where(
        Activity.school_id == school_id,
        col(Activity.held_on).between(since, until),
        col(Activity.removed_at).is_(None),
    )
    if audience is not None:
        chosen = chosen.where(Activity.audience == audience)
    return within(scope, chosen, Activity)
