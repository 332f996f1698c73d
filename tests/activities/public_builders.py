"""Calls taken down by nobody."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from core.activities.rules.hotline import HotlineFacts
from core.activities.tables import HotlineCount
from tests.world import World

TAKEN = HotlineFacts(date(2025, 10, 13), "mood", 3)


def some_calls(session: Session, world: World, at: str = "a", **other: Any) -> int:
    """Three calls about moods in October, nobody took the time, unless told otherwise."""
    made = {"made_by": world.accounts["admin"], "made_at": datetime(2025, 10, 13, 8, tzinfo=UTC)}
    row = HotlineCount(**{**TAKEN._asdict(), **made, **other, "org_id": world.orgs[at]})
    session.add(row)
    session.flush()
    return row.id or 0
