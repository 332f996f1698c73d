"""Activities in numbers: times held (场次) and people counted each time (人次), never added together."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.rules import Audience
from core.activities.tables import Activity
from core.database import within


class Count(NamedTuple):
    """What one school held for one audience: entries, 场次 and 人次."""

    school_id: int
    audience: Audience
    entries: int
    sessions: int
    attendances: int


def counts(session: Session, scope: Scope, *, since: date, until: date, school_id: int | None = None) -> list[Count]:
    """By school and audience, for activities held from `since` to `until`, both included; removed ones are not counted.

    Schools that registered nothing have no row: that is not the same as none held.
    """
    sums: tuple[Any, ...] = (func.count(), func.sum(Activity.sessions), func.sum(Activity.attendances))
    keys = (col(Activity.school_id), col(Activity.audience))
    told: Any = select(*keys, *sums).where(
        col(Activity.held_on).between(since, until), col(Activity.removed_at).is_(None)
    )
    if school_id is not None:
        told = told.where(Activity.school_id == school_id)
    statement = within(scope, told, Activity).group_by(*keys)
    rows = [Count(school, audience, *map(int, found)) for school, audience, *found in session.exec(statement)]
    return sorted(rows, key=lambda row: (row.school_id, list(Audience).index(row.audience)))
