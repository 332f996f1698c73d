"""Accounts as an account manager sees them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from core import settings
from core.access import Scope
from core.accounts import rules
from core.accounts.tables import Account, RoleGrant, SignInSession
from core.database import unowned, within
from core.errors import NotFound
from core.organisations.tables import Organisation


class Held(NamedTuple):
    """A role held at an organisation."""

    role: str
    org_id: int
    org_name: str


class AccountRow(NamedTuple):
    """One account; `held` are its roles within the reader's scope, `held_elsewhere` how many lie outside it."""

    id: int
    username: str
    name: str
    phone: str
    home_id: int
    home: str
    held: tuple[Held, ...]
    held_elsewhere: int
    is_active: bool
    is_locked: bool
    must_change_password: bool
    devices: int


def accounts(
    session: Session,
    scope: Scope,
    *,
    now: datetime,
    words: str = "",
    role: str | None = None,
    below: str = "/",
    offset: int = 0,
    limit: int = 20,
) -> list[AccountRow]:
    """Accounts whose home lies within `scope` at or below the path `below`, by home and username.

    `words` are sought in usernames and names of organisations (people's names are sealed); `role` asks for a role held.
    """
    statement = select(Account, Organisation.name).join(Organisation, col(Organisation.id) == Account.home_id)
    chosen = _chosen(statement, scope, words=words, role=role, below=below)
    page = chosen.order_by(col(Organisation.path), col(Account.username)).offset(offset).limit(limit)
    found = session.exec(page).all()
    return _rows(session, scope, found, now)


def count_accounts(
    session: Session, scope: Scope, *, words: str = "", role: str | None = None, below: str = "/"
) -> int:
    """How many `accounts` there are."""
    statement = select(func.count(col(Account.id))).join(Organisation, col(Organisation.id) == Account.home_id)
    return int(session.exec(_chosen(statement, scope, words=words, role=role, below=below)).one())


def account(session: Session, scope: Scope, account_id: int, *, now: datetime) -> AccountRow:
    """One account; raises NotFound when its home is outside `scope`."""
    statement = select(Account, Organisation.name).join(Organisation, col(Organisation.id) == Account.home_id)
    chosen = within(scope, within(scope, statement.where(Account.id == account_id), Account), Organisation)
    rows = _rows(session, scope, session.exec(chosen).all(), now)
    if not rows:
        raise NotFound
    return rows[0]


def holders(session: Session, scope: Scope, *, org_id: int, roles: Collection[str]) -> dict[int, str]:
    """Names of the active accounts that hold any of `roles` at an organisation within `scope`, by id."""
    statement = (
        select(Account)
        .join(RoleGrant, col(RoleGrant.account_id) == Account.id)
        .where(RoleGrant.org_id == org_id, col(RoleGrant.role).in_(sorted(roles)), col(Account.is_active).is_(True))
        .order_by(col(Account.username))
    )
    return {row.id or 0: row.name for row in session.exec(within(scope, unowned(statement, Account), RoleGrant))}


def names(session: Session, ids: Collection[int | None]) -> dict[int | None, str]:
    """Names by account id, of those who wrote or look after rows that were read within a scope: colleagues are no secret."""
    wanted = sorted({one for one in ids if one})
    statement = select(col(Account.id), col(Account.name)).where(col(Account.id).in_(wanted))
    return dict(iter(session.exec(unowned(statement, Account))))


def _chosen(statement: Any, scope: Scope, *, words: str, role: str | None, below: str) -> Any:
    statement = statement.where(col(Organisation.path).startswith(below))
    if sought := words.strip():
        username = col(Account.username).contains(rules.normal_username(sought), autoescape=True)
        statement = statement.where(or_(username, col(Organisation.name).contains(sought, autoescape=True)))
    if role is not None:
        holders = within(scope, select(RoleGrant.account_id).where(RoleGrant.role == role), RoleGrant)
        statement = statement.where(col(Account.id).in_(holders))
    return within(scope, within(scope, statement, Account), Organisation)


def _rows(session: Session, scope: Scope, found: Sequence[tuple[Account, str]], now: datetime) -> list[AccountRow]:
    ids = [row.id or 0 for row, _ in found]
    held, totals, devices = _held(session, scope, ids), _totals(session, ids), _devices(session, ids, now)
    return [
        AccountRow(
            id=row.id or 0,
            username=row.username,
            name=row.name,
            phone=row.phone or "",
            home_id=row.home_id,
            home=home,
            held=tuple(held.get(row.id or 0, ())),
            held_elsewhere=totals.get(row.id or 0, 0) - len(held.get(row.id or 0, ())),
            is_active=row.is_active,
            is_locked=rules.is_locked(row.locked_until, now),
            must_change_password=row.must_change_password,
            devices=devices.get(row.id or 0, 0),
        )
        for row, home in found
    ]


def _held(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, list[Held]]:
    statement = (
        select(RoleGrant.account_id, RoleGrant.role, RoleGrant.org_id, Organisation.name)
        .join(Organisation, col(Organisation.id) == RoleGrant.org_id)
        .where(col(RoleGrant.account_id).in_(ids))
        .order_by(col(RoleGrant.id))
    )
    held: dict[int, list[Held]] = {}
    for account_id, role, org_id, org in session.exec(within(scope, within(scope, statement, RoleGrant), Organisation)):
        held.setdefault(account_id, []).append(Held(role, org_id, org))
    return held


def _totals(session: Session, ids: Sequence[int]) -> dict[int, int]:
    statement = select(RoleGrant.account_id, func.count()).where(col(RoleGrant.account_id).in_(ids))
    return dict(session.exec(unowned(statement.group_by(col(RoleGrant.account_id)), RoleGrant)).all())


def _devices(session: Session, ids: Sequence[int], now: datetime) -> dict[int, int]:
    alive = select(SignInSession.account_id, func.count()).where(
        col(SignInSession.account_id).in_(ids),
        col(SignInSession.revoked_at).is_(None),
        col(SignInSession.expires_at) > now,
        col(SignInSession.last_seen_at) > now - settings.current().idle,
    )
    return dict(session.exec(alive.group_by(col(SignInSession.account_id))).all())
