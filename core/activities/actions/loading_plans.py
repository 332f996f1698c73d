"""Plans that an act is about, and the one way in which a plan moves."""

from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Scope
from core.activities.actions.loading_seasons import loaded_season
from core.activities.actions.reach import own_school, school_below
from core.activities.rules import PlanState
from core.activities.rules.plans import closed_to, follows
from core.activities.tables import Season, SeasonPlan, SeasonSchool
from core.database import within
from core.errors import Conflict, NotFound, Refused


def own_plan(session: Session, scope: Scope, plan_id: int) -> SeasonPlan:
    """A plan of a school within `scope`, held, while its season is open."""
    row = _found(session, scope, plan_id)
    own_school(session, scope, row.school_id)
    writable_season(session, scope, row.season_id, row.school_id)
    return row


def plan_below(session: Session, scope: Scope, plan_id: int) -> SeasonPlan:
    """A plan of a school below a bureau within `scope`, held, while its season is open."""
    row = _found(session, scope, plan_id)
    school_below(session, scope, row.school_id)
    writable_season(session, scope, row.season_id, row.school_id)
    return row


def writable_season(session: Session, scope: Scope, season_id: int, school_id: int) -> Season:
    """The season, open, in which the school takes part. NotFound where it does not."""
    row = loaded_season(session, scope, season_id)
    if code := closed_to(row.state):
        raise Refused(code)
    statement = select(SeasonSchool).where(SeasonSchool.season_id == season_id, SeasonSchool.school_id == school_id)
    part = session.exec(within(SYSTEM_SCOPE, statement, SeasonSchool)).first()
    if part is None or part.removed_at is not None:
        raise NotFound
    return row


def check_edition(row: SeasonPlan, edition: int | None) -> None:
    """Raise Conflict when somebody changed the plan since `edition` was read; None: whichever it is."""
    if edition not in (None, row.edition):
        raise Conflict("activities.plan_moved_on")


def stepped(session: Session, actor: Actor, row: SeasonPlan, to: PlanState, comment: str = "") -> None:
    """Put a plan into another state and write the step down. Raises Refused where the step does not follow."""
    if not follows(row.state, to):
        raise Refused("activities.plan_state")
    now = clock.now()
    row.state, row.comment = to, comment
    row.steps = [*row.steps, {"state": to.value, "by": actor.user_id, "at": now.isoformat(), "comment": comment}]
    if to is PlanState.SENT:
        row.sent_at, row.decided_at = now, None
    elif to in (PlanState.ACCEPTED, PlanState.RETURNED):
        row.decided_at = now
    row.edition += 1
    session.flush()


def _found(session: Session, scope: Scope, plan_id: int) -> SeasonPlan:
    statement = within(scope, select(SeasonPlan).where(SeasonPlan.id == plan_id), SeasonPlan)
    row = session.exec(statement.with_for_update().execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound
    return row
