"""Giving and taking roles, and naming who heads a class."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.accounts import rules
from core.accounts.actions.reach import keep_an_administrator, manageable, may_grant
from core.accounts.tables import PastPost, RoleGrant
from core.database import unowned, within
from core.errors import NotAllowed, NotFound, Refused
from core.organisations import actions as organisation_actions
from core.organisations import queries as organisations
from core.organisations.tables import Organisation, SchoolClass


def grant(session: Session, actor: Actor, *, account_id: int, role: str, org_id: int) -> None:
    """Give a role at an organisation; giving it twice changes nothing.

    Raises NotAllowed for a role the actor may not give there and for the actor's own account (who manages accounts sees no
    scores: a second person has to say otherwise), NotFound for an account or organisation out of reach.
    """
    account = manageable(session, actor, account_id)
    org = organisations.get(session, require(actor, Capability.MANAGE_ACCOUNTS), org_id)
    if not may_grant(actor, role, org.path):
        raise NotAllowed("account.role_beyond_reach")
    if _grant_of(session, account_id, role, org_id):
        return
    if account_id == actor.user_id:
        raise NotAllowed("account.not_oneself")
    row = RoleGrant(account_id=account_id, role=role, org_id=org_id, granted_by=actor.user_id, granted_at=clock.now())
    session.add(row)
    session.flush()
    audit.record(session, actor, "account.role_granted", account, org_id=org_id, role=role)


def revoke(session: Session, actor: Actor, *, account_id: int, role: str, org_id: int) -> None:
    """Take a role away, keeping that it was held; raises Refused when the last administrator would lose theirs."""
    account = manageable(session, actor, account_id)
    org = organisations.get(session, require(actor, Capability.MANAGE_ACCOUNTS), org_id)
    held = _grant_of(session, account_id, role, org_id)
    if held is None:
        raise NotFound
    if role == rules.ADMINISTRATOR and org.parent_id is None:
        keep_an_administrator(session, account_id)
    session.add(PastPost(account_id=account_id, role=role, org_id=org_id, since=held.granted_at, until=clock.now()))
    session.delete(held)
    session.flush()
    audit.record(session, actor, "account.role_revoked", account, org_id=org_id, role=role)


def appoint_head(session: Session, actor: Actor, *, class_id: int, account_id: int | None) -> None:
    """Name who heads a class, or nobody; raises Refused for an account that is no class teacher at the school.

    Heading a class opens nothing by itself: the role of a class teacher, narrowed to the classes headed, does.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    path = (
        select(Organisation.path)
        .join(SchoolClass, col(SchoolClass.school_id) == Organisation.id)
        .where(SchoolClass.id == class_id)
    )
    school = session.exec(within(scope, unowned(path, Organisation), SchoolClass)).first()
    if school is None:
        raise NotFound
    if account_id is not None and not _teaches_at(session, account_id, school):
        raise Refused("class.head_is_no_class_teacher")
    organisation_actions.set_head(session, actor, class_id=class_id, account_id=account_id)


def _grant_of(session: Session, account_id: int, role: str, org_id: int) -> RoleGrant | None:
    statement = select(RoleGrant).where(
        RoleGrant.account_id == account_id, RoleGrant.role == role, RoleGrant.org_id == org_id
    )
    return session.exec(unowned(statement, RoleGrant)).first()


def _teaches_at(session: Session, account_id: int, school_path: str) -> bool:
    statement = (
        select(Organisation.path)
        .join(RoleGrant, col(RoleGrant.org_id) == Organisation.id)
        .where(RoleGrant.account_id == account_id, RoleGrant.role == rules.CLASS_TEACHER)
    )
    held_at = session.exec(unowned(unowned(statement, RoleGrant), Organisation))
    return any(school_path.startswith(path) for path in held_at)
