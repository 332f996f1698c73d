"""What a participant says of a session: an answer of nobody's, and a mark that this person gave one."""

import secrets
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import NotFound, Refused
from core.training.actions.loading_sessions import loaded_part, loaded_session
from core.training.queries.own import own_file
from core.training.rules.feedback import FEWEST, SPEAKING, Said, said_flaw
from core.training.tables import Participation, SessionFeedback, StaffMember, TrainingSession

LARGEST = 2**31 - 1


def give_feedback(session: Session, actor: Actor, *, session_id: int, said: Said) -> None:
    """Say something of a session one was at oneself. Raises NotFound for who is not in it, Refused as `enter_feedback`."""
    scope = require(actor, Capability.VIEW_OWN_RECORD)
    statement: Any = select(Participation).join(StaffMember, col(StaffMember.id) == Participation.staff_id)
    mine = own_file(scope, statement.where(Participation.session_id == session_id), actor.user_id)
    row = loaded_session(session, SYSTEM_SCOPE, session_id, lock=True)
    narrowed = within(SYSTEM_SCOPE, mine, Participation)
    part = session.exec(narrowed.with_for_update(of=Participation)).first()
    if part is None:
        raise NotFound
    _said(session, row, part, said)


def enter_feedback(session: Session, actor: Actor, *, participation_id: int, said: Said) -> None:
    """Write down at the school what one of its people said on a slip of paper.

    Raises NotFound outside the actor's scope; Refused for who was not there ("training.not_there"), who said something
    already ("training.feedback_given"), and for stars or words that cannot be.
    """
    scope = require(actor, Capability.ENROL_STAFF)
    known = loaded_part(session, scope, participation_id)
    row = loaded_session(session, SYSTEM_SCOPE, known.session_id, lock=True)
    _said(session, row, loaded_part(session, scope, participation_id, lock=True), said)


def _said(session: Session, row: TrainingSession, part: Participation, said: Said) -> None:
    """Kept apart: the id is drawn at random and the audit names nobody, so that no order tells whose answer it is."""
    given = said._replace(words=" ".join(said.words.split()))
    if flaw := said_flaw(given):
        raise Refused(flaw)
    if part.state not in SPEAKING:
        raise Refused("training.not_there")
    if part.gave_feedback:
        raise Refused("training.feedback_given")
    part.gave_feedback = True
    many: Any = select(func.count()).select_from(SessionFeedback).where(SessionFeedback.session_id == row.id)
    batch = session.exec(within(SYSTEM_SCOPE, many, SessionFeedback)).one() // FEWEST
    session.add(
        SessionFeedback(id=1 + secrets.randbelow(LARGEST), session_id=row.id or 0, batch=batch, **given._asdict())
    )
    audit.record(session, None, "session.feedback_given", row, org_id=row.org_id)
