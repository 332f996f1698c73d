"""The roll-up is rebuilt for the schools that changed, in the transaction that changed them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlmodel import Session, col

from core.access import SYSTEM_SCOPE
from core.database import within
from core.screening.rules.standing import NOBODY
from core.screening.tables import Rollup, Testee

INTO = ["campaign_id", "school_id", "grade", "mark", "status", "severity", "critical", "people"]


def rebuild(session: Session, campaign_id: int, schools: Collection[int] | None = None) -> None:
    """Delete and rebuild the slices of these schools (of all schools, for None) from the list itself.

    Part of an act whose own scope has been asked already; counts have to be right for every reader, not for the actor.
    """
    old = delete(Rollup).where(col(Rollup.campaign_id) == campaign_id)
    keys = [getattr(Testee, name) for name in INTO[:5]]
    severity: Any = func.coalesce(col(Testee.severity), NOBODY)
    new = select(*keys, severity, col(Testee.critical), func.count()).where(col(Testee.campaign_id) == campaign_id)
    if schools is not None:
        old = old.where(col(Rollup.school_id).in_(sorted(schools)))
        new = new.where(col(Testee.school_id).in_(sorted(schools)))
    session.execute(within(SYSTEM_SCOPE, old, Rollup), execution_options={"synchronize_session": False})
    grouped = within(SYSTEM_SCOPE, new, Testee).group_by(*keys, severity, col(Testee.critical))
    session.execute(insert(Rollup).from_select(INTO, grouped))
