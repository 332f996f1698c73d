"""Honours that staff were given."""

from datetime import date

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.database import within
from core.errors import NotFound, Refused
from core.training.actions.handing import taken_off
from core.training.actions.loading import loaded_staff
from core.training.rules import HonourLevel
from core.training.rules.staff import honour_flaw
from core.training.tables import Honour


def add_honour(
    session: Session, actor: Actor, *, staff_id: int, title: str, level: HonourLevel, awarded_on: date
) -> int:
    """Register an honour; answers its id. Raises NotFound, Refused for a title or a day that cannot be."""
    scope = require(actor, Capability.MANAGE_STAFF)
    holder, said = loaded_staff(session, scope, staff_id), " ".join(title.split())
    if flaw := honour_flaw(said, awarded_on, clock.today()):
        raise Refused(flaw)
    row = Honour(staff_id=staff_id, title=said, level=level, awarded_on=awarded_on)
    session.add(row)
    session.flush()
    audit.record(session, actor, "honour.added", row, org_id=holder.school_id, staff_id=staff_id)
    return row.id or 0


def remove_honour(session: Session, actor: Actor, *, honour_id: int) -> None:
    """Take an honour off the register; that it was there stays written down. Raises NotFound."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row = session.exec(within(scope, select(Honour).where(Honour.id == honour_id), Honour).with_for_update()).first()
    if row is None:
        raise NotFound
    holder = loaded_staff(session, scope, row.staff_id)
    audit.record(session, actor, "honour.removed", row, org_id=holder.school_id, staff_id=row.staff_id)
    taken_off(session, row)
