"""The code in the hall: shown by the organiser, typed on a phone with the name and the end of the phone number."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import NotFound, Refused
from core.training.actions.attending import check_module, signed_modules, written_down
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.queries.own import own_file
from core.training.rules import SessionState, SignInWay
from core.training.rules.codes import (
    LONGEST,
    MOST_MISSES,
    SHORTEST,
    Face,
    Shown,
    may_guess,
    named,
    new_code,
    typed_code,
)
from core.training.rules.completing import WHOLE
from core.training.rules.sessions import WAITING, unpacked_modules
from core.training.tables import Participation, StaffMember, TrainingSession


class SignedByCode(NamedTuple):
    """What somebody signed in at, and when; `again` when they had done so before."""

    title: str
    module: str
    at: datetime
    again: bool


def show_code(session: Session, actor: Actor, *, session_id: int, module: str = WHOLE, minutes: int = 30) -> str:
    """Make a code for one module of a running session, good for `minutes`; the one before is good no longer.

    Raises NotFound for a session that the actor does not hold or a module that it does not have, Refused unless it runs
    and for a time that is too short or too long.
    """
    row = loaded_session(session, require(actor, Capability.PLAN_TRAINING), session_id, lock=True)
    check_session(row, SessionState.RUNNING)
    check_module(row, module)
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused("training.code_minutes")
    now = clock.now()
    taken = [one.code for one in _halls(session, now)]
    row.code = new_code(taken, secrets.randbelow)
    row.code_module, row.code_until, row.code_misses = module, now + timedelta(minutes=minutes), 0
    audit.record(session, actor, "session.code_shown", row, org_id=row.org_id, module=module, minutes=minutes)
    return row.code


def stop_code(session: Session, actor: Actor, *, session_id: int) -> None:
    """Let nobody sign in by the code any more. Raises NotFound for a session that the actor does not hold."""
    row = loaded_session(session, require(actor, Capability.PLAN_TRAINING), session_id, lock=True)
    row.code, row.code_until = "", None
    audit.record(session, actor, "session.code_stopped", row, org_id=row.org_id)


def sign_in_by_code(session: Session, *, code: str, name: str, tail: str, now: datetime) -> SignedByCode | None:
    """Sign somebody in who types the code of the hall, the name and the last four digits of the phone number on file.

    None for whatever does not fit, without saying what: no such code, nobody of that name in the session, two people
    alike. A wrong name or number under a right code is counted in the session's row, and the code stops at MOST_MISSES;
    so commit after None as well. Who has no number on file guesses at none. Nothing that was typed is kept.
    """
    row = _held(session, _halls(session, now), typed_code(code), now)
    if row is None:
        return None
    faces = _faces(session, row)
    found = named(faces, name, tail)
    if len(found) == 1:
        return _signed(session, None, row, found[0])
    row.code_misses += not found and may_guess(faces, name)
    return None


def sign_in_own(session: Session, actor: Actor, *, code: str) -> SignedByCode | None:
    """Sign oneself in by the code of the hall, on the own page; None when it is not that of a session one takes part in.

    A wrong code is counted at every session of one's own that shows a code now: commit after None as well. Raises NotFound
    when none of them does.
    """
    scope = require(actor, Capability.VIEW_OWN_RECORD)
    now, typed = clock.now(), typed_code(code)
    statement: Any = select(Participation).join(StaffMember, col(StaffMember.id) == Participation.staff_id)
    mine = own_file(scope, statement.where(col(Participation.state).in_(WAITING)), actor.user_id)
    own = session.exec(within(SYSTEM_SCOPE, mine, Participation)).all()
    parts = {part.session_id: part.id or 0 for part in own}
    halls = [row for row in _halls(session, now) if row.id in parts]
    if not halls:
        raise NotFound("training.no_code_now")
    if row := _held(session, halls, typed, now):
        return _signed(session, actor, row, parts[row.id or 0])
    for hall in halls:
        loaded_session(session, SYSTEM_SCOPE, hall.id or 0, lock=True).code_misses += 1
    return None


def _halls(session: Session, now: datetime) -> list[TrainingSession]:
    """Every session that shows a code now: the code that somebody types says which one is meant."""
    statement = select(TrainingSession).where(
        TrainingSession.state == SessionState.RUNNING,
        col(TrainingSession.code_until) > now,
        col(TrainingSession.code_misses) < MOST_MISSES,
    )
    narrowed = within(SYSTEM_SCOPE, statement, TrainingSession).order_by(col(TrainingSession.id))
    return [row for row in session.exec(narrowed) if row.code]


def _held(session: Session, halls: Sequence[TrainingSession], code: str, now: datetime) -> TrainingSession | None:
    """The session of a code, held and looked at again: it may have been stopped meanwhile."""
    meant = next((hall for hall in halls if code and hmac.compare_digest(hall.code, code)), None)
    if meant is None:
        return None
    row = loaded_session(session, SYSTEM_SCOPE, meant.id or 0, lock=True)
    is_open = Shown(row.code, row.code_until, row.code_misses).is_open(now)
    return row if row.state is SessionState.RUNNING and is_open and row.code == code else None


def _faces(session: Session, row: TrainingSession) -> list[Face]:
    statement: Any = select(col(Participation.id), col(StaffMember.name), col(StaffMember.phone)).join(
        StaffMember, col(StaffMember.id) == Participation.staff_id
    )
    here = statement.where(Participation.session_id == row.id, col(Participation.state).in_(WAITING))
    still = within(SYSTEM_SCOPE, here.where(col(StaffMember.merged_into).is_(None)), StaffMember)
    return [Face(*found) for found in session.exec(within(SYSTEM_SCOPE, still, Participation))]


def _signed(session: Session, actor: Actor | None, row: TrainingSession, part_id: int) -> SignedByCode | None:
    """Somebody who was found, signed in for what the code is good for; None for who was withdrawn meanwhile."""
    statement = within(SYSTEM_SCOPE, select(Participation).where(Participation.id == part_id), Participation)
    held = statement.with_for_update().execution_options(populate_existing=True)
    part, module = session.exec(held).one(), row.code_module
    if part.state not in WAITING:
        return None
    by = actor.user_id if actor else None
    new = written_down(session, by, [(part, module)], signed_modules(session, row, part_id), SignInWay.CODE)
    if new:
        audit.record(
            session, actor, "session.signed_in_by_code", part, org_id=row.org_id, session_id=row.id, module=module
        )
    titles = {one.code: one.title for one in unpacked_modules(row.modules)}
    return SignedByCode(row.title, titles.get(module, ""), clock.now(), not new)
