"""How training needs are answered: by which sessions, and who of the school went there."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.training.queries.sessions import sessions_seen
from core.training.rules import PartState, SessionState
from core.training.tables import Participation, SessionNeed, StaffMember, TrainingNeed


class AnswerRow(NamedTuple):
    """A session that answers a need: how many people of the need's school were sent there, and completed it."""

    need_id: int
    session_id: int
    title: str
    starts_at: datetime
    state: SessionState
    sent: int
    completed: int


def answers(session: Session, scope: Scope, *, need_ids: Collection[int]) -> list[AnswerRow]:
    """The sessions that answer these needs of schools within the scope, by need, the earliest first.

    A plan that its organiser did not open yet is told within the organiser's scope alone; cancelled ones answer nothing.
    """
    seen = {row.id: row for row in sessions_seen(session, scope) if row.state is not SessionState.CANCELLED}
    facts: Any = (col(SessionNeed.need_id), col(SessionNeed.session_id), col(TrainingNeed.school_id))
    statement: Any = select(*facts).join(TrainingNeed, col(TrainingNeed.id) == SessionNeed.need_id)
    statement = statement.where(
        col(SessionNeed.need_id).in_(sorted(need_ids)), col(SessionNeed.session_id).in_(sorted(seen))
    )
    found = session.exec(within(scope, within(SYSTEM_SCOPE, statement, SessionNeed), TrainingNeed)).all()
    many = _people(session, scope, {at for _, at, _ in found})
    rows = [
        AnswerRow(need, at, row.title, row.starts_at, row.state, *many.get((at, school), (0, 0)))
        for need, at, school in found
        for row in (seen[at],)
    ]
    return sorted(rows, key=lambda row: (row.need_id, row.starts_at, row.session_id))


def _people(session: Session, scope: Scope, session_ids: Collection[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """By session and school, how many people were sent and how many completed it; nobody is counted twice."""
    completed = func.sum(case((col(Participation.state) == PartState.COMPLETED, 1), else_=0))
    counted: Any = select(col(Participation.session_id), col(Participation.school_id), func.count(), completed)
    statement = counted.join(StaffMember, col(StaffMember.id) == Participation.staff_id).where(
        col(Participation.session_id).in_(sorted(session_ids)),
        col(Participation.state) != PartState.WITHDRAWN,
        col(StaffMember.merged_into).is_(None),
    )
    narrowed = within(scope, within(SYSTEM_SCOPE, statement, StaffMember), Participation)
    rows = session.exec(narrowed.group_by(col(Participation.session_id), col(Participation.school_id)))
    return {(at, school): (sent, done) for at, school, sent, done in rows}
