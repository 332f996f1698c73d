"""Where colleagues work and worked: for choosing who may judge whom."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.accounts.tables import Account, PastPost, RoleGrant
from core.database import unowned
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation


class Posts(NamedTuple):
    """One person: the organisation that looks after the account, those where a role is held, those where one was."""

    id: int
    name: str
    is_active: bool
    home_id: int
    home: str
    held: frozenset[tuple[str, int]]
    past: frozenset[int]

    def at(self, roles: Collection[str]) -> frozenset[int]:
        """The organisations where one of `roles` is held."""
        return frozenset(org for role, org in self.held if role in roles)


def holders_over(session: Session, *, roles: Collection[str], paths: Collection[str]) -> set[int]:
    """The active accounts that hold one of `roles` at, or above, one of the organisations at `paths`."""
    above = sorted({org for path in paths for org in ids_of(path)})
    statement = (
        select(RoleGrant.account_id)
        .join(Account, col(Account.id) == RoleGrant.account_id)
        .where(
            col(RoleGrant.role).in_(sorted(roles)), col(RoleGrant.org_id).in_(above), col(Account.is_active).is_(True)
        )
    )
    return set(session.exec(unowned(unowned(statement, RoleGrant), Account)))


def posts(session: Session, ids: Collection[int]) -> list[Posts]:
    """Where these people work and worked, by name of home and account."""
    statement = (
        select(Account, Organisation.name)
        .join(Organisation, col(Organisation.id) == Account.home_id)
        .where(col(Account.id).in_(sorted(ids)))
        .order_by(col(Organisation.path), col(Account.username))
    )
    held, past = _held(session, ids), _past(session, ids)
    found = session.exec(unowned(unowned(statement, Account), Organisation))
    return [
        Posts(
            row.id or 0,
            row.name,
            row.is_active,
            row.home_id,
            home,
            frozenset(held.get(row.id or 0, ())),
            frozenset(past.get(row.id or 0, ())),
        )
        for row, home in found
    ]


def _held(session: Session, ids: Collection[int]) -> dict[int, set[tuple[str, int]]]:
    statement = select(RoleGrant).where(col(RoleGrant.account_id).in_(sorted(ids)))
    found: dict[int, set[tuple[str, int]]] = {}
    for row in session.exec(unowned(statement, RoleGrant)):
        found.setdefault(row.account_id, set()).add((row.role, row.org_id))
    return found


def _past(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    statement = select(PastPost).where(col(PastPost.account_id).in_(sorted(ids)))
    found: dict[int, set[int]] = {}
    for row in session.exec(unowned(statement, PastPost)):
        found.setdefault(row.account_id, set()).add(row.org_id)
    return found
