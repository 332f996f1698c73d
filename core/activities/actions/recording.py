"""Activities are recorded, put right, and taken back."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities.rules.facts import ActivityFacts, activity_flaw, tidied
from core.activities.tables import Activity
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get
from core.organisations.rules import Level


def record(session: Session, actor: Actor, *, school_id: int, facts: ActivityFacts) -> int:
    """Record an activity of a school; answers its id.

    Raises NotFound for what is no school within the actor's scope, Refused for facts that cannot be.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    school = get(session, scope, school_id)
    if school.level is not Level.SCHOOL:
        raise NotFound
    given = _checked(facts)
    row = Activity(school_id=school.id, made_by=actor.user_id, made_at=clock.now(), **given._asdict())
    session.add(row)
    session.flush()
    audit.record(session, actor, "activity.recorded", row, org_id=school.id, sessions=given.sessions)
    return row.id or 0


def change(session: Session, actor: Actor, *, activity_id: int, facts: ActivityFacts) -> None:
    """Put an activity right. Raises NotFound, also for one that was removed; Refused for facts that cannot be."""
    row = _loaded(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    given = _checked(facts)
    for name, value in given._asdict().items():
        setattr(row, name, value)
    session.add(row)
    audit.record(session, actor, "activity.changed", row, org_id=row.school_id, sessions=given.sessions)


def remove(session: Session, actor: Actor, *, activity_id: int) -> None:
    """Take an activity out of lists and counts; its row stays, marked. Raises NotFound."""
    row = _loaded(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    row.removed_at = clock.now()
    session.add(row)
    audit.record(session, actor, "activity.removed", row, org_id=row.school_id, sessions=row.sessions)


def _checked(facts: ActivityFacts) -> ActivityFacts:
    given = tidied(facts)
    if flaw := activity_flaw(given, clock.today()):
        raise Refused(flaw)
    return given


def _loaded(session: Session, scope: Scope, activity_id: int) -> Activity:
    statement = select(Activity).where(Activity.id == activity_id, col(Activity.removed_at).is_(None))
    row = session.exec(within(scope, statement, Activity).with_for_update()).first()
    if row is None:
        raise NotFound
    return row
