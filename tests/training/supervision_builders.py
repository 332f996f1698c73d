"""Meetings of supervision put there by nobody. Everybody in here is fictitious."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from core.training.rules import SupervisionKind
from core.training.tables import Supervision, SupervisionSeat
from tests.training.builders import LONG_AGO
from tests.world import World


def a_supervision(session: Session, world: World, seats: Mapping[int, str], *, at: str = "county", **other: Any) -> int:
    """Two hours in a group on 20 February 2026, unless told otherwise; `seats` are people with the school that sent them."""
    usual: dict[str, Any] = {
        "kind": SupervisionKind.GROUP, "held_on": date(2026, 2, 20), "hours": Decimal(2), "supervisor": "程示例",
        "topics": ["crisis", "ethics"], "cases": 1,
    }  # fmt: skip
    made = {"org_id": world.orgs[at], "made_by": world.accounts["researcher"], "made_at": LONG_AGO}
    row = Supervision(**{**usual, **other}, **made)
    session.add(row)
    session.flush()
    session.add_all(
        SupervisionSeat(supervision_id=row.id or 0, staff_id=who, school_id=world.orgs[school])
        for who, school in seats.items()
    )
    session.flush()
    return row.id or 0
