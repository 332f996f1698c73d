"""Activities put on record by nobody."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from core.activities.rules import Audience
from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity
from tests.world import World

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TALK = ActivityFacts(date(2025, 10, 11), "家长讲座", Audience.PARENTS, 1, 120)


def an_activity(session: Session, world: World, at: str = "a", **other: Any) -> int:
    """A talk for parents in October, unless told otherwise."""
    made = {"made_by": world.accounts["admin"], "made_at": NOW}
    row = Activity(**{**TALK._asdict(), **made, **other, "school_id": world.orgs[at]})
    session.add(row)
    session.flush()
    return row.id or 0
