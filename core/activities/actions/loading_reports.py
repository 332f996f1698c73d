"""Reports that an act is about: found within the actor's scope, held until the act is done, and checked against their life."""

from typing import Any

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Scope
from core.activities.queries.seasons import season_schools
from core.activities.rules import ReportState, SeasonState
from core.activities.rules.reports import LIFE, Step, step_flaw
from core.activities.tables import Activity, ActivityStep, Season
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.organisations.queries import get
from core.organisations.rules import Level


def loaded_report(session: Session, scope: Scope, activity_id: int) -> Activity:
    """The report of an organisation within `scope`, locked. NotFound outside of it, and for what was only logged."""
    statement = select(Activity).where(
        Activity.id == activity_id, col(Activity.removed_at).is_(None), col(Activity.season_id).is_not(None)
    )
    locked: Any = within(scope, statement, Activity).with_for_update(key_share=True)
    row: Activity | None = session.exec(locked.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound
    return row


def season_of(session: Session, row: Activity) -> Season:
    """The season of a report that was found already."""
    statement = select(Season).where(Season.id == row.season_id)
    found: Season = session.exec(within(SYSTEM_SCOPE, statement, Season)).one()
    return found


def check_step(session: Session, row: Activity, step: Step) -> None:
    """Raise Refused unless the step can be done with the report now."""
    state: SeasonState = season_of(session, row).state
    if flaw := step_flaw(step, row.state, state):
        raise Refused(flaw)


def check_edition(row: Activity, edition: int | None) -> None:
    """Raise Conflict when somebody changed the report since `edition` was read; None: whichever it is."""
    if edition not in (None, row.edition):
        raise Conflict("activities.report_changed")


def check_above(session: Session, scope: Scope, row: Activity) -> None:
    """Raise NotFound unless the scope holds a bureau above who made the report: nobody decides on their own."""
    org = get(session, scope, row.org_id)
    if not any(org.path.startswith(reach.path) and org.path != reach.path for reach in scope.reaches):
        raise NotFound


def check_part(session: Session, row: Activity) -> None:
    """Raise Refused where the report is of a school that takes part in its season no more: dropped, or closed."""
    org = get(session, SYSTEM_SCOPE, row.org_id)
    if org.level is Level.SCHOOL and not season_schools(session, Scope.at(org.path), season_id=row.season_id or 0):
        raise Refused("activities.not_taking_part")


def moved(
    session: Session, actor: Actor, row: Activity, step: Step, *, comment: str = "", to: ReportState | None = None
) -> None:
    """Write that a report went on to the state its step leads to (or `to`), with the row of its history."""
    row.state = to or LIFE[step].to or row.state
    row.comment, row.edition = comment, row.edition + 1
    session.add(row)
    session.add(
        ActivityStep(activity_id=row.id or 0, state=row.state, comment=comment, by_id=actor.user_id, at=clock.now())
    )
    session.flush()
