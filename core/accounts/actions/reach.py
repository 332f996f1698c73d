"""How far an account manager's hand goes: never above what their own roles may grant, never outside their subtree."""

from sqlmodel import Session, col, select

from core.access import Actor, Capability, require
from core.accounts import rules
from core.accounts.packs import roles
from core.accounts.tables import Account, RoleGrant
from core.database import unowned, within
from core.errors import NotAllowed, NotFound, Refused
from core.organisations.actions import queue_up
from core.organisations.tables import Organisation


def may_grant(actor: Actor, role: str, path: str) -> bool:
    """Whether a role that the actor holds at `path` or above, and with which they manage accounts, may give `role`."""
    return any(
        role in grant.role.may_grant and path.startswith(grant.path)
        for grant in actor.grants
        if Capability.MANAGE_ACCOUNTS in grant.role.capabilities and grant.role.reach == "organisation"
    )


def manageable(session: Session, actor: Actor, account_id: int) -> Account:
    """The account, locked for a change by `actor`.

    Raises NotFound when its home is outside their reach, NotAllowed when it holds any role that they could not have
    given: whoever resets a password could otherwise become more than they are.
    """
    scope = require(actor, Capability.MANAGE_ACCOUNTS)
    statement = within(scope, select(Account).where(Account.id == account_id), Account)
    # key_share: other acts may still refer to the account in their audit rows, or two managers would lock each other out
    account = session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if account is None:
        raise NotFound
    for role, path in _held(session, account_id):
        if not (may_grant(actor, role, path) if role in roles() else scope.covers(path)):
            raise NotAllowed("account.beyond_reach")
    return account


def keep_an_administrator(session: Session, account_id: int) -> None:
    """Raises Refused when no other active account administers the top organisation; later callers wait their turn."""
    queue_up(session)
    administrators = _administrators(session)
    if account_id in administrators and len(administrators) == 1:
        raise Refused("account.last_administrator")


def _held(session: Session, account_id: int) -> list[tuple[str, str]]:
    statement = (
        select(RoleGrant.role, Organisation.path)
        .join(Organisation, col(Organisation.id) == RoleGrant.org_id)
        .where(RoleGrant.account_id == account_id)
    )
    return list(session.exec(unowned(unowned(statement, RoleGrant), Organisation)))


def _administrators(session: Session) -> set[int]:
    statement = (
        select(RoleGrant.account_id)
        .join(Account, col(Account.id) == RoleGrant.account_id)
        .join(Organisation, col(Organisation.id) == RoleGrant.org_id)
        .where(RoleGrant.role == rules.ADMINISTRATOR, col(Organisation.parent_id).is_(None))
        .where(col(Account.is_active).is_(True))
    )
    return set(session.exec(unowned(unowned(unowned(statement, RoleGrant), Account), Organisation)))
