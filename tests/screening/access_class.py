"""Who may comment on a class, report for a school, review reports and read their sums."""

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, Scope
from core.errors import NotFound
from core.screening import actions, queries
from core.screening.rules.comments import Concern, Remark
from core.screening.rules.reporting import Figures, ReportState, packed
from core.screening.tables import Comment, Report
from tests.access_cases import Action, Query
from tests.screening.standing import Standing, of, on
from tests.world import World

COMMENT, SCORES, WORK = Capability.COMMENT_CLASS, Capability.SEE_SCORES, Capability.WORK_CASES
REVIEW, METRICS = Capability.REVIEW_REPORTS, Capability.VIEW_METRICS
TEACHER, COUNSELLOR, CARERS = {"a": "class_teacher"}, {"a": "counsellor"}, {"a": "centre counsellor"}
READERS = {"county": "leader researcher centre school_lead counsellor"}


def filed(session: Session, world: World, kept: Standing, state: ReportState = ReportState.SUBMITTED) -> int:
    """A report of school A, written by nobody in particular."""
    row = Report(
        campaign_id=kept.campaign, school_id=world.orgs["a"], state=state, counts=packed(Figures(2, 1)),
        written_by=world.accounts["counsellor_a"], written_at=clock.now(), submitted_at=clock.now(),
        submitted_by=world.accounts["counsellor_a"],
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def said(session: Session, world: World, kept: Standing, concern: Concern = Concern.NOTHING) -> Standing:
    """What the class teacher of a5 said about both pupils of the list."""
    for person in kept.people[:2]:
        session.add(
            Comment(
                campaign_id=kept.campaign, person_id=person, school_id=world.orgs["a"], class_id=world.classes["a5"],
                by_id=world.accounts["class_teacher_a"], at=clock.now(), concern=concern, note="上课总睡觉",
            )
        )  # fmt: skip
    session.flush()
    return kept


def exported(session: Session, actor: Actor, world: World, kept: Standing) -> bytes:
    """The sums of the actor's own organisation: those of another height hide other figures."""
    if actor.can(METRICS) and not actor.scope.covers(world.paths["county"]):
        raise NotFound
    return actions.export_reports(session, actor, campaign_id=kept.campaign, org_id=actor.org_id)


def summed(session: Session, scope: Scope, world: World, kept: Standing) -> object:
    """The sums of the top of a scope, where that holds the county."""
    if not scope.covers(world.paths["county"]):
        return None
    top = int(scope.reaches[0].path.strip("/").split("/")[-1])
    return queries.report_sums(session, scope, campaign_id=kept.campaign, org_id=top).places


ACTIONS = {
    "write_comments": Action(COMMENT, TEACHER, on(lambda s, actor, w, kept: actions.write_comments(
        s, actor, campaign_id=kept.campaign, remarks=[Remark(kept.people[0], Concern.WATCH)]))),
    "show_class": Action(COMMENT, TEACHER, on(lambda s, actor, w, kept: actions.show_class(
        s, actor, campaign_id=kept.campaign, class_id=w.classes["a5"]))),
    "draft_report": Action(WORK, COUNSELLOR, on(lambda s, actor, w, kept: actions.draft_report(
        s, actor, campaign_id=kept.campaign, school_id=w.orgs["a"], statement=""))),
    "submit_report": Action(WORK, COUNSELLOR, on(lambda s, actor, w, kept: actions.submit_report(
        s, actor, campaign_id=kept.campaign, school_id=w.orgs["a"], statement=""))),
    "return_report": Action(REVIEW, {"a": "centre"}, on(lambda s, actor, w, kept: actions.return_report(
        s, actor, report_id=filed(s, w, kept), note="请补上访谈的进度"))),
    "accept_report": Action(REVIEW, {"a": "centre"}, on(lambda s, actor, w, kept: actions.accept_report(
        s, actor, report_id=filed(s, w, kept)))),
    "export_reports": Action(METRICS, READERS, on(exported)),
}  # fmt: skip
QUERIES = {
    "class_sheet": Query(COMMENT, TEACHER, of(lambda s, scope, w, kept: queries.class_sheet(
        s, scope, campaign_id=kept.campaign, class_id=w.classes["a5"]))),
    "standing_comments": Query(COMMENT, TEACHER, of(lambda s, scope, w, kept: queries.standing_comments(
        s, scope, campaign_id=said(s, w, kept).campaign, people=kept.people))),
    "comment_progress": Query(SCORES, CARERS, of(lambda s, scope, w, kept: queries.comment_progress(
        s, scope, campaign_id=kept.campaign))),
    "comments_of": Query(SCORES, CARERS, of(lambda s, scope, w, kept: queries.comments_of(
        s, scope, person_ids=said(s, w, kept).people))),
    "disagreements": Query(SCORES, CARERS, of(lambda s, scope, w, kept: queries.disagreements(
        s, scope, campaign_id=said(s, w, kept).campaign))),
    "reports": Query(REVIEW, {"a": "centre"}, of(lambda s, scope, w, kept: queries.reports(
        s, scope, campaign_id=kept.campaign))),
    "own_report": Query(WORK, COUNSELLOR, of(lambda s, scope, w, kept: filed(s, w, kept) and queries.own_report(
        s, scope, campaign_id=kept.campaign, school_id=w.orgs["a"]))),
    "school_figures": Query(WORK, CARERS, of(lambda s, scope, w, kept: queries.school_figures(
        s, scope, campaign_id=kept.campaign, school_id=w.orgs["a"]).listed)),
    "report_sums": Query(METRICS, READERS, of(summed)),
}  # fmt: skip
