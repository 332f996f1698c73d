"""Calls of hotlines: what was taken down day by day."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.rules.hotline import HotlineFacts, edition_of
from core.activities.tables import HotlineCount
from core.database import within


class HotlineRow(NamedTuple):
    """Calls of one category on a day, at the organisation whose hotline it is."""

    id: int
    org_id: int
    facts: HotlineFacts

    @property
    def edition(self) -> int:
        """What `actions.change_hotline` knows it by."""
        return edition_of(self.facts)


def hotline_counts(
    session: Session, scope: Scope, *, since: date, until: date, offset: int = 0, limit: int | None = 20
) -> list[HotlineRow]:
    """A page of what was taken down from `since` to `until`, both included, the newest first; nothing that was removed."""
    newest = (col(HotlineCount.taken_on).desc(), col(HotlineCount.id).desc())
    rows = session.exec(_taken(scope, select(HotlineCount), since, until).order_by(*newest).offset(offset).limit(limit))
    return [HotlineRow(row.id or 0, row.org_id, hotline_facts_of(row)) for row in rows]


def count_hotline(session: Session, scope: Scope, *, since: date, until: date) -> int:
    """How many `hotline_counts` there are."""
    return int(session.exec(_taken(scope, select(func.count()).select_from(HotlineCount), since, until)).one())


def hotline_facts_of(row: HotlineCount) -> HotlineFacts:
    """What a row says."""
    return HotlineFacts(row.taken_on, row.category, row.calls, row.minutes)


def _taken(scope: Scope, statement: Any, since: date, until: date) -> Any:  # a select of rows or of their number
    chosen = statement.where(col(HotlineCount.taken_on).between(since, until), col(HotlineCount.removed_at).is_(None))
    return within(scope, chosen, HotlineCount)
