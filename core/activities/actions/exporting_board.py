"""The board of a season to take along: schools, places, and what it came to; numbers, nobody's name."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.activities import packs
from core.activities.queries.board import board
from core.activities.rules.board_sheets import (
    BUREAU_HEAD,
    TOTAL_HEAD,
    SheetLine,
    bureau_rows,
    school_head,
    school_rows,
    total_rows,
)
from core.organisations.rules import Stage
from core.sheets.export import Table, workbook


def export_board(
    session: Session, actor: Actor, *, season_id: int, below: str = "/", stage: Stage | None = None
) -> bytes:
    """Every school of a season within the actor's scope, as of today, at or below a path and with one stage.

    Raises NotAllowed, and NotFound for a season that is not seen from there.
    """
    scope = require(actor, Capability.VIEW_ACTIVITIES)
    found = board(session, scope, season_id=season_id, today=clock.today(), below=below, stage=stage)
    lines = [SheetLine(one.school, one.cells, one.line, one.totals) for one in found.schools]
    told = total_rows(found.totals, found.earlier, works=packs.work_kinds(), partners=packs.partners())
    tables = [Table("各校", school_head(found.items), school_rows(lines)), Table("合计", TOTAL_HEAD, told)]
    if found.bureaus:
        tables.append(Table("各地", BUREAU_HEAD, bureau_rows(found.bureaus)))
    audit.record(session, actor, "season.board_exported", season_id=season_id, schools=len(lines))
    return workbook(tables)
