"""The balance by tier, in numbers."""

from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.rules.states import BALANCED, WarningState
from core.cases.tables import Warning
from core.database import within


class StateTally(NamedTuple):
    """How many people of one severity stand in one state."""

    state: WarningState
    severity: int
    people: int


def tally_by_state(
    session: Session, scope: Scope, *, campaign_id: int, school_id: int | None = None
) -> list[StateTally]:
    """People on a campaign's balance within the scope by state and severity; no withdrawn ones, no zeros."""
    keys = (col(Warning.state), col(Warning.severity))
    counted: Any = select(*keys, func.count()).where(Warning.campaign_id == campaign_id, keys[0].in_(BALANCED))
    if school_id is not None:
        counted = counted.where(Warning.school_id == school_id)
    rows = [StateTally(*row) for row in session.exec(within(scope, counted, Warning).group_by(*keys))]
    return sorted(rows, key=lambda row: (BALANCED.index(row.state), -row.severity))
