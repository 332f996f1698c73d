"""Public education (社会宣教) in numbers: what was held, and what hotlines took, by organisation, month and kind."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric, case, cast, extract, func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.rules import Audience
from core.activities.rules.hotline import HotlineSum
from core.activities.rules.progress import COUNTED
from core.activities.rules.public import PUBLIC_TITLES, PublicCount, PublicTotals
from core.activities.tables import Activity, HotlineCount
from core.database import within

HUNDREDTH = Decimal("0.01")


def public_totals(session: Session, scope: Scope, *, since: date, until: date) -> PublicTotals:
    """What lies within the scope from `since` to `until`, both included; false where nothing is on record.

    Counted are activities of PUBLIC_TITLES that were logged, sent or accepted, in a season or not, each under the
    organisation that entered it; and calls, day by day. What was removed, drafted or given back is not counted.
    """
    return PublicTotals(tuple(_held(session, scope, since, until)), tuple(_calls(session, scope, since, until)))


def _held(session: Session, scope: Scope, since: date, until: date) -> list[PublicCount]:
    day = col(Activity.held_on)
    keys = (col(Activity.org_id), extract("year", day), extract("month", day), col(Activity.kind))
    people: Any = sum((func.coalesce(getattr(Activity, audience.value), 0) for audience in Audience), start=0)
    sums = (func.count(), func.sum(col(Activity.sessions)), func.sum(people))
    told: Any = select(*keys, *sums).where(  # type: ignore[call-overload]  # over four columns
        day.between(since, until),
        col(Activity.removed_at).is_(None),
        col(Activity.state).in_(COUNTED),
        col(Activity.kind).in_(list(PUBLIC_TITLES)),
    )
    rows = session.exec(within(scope, told, Activity).group_by(*keys).order_by(*keys))
    return [
        PublicCount(org, date(int(year), int(month), 1), kind, *map(int, found))
        for org, year, month, kind, *found in rows
    ]


def _calls(session: Session, scope: Scope, since: date, until: date) -> list[HotlineSum]:
    day, calls, minutes = col(HotlineCount.taken_on), col(HotlineCount.calls), col(HotlineCount.minutes)
    keys = (col(HotlineCount.org_id), extract("year", day), extract("month", day), col(HotlineCount.category))
    timed = func.sum(case((minutes.is_not(None), calls), else_=0))
    waited = cast(func.coalesce(func.sum(calls * minutes), 0), Numeric(14, 2))
    told: Any = select(*keys, func.sum(calls), timed, waited).where(  # type: ignore[call-overload]  # over four columns
        day.between(since, until), col(HotlineCount.removed_at).is_(None)
    )
    rows = session.exec(within(scope, told, HotlineCount).group_by(*keys).order_by(*keys))
    return [
        HotlineSum(
            org, date(int(year), int(month), 1), category, int(taken), int(known),
            Decimal(str(spent)).quantize(HUNDREDTH),
        )
        for org, year, month, category, taken, known, spent in rows
    ]  # fmt: skip
