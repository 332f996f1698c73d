"""Reports as a bureau reviews them: how many stand how, and one page of them; a season may have ten thousand."""

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.queries.reports import ReportRow, chosen_reports
from core.activities.rules import ReportState
from core.activities.tables import Activity
from core.database import within


def report_counts(session: Session, scope: Scope, *, season_id: int) -> dict[ReportState, int]:
    """How many reports of organisations within `scope` stand how; a state without any is left out."""
    statement: Any = select(col(Activity.state), func.count()).where(
        Activity.season_id == season_id, col(Activity.removed_at).is_(None)
    )
    return dict(session.exec(within(scope, statement, Activity).group_by(col(Activity.state))).all())


def review_queue(
    session: Session, scope: Scope, *, season_id: int, state: ReportState, offset: int = 0, limit: int = 20
) -> list[ReportRow]:
    """A page of the reports of organisations within `scope` that stand so.

    Of those that wait, the ones that have waited longest first; of what was decided, the latest decision first.
    """
    sent, decided, at = col(Activity.sent_at), col(Activity.decided_at), col(Activity.id)
    waits = state is ReportState.SENT
    order = (sent, at) if waits else (func.coalesce(decided, sent).desc(), at.desc())
    ids: Any = select(Activity.id).where(
        Activity.season_id == season_id, Activity.state == state, col(Activity.removed_at).is_(None)
    )
    page = list(session.exec(within(scope, ids, Activity).order_by(*order).offset(offset).limit(limit)))
    return sorted(chosen_reports(session, scope, page), key=lambda row: page.index(row.id))
