"""Who may report, who decides on reports, and who may read them."""

from datetime import date

from sqlmodel import Session, col, select

from core.access import Capability
from core.activities import actions, queries
from core.activities.rules import JointState, ReportState
from core.activities.tables import Activity, ActivityStep, JointSchool, Season
from core.database import unowned
from tests.access_cases import Action, Query
from tests.activities.report_builders import LECTURE, a_joint, a_report
from tests.activities.season_builders import IN_SEASON, a_season
from tests.world import World

RECORD, RUN, VIEW = Capability.RECORD_ACTIVITIES, Capability.RUN_SEASONS, Capability.VIEW_ACTIVITIES
KEEPERS = {"a": "researcher centre school_admin counsellor"}
BUREAU, ABOVE = {"a": "researcher centre"}, {"county": "researcher centre"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
WHY = "请补两张照片"


def the(session: Session, model: type) -> int:
    """The id of the only row."""
    return session.exec(unowned(select(col(model.id)), model)).one() or 0  # type: ignore[attr-defined]  # every table has one


def open_season(session: Session, world: World) -> None:
    """A season of the province: every school takes part, and every bureau sees it."""
    a_season(session, world, at="province")


def draft(session: Session, world: World) -> None:
    a_report(session, world, a_season(session, world, at="province"), state=ReportState.DRAFT)


def sent(session: Session, world: World) -> None:
    a_report(session, world, a_season(session, world, at="province"))


def told(session: Session, world: World) -> None:
    """Sent, with what became of it."""
    sent(session, world)
    row = ActivityStep(
        activity_id=the(session, Activity), state=ReportState.SENT, by_id=world.accounts["counsellor_a"], at=IN_SEASON
    )
    session.add(row)
    session.flush()


def accepted(session: Session, world: World) -> None:
    a_report(session, world, a_season(session, world, at="province"), state=ReportState.ACCEPTED)


def draft_with_b(session: Session, world: World) -> None:
    draft(session, world)
    a_joint(session, world, the(session, Activity))


def asked(session: Session, world: World) -> None:
    """The province says that school A held something together with it; nobody below is its host."""
    report = a_report(session, world, a_season(session, world, at="province"), "province")
    a_joint(session, world, report, "a")


def agreed(session: Session, world: World) -> None:
    asked(session, world)
    row = session.exec(unowned(select(JointSchool), JointSchool)).one()
    row.state = JointState.AGREED
    session.flush()


def earlier(session: Session, world: World) -> None:
    """Something of the same season with a day before it began."""
    days = {"held_on": date(2025, 5, 9), "until": date(2025, 5, 9)}
    a_report(session, world, a_season(session, world, at="province"), state=ReportState.ACCEPTED, **days)


ACTIONS = {
    "start_report": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.start_report(
        s, actor, org_id=w.orgs[at], season_id=the(s, Season), item="lecture"), given=open_season),
    "copy_report": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.copy_report(
        s, actor, from_id=the(s, Activity), season_id=the(s, Season), item="lecture"), given=earlier),
    "save_report": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.save_report(
        s, actor, activity_id=the(s, Activity), facts=LECTURE, edition=0), given=draft),
    "remove_report": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.remove_report(
        s, actor, activity_id=the(s, Activity)), given=draft),
    "send_report": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.send_report(
        s, actor, activity_id=the(s, Activity), edition=0), given=draft),
    "take_back": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.take_back(
        s, actor, activity_id=the(s, Activity)), given=sent),
    "accept_reports": Action(RUN, ABOVE, lambda s, actor, w, at: actions.accept_reports(
        s, actor, activity_ids=[the(s, Activity)]), given=sent),
    "return_report": Action(RUN, ABOVE, lambda s, actor, w, at: actions.return_report(
        s, actor, activity_id=the(s, Activity), comment=WHY), given=sent),
    "reopen_report": Action(RUN, ABOVE, lambda s, actor, w, at: actions.reopen_report(
        s, actor, activity_id=the(s, Activity), comment=WHY), given=accepted),
    "name_joint": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.name_joint(
        s, actor, activity_id=the(s, Activity), school_id=w.orgs["b"]), given=draft),
    "unname_joint": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.unname_joint(
        s, actor, activity_id=the(s, Activity), school_id=w.orgs["b"]), given=draft_with_b),
    "agree_joint": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.agree_joint(
        s, actor, joint_id=the(s, JointSchool), attendances=30), given=asked),
    "decline_joint": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.decline_joint(
        s, actor, joint_id=the(s, JointSchool)), given=asked),
    "change_joint": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.change_joint(
        s, actor, joint_id=the(s, JointSchool), attendances=30), given=agreed),
}  # fmt: skip
QUERIES = {
    "reports": Query(VIEW, READERS, lambda s, scope, w, at: queries.reports(
        s, scope, season_id=the(s, Season), school_id=w.orgs[at]), sent),
    "report": Query(VIEW, READERS, lambda s, scope, w, at: queries.report(s, scope, the(s, Activity)), sent),
    "report_counts": Query(RUN, BUREAU, lambda s, scope, w, at: queries.report_counts(
        s, scope, season_id=the(s, Season)), sent),
    "review_queue": Query(RUN, BUREAU, lambda s, scope, w, at: queries.review_queue(
        s, scope, season_id=the(s, Season), state=ReportState.SENT), sent),
    "steps": Query(VIEW, READERS, lambda s, scope, w, at: queries.steps(
        s, scope, activity_id=the(s, Activity)), told),
    "last_years": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.last_years(
        s, scope, org_id=w.orgs[at], season_id=the(s, Season), item="lecture"), earlier),
    "others_in_season": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.others_in_season(
        s, scope, season_id=the(s, Season), org_id=w.orgs[at]), open_season),
    "joint_requests": Query(VIEW, READERS, lambda s, scope, w, at: queries.joint_requests(s, scope), asked),
}  # fmt: skip
