"""Devices that are signed in: opening, handing over to the cookie, keeping awake, ending."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select, update

from core import audit, settings
from core.access import Actor
from core.accounts import rules
from core.accounts.tables import Account, SignInSession
from core.database import cipher, unowned
from core.errors import Unsafe

HANDOFF = "sign_in_session.handoff"
DEVICE = 40  # characters kept of a device's name


class SignedIn(NamedTuple):
    """A new session: its token, and the code with which the browser fetches its cookie once within a minute."""

    token: str
    handoff: str


def redeem_handoff(session: Session, code: str, *, now: datetime) -> str | None:
    """The token behind a handoff code, once; None when it was used, is over a minute old, or its session has ended."""
    used = (
        update(SignInSession)
        .where(col(SignInSession.handoff) == rules.digest(code), col(SignInSession.handoff_until) > now)
        .where(col(SignInSession.revoked_at).is_(None))
        .values(handoff=None, handoff_until=None)
    )
    return _unsealed(code) if session.exec(used).rowcount == 1 else None


def touch(session: Session, token: str, *, now: datetime) -> None:
    """Somebody is there: keep the session awake. Writes at most once a minute and never wakes one that has ended."""
    seen = (
        update(SignInSession)
        .where(col(SignInSession.digest) == rules.digest(token), col(SignInSession.revoked_at).is_(None))
        .where(col(SignInSession.last_seen_at) <= now - rules.TOUCH)
        .where(col(SignInSession.last_seen_at) > now - settings.current().idle)
        .values(last_seen_at=now)
    )
    session.exec(seen)


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End this device's session; nothing happens when it has ended already."""
    statement = select(Account).join(SignInSession, col(SignInSession.account_id) == Account.id)
    mine = statement.where(SignInSession.digest == rules.digest(token), col(SignInSession.revoked_at).is_(None))
    account = session.exec(unowned(mine, Account)).first()
    if account is None:
        return
    ended = update(SignInSession).where(col(SignInSession.digest) == rules.digest(token)).values(revoked_at=now)
    session.exec(ended)
    audit.record(session, as_actor(account), "account.signed_out", account, org_id=account.home_id)


def open_session(session: Session, account: Account, *, device: str, now: datetime) -> SignedIn:
    """A new session of an account; only digests of its secrets are stored."""
    token = secrets.token_urlsafe(32)
    code = urlsafe_b64encode(cipher().seal(HANDOFF, token.encode())).decode()
    row = SignInSession(
        digest=rules.digest(token),
        account_id=account.id or 0,
        created_at=now,
        last_seen_at=now,
        expires_at=now + settings.current().absolute,
        handoff=rules.digest(code),
        handoff_until=now + rules.HANDOFF,
        device=device[:DEVICE],
    )
    session.add(row)
    session.flush()
    return SignedIn(token, code)


def end_sessions(session: Session, account_id: int, *, now: datetime) -> int:
    """End every session of an account; answers how many were open."""
    still_open = update(SignInSession).where(
        col(SignInSession.account_id) == account_id, col(SignInSession.revoked_at).is_(None)
    )
    return session.exec(still_open.values(revoked_at=now, handoff=None)).rowcount


def as_actor(account: Account) -> Actor:
    """The account's owner as the doer of an act that needs no right but being oneself."""
    return Actor(account.id or 0, account.username, account.name, account.home_id, ())


def _unsealed(code: str) -> str | None:
    try:
        return cipher().open(HANDOFF, urlsafe_b64decode(code)).decode()
    except (Unsafe, ValueError):
        return None
