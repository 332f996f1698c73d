"""The balance sheet: how many warnings of each school stand in each state."""

from collections.abc import Mapping

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.rules.states import BALANCED, WarningState
from core.cases.tables import Warning
from core.database import within

Balance = Mapping[WarningState, int]


def balances(session: Session, scope: Scope, *, campaign_id: int | None) -> dict[int, Balance]:
    """Warnings by state and school, of one campaign or (None) of what was reported by hand; withdrawn ones left out."""
    counted = select(col(Warning.school_id), col(Warning.state), func.count()).where(
        Warning.campaign_id == campaign_id, col(Warning.state).in_(BALANCED)
    )
    found: dict[int, dict[WarningState, int]] = {}
    for school, state, people in session.exec(
        within(scope, counted, Warning).group_by(col(Warning.school_id), col(Warning.state))
    ):
        found.setdefault(school, {})[state] = people
    return dict(found)
