"""Activities in numbers: times held (场次) and people counted each time (人次), never added together."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.rules import Audience
from core.activities.rules.progress import COUNTED
from core.activities.tables import Activity
from core.database import within


class Count(NamedTuple):
    """What one organisation held for one audience: entries, 场次 and 人次."""

    school_id: int
    audience: Audience
    entries: int
    sessions: int
    attendances: int


class HeldCount(NamedTuple):
    """What one organisation held for anybody: entries, 场次 and 人次, each activity once however many it was for."""

    school_id: int
    entries: int
    sessions: int
    attendances: int


def counts(session: Session, scope: Scope, *, since: date, until: date, school_id: int | None = None) -> list[Count]:
    """By organisation and audience, for activities held from `since` to `until`, both included.

    An activity for two audiences stands under both: for a sum over audiences ask `held_in`. Removed ones, drafts and
    those given back are not counted. Organisations that registered nothing have no row: that is not the same as none held.
    """
    sums = [part for audience in Audience for part in _sums(audience)]
    found = session.exec(_held(scope, sums, since, until, school_id))
    rows = [row for school, *numbers in found for row in _by_audience(school, numbers)]
    return sorted(rows, key=lambda row: (row.school_id, list(Audience).index(row.audience)))


def held_in(
    session: Session, scope: Scope, *, since: date, until: date, school_id: int | None = None
) -> list[HeldCount]:
    """By organisation, every activity of `counts` once; also those that were for nobody present (推送)."""
    people: Any = sum((func.coalesce(func.sum(_people(audience)), 0) for audience in Audience), start=0)
    sums = [func.count(), func.sum(col(Activity.sessions)), people]
    found = session.exec(_held(scope, sums, since, until, school_id))
    return sorted(HeldCount(school, *map(int, numbers)) for school, *numbers in found)


def _held(scope: Scope, sums: list[Any], since: date, until: date, school_id: int | None) -> Any:  # a statement
    told: Any = select(col(Activity.org_id), *sums).where(
        col(Activity.held_on).between(since, until),
        col(Activity.removed_at).is_(None),
        col(Activity.state).in_(COUNTED),
    )
    if school_id is not None:
        told = told.where(Activity.org_id == school_id)
    return within(scope, told, Activity).group_by(col(Activity.org_id))


def _sums(audience: Audience) -> tuple[Any, Any, Any]:
    people = _people(audience)
    times = func.sum(case((people.is_not(None), col(Activity.sessions)), else_=0))
    return func.count(people), times, func.coalesce(func.sum(people), 0)


def _people(audience: Audience) -> Any:  # a column
    return getattr(Activity, audience.value)


def _by_audience(school_id: int, numbers: list[Any]) -> Iterator[Count]:
    for at, audience in enumerate(Audience):
        entries, sessions, attendances = map(int, numbers[3 * at : 3 * at + 3])
        if entries:
            yield Count(school_id, audience, entries, sessions, attendances)
