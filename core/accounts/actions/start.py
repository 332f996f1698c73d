"""The first administrator of an empty installation."""

from datetime import datetime

from sqlmodel import Session

from core import audit
from core.accounts import rules
from core.accounts.actions.own import set_password
from core.accounts.actions.people import blank_account
from core.accounts.actions.sessions import SignedIn, as_actor, open_session
from core.accounts.queries import needs_first_administrator
from core.accounts.tables import RoleGrant
from core.errors import Refused
from core.organisations.actions import plant, queue_up
from core.organisations.rules import Level


def first_administrator(
    session: Session,
    *,
    org_name: str,
    org_level: Level,
    org_code: str | None = None,
    username: str,
    name: str,
    password: str,
    device: str,
    now: datetime,
) -> SignedIn:
    """The top organisation with its administrator, signed in. Raises Refused when anything exists already."""
    queue_up(session)
    if not needs_first_administrator(session):
        raise Refused("installation.not_empty")
    top = plant(session, name=org_name, level=org_level, code=org_code)
    account = blank_account(session, username=username, name=name, home_id=top.id or 0)
    set_password(account, password, now=now)
    session.add(account)
    session.flush()
    row = RoleGrant(account_id=account.id or 0, role=rules.ADMINISTRATOR, org_id=account.home_id, granted_at=now)
    session.add(row)
    audit.record(session, as_actor(account), "installation.started", top, org_id=top.id)
    return open_session(session, account, device=device, now=now)
