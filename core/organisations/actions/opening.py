"""Closing an organisation, and taking that back."""

from datetime import date

from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, require
from core.database import unowned
from core.errors import Refused
from core.organisations.actions.places import load
from core.organisations.tables import Organisation


def close(session: Session, actor: Actor, *, org_id: int, on: date) -> None:
    """Close an organisation from a day on; what it holds stays readable. Refused while anything below it is open."""
    org = load(session, require(actor, Capability.MANAGE_ORGANISATIONS), org_id)
    if org.parent_id is None:
        raise Refused("organisation.is_the_top")
    if org.opened_on is not None and on < org.opened_on:
        raise Refused("organisation.closed_before_opened")
    still_open = select(Organisation.id).where(Organisation.parent_id == org.id, col(Organisation.closed_on).is_(None))
    if session.exec(unowned(still_open.limit(1), Organisation)).first() is not None:
        raise Refused("organisation.holds_open_ones")
    org.closed_on = on
    audit.record(session, actor, "organisation.closed", org, org_id=org.id, on=on.isoformat())


def reopen(session: Session, actor: Actor, *, org_id: int) -> None:
    """Take back a closing; refused while the organisation above is closed."""
    org = load(session, require(actor, Capability.MANAGE_ORGANISATIONS), org_id)
    closed_above = select(Organisation.id).where(
        Organisation.id == org.parent_id, col(Organisation.closed_on).is_not(None)
    )
    if session.exec(unowned(closed_above, Organisation)).first() is not None:
        raise Refused("organisation.parent_is_closed")
    org.closed_on = None
    audit.record(session, actor, "organisation.reopened", org, org_id=org.id)
