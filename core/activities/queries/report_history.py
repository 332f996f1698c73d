"""What became of a report, and what of earlier years may be taken over into a new one."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, or_, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries.seasons import season_seen
from core.activities.rules import ReportState
from core.activities.rules.progress import COUNTED
from core.activities.tables import Activity, ActivityStep, Season
from core.database import within

MOST = 12


class StepRow(NamedTuple):
    """One thing that became of a report, with what was said."""

    state: ReportState
    comment: str
    at: datetime
    by_id: int


class PastReport(NamedTuple):
    """Something held before, to take words and partners over from; `season` is "" for what was only logged."""

    id: int
    title: str
    held_on: date
    season: str


def steps(session: Session, scope: Scope, *, activity_id: int) -> list[StepRow]:
    """What became of a report that was made within `scope`, the oldest first; nothing of one outside of it."""
    statement = select(ActivityStep).where(ActivityStep.activity_id == activity_id)
    ordered = within(scope, statement, ActivityStep).order_by(col(ActivityStep.id))
    return [StepRow(row.state, row.comment, row.at, row.by_id) for row in session.exec(ordered)]


def last_years(session: Session, scope: Scope, *, org_id: int, season_id: int, item: str) -> list[PastReport]:
    """What an organisation held before a season began that is of the item's kind or had its code: the likeliest first.

    At most MOST. Raises NotFound for a season that is not seen.
    """
    season = season_seen(session, scope, season_id)
    spec = season.checklist.item(item)
    like = [col(Activity.item) == item, *([col(Activity.kind) == spec.kind] if spec else [])]
    statement = (
        select(Activity)
        .where(col(Activity.org_id) == org_id, or_(*like), col(Activity.held_on) < season.starts_on)
        .where(col(Activity.removed_at).is_(None), col(Activity.state).in_(COUNTED))
        .order_by((col(Activity.item) == item).desc(), col(Activity.held_on).desc(), col(Activity.id).desc())
    )
    rows = session.exec(within(scope, statement, Activity).limit(MOST)).all()
    titles = _titles(session, {row.season_id for row in rows if row.season_id})
    return [PastReport(row.id or 0, row.title, row.held_on, titles.get(row.season_id or 0, "")) for row in rows]


def _titles(session: Session, season_ids: Collection[int]) -> dict[int, str]:
    statement = select(col(Season.id), col(Season.title)).where(col(Season.id).in_(season_ids))
    return {one or 0: title for one, title in session.exec(within(SYSTEM_SCOPE, statement, Season))}
