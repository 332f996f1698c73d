"""Reads: whether this installation is a demo, and who may be tried in it."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core.accounts.packs import roles
from core.accounts.tables import Account, Installation, RoleGrant
from core.database import unowned
from core.organisations.tables import Organisation


class DemoAccount(NamedTuple):
    """A fictitious person of the demo with the role to try."""

    username: str
    name: str
    role: str
    place: str


def is_demo(session: Session) -> bool:
    """Whether this installation was filled with the fictitious county."""
    row = session.get(Installation, 1)
    return row is not None and row.demo


def demo_accounts(session: Session) -> list[DemoAccount]:
    """The first active holder of every role, in the order of the roles; empty unless this installation is a demo."""
    if not is_demo(session):
        return []
    statement = (
        select(RoleGrant.role, Account.username, Account.name, Organisation.name)
        .join(Account, col(Account.id) == RoleGrant.account_id)
        .join(Organisation, col(Organisation.id) == RoleGrant.org_id)
        .where(col(Account.is_active))
        .order_by(col(RoleGrant.id).desc())
    )
    held = session.exec(unowned(unowned(unowned(statement, RoleGrant), Account), Organisation))
    first = {
        role: DemoAccount(username, name, roles()[role].title, place)
        for role, username, name, place in held
        if role in roles()
    }
    return [first[role] for role in roles() if role in first]
