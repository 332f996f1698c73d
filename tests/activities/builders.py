"""Activities put on record by nobody."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from core.activities.queries.facts import columns_of
from core.activities.rules import ActivityKind, ReportState
from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity
from tests.world import World

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
HELD = date(2025, 10, 11)
TALK = ActivityFacts(ActivityKind.LECTURE, "家长讲座", HELD, HELD, parents=120)


def an_activity(session: Session, world: World, at: str = "a", **other: Any) -> int:
    """A talk for parents on one day of October, of no season, unless told otherwise; `held_on` alone is one day."""
    days = {"until": other["held_on"]} if "held_on" in other else {}
    made = {"state": ReportState.LOGGED, "made_by": world.accounts["admin"], "made_at": NOW}
    row = Activity(**{**columns_of(TALK), **made, **days, **other, "org_id": world.orgs[at]})
    session.add(row)
    session.flush()
    return row.id or 0
