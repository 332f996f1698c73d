"""Hours and requirements as workbooks to keep: people by name for who keeps the register, numbers by school for the rest."""

from collections.abc import Sequence

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.organisations.queries import get
from core.sheets.export import Table, Value, workbook
from core.training import packs
from core.training.queries.hour_figures import SchoolHours, hour_figures
from core.training.queries.hour_rows import HourRow, hour_rows
from core.training.rules.hour_titles import MEASURE_WORDS, school_words, short_words, state_of
from core.training.rules.school_standing import SchoolMeasure
from core.training.rules.titles import KIND_TITLES

PEOPLE = ("学校", "姓名", "类别", "状态", "计入学时", "登记学时", "上年结转", "超出上限", "还缺", "最近期限")
SCHOOLS = ("学校", "在岗", "有要求", "已达到", "还缺", "已过期限", "计入学时", "登记学时", "还缺什么")
NOT_TOLD = "未报"


def export_hours(session: Session, actor: Actor, *, org_id: int | None = None, year: int | None = None) -> bytes:
    """The people whose register the actor keeps, with their hours, and the numbers by school: .xlsx.

    Those of one organisation, or of every one. Raises NotFound outside the actor's scope.
    """
    scope, today = _reached(session, require(actor, Capability.MANAGE_STAFF), org_id), clock.today()
    rows = hour_rows(session, scope, today=today, year=year)
    figures = hour_figures(session, scope, today=today, year=year)
    audit.record(session, actor, "hours.exported", org_id=org_id, people=len(rows), schools=len(figures))
    return workbook([people_table(rows), school_table(figures)])


def export_hour_figures(session: Session, actor: Actor, *, org_id: int | None = None, year: int | None = None) -> bytes:
    """The numbers of the schools of one organisation, or of every one that the actor sees, nobody's name: .xlsx.

    Raises NotFound outside the actor's scope.
    """
    scope = _reached(session, require(actor, Capability.VIEW_STAFF), org_id)
    figures = hour_figures(session, scope, today=clock.today(), year=year)
    audit.record(session, actor, "hours.figures_exported", org_id=org_id, schools=len(figures))
    return workbook([school_table(figures)])


def people_table(rows: Sequence[HourRow]) -> Table:
    """One line a person, the counted hours of each sort of training behind."""
    sorts = packs.hour_categories()
    return Table("教师学时", (*PEOPLE, *sorts.values()), [_person(row, list(sorts)) for row in rows])


def school_table(rows: Sequence[SchoolHours]) -> Table:
    """One line a school."""
    return Table("各校学时", (*SCHOOLS, *MEASURE_WORDS.values()), [_school(row) for row in rows])


def _reached(session: Session, scope: Scope, org_id: int | None) -> Scope:
    return scope if org_id is None else Scope.at(get(session, scope, org_id).path)


def _person(row: HourRow, sorts: Sequence[str]) -> tuple[Value, ...]:
    credits, stood = row.credits, row.standing
    carried = sum(float(one.carried_in) for one in credits.lines)
    over = sum(float(one.over_cap) for one in credits.lines) + float(credits.over_total)
    return (
        row.school, row.name, "、".join(KIND_TITLES[kind] for kind in row.kinds), state_of(stood),
        float(credits.total), float(credits.recorded), carried, over, short_words(stood), stood.due or "",
        *(float(credits.counted(sort)) for sort in sorts),
    )  # fmt: skip


def _school(row: SchoolHours) -> tuple[Value, ...]:
    lines = {line.measure: school_words(line) or NOT_TOLD for line in row.lines}
    gaps = "；".join(f"{title} {one.short} 位" for title, one in row.by_line.items() if one.short)
    return (
        row.school, row.people, row.asked, row.met, row.short, row.late, float(row.counted), float(row.recorded), gaps,
        *(lines.get(measure, "") for measure in SchoolMeasure),
    )  # fmt: skip
