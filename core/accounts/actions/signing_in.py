"""Signing in: the same work and the same answer whoever asks."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, select

from core import audit
from core.accounts import rules
from core.accounts.actions.hashing import matches
from core.accounts.actions.sessions import SignedIn, as_actor, open_session
from core.accounts.tables import Account
from core.database import reading, unowned


class Proof(NamedTuple):
    """What the password proved: for which account, against which hash."""

    account_id: int | None
    password_hash: str | None
    holds: bool


def sign_in(session: Session, *, username: str, password: str, device: str, now: datetime) -> SignedIn | None:
    """A new session, or None: for a wrong password, an unknown name, a lock and a disabled account alike.

    Call it first in its unit of work: the slow hashing is done before `session` takes the database's write lock. The
    fifth failure within 15 minutes locks the account for 15; the caller commits whatever the answer.
    """
    proof = _prove(rules.normal_username(username), password)
    account = _for_update(session, proof.account_id)
    if account is None:
        audit.record(session, None, "account.sign_in_failed", known=False)
        return None
    if not _may_enter(account, proof, now):
        note_failure(session, account, now)
        return None
    account.failures, account.locked_until = [], None
    signed_in = open_session(session, account, device=device, now=now)
    audit.record(session, as_actor(account), "account.signed_in", account, org_id=account.home_id)
    return signed_in


def _prove(username: str, password: str) -> Proof:
    statement = select(Account.id, Account.password_hash).where(Account.username == username)
    with reading() as glance:
        found = glance.exec(unowned(statement, Account)).first() if rules.is_username(username) else None
    account_id, kept = found or (None, None)
    return Proof(account_id, kept, matches(password, kept))


def _for_update(session: Session, account_id: int | None) -> Account | None:
    if account_id is None:
        return None
    statement = unowned(select(Account).where(Account.id == account_id), Account)
    return session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()


def _may_enter(account: Account, proof: Proof, now: datetime) -> bool:
    unchanged = account.password_hash == proof.password_hash  # between the proof and this transaction
    return proof.holds and unchanged and account.is_active and not rules.is_locked(account.locked_until, now)


def note_failure(session: Session, account: Account, now: datetime) -> None:
    """Count a wrong password; the one too many locks the account."""
    audit.record(session, None, "account.sign_in_failed", account, org_id=account.home_id, known=True)
    if rules.is_locked(account.locked_until, now):
        return
    account.failures, account.locked_until = rules.after_failure(account.failures, now)
    if account.locked_until is not None:
        audit.record(session, None, "account.locked", account, org_id=account.home_id)
