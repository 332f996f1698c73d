"""What proves a certificate: the scan that is kept of it, and that a bureau compared it with the original."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.database import files
from core.errors import NotFound, Refused
from core.media import bare
from core.training.actions.loading import loaded_certificate, loaded_staff
from core.training.actions.reach import refuse_below
from core.training.rules.scans import Scan, scan_kind
from core.training.tables import Certificate, StaffMember


def attach_scan(session: Session, actor: Actor, *, certificate_id: int, content: bytes) -> None:
    """Keep the scan of a certificate, sealed, in place of an earlier one; the certificate has to be checked anew.

    Raises NotFound; Refused for a file that is no PDF, PNG or JPEG by its content, cut off, or over 10 MB.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    row, kind = loaded_certificate(session, scope, certificate_id), scan_kind(content)
    holder = loaded_staff(session, scope, row.staff_id)
    row.scan = files.keep(bare(content, kind))
    row.checked_by = row.checked_at = None
    session.flush()
    audit.record(
        session, actor, "certificate.scan_kept", row, org_id=holder.school_id, staff_id=holder.id, kind=kind,
        size=len(content),
    )  # fmt: skip


def open_scan(session: Session, actor: Actor, *, certificate_id: int) -> Scan:
    """The scan of a certificate; that it was opened is written down. Raises NotFound, also where there is none."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_certificate(session, scope, certificate_id)
    holder = loaded_staff(session, scope, row.staff_id)
    if row.scan is None:
        raise NotFound("training.no_scan")
    content = files.fetch(row.scan)
    audit.record(session, actor, "certificate.scan_opened", row, org_id=holder.school_id, staff_id=holder.id)
    return Scan(content, scan_kind(content))


def check_certificate(session: Session, actor: Actor, *, certificate_id: int) -> None:
    """Say that a certificate was compared with the original and is as written.

    Raises NotFound, also for the school that wrote it down: it takes a bureau above. Refused where it is checked.
    """
    row, holder = _above(session, actor, certificate_id)
    if row.checked_at is not None:
        raise Refused("training.checked_already")
    row.checked_by, row.checked_at = actor.user_id, clock.now()
    session.flush()
    audit.record(session, actor, "certificate.checked", row, org_id=holder.school_id, staff_id=holder.id)


def uncheck_certificate(session: Session, actor: Actor, *, certificate_id: int) -> None:
    """Take the check of a certificate back. Raises as `check_certificate` does; Refused where it is not checked."""
    row, holder = _above(session, actor, certificate_id)
    if row.checked_at is None:
        raise Refused("training.not_checked")
    row.checked_by = row.checked_at = None
    session.flush()
    audit.record(session, actor, "certificate.unchecked", row, org_id=holder.school_id, staff_id=holder.id)


def _above(session: Session, actor: Actor, certificate_id: int) -> tuple[Certificate, StaffMember]:
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_certificate(session, scope, certificate_id)
    holder = loaded_staff(session, scope, row.staff_id)
    refuse_below(session, scope, holder.school_id)
    return row, holder
