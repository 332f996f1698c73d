"""What participants said of a session, all together."""

from typing import Any

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.training.queries.own import own_file
from core.training.rules.feedback import SPEAKING, Said, Summary, full, summary
from core.training.tables import Participation, SessionFeedback, StaffMember


def feedback(session: Session, scope: Scope, *, session_id: int) -> Summary:
    """Averages and words of a session, for those who hold it within the scope; of few answers only how many there are.

    Answers come in the order of their ids, which are drawn at random, and a batch at a time: what one more changes would
    tell what it says.
    """
    statement = select(SessionFeedback).where(SessionFeedback.session_id == session_id)
    rows = session.exec(within(scope, statement, SessionFeedback).order_by(col(SessionFeedback.id))).all()
    batches = full(row.batch for row in rows)
    said = [Said(row.useful, row.clear, row.run, row.words) for row in rows if row.batch in batches]
    return summary(said, waiting=len(rows) - len(said))


def owes_feedback(session: Session, scope: Scope, *, user_id: int) -> list[int]:
    """The sessions in which the asker, whose file lies within the scope, was and of which they said nothing yet; newest first."""
    statement: Any = select(col(Participation.session_id)).join(
        StaffMember, col(StaffMember.id) == Participation.staff_id
    )
    silent = statement.where(col(Participation.gave_feedback).is_(False), col(Participation.state).in_(SPEAKING))
    narrowed = within(SYSTEM_SCOPE, own_file(scope, silent, user_id), Participation)
    return list(session.exec(narrowed.order_by(col(Participation.session_id).desc())))
