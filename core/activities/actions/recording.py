"""Activities of no season are recorded, put right, and taken back."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities.actions.files import drop_files
from core.activities.queries.facts import columns_of
from core.activities.rules import ReportState
from core.activities.rules.facts import ActivityFacts, activity_flaw, tidied
from core.activities.tables import Activity
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.organisations.queries import get


def record(session: Session, actor: Actor, *, org_id: int, facts: ActivityFacts) -> int:
    """Record an activity of a school or a bureau, which counts at once; answers its id.

    Raises NotFound for what is not within the actor's scope, Refused for facts that cannot be.
    """
    org = get(session, require(actor, Capability.RECORD_ACTIVITIES), org_id)
    given = _checked(facts)
    row = Activity(
        org_id=org.id, state=ReportState.LOGGED, made_by=actor.user_id, made_at=clock.now(), **columns_of(given)
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "activity.recorded", row, org_id=org.id, sessions=given.sessions)
    return row.id or 0


def change(session: Session, actor: Actor, *, activity_id: int, facts: ActivityFacts, edition: int) -> None:
    """Put an activity right.

    Raises NotFound, also for one that was removed; Refused for facts that cannot be, and for a season's report; Conflict
    when somebody changed it since `edition` was read.
    """
    row = _loaded(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    if row.edition != edition:
        raise Conflict("activities.report_changed")
    given = _checked(facts)
    for name, value in columns_of(given).items():
        setattr(row, name, value)
    row.edition += 1
    session.add(row)
    audit.record(session, actor, "activity.changed", row, org_id=row.org_id, sessions=given.sessions)


def remove(session: Session, actor: Actor, *, activity_id: int) -> None:
    """Take an activity out of lists and counts; its row stays, marked, its files go.

    Raises NotFound; Refused for a season's report.
    """
    row = _loaded(session, scope := require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    drop_files(session, scope, activity_id)
    row.removed_at = clock.now()
    session.add(row)
    audit.record(session, actor, "activity.removed", row, org_id=row.org_id, sessions=row.sessions)


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
    if row.state is not ReportState.LOGGED:
        raise Refused("activities.belongs_to_season")
    return row
