"""The register of staff is kept: who comes, what changes, who leaves."""

from datetime import date

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.errors import NotFound, Refused
from core.organisations.queries import get
from core.organisations.rules import Level
from core.training.actions.loading import in_post_by_name, loaded_staff
from core.training.rules.staff import StaffFacts, leave_flaw, staff_flaw, tidied_staff
from core.training.tables import StaffMember


def add_staff(session: Session, actor: Actor, *, school_id: int, facts: StaffFacts) -> int:
    """Register somebody at a school; answers the id.

    Raises NotFound for what is no school within the actor's scope; Refused for facts that cannot be, and for a name that
    somebody in post at the school has already ("training.known_already": two people of one name need a mark).
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    school = get(session, scope, school_id)
    if school.level is not Level.SCHOOL:
        raise NotFound
    given = checked(facts)
    if given.name in in_post_by_name(session, scope, school.id, clock.today()):
        raise Refused("training.known_already")
    return registered(session, actor, school.id, given).id or 0


def change_staff(session: Session, actor: Actor, *, staff_id: int, facts: StaffFacts) -> None:
    """Change somebody's facts; raises NotFound, and Refused as `add_staff` does."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row, given = loaded_staff(session, scope, staff_id), checked(facts)
    _refuse_ends(given.since, row.until)
    _refuse_namesake(session, scope, row, given.name)
    changed(session, actor, row, given)


def leave_post(session: Session, actor: Actor, *, staff_id: int, until: date | None) -> None:
    """Write down somebody's last day in post; None brings them back. Nothing is deleted.

    Raises NotFound; Refused for a day before the first one, or when somebody else in post has the name by now.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_staff(session, scope, staff_id)
    _refuse_ends(row.since, until)
    if until is None:
        _refuse_namesake(session, scope, row, row.name)
    row.until = until
    audit.record(session, actor, "staff.left" if until else "staff.came_back", row, org_id=row.school_id)


def checked(facts: StaffFacts) -> StaffFacts:
    """The facts tidied; raises Refused for what cannot be."""
    given = tidied_staff(facts)
    if flaw := staff_flaw(given, clock.today()):
        raise Refused(flaw)
    return given


def registered(session: Session, actor: Actor, school_id: int, facts: StaffFacts) -> StaffMember:
    """Somebody new, written down: part of an act that asked for the right."""
    row = StaffMember(school_id=school_id, made_by=actor.user_id, made_at=clock.now(), **facts._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "staff.added", row, org_id=school_id, kind=facts.kind.value)
    return row


def changed(session: Session, actor: Actor, row: StaffMember, facts: StaffFacts) -> None:
    """Somebody's facts, written down: part of an act that asked for the right."""
    for name, value in facts._asdict().items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    audit.record(session, actor, "staff.changed", row, org_id=row.school_id, kind=facts.kind.value)


def _refuse_ends(since: date, until: date | None) -> None:
    if flaw := leave_flaw(since, until, clock.today()):
        raise Refused(flaw)


def _refuse_namesake(session: Session, scope: Scope, row: StaffMember, name: str) -> None:
    other = in_post_by_name(session, scope, row.school_id, clock.today()).get(name)
    if other and other.id != row.id:
        raise Refused("training.known_already")
