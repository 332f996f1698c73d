"""Certificates to take along, for those who keep the register."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.organisations.queries import get
from core.sheets.export import Table, workbook
from core.training.queries.papers import PaperRow, papers

HEAD = (
    "学校", "姓名", "证书种类", "级别", "证书编号", "发证机关", "发证日期", "有效期至", "到期提醒", "扫描件", "核验日期",
)  # fmt: skip


def export_papers(session: Session, actor: Actor, *, org_id: int | None = None) -> bytes:
    """Certificates of staff in post, at and below an organisation or wherever the actor keeps the register.

    Raises NotFound for an organisation outside the actor's scope.
    """
    scope, today = require(actor, Capability.MANAGE_STAFF), clock.today()
    rows = papers(session, scope if org_id is None else Scope.at(get(session, scope, org_id).path), today=today)
    told = [
        (
            row.school, row.name, row.kind, row.level, row.number, row.issuer, row.issued_on, row.valid_until or "长期",
            _ends(row), "有" if row.has_scan else "无",
            clock.local(row.checked_at).date() if row.checked_at else "未核验",
        )
        for row in rows
    ]  # fmt: skip
    audit.record(session, actor, "certificate.exported", org_id=org_id, certificates=len(rows))
    return workbook([Table("证书", HEAD, told)])


def _ends(row: PaperRow) -> str:
    today = clock.today()
    if row.lapsed(today):
        return "已过期"
    days = row.band(today)
    return f"{days} 天内到期" if days else ""
