"""How far the plans (方案) of a season came, to take along: states and days, no word of a plan."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.activities.queries.plans import PlanRow, plans
from core.activities.rules.plans import NOT_BEGUN, PLAN_STATES
from core.sheets.export import Table, Value, workbook

HEAD = ("学校", "状态", "第一次提交", "是否晚交", "最近一次提交", "已定时间（项）", "方案文件")


def export_plans(session: Session, actor: Actor, *, season_id: int) -> bytes:
    """Every school of a season within the actor's scope, as of now, with the state of its plan.

    Raises NotAllowed, and NotFound for a season that is not seen from there.
    """
    rows = plans(session, require(actor, Capability.VIEW_ACTIVITIES), season_id=season_id)
    audit.record(session, actor, "plan.exported", season_id=season_id, schools=len(rows))
    return workbook([Table("方案进度", HEAD, [_line(row) for row in rows])])


def _line(row: PlanRow) -> tuple[Value, ...]:
    state = PLAN_STATES[row.state] if row.state else NOT_BEGUN
    file = "有" if row.has_file else "没有"
    if row.first_sent_at is None or row.sent_at is None:
        return row.school, state, "未交", "未交", "未交", row.slots, file
    first, last = (clock.local(one).date() for one in (row.first_sent_at, row.sent_at))
    return row.school, state, first, "是" if row.late else "否", last, row.slots, file
