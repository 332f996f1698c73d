"""Events held together: the host names schools, each says whether it took part and how many of its own came."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.activities.actions.loading_reports import check_step, loaded_report
from core.activities.queries.joint import others_in_season
from core.activities.queries.reports import TOLD
from core.activities.rules import JointState
from core.activities.rules.facts import MOST_ATTENDANCES
from core.activities.rules.reports import TOLD as TOLD_SEASONS
from core.activities.rules.reports import Step
from core.activities.tables import Activity, JointSchool, Season
from core.database import within
from core.errors import NotFound, Refused


def name_joint(session: Session, actor: Actor, *, activity_id: int, school_id: int) -> int:
    """Say that a school held this together with one's own, while it may be written in; answers the id of its row.

    The school sees it once the report is sent, and says whether it is so. Naming one twice changes nothing.
    Raises NotFound for a school that takes no part in the season.
    """
    row = loaded_report(session, scope := require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    check_step(session, row, Step.WRITE)
    asked = others_in_season(session, scope, season_id=row.season_id or 0, org_id=row.org_id)
    if school_id not in {one.id for one in asked}:
        raise NotFound
    if known := _named(session, activity_id, school_id):
        return known
    joint = JointSchool(activity_id=activity_id, school_id=school_id, by_id=actor.user_id, at=clock.now())
    session.add(joint)
    session.flush()
    audit.record(session, actor, "activity.joint_named", joint, org_id=row.org_id)
    return joint.id or 0


def unname_joint(session: Session, actor: Actor, *, activity_id: int, school_id: int) -> None:
    """Take a school that was named off again, while the report may be written in."""
    row = loaded_report(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    check_step(session, row, Step.WRITE)
    audit.record(session, actor, "activity.joint_unnamed", row, org_id=row.org_id)
    gone = delete(JointSchool).where(
        col(JointSchool.activity_id) == activity_id, col(JointSchool.school_id) == school_id
    )
    session.exec(within(SYSTEM_SCOPE, gone, JointSchool))


def agree_joint(session: Session, actor: Actor, *, joint_id: int, attendances: int | None = None) -> None:
    """Say for a school that it held this together with the host, and (or None) how many of its own came (人次)."""
    _say(session, actor, joint_id, JointState.AGREED, attendances, "activity.joint_agreed")


def decline_joint(session: Session, actor: Actor, *, joint_id: int) -> None:
    """Say for a school that it took no part."""
    _say(session, actor, joint_id, JointState.DECLINED, None, "activity.joint_declined")


def change_joint(session: Session, actor: Actor, *, joint_id: int, attendances: int | None) -> None:
    """Put right how many of a school's own came to what it agreed to. Refused before it agreed."""
    row = _joint(session, require(actor, Capability.RECORD_ACTIVITIES), joint_id)
    if row.state is not JointState.AGREED:
        raise Refused("activities.joint_not_agreed")
    _write(session, actor, row, JointState.AGREED, attendances, "activity.joint_changed")


def _say(session: Session, actor: Actor, joint_id: int, state: JointState, attendances: int | None, verb: str) -> None:
    row = _joint(session, require(actor, Capability.RECORD_ACTIVITIES), joint_id)
    _write(session, actor, row, state, attendances, verb)


def _write(
    session: Session, actor: Actor, row: JointSchool, state: JointState, attendances: int | None, verb: str
) -> None:
    if not 0 <= (attendances or 0) <= MOST_ATTENDANCES:
        raise Refused("activities.attendances_unlikely")
    row.state, row.attendances, row.by_id, row.at = state, attendances, actor.user_id, clock.now()
    session.add(row)
    session.flush()
    audit.record(session, actor, verb, row, org_id=row.school_id)


def _joint(session: Session, scope: Scope, joint_id: int) -> JointSchool:
    """The row of a school within `scope`, once the host sent its report; locked."""
    statement = (
        select(JointSchool)
        .join(Activity, col(Activity.id) == JointSchool.activity_id)
        .where(JointSchool.id == joint_id, col(Activity.removed_at).is_(None), col(Activity.state).in_(TOLD))
    )
    narrowed = within(SYSTEM_SCOPE, within(scope, statement, JointSchool), Activity)
    row: JointSchool | None = session.exec(narrowed.with_for_update(of=JointSchool)).first()
    if row is None:
        raise NotFound
    _check_season(session, row)
    return row


def _check_season(session: Session, row: JointSchool) -> None:
    """Raise Refused once the season was called off."""
    statement = select(Season.state).join(Activity, col(Activity.season_id) == Season.id)
    statement = statement.where(Activity.id == row.activity_id)
    state = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Activity), Season)).first()
    if state not in TOLD_SEASONS:
        raise Refused("activities.season_state")


def _named(session: Session, activity_id: int, school_id: int) -> int | None:
    statement = select(JointSchool.id).where(JointSchool.activity_id == activity_id, JointSchool.school_id == school_id)
    return session.exec(within(SYSTEM_SCOPE, statement, JointSchool)).first()
