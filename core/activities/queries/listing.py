"""Activities one by one: the ledger (台账) of what counts."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.queries.facts import facts_of
from core.activities.rules import ActivityKind, Audience, ReportState
from core.activities.rules.facts import ActivityFacts
from core.activities.rules.progress import COUNTED
from core.activities.tables import Activity
from core.database import within


class ActivityRow(NamedTuple):
    """One activity of an organisation; `season_id` is None for one that was only logged."""

    id: int
    school_id: int
    facts: ActivityFacts
    season_id: int | None = None
    state: ReportState = ReportState.LOGGED
    edition: int = 0


class Chosen(NamedTuple):
    """What of the ledger is looked at: of one organisation (None: of all), of one audience or kind, with words in the title."""

    school_id: int | None = None
    audience: Audience | None = None
    kind: ActivityKind | None = None
    words: str = ""


EVERYTHING = Chosen()


def activities(
    session: Session,
    scope: Scope,
    *,
    since: date,
    until: date,
    chosen: Chosen = EVERYTHING,
    offset: int = 0,
    limit: int | None = 20,
) -> list[ActivityRow]:
    """A page of the activities that count, held from `since` to `until`, both included, the newest first."""
    newest = (col(Activity.held_on).desc(), col(Activity.id).desc())
    statement = _chosen(scope, select(Activity), since, until, chosen)
    rows = session.exec(statement.order_by(*newest).offset(offset).limit(limit))
    return [ActivityRow(row.id or 0, row.org_id, facts_of(row), row.season_id, row.state, row.edition) for row in rows]


def count_activities(session: Session, scope: Scope, *, since: date, until: date, chosen: Chosen = EVERYTHING) -> int:
    """How many `activities` there are."""
    counted = select(func.count()).select_from(Activity)
    return int(session.exec(_chosen(scope, counted, since, until, chosen)).one())


def _chosen(scope: Scope, statement: Any, since: date, until: date, chosen: Chosen) -> Any:  # a select of anything
    statement = within(scope, statement, Activity).where(
        col(Activity.held_on).between(since, until),
        col(Activity.removed_at).is_(None),
        col(Activity.state).in_(COUNTED),
    )
    if chosen.school_id is not None:
        statement = statement.where(Activity.org_id == chosen.school_id)
    if chosen.audience is not None:
        statement = statement.where(getattr(Activity, chosen.audience.value).is_not(None))
    if chosen.kind is not None:
        statement = statement.where(Activity.kind == chosen.kind)
    return statement.where(col(Activity.title).contains(chosen.words, autoescape=True)) if chosen.words else statement
