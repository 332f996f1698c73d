"""What an account manager does to accounts: create, correct, disable, enable, unlock, reset, send off all devices."""

from typing import NamedTuple

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.accounts import rules
from core.accounts.actions.hashing import one_time_password
from core.accounts.actions.own import set_password
from core.accounts.actions.reach import keep_an_administrator, manageable, may_grant
from core.accounts.actions.sessions import end_sessions
from core.accounts.tables import Account, RoleGrant
from core.database import unowned
from core.errors import NotAllowed, Refused
from core.organisations import queries as organisations


class NewAccount(NamedTuple):
    """A fresh account and the one-time password, which is shown once and stored nowhere."""

    account_id: int
    username: str
    password: str


def create_account(
    session: Session, actor: Actor, *, username: str, name: str, home_id: int, role: str, phone: str = ""
) -> NewAccount:
    """An account at `home_id` holding `role` there; its password must be changed at the first sign-in.

    Raises NotFound for a home out of reach, NotAllowed for a role the actor may not give, Refused for a username that
    is taken or cannot be used (account.*).
    """
    scope = require(actor, Capability.MANAGE_ACCOUNTS)
    home = organisations.get(session, scope, home_id)
    if not may_grant(actor, role, home.path):
        raise NotAllowed("account.role_beyond_reach")
    now = clock.now()
    account = blank_account(session, username=username, name=name, home_id=home.id, phone=phone)
    password = one_time_password(account.username)
    set_password(account, password, now=now, must_change=True)
    session.add(account)
    session.flush()
    account_id = account.id or 0
    session.add(RoleGrant(account_id=account_id, role=role, org_id=home.id, granted_by=actor.user_id, granted_at=now))
    audit.record(session, actor, "account.created", account, org_id=home.id, role=role)
    return NewAccount(account_id, account.username, password)


def correct(session: Session, actor: Actor, *, account_id: int, name: str, phone: str = "") -> None:
    """Write somebody's name or telephone number anew."""
    account = manageable(session, actor, account_id)
    account.name, account.phone = _plain_name(name), _plain_phone(phone)
    audit.record(session, actor, "account.corrected", account, org_id=account.home_id)


def reset_password(session: Session, actor: Actor, *, account_id: int) -> str:
    """A one-time password that must be changed at the next sign-in; ends all sessions and lifts a lock."""
    account = manageable(session, actor, account_id)
    now, password = clock.now(), one_time_password(account.username)
    set_password(account, password, now=now, must_change=True)
    end_sessions(session, account_id, now=now)
    audit.record(session, actor, "account.password_reset", account, org_id=account.home_id)
    return password


def unlock(session: Session, actor: Actor, *, account_id: int) -> None:
    """Lift a lock and forget the failures that led to it."""
    account = manageable(session, actor, account_id)
    account.failures, account.locked_until = [], None
    audit.record(session, actor, "account.unlocked", account, org_id=account.home_id)


def disable(session: Session, actor: Actor, *, account_id: int) -> None:
    """Nobody signs in with this account any more, and every session ends; never the last administrator's."""
    account = manageable(session, actor, account_id)
    keep_an_administrator(session, account_id)
    account.is_active = False
    ended = end_sessions(session, account_id, now=clock.now())
    audit.record(session, actor, "account.disabled", account, org_id=account.home_id, devices=ended)


def enable(session: Session, actor: Actor, *, account_id: int) -> None:
    """The account may sign in again."""
    account = manageable(session, actor, account_id)
    account.is_active = True
    audit.record(session, actor, "account.enabled", account, org_id=account.home_id)


def sign_out_devices(session: Session, actor: Actor, *, account_id: int) -> int:
    """End every session of somebody else's account; answers how many there were."""
    account = manageable(session, actor, account_id)
    ended = end_sessions(session, account_id, now=clock.now())
    audit.record(session, actor, "account.devices_signed_out", account, org_id=account.home_id, devices=ended)
    return ended


def blank_account(session: Session, *, username: str, name: str, home_id: int, phone: str = "") -> Account:
    """An account not stored yet that cannot sign in before a password is set; raises Refused (account.*)."""
    plain = rules.normal_username(username)
    if not rules.is_username(plain):
        raise Refused("account.bad_username")
    if session.exec(unowned(select(Account.id).where(Account.username == plain), Account)).first() is not None:
        raise Refused("account.username_taken")
    return Account(
        username=plain,
        name=_plain_name(name),
        phone=_plain_phone(phone),
        home_id=home_id,
        password_hash="!",  # noqa: S106  # no password has this hash
        created_at=clock.now(),
    )


def _plain_name(name: str) -> str:
    text = " ".join(name.split())
    if not 0 < len(text) <= rules.NAME_LENGTH:
        raise Refused("account.bad_name", most=rules.NAME_LENGTH)
    return text


def _plain_phone(phone: str) -> str | None:
    text = "".join(phone.split())
    if text and not rules.PHONE.fullmatch(text):
        raise Refused("account.bad_phone")
    return text or None
