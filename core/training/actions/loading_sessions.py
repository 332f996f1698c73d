"""Sessions and places in them that an act is about: found within the actor's scope, and held until the act is done."""

from typing import Any

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound, Refused
from core.training.queries.sessions import session_seen
from core.training.rules import SessionState
from core.training.tables import Participation, TrainingSession


def loaded_session(session: Session, scope: Scope, session_id: int, *, lock: bool = False) -> TrainingSession:
    """The session of an organiser within `scope`: for those who hold it. NotFound outside of it."""
    statement = within(scope, select(TrainingSession).where(TrainingSession.id == session_id), TrainingSession)
    row: TrainingSession = _found(session, statement, lock=lock)
    return row


def invited_session(session: Session, scope: Scope, session_id: int, *, lock: bool = False) -> TrainingSession:
    """The session as schools see it too: held within `scope`, or by a bureau above and opened. NotFound otherwise.

    Lock it before places are counted: whoever takes the last one takes it alone.
    """
    session_seen(session, scope, session_id)
    statement = select(TrainingSession).where(TrainingSession.id == session_id)
    row: TrainingSession = _found(session, within(SYSTEM_SCOPE, statement, TrainingSession), lock=lock)
    return row


def loaded_part(session: Session, scope: Scope, participation_id: int, *, lock: bool = False) -> Participation:
    """Somebody's place, of a school within `scope`. NotFound outside of it.

    The scope of those who hold sessions does not say that this session is theirs: `held_part` does.
    """
    statement = within(scope, select(Participation).where(Participation.id == participation_id), Participation)
    part: Participation = _found(session, statement, lock=lock)
    return part


def held_part(session: Session, scope: Scope, participation_id: int) -> tuple[Participation, TrainingSession]:
    """Somebody's place and its session, for those who hold the session; the session is held first, then the place."""
    known = loaded_part(session, scope, participation_id)
    row = loaded_session(session, scope, known.session_id, lock=True)
    return loaded_part(session, scope, participation_id, lock=True), row


def check_session(row: TrainingSession, *states: SessionState) -> None:
    """Raise Refused("training.other_state") unless the session stands in one of `states`."""
    if row.state not in states:
        raise Refused("training.other_state")


def _found(session: Session, statement: Any, *, lock: bool) -> Any:  # a row of either table
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = session.exec(statement).first()
    if found is None:
        raise NotFound
    return found
