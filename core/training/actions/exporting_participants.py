"""Who is in a training session as a workbook: for the door, for the file."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.sheets.export import Table, Value, workbook
from core.training.queries.participants import PartRow, participants
from core.training.queries.sessions import SessionRow, session_seen
from core.training.rules.session_titles import PART_STATES

COLUMNS = ("序号", "学校", "姓名", "状态", "报名日期", "已签到", "考核成绩", "签名")
THERE = "已到"


def export_participants(session: Session, actor: Actor, *, session_id: int) -> bytes:
    """The people of a session as far as the actor may read their names, with a column to sign in: .xlsx.

    Raises NotFound for a session that the actor does not see.
    """
    scope = require(actor, Capability.ENROL_STAFF)
    row = session_seen(session, scope, session_id)
    people = participants(session, scope, session_id=session_id)
    audit.record(session, actor, "participation.exported", org_id=row.org_id, training=row.id, people=len(people))
    lines = [_line(number, one, row) for number, one in enumerate(people, 1)]
    return workbook([Table("培训名单", COLUMNS, lines)])


def _line(number: int, one: PartRow, row: SessionRow) -> tuple[Value, ...]:
    since = one.enrolled_at and clock.local(one.enrolled_at).date()
    score = None if one.score is None else float(one.score)
    return (number, one.school, one.name, PART_STATES[one.state], since, _signed(one, row), score, "")


def _signed(one: PartRow, row: SessionRow) -> str:
    """What somebody signed in for, by the titles of the modules."""
    if not row.modules:
        return THERE if one.modules else ""
    return "、".join(module.title for module in row.modules if module.code in one.modules)
