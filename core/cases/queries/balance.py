"""The balance sheet: where every warning of a list stands."""

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.rules.states import BALANCED, WarningState
from core.cases.tables import Warning
from core.database import within


def balance(session: Session, scope: Scope, *, campaign_id: int | None) -> dict[WarningState, int]:
    """Warnings of a campaign (None: reported by hand) within the scope by state, zeros included.

    The counts always add up to the warnings that were not withdrawn: each stands in exactly one state.
    """
    statement: Any = select(col(Warning.state), func.count()).where(Warning.campaign_id == campaign_id)
    statement = within(scope, statement, Warning).group_by(col(Warning.state))
    counted = dict(iter(session.exec(statement)))
    return {state: int(counted.get(state, 0)) for state in BALANCED}
