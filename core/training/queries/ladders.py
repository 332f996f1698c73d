"""Places on ladders (梯队) and honours, of one person and of everybody within a scope."""

from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.organisations.queries import schools
from core.training.rules import HonourLevel, LadderState
from core.training.tables import Honour, LadderTerm, StaffMember


class LadderRow(NamedTuple):
    """Somebody's place on a ladder: `ladder` and `rung` are keys of the packs, `until` is the last day of the term."""

    id: int
    staff_id: int
    school_id: int
    school: str
    name: str
    ladder: str
    rung: str
    state: LadderState
    nominated_on: date
    since: date | None
    until: date | None


class HonourRow(NamedTuple):
    """An honour of somebody."""

    id: int
    title: str
    level: HonourLevel
    awarded_on: date


def ladder_places(session: Session, scope: Scope, *, staff_id: int | None = None) -> list[LadderRow]:
    """Places of everybody whose file lies within the scope, or of one person; the newest nomination first."""
    names = {row.id: row.name for row in schools(session, scope, closed=True)}
    told: Any = select(LadderTerm, StaffMember).join(StaffMember, col(StaffMember.id) == LadderTerm.staff_id)
    chosen = told.where(col(StaffMember.merged_into).is_(None))
    if staff_id is not None:
        chosen = chosen.where(LadderTerm.staff_id == staff_id)
    newest = chosen.order_by(col(LadderTerm.nominated_on).desc(), col(LadderTerm.id).desc())
    return [
        LadderRow(
            row.id or 0, row.staff_id, person.school_id, names.get(person.school_id, ""), person.name, row.ladder,
            row.rung, row.state, row.nominated_on, row.since, row.until,
        )
        for row, person in session.exec(within(scope, within(scope, newest, StaffMember), LadderTerm))
    ]  # fmt: skip


def honours(session: Session, scope: Scope, *, staff_id: int) -> list[HonourRow]:
    """Somebody's honours, the newest first."""
    statement = select(Honour).where(Honour.staff_id == staff_id)
    newest = within(scope, statement, Honour).order_by(col(Honour.awarded_on).desc(), col(Honour.id).desc())
    return [HonourRow(row.id or 0, row.title, row.level, row.awarded_on) for row in session.exec(newest)]
