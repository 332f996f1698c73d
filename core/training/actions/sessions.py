"""Training sessions are planned, changed while they are open, and dropped while nobody was told of them."""

from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import Conflict, Refused
from core.organisations.queries import get as organisation
from core.training import packs
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.queries.places import room_of
from core.training.rules import SessionState
from core.training.rules.drafts import SessionDraft, changed_rules, draft_flaw, tidied
from core.training.rules.sessions import OPEN, packed_modules, unpacked_modules
from core.training.tables import Participation, SessionNeed, SessionQuota, SignIn, TrainingSession


def make_session(session: Session, actor: Actor, *, draft: SessionDraft) -> int:
    """A new plan, seen by its organiser alone; answers its id.

    Raises NotFound for an organiser out of the actor's reach, Refused for what rules.drafts.draft_flaw finds.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = TrainingSession(**_facts(session, scope, draft), made_by=actor.user_id, made_at=clock.now())
    session.add(row)
    session.flush()
    audit.record(session, actor, "session.made", row, org_id=row.org_id, kind=row.kind.value)
    return row.id or 0


def change_session(session: Session, actor: Actor, *, session_id: int, edition: int, draft: SessionDraft) -> int:
    """Write a plan anew, or put an open session right; answers the new edition. The organiser stays.

    From the first sign-in on hours, modules and the share to attend stay as they are, and the assessment from the first
    score on. Raises Conflict when somebody changed it since `edition` was read, Refused for what cannot be.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, *OPEN)
    if row.edition != edition:
        raise Conflict("training.session_moved_on")
    if draft.org_id != row.org_id:
        raise Refused("training.organiser_stays")
    facts = _facts(session, scope, draft)
    _check_promises(session, row, tidied(draft))
    if changed_rules(draft_of(row), tidied(draft)):
        row.code, row.code_until = "", None  # it may be for a module that is no more
    for name, value in facts.items():
        setattr(row, name, value)
    row.edition += 1
    session.flush()
    audit.record(session, actor, "session.changed", row, org_id=row.org_id)
    return row.edition


def drop_session(session: Session, actor: Actor, *, session_id: int) -> None:
    """Take a plan away, with the places that were given to schools."""
    row = loaded_session(session, require(actor, Capability.PLAN_TRAINING), session_id, lock=True)
    check_session(row, SessionState.PLANNED)
    audit.record(session, actor, "session.dropped", row, org_id=row.org_id)
    for part in (SessionQuota, SessionNeed):
        session.exec(within(SYSTEM_SCOPE, delete(part).where(col(part.session_id) == session_id), part))
    session.delete(row)
    session.flush()


def draft_of(row: TrainingSession) -> SessionDraft:
    """A session as it is planned now."""
    facts = {name: getattr(row, name) for name in SessionDraft._fields if name != "modules"}
    return SessionDraft(**facts, modules=unpacked_modules(row.modules))


def has_sign_ins(session: Session, session_id: int) -> bool:
    """Whether anybody was signed in, also somebody who was withdrawn since."""
    statement = select(col(SignIn.id)).join(Participation, col(Participation.id) == SignIn.participation_id)
    here = statement.where(Participation.session_id == session_id).limit(1)
    return session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, here, SignIn), Participation)).first() is not None


def _facts(session: Session, scope: Scope, draft: SessionDraft) -> dict[str, Any]:  # columns of every type
    org = organisation(session, scope, draft.org_id)
    given = tidied(draft)
    if code := draft_flaw(given, packs.hour_categories(), clock.local(given.ends_at).date()):
        raise Refused(code)
    return given._asdict() | {"org_id": org.id, "modules": packed_modules(given.modules)}


def _check_promises(session: Session, row: TrainingSession, after: SessionDraft) -> None:
    """What people were told and did already: seats they took, modules they signed in for, marks they were given."""
    before = draft_of(row)
    if after.seats is not None and after.seats < (taken := room_of(session, row.id or 0, None).taken):
        raise Refused("training.seats_taken", count=taken)
    if changed_rules(before, after) and has_sign_ins(session, row.id or 0):
        raise Refused("training.signed_in_already")
    if before.pass_score != after.pass_score and _has_scores(session, row.id or 0):
        raise Refused("training.scored_already")


def _has_scores(session: Session, session_id: int) -> bool:
    statement = select(col(Participation.id)).where(
        Participation.session_id == session_id, col(Participation.score).is_not(None)
    )
    return session.exec(within(SYSTEM_SCOPE, statement.limit(1), Participation)).first() is not None
