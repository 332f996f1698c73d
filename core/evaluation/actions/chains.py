"""改进链 to take along: schools, items and counts, nobody's name."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.evaluation.queries.chain import ChainRow, chains
from core.evaluation.rules.chain import LINK_TITLES
from core.evaluation.rules.titles import RECTIFICATION_STATES
from core.organisations.queries import get
from core.sheets.export import Table, Value, workbook

COLUMNS = (
    "学校", "轮次", "条目", "当时得分率", "培训需求", "需求状态", "培训活动", "派出人次", "完成人次", "整改复核",
    "后来的轮次", "后来的得分率", "到哪一步",
)  # fmt: skip


def export_chains(
    session: Session, actor: Actor, *, org_id: int | None = None, round_id: int | None = None
) -> bytes:  # fmt: skip
    """The chains of the schools of an organisation, or of all that the actor sees; of one round or of all: .xlsx.

    Raises NotFound for an organisation outside the actor's scope.
    """
    scope = require(actor, Capability.VIEW_EVALUATION)
    below = scope if org_id is None else Scope.at(get(session, scope, org_id).path)
    rows = chains(session, below, today=clock.today(), round_id=round_id)
    audit.record(session, actor, "chain.exported", org_id=org_id, rows=len(rows))
    return workbook([Table("改进链", COLUMNS, [_line(row) for row in rows])])


def _line(row: ChainRow) -> tuple[Value, ...]:
    sessions = "；".join(f"{one.title}（{clock.local(one.starts_at):%Y-%m-%d}）" for one in row.sessions)
    checks = "；".join(RECTIFICATION_STATES[one.state] for one in row.rechecks)
    need = f"已满足：{row.how}" if row.met_at else "待满足"
    return (
        row.school, row.round, f"{row.code}　{row.item}", row.before, row.topic, need, sessions, row.sent,
        row.completed, checks, row.later, row.after, LINK_TITLES[row.link],
    )  # fmt: skip
