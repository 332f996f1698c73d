"""Who somebody is: the one place that turns a session's token into an actor."""

from datetime import datetime

from sqlmodel import Session, and_, col, select

from core import clock, settings
from core.access import Actor, Grant
from core.accounts import rules
from core.accounts.packs import roles
from core.accounts.tables import Account, Promise, RoleGrant, SignInSession
from core.database import unowned
from core.organisations import queries as organisations
from core.organisations.tables import Organisation


def actor_for(session: Session, token: str, *, now: datetime) -> Actor | None:
    """The person signed in with `token` as the database knows them at `now`, or None when the sign-in has ended.

    It ends when the session is revoked, idle or past its absolute end, the account is disabled, or the password was
    changed after the session began. Roles are read anew each time; an unknown role grants nothing.
    """
    found = _session_of(session, token)
    if found is None:
        return None
    device, account, promise_id = found
    if not account.is_active or not _device(device, account).is_alive(now, settings.current().idle):
        return None
    return Actor(
        user_id=account.id or 0,
        username=account.username,
        name=account.name,
        org_id=account.home_id,
        grants=grants_of(session, account.id or 0, now=now),
        session_id=str(device.id),
        must_change_password=account.must_change_password,
        must_promise=promise_id is None,
    )


def grants_of(session: Session, account_id: int, *, now: datetime) -> tuple[Grant, ...]:
    """What a person may do and where; a role narrowed to classes carries those they head in the school year of `now`."""
    statement = (
        select(RoleGrant.role, RoleGrant.org_id, Organisation.path)
        .join(Organisation, col(Organisation.id) == RoleGrant.org_id)
        .where(RoleGrant.account_id == account_id)
        .order_by(col(RoleGrant.id))
    )
    held = session.exec(unowned(unowned(statement, RoleGrant), Organisation)).all()
    known = [(roles()[role], org_id, path) for role, org_id, path in held if role in roles()]
    if not any(role.reach == "class" for role, _, _ in known):
        return tuple(Grant(*grant) for grant in known)
    headed = organisations.headed_classes(session, account_id, school_year=clock.school_year(clock.local(now).date()))
    return tuple(
        Grant(role, org_id, path, frozenset(c for c, at in headed if at.startswith(path)))
        for role, org_id, path in known
    )


def is_due_for_touch(session: Session, token: str, *, now: datetime) -> bool:
    """Whether the session was last seen a minute ago or earlier: asked in reading, so that few runs write."""
    seen = select(SignInSession.last_seen_at).where(SignInSession.digest == rules.digest(token))
    last = session.exec(seen).first()
    return last is not None and now >= last + rules.TOUCH


def needs_first_administrator(session: Session) -> bool:
    """Whether the installation is empty: no organisation and no account at all."""
    accounts = unowned(select(Account.id), Account).limit(1)
    return session.exec(accounts).first() is None and organisations.is_empty(session)


def _session_of(session: Session, token: str) -> tuple[SignInSession, Account, int | None] | None:
    promised = and_(Promise.account_id == Account.id, Promise.wording == rules.PROMISE_WORDING)
    statement = (
        select(SignInSession, Account, Promise.id)
        .join(Account, col(Account.id) == SignInSession.account_id)
        .join(Promise, promised, isouter=True)
        .where(SignInSession.digest == rules.digest(token))
    )
    return session.exec(unowned(statement, Account)).first()


def _device(device: SignInSession, account: Account) -> rules.Device:
    return rules.Device(
        device.created_at, device.last_seen_at, device.expires_at, device.revoked_at, account.password_changed_at
    )
