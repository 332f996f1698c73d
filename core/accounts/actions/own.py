"""What everybody does for themselves: password, promise of confidentiality, leaving all devices."""

from datetime import datetime

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor
from core.accounts import rules
from core.accounts.actions.hashing import hashed, matches
from core.accounts.actions.sessions import SignedIn, end_sessions, open_session
from core.accounts.actions.signing_in import note_failure
from core.accounts.tables import Account, Promise
from core.database import unowned
from core.errors import NotFound, Refused


def change_password(session: Session, actor: Actor, *, current: str, new: str, now: datetime) -> SignedIn | None:
    """Replace one's own password; every session ends and a new one is answered.

    None for a wrong current password, which counts as a failed sign-in does: the lock that follows ends every session.
    The caller commits whatever the answer. Raises Refused with the code of the rule that is broken (password.*).
    """
    account = _own(session, actor)
    if rules.is_locked(account.locked_until, now) or not matches(current, account.password_hash):
        note_failure(session, account, now)
        if account.locked_until is not None:
            end_sessions(session, actor.user_id, now=now)
        return None
    if matches(new, account.password_hash):
        raise Refused("password.same_as_before")
    set_password(account, new, now=now)
    end_sessions(session, actor.user_id, now=now)
    audit.record(session, actor, "account.password_changed", account, org_id=account.home_id)
    return open_session(session, account, device="", now=now)


def set_password(account: Account, new: str, *, now: datetime, must_change: bool = False) -> None:
    """Put a new password in place, lifting any lock; raises Refused when it breaks a rule."""
    insist_on_password(new, account.username)
    account.password_hash = hashed(new)
    account.password_changed_at = now
    account.must_change_password = must_change
    account.failures, account.locked_until = [], None


def insist_on_password(password: str, username: str) -> None:
    """Raises Refused with the code of the first rule that the password breaks."""
    if flaw := rules.password_flaw(password, username):
        raise Refused(flaw, least=rules.LEAST_CHARACTERS, long=rules.LONG_ENOUGH, kinds=rules.LEAST_KINDS)


def promise(session: Session, actor: Actor, *, wording: str, now: datetime) -> None:
    """Record that the actor agreed to the current wording of the 保密承诺; saying it twice changes nothing."""
    if wording != rules.PROMISE_WORDING:
        raise Refused("promise.another_wording")
    made = select(Promise.id).where(Promise.account_id == actor.user_id, Promise.wording == wording)
    if session.exec(made).first() is not None:
        return
    row = Promise(account_id=actor.user_id, wording=wording, made_at=now)
    session.add(row)
    session.flush()
    audit.record(session, actor, "account.promised", row, wording=wording)


def sign_out_everywhere(session: Session, actor: Actor) -> int:
    """End all of one's own sessions, this one too; answers how many there were."""
    ended = end_sessions(session, actor.user_id, now=clock.now())
    audit.record(session, actor, "account.signed_out_everywhere", _own(session, actor), devices=ended)
    return ended


def _own(session: Session, actor: Actor) -> Account:
    statement = unowned(select(Account).where(col(Account.id) == actor.user_id), Account)
    account = session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if account is None:
        raise NotFound
    return account
