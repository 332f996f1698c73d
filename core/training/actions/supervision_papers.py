"""Supervision of a term as workbooks to keep: people by name for who keeps the register, numbers by school for the rest."""

from collections.abc import Sequence

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.clock import Term
from core.organisations.queries import get
from core.sheets.export import Table, workbook
from core.training.queries.supervision import SchoolSupervision, SupervisionRow, supervision_figures, supervision_rows
from core.training.rules.supervision import STATE_WORDS, lacking_words
from core.training.rules.titles import KIND_TITLES

PEOPLE = (
    "学校",
    "姓名",
    "类别",
    "状态",
    "个别督导（小时）",
    "团体督导（小时）",
    "督导类培训（学时）",
    "还缺",
    "最近一次",
)
SCHOOLS = ("学校", "心理教师", "有要求", "已达到", "还缺", "个别督导（小时）", "团体督导（小时）")


def export_supervision(session: Session, actor: Actor, *, org_id: int, term: Term | None = None) -> bytes:
    """The people of an organisation whose register the actor keeps, and the numbers by school: .xlsx.

    Raises NotFound outside the actor's scope.
    """
    org, today = get(session, require(actor, Capability.MANAGE_STAFF), org_id), clock.today()
    rows = supervision_rows(session, Scope.at(org.path), today=today, term=term)
    figures = supervision_figures(session, Scope.at(org.path), today=today, term=term)
    audit.record(session, actor, "supervision.exported", org_id=org.id, people=len(rows), schools=len(figures))
    return workbook([_people(rows), _schools(figures)])


def export_supervision_figures(session: Session, actor: Actor, *, org_id: int, term: Term | None = None) -> bytes:
    """The numbers of an organisation's schools, nobody's name: .xlsx. Raises NotFound outside the actor's scope."""
    org = get(session, require(actor, Capability.VIEW_STAFF), org_id)
    figures = supervision_figures(session, Scope.at(org.path), today=clock.today(), term=term)
    audit.record(session, actor, "supervision.figures_exported", org_id=org.id, schools=len(figures))
    return workbook([_schools(figures)])


def _people(rows: Sequence[SupervisionRow]) -> Table:
    told = [
        (
            row.school, row.name, "、".join(KIND_TITLES[kind] for kind in row.kinds), STATE_WORDS[row.standing.state],
            *map(float, row.had), lacking_words(row.standing), row.last_on or "",
        )
        for row in rows
    ]  # fmt: skip
    return Table("接受督导", PEOPLE, told)


def _schools(rows: Sequence[SchoolSupervision]) -> Table:
    told = [
        (row.school, row.people, row.asked, row.met, row.short, float(row.individual), float(row.group)) for row in rows
    ]
    return Table("各校督导", SCHOOLS, told)
