"""Who was there, by the organiser: ticked on the list, or taken back where it was a mistake."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, delete

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.training.actions.attending import KEPT, check_module, parts_of, signed_modules, written_down
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.actions.parts import stepped
from core.training.rules import PartState, SignInWay
from core.training.rules.completing import WHOLE
from core.training.tables import SignIn

MISTAKEN = "签到有误，已取消"


def sign_in(
    session: Session, actor: Actor, *, session_id: int, participation_ids: Collection[int], module: str = WHOLE
) -> int:
    """Write down by the list who was there at a module ("" for a session of one sitting); answers how many are new.

    Raises NotFound for a session that the actor does not hold, for people who are not in it and for a module that it does
    not have; Refused before it runs, and for who was withdrawn.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, *KEPT)
    check_module(row, module)
    people = [(part, module) for part in parts_of(session, scope, row, participation_ids)]
    new = written_down(session, actor.user_id, people, signed_modules(session, row), SignInWay.LIST)
    audit.record(session, actor, "session.signed_in", row, org_id=row.org_id, people=new, module=module)
    return new


def take_back_sign_in(
    session: Session, actor: Actor, *, session_id: int, participation_ids: Collection[int], module: str = WHOLE
) -> int:
    """Take sign-ins at a module back that were a mistake; answers how many. Raises as `sign_in` does."""
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, *KEPT)
    check_module(row, module)
    signed = signed_modules(session, row)
    people = [
        part for part in parts_of(session, scope, row, participation_ids) if module in signed.get(part.id or 0, ())
    ]
    gone: Any = delete(SignIn).where(
        col(SignIn.participation_id).in_([part.id for part in people]), col(SignIn.module) == module
    )
    session.exec(within(SYSTEM_SCOPE, gone, SignIn))
    for part in people:
        if signed[part.id or 0] == {module} and part.state is PartState.ATTENDING:
            stepped(session, actor.user_id, part, PartState.ENROLLED, MISTAKEN)
    audit.record(
        session, actor, "session.sign_in_taken_back", row, org_id=row.org_id, people=len(people), module=module
    )
    return len(people)
