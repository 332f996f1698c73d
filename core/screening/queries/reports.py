"""Reads of what schools report: one row a school, missing ones first, and the accepted ones as sums."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.queries import tally_by_state
from core.database import within
from core.errors import NotFound
from core.organisations.queries import OrgRow, get, ids_of
from core.organisations.tables import Organisation
from core.screening.queries.rollups import counts_by_school
from core.screening.queries.tiers import tiers_for
from core.screening.rules.report_sums import Filed, Place, Sums, sums
from core.screening.rules.reporting import Figures, ReportState, Standing, figures, total, unpacked
from core.screening.tables import Report, Rollup

NOWHERE = Scope()
URGENCY = (None, ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED)
"""The order of lists: those that sent nothing, those that wait for the bureau, those that are mended, those that are done."""


class ReportRow(NamedTuple):
    """A school's report; without one, or while it is a draft, `state` is None and there is nothing to read."""

    school_id: int
    id: int | None
    state: ReportState | None
    figures: Figures
    statement: str
    submitted_by: int | None
    submitted_at: datetime | None
    reviewed_by: int | None
    reviewed_at: datetime | None
    review_note: str


def reports(session: Session, scope: Scope, *, campaign_id: int) -> list[ReportRow]:
    """One row for every school that the campaign asks within the scope, the missing ones first.

    `scope` is where reports are reviewed, or the own school: statements are read here.
    """
    found = {row.school_id: row for row in _sent(session, scope, campaign_id)}
    rows = [found.get(school) or _missing(school) for school in _asked(session, scope, campaign_id)]
    return sorted(rows, key=lambda row: (URGENCY.index(row.state), row.school_id))


def own_report(session: Session, scope: Scope, *, campaign_id: int, school_id: int) -> ReportRow | None:
    """A school's report for those who write it, a draft too; None before there is one, and for whom a level narrows."""
    statement = select(Report).where(Report.campaign_id == campaign_id, Report.school_id == school_id)
    found = session.exec(within(scope.at_every_level, statement, Report)).first()
    return _row(found) if found else None


def school_figures(session: Session, scope: Scope, *, campaign_id: int, school_id: int) -> Figures:
    """What a school's report counts as of now, as far as it lies within the scope."""
    done = [one.completion for one in counts_by_school(session, scope, campaign_id) if one.group == school_id]
    rows = tally_by_state(session, scope, campaign_id=campaign_id, school_id=school_id)
    due, tested = sum(one.due for one in done), sum(one.tested for one in done)
    return figures(due, tested, (Standing(*row) for row in rows))


def report_sums(session: Session, scope: Scope, *, campaign_id: int, org_id: int, exact: Scope = NOWHERE) -> Sums:
    """The accepted reports below an organisation, summed by what lies directly below it.

    Where reports are reviewed (`exact` covers the organisation) down to single schools. Other readers get the sums of
    bureaus, small numbers hidden, and for the tops of their scope alone: two tables of different heights would give away
    what each of them hides. Raises NotFound otherwise.
    """
    top = get(session, scope, org_id)
    hide = not exact.covers(top.path)
    if hide and top.path not in {reach.path for reach in scope.reaches}:
        raise NotFound
    inside = Scope.at(top.path)  # it was found within the scope, and so is all below it
    asked = _gathered(session, top, _asked(session, inside, campaign_id), schools=not hide)
    filed = {row.school_id: row for row in _sent(session, inside, campaign_id)}
    severities = [tier.severity for tier in tiers_for(session, campaign_id=campaign_id, org_id=org_id)]
    return sums([_place(org, schools, filed) for org, schools in asked.items()], severities, hide=hide)


def _place(child: int, schools: Sequence[int], filed: dict[int, ReportRow]) -> Place:
    rows = [filed[school] for school in schools if school in filed]
    states = {state: sum(row.state is state for row in rows) for state in ReportState}
    accepted = [row.figures for row in rows if row.state is ReportState.ACCEPTED]
    return Place(child, Filed(len(schools), states), total(accepted))


def _gathered(session: Session, top: OrgRow, asked: Sequence[int], *, schools: bool) -> dict[int, list[int]]:
    """The schools by the organisation directly below `top` that they lie in; without `schools`, its own stand for it."""
    statement = select(col(Organisation.id), col(Organisation.path)).where(col(Organisation.id).in_(asked))
    found: dict[int, list[int]] = {}
    depth = len(ids_of(top.path))
    for school, path in session.exec(within(Scope.at(top.path), statement, Organisation)):
        line = ids_of(path)
        group = line[depth] if len(line) > depth + (not schools) else top.id
        found.setdefault(group, []).append(school or 0)
    return dict(sorted(found.items()))


def _asked(session: Session, scope: Scope, campaign_id: int) -> list[int]:
    statement = select(col(Rollup.school_id)).where(Rollup.campaign_id == campaign_id).distinct()
    return sorted(session.exec(within(scope, statement, Rollup)))


def _sent(session: Session, scope: Scope, campaign_id: int) -> list[ReportRow]:
    statement = select(Report).where(Report.campaign_id == campaign_id, Report.state != ReportState.DRAFT)
    return [_row(row) for row in session.exec(within(scope, statement, Report))]


def _row(row: Report) -> ReportRow:
    facts = {name: getattr(row, name) for name in ReportRow._fields if name != "figures"}
    return ReportRow(figures=unpacked(row.counts), **facts)


def _missing(school_id: int) -> ReportRow:
    return ReportRow(school_id, None, None, Figures(), "", None, None, None, None, "")
