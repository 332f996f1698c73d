"""A checked workbook of staff written as a whole."""

from typing import NamedTuple

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, Scope, require
from core.errors import InvalidFile, Refused
from core.organisations.queries import get
from core.training.actions.check import known_now
from core.training.actions.loading import loaded_certificate, loaded_staff
from core.training.actions.records import certified
from core.training.actions.staff import changed, registered
from core.training.rules.plan import Planned, StaffCheck, plan


class StaffReceipt(NamedTuple):
    """What an import did, in people, and how many certificates it wrote."""

    new: int
    changed: int
    unchanged: int
    certificates: int


def import_staff(session: Session, actor: Actor, check: StaffCheck) -> StaffReceipt:
    """Write a checked workbook into the register as it is now; nobody is removed because the file omits them.

    Raises Refused for a check with open problems, InvalidFile when the register has changed since so that it no longer
    fits, NotFound for a school that is out of the actor's scope by now.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    if not check.ready:
        raise Refused("training.check_first")
    known = known_now(session, scope, {one.school_id for one in check.placed})
    planned, problems = plan(check.placed, known, check.place)
    if problems:
        raise InvalidFile(problems)
    now = check._replace(planned=planned)
    for one in (*now.new, *now.changed):
        _write(session, actor, scope, one)
    receipt = StaffReceipt(
        len(now.new), len(now.changed), now.unchanged, sum(len(one.certificates) for one in planned)
    )  # fmt: skip
    audit.record(session, actor, "staff.imported", **receipt._asdict())
    return receipt


def _write(session: Session, actor: Actor, scope: Scope, one: Planned) -> None:
    if one.same is None:
        row = registered(session, actor, get(session, scope, one.school_id).id, one.facts)
    else:
        row = loaded_staff(session, scope, one.same.id)
        if one.same.facts != one.facts:
            changed(session, actor, row, one.facts)
    for facts in one.certificates:
        old = one.same.certificates.get(facts.same) if one.same else None
        if old is None:
            certified(session, actor, row, facts)
        else:
            kept = loaded_certificate(session, scope, old[0])
            kept.issued_on, kept.valid_until = facts.issued_on, facts.valid_until
            audit.record(session, actor, "certificate.changed", kept, org_id=row.school_id, staff_id=row.id)
