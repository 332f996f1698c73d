"""Certificates and completed trainings of staff."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.errors import Refused
from core.training.actions.loading import loaded_certificate, loaded_hours, loaded_staff
from core.training.rules.staff import CertificateFacts, HoursFacts, certificate_flaw, hours_flaw, tidied_certificate
from core.training.tables import Certificate, StaffMember, TrainingHours


def add_certificate(session: Session, actor: Actor, *, staff_id: int, facts: CertificateFacts) -> int:
    """Register a certificate; answers its id. Raises NotFound, Refused for facts that cannot be."""
    scope = require(actor, Capability.MANAGE_STAFF)
    return certified(session, actor, loaded_staff(session, scope, staff_id), facts).id or 0


def certified(session: Session, actor: Actor, holder: StaffMember, facts: CertificateFacts) -> Certificate:
    """A certificate, written down: part of an act that asked for the right. Raises Refused."""
    given = tidied_certificate(facts)
    if flaw := certificate_flaw(given, clock.today()):
        raise Refused(flaw)
    row = Certificate(staff_id=holder.id or 0, **given._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "certificate.added", row, org_id=holder.school_id, staff_id=holder.id)
    return row


def remove_certificate(session: Session, actor: Actor, *, certificate_id: int) -> None:
    """Take a certificate off the register; that it was there stays written down. Raises NotFound."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_certificate(session, scope, certificate_id)
    holder = loaded_staff(session, scope, row.staff_id)
    audit.record(session, actor, "certificate.removed", row, org_id=holder.school_id, staff_id=holder.id)
    session.delete(row)


def add_hours(session: Session, actor: Actor, *, staff_id: int, facts: HoursFacts) -> int:
    """Register a completed training; answers its id. Raises NotFound, Refused for facts that cannot be."""
    scope = require(actor, Capability.MANAGE_STAFF)
    holder = loaded_staff(session, scope, staff_id)
    given = facts._replace(title=facts.title.strip())
    if flaw := hours_flaw(given, clock.today()):
        raise Refused(flaw)
    row = TrainingHours(staff_id=holder.id or 0, **given._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "training_hours.added", row, org_id=holder.school_id, staff_id=holder.id)
    return row.id or 0


def remove_hours(session: Session, actor: Actor, *, hours_id: int) -> None:
    """Take a training off the register; that it was there stays written down. Raises NotFound."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_hours(session, scope, hours_id)
    holder = loaded_staff(session, scope, row.staff_id)
    audit.record(session, actor, "training_hours.removed", row, org_id=holder.school_id, staff_id=holder.id)
    session.delete(row)
