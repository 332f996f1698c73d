"""Certificates and completed trainings of staff."""

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.database import within
from core.errors import Refused
from core.training import packs
from core.training.actions.handing import taken_off
from core.training.actions.loading import loaded_certificate, loaded_hours, loaded_staff
from core.training.rules.certificates import named
from core.training.rules.staff import CertificateFacts, HoursFacts, certificate_flaw, hours_flaw, tidied_certificate
from core.training.tables import Certificate, TrainingHours


def add_certificate(session: Session, actor: Actor, *, staff_id: int, facts: CertificateFacts) -> int:
    """Register a certificate, unchecked; answers its id.

    Raises NotFound; Refused for facts that cannot be, and for one that is on record already ("training.paper_known").
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    holder, given = loaded_staff(session, scope, staff_id), _checked(facts)
    kept = session.exec(within(scope, select(Certificate).where(Certificate.staff_id == staff_id), Certificate))
    if given.same in {(row.kind, row.number or row.issued_on.isoformat()) for row in kept}:
        raise Refused("training.paper_known")
    row = Certificate(staff_id=staff_id, **given._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "certificate.added", row, org_id=holder.school_id, staff_id=holder.id)
    return row.id or 0


def change_certificate(session: Session, actor: Actor, *, certificate_id: int, facts: CertificateFacts) -> None:
    """Put a certificate right; what was checked before has to be checked anew. Raises NotFound, Refused."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row, given = loaded_certificate(session, scope, certificate_id), _checked(facts)
    holder = loaded_staff(session, scope, row.staff_id)
    for name, value in given._asdict().items():
        setattr(row, name, value)
    row.checked_by = row.checked_at = None
    session.flush()
    audit.record(session, actor, "certificate.changed", row, org_id=holder.school_id, staff_id=holder.id)


def remove_certificate(session: Session, actor: Actor, *, certificate_id: int) -> None:
    """Take a certificate off the register; that it was there stays written down. Raises NotFound."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_certificate(session, scope, certificate_id)
    holder = loaded_staff(session, scope, row.staff_id)
    audit.record(session, actor, "certificate.removed", row, org_id=holder.school_id, staff_id=holder.id)
    taken_off(session, row)


def add_hours(session: Session, actor: Actor, *, staff_id: int, facts: HoursFacts) -> int:
    """Register a completed training; answers its id. Raises NotFound, Refused for facts that cannot be."""
    scope = require(actor, Capability.MANAGE_STAFF)
    holder = loaded_staff(session, scope, staff_id)
    given = facts._replace(title=facts.title.strip())
    flaw = hours_flaw(given, clock.today())
    if flaw or given.category not in packs.hour_categories():
        raise Refused(flaw or "training.unknown_category")
    row = TrainingHours(staff_id=holder.id or 0, **given._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "training_hours.added", row, org_id=holder.school_id, staff_id=holder.id)
    return row.id or 0


def remove_hours(session: Session, actor: Actor, *, hours_id: int) -> None:
    """Take a training off the register; that it was there stays written down.

    Raises NotFound; Refused for hours that a session credited: they are put right there.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_hours(session, scope, hours_id)
    holder = loaded_staff(session, scope, row.staff_id)
    if row.participation_id is not None:
        raise Refused("training.hours_of_session")
    audit.record(session, actor, "training_hours.removed", row, org_id=holder.school_id, staff_id=holder.id)
    taken_off(session, row)


def _checked(facts: CertificateFacts) -> CertificateFacts:
    """The facts tidied, called as the pack calls them; raises Refused for what cannot be."""
    given = tidied_certificate(facts)
    known = named(packs.certificates(), given.kind, given.level)
    given = given._replace(kind=known.kind, level=known.level)
    if flaw := certificate_flaw(given, clock.today()):
        raise Refused(flaw)
    return given
