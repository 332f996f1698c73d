"""Somebody saw something: a warning by hand."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.cases.actions.alerting import alert
from core.cases.actions.settling import STAFF_LEVEL
from core.cases.rules.clocks import due_on
from core.cases.rules.states import Source
from core.cases.rules.tiering import Tier
from core.cases.tables import Warning
from core.database import within
from core.errors import NotFound, Refused
from core.organisations import queries as organisations
from core.students.rules import Population
from core.students.tables import Enrolment, Person

STAFF_GRADE = 0


def report(
    session: Session, actor: Actor, *, person_id: int, source: Source, seen: str, urgent: bool, tier: Tier
) -> int:
    """Put somebody on the list by hand, with what was `seen`; answers the warning's id.

    A second report about the same person is a second warning: no report is ever lost. `urgent` is due the same day.
    Raises NotFound for a person outside the scope, Refused for an empty text or a source that no person is.
    """
    scope = require(actor, Capability.REPORT_CONCERN)
    person = _person(session, scope, person_id)
    told = seen.strip()
    if not told:
        raise Refused("cases.seen_needed")
    if source is Source.SCREENING:
        raise Refused("cases.source_needed")
    staff = person.population is Population.TEACHER
    calendar = organisations.calendar(session, org_id=person.school_id)
    due = due_on(clock.today(), urgent=urgent, amount=tier.amount, unit=tier.unit, calendar=calendar)
    warning = Warning(
        person_id=person_id, school_id=person.school_id, class_id=person.class_id, grade=_grade(session, person),
        is_staff=staff, care_level=STAFF_LEVEL if staff else None, severity=tier.severity, level=tier.level, urgent=urgent,
        source=source, reasons=told, raised_at=clock.now(), raised_by=actor.user_id, due_on=due,
    )  # fmt: skip
    session.add(warning)
    session.flush()
    if urgent and not staff:
        alert(session, {person.school_id: 1}, at=warning.raised_at)
    audit.record(
        session, actor, "warning.reported", warning, org_id=person.school_id, source=source.value, urgent=urgent,
        severity=tier.severity,
    )  # fmt: skip
    return warning.id or 0


def _person(session: Session, scope: Scope, person_id: int) -> Person:
    found = session.exec(within(scope, select(Person).where(Person.id == person_id), Person)).first()
    if found is None:
        raise NotFound
    return found


def _grade(session: Session, person: Person) -> int:
    """The grade of the newest year somebody is enrolled in, for a person who was found within the scope."""
    if person.population is Population.TEACHER:
        return STAFF_GRADE
    newest = select(col(Enrolment.grade)).where(Enrolment.person_id == person.id)
    newest = newest.order_by(col(Enrolment.school_year).desc()).limit(1)
    return session.exec(within(SYSTEM_SCOPE, newest, Enrolment)).first() or STAFF_GRADE
