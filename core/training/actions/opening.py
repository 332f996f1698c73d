"""A session goes its way: schools are asked to enrol, it begins, it is called off; or a step is taken back."""

from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import Refused
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.actions.parts import stepped
from core.training.actions.sessions import has_sign_ins
from core.training.rules import PartState, SessionState
from core.training.rules.sessions import LONGEST_REASON, ON, REASON, WAITING, follows
from core.training.tables import Participation, TrainingSession


def open_enrolment(session: Session, actor: Actor, *, session_id: int) -> None:
    """Let the schools below see a plan and enrol people in it."""
    row = _stood(session, actor, session_id, SessionState.PLANNED, SessionState.ENROLLING)
    audit.record(session, actor, "session.opened", row, org_id=row.org_id)


def start_session(session: Session, actor: Actor, *, session_id: int) -> None:
    """Let a session begin: schools enrol nobody any more, sign-ins are taken."""
    row = _stood(session, actor, session_id, SessionState.ENROLLING, SessionState.RUNNING)
    audit.record(session, actor, "session.started", row, org_id=row.org_id)


def take_step_back(session: Session, actor: Actor, *, session_id: int) -> SessionState:
    """Back to enrolment while nobody has signed in, back to a plan while nobody ever enrolled; answers where it stands."""
    row = loaded_session(session, require(actor, Capability.PLAN_TRAINING), session_id, lock=True)
    check_session(row, *ON)
    if row.state is SessionState.RUNNING and has_sign_ins(session, session_id):
        raise Refused("training.signed_in_already")
    if row.state is SessionState.ENROLLING and _anybody(session, session_id):
        raise Refused("training.people_on_record")
    to = SessionState.ENROLLING if row.state is SessionState.RUNNING else SessionState.PLANNED
    _stand(session, row, to)
    audit.record(session, actor, "session.stepped_back", row, org_id=row.org_id, to=to.value)
    return to


def cancel_session(session: Session, actor: Actor, *, session_id: int, reason: str) -> int:
    """Call a session off: everybody still in it is withdrawn with the reason. Answers how many people that were.

    A plan is dropped instead (drop_session), and a settled session stays as it is.
    """
    row = loaded_session(session, require(actor, Capability.PLAN_TRAINING), session_id, lock=True)
    check_session(row, *ON)
    row.reason = told(reason)
    _stand(session, row, SessionState.CANCELLED)
    statement = select(Participation).where(
        Participation.session_id == session_id, col(Participation.state).in_(list(WAITING))
    )
    people = within(SYSTEM_SCOPE, statement.order_by(col(Participation.id)), Participation)
    waiting = session.exec(people.with_for_update().execution_options(populate_existing=True)).all()
    for part in waiting:
        stepped(session, actor.user_id, part, PartState.WITHDRAWN, row.reason)
    audit.record(session, actor, "session.cancelled", row, org_id=row.org_id, people=len(waiting))
    return len(waiting)


def told(reason: str) -> str:
    """A reason, tidied; raises Refused where it says too little or too much."""
    said = " ".join(reason.split())
    if not REASON <= len(said) <= LONGEST_REASON:
        raise Refused("training.reason_needed", least=REASON, most=LONGEST_REASON)
    return said


def _anybody(session: Session, session_id: int) -> bool:
    """Whether anybody is in a session or was: that stays on record, so the session does."""
    statement = select(col(Participation.id)).where(Participation.session_id == session_id).limit(1)
    return session.exec(within(SYSTEM_SCOPE, statement, Participation)).first() is not None


def _stood(
    session: Session, actor: Actor, session_id: int, before: SessionState, after: SessionState
) -> TrainingSession:
    row = loaded_session(session, require(actor, Capability.PLAN_TRAINING), session_id, lock=True)
    check_session(row, before)
    return _stand(session, row, after)


def _stand(session: Session, row: TrainingSession, to: SessionState) -> TrainingSession:
    if not follows(row.state, to):
        raise Refused("training.other_state")
    row.state, row.code, row.code_until = to, "", None
    row.edition += 1
    session.flush()
    return row
