"""Who at a school looks at same-day reviews first."""

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.accounts.packs import roles
from core.accounts.queries import holders
from core.cases.actions.notices import notify
from core.cases.rules.notices import NoticeCode
from core.cases.tables import Responder
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.rules import Level
from core.organisations.tables import Organisation


def set_responder(session: Session, actor: Actor, *, school_id: int, account_id: int | None) -> None:
    """Name the person who looks at a school's same-day reviews first; None = nobody in particular.

    Raises NotFound for what is no school within reach, Refused("cases.not_a_responder") for an account that neither works
    on cases nor approves them at that school.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    _insist_on(session, scope, school_id)
    row = session.exec(within(scope, select(Responder).where(Responder.school_id == school_id), Responder)).first()
    if account_id is None:
        if row is not None:
            session.delete(row)
        audit.record(session, actor, "responder.cleared", None, org_id=school_id)
        return
    if account_id not in holders(session, scope, org_id=school_id, roles=responding_roles()):
        raise Refused("cases.not_a_responder")
    row = row or Responder(school_id=school_id, account_id=account_id, set_at=clock.now(), set_by=actor.user_id)
    row.account_id, row.set_at, row.set_by = account_id, clock.now(), actor.user_id
    session.add(row)
    if account_id != actor.user_id:
        notify(session, [account_id], NoticeCode.RESPONDER_NAMED, at=row.set_at, school_id=school_id)
    audit.record(session, actor, "responder.set", None, org_id=school_id, account_id=account_id)


def responding_roles() -> frozenset[str]:
    """The roles whose holders at a school may be its responder."""
    able = {Capability.WORK_CASES, Capability.APPROVE_CASES}
    return frozenset(key for key, role in roles().items() if able & role.capabilities)


def _insist_on(session: Session, scope: Scope, school_id: int) -> None:
    """Two people who name somebody at one school take turns."""
    statement = select(Organisation).where(Organisation.id == school_id, Organisation.level == Level.SCHOOL)
    if session.exec(within(scope, statement, Organisation).with_for_update(key_share=True)).first() is None:
        raise NotFound
