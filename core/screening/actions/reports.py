"""逐级上报: a school reports its numbers, the bureau above looks at them, the sums go up."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotAllowed, NotFound, Refused
from core.organisations.queries import OrgRow
from core.organisations.queries import get as organisation
from core.screening.actions.locking import locked
from core.screening.queries import campaign as find
from core.screening.queries import count_of_schools, places, report_sums, school_figures, tiers_for
from core.screening.rules.report_sums import Sums
from core.screening.rules.reporting import (
    LEAST,
    ReportState,
    ReportStep,
    after,
    checked_text,
    is_reviewed,
    packed,
)
from core.screening.tables import Report
from core.sheets.export import Table, Value, workbook
from core.students.rules import Population

HIDDEN = "已隐去"


def draft_report(session: Session, actor: Actor, *, campaign_id: int, school_id: int, statement: str) -> int:
    """Keep the statement until the report is sent; answers the report's id."""
    report = _written(session, actor, campaign_id, school_id, statement)
    report.state = after(report.state, ReportStep.WRITE)
    session.flush()
    audit.record(session, actor, "report.drafted", report, org_id=school_id)
    return report.id or 0


def submit_report(session: Session, actor: Actor, *, campaign_id: int, school_id: int, statement: str) -> int:
    """Send the school's numbers as they stand now, without names; answers the report's id.

    Where the campaign's policy has no level that a second person looks at, nobody reviews it and it counts at once.
    """
    report = _written(session, actor, campaign_id, school_id, statement)
    reviewed = is_reviewed(tiers_for(session, campaign_id=campaign_id, org_id=school_id))
    report.state = after(report.state, ReportStep.SUBMIT, reviewed=reviewed)
    report.submitted_by, report.submitted_at = actor.user_id, report.written_at
    report.reviewed_by = report.reviewed_at = None
    session.flush()
    audit.record(session, actor, "report.submitted", report, org_id=school_id, reviewed=reviewed)
    return report.id or 0


def return_report(session: Session, actor: Actor, *, report_id: int, note: str) -> None:
    """Ask the school to mend its report, saying what."""
    _reviewed(session, actor, report_id, ReportStep.RETURN, checked_text(note, least=LEAST))


def accept_report(session: Session, actor: Actor, *, report_id: int, note: str = "") -> None:
    """Let the report count in the sums above. Nobody accepts what they sent themselves."""
    _reviewed(session, actor, report_id, ReportStep.ACCEPT, checked_text(note))


def export_reports(session: Session, actor: Actor, *, campaign_id: int, org_id: int) -> bytes:
    """The sums below an organisation as a workbook (普测情况汇总表): numbers alone, small ones hidden as on the screen."""
    scope = require(actor, Capability.VIEW_METRICS)
    top = organisation(session, scope, org_id)
    seen = find(session, actor.scope, campaign_id)
    exact = actor.over(Capability.REVIEW_REPORTS)
    found = report_sums(session, scope, campaign_id=campaign_id, org_id=top.id, exact=exact)
    names = places(session, [place.org_id for place in found.places]).schools
    labels = {tier.severity: tier.label for tier in tiers_for(session, campaign_id=campaign_id, org_id=org_id)}
    head = (
        *("单位", "应报学校", "已通过", "待审核", "退回修改", "未报", "应测", "实测"),
        *(labels[severity] for severity in found.severities),
        "不在名单上",
    )
    rows = [(names.get(place.org_id, ""), *_line(found, at)) for at, place in enumerate(found.places)]
    audit.record(
        session, actor, "reports.exported", locked(session, seen), org_id=top.id, places=len(rows),
        exact=exact.covers(top.path),
    )  # fmt: skip
    return workbook([Table("汇总", head, rows, f"{seen.title}　普测情况汇总（已通过的学校）")])


def _line(found: Sums, at: int) -> tuple[Value, ...]:
    place = found.places[at]
    filed = place.filed
    cells = [found.cell(at, column) for column in range(len(found.severities) + 1)]
    return (
        *(filed.asked, filed.of(ReportState.ACCEPTED), filed.of(ReportState.SUBMITTED)),
        *(filed.of(ReportState.RETURNED), filed.missing, place.figures.due, place.figures.tested),
        *(HIDDEN if cell is None else cell for cell in cells),
    )


def _written(session: Session, actor: Actor, campaign_id: int, school_id: int, statement: str) -> Report:
    """The school's report with its numbers of now; the campaign's lock keeps it the only one."""
    school = _own_school(session, require(actor, Capability.WORK_CASES), school_id)
    seen = find(session, actor.scope, campaign_id)
    if seen.population is not Population.STUDENT or not _is_asked(session, school, campaign_id):
        raise Refused("reports.not_asked")
    text, now = checked_text(statement), clock.now()
    locked(session, seen)
    report = _known(session, school, campaign_id) or Report(
        campaign_id=campaign_id, school_id=school.id, counts={}, written_by=actor.user_id, written_at=now
    )
    here = Scope.at(school.path)
    report.counts = packed(school_figures(session, here, campaign_id=campaign_id, school_id=school.id))
    report.statement = text
    report.written_by, report.written_at = actor.user_id, now
    session.add(report)
    return report


def _own_school(session: Session, scope: Scope, school_id: int) -> OrgRow:
    """The school, once the actor works on cases of every level there: a bureau's centre reviews, it does not report."""
    school = organisation(session, scope, school_id)
    if not scope.at_every_level.covers(school.path):
        raise NotAllowed(capability=Capability.WORK_CASES.value)
    return school


def _is_asked(session: Session, school: OrgRow, campaign_id: int) -> bool:
    return count_of_schools(session, Scope.at(school.path), campaign_id, [school.id]) > 0


def _known(session: Session, school: OrgRow, campaign_id: int) -> Report | None:
    statement = select(Report).where(Report.campaign_id == campaign_id, Report.school_id == school.id)
    return session.exec(within(Scope.at(school.path), statement, Report)).first()


def _reviewed(session: Session, actor: Actor, report_id: int, step: ReportStep, note: str) -> None:
    scope = require(actor, Capability.REVIEW_REPORTS)
    statement = select(Report).where(col(Report.id) == report_id, Report.state != ReportState.DRAFT)
    report = session.exec(within(scope, statement, Report).with_for_update()).first()
    if report is None:
        raise NotFound
    if report.submitted_by == actor.user_id:
        raise Refused("reports.own_report")
    report.state = after(report.state, step)
    report.reviewed_by, report.reviewed_at, report.review_note = actor.user_id, clock.now(), note
    session.flush()
    audit.record(session, actor, f"report.{step.value}ed", report, org_id=report.school_id)
