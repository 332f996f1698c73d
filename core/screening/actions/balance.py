"""The balance sheet to take along: numbers alone, as the page shows them."""

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, require
from core.screening.queries.balance import BalanceSheet, balance_sheet
from core.screening.rules.balance import COLUMNS
from core.sheets.export import Table, Value, workbook

HEAD = ("单位", "预警", "待访谈", "在管", "转介中", "移交中", "待结案", "已结案", "已排除")
HIDDEN, WHOLE = "已隐去", "合计"


def export_balance(session: Session, actor: Actor, *, org_id: int, campaign_id: int | None) -> bytes:
    """The sheet as a workbook; small numbers are hidden from those who may not look at every warning behind them."""
    scope = require(actor, Capability.VIEW_METRICS)
    hide = not actor.over(Capability.VIEW_WARNINGS).encloses(scope)
    found = balance_sheet(session, scope, org_id=org_id, campaign_id=campaign_id, hide=hide)
    audit.record(session, actor, "balance.exported", org_id=found.org.id, campaign=campaign_id, hidden=hide)
    return workbook([Table("去向平衡表", HEAD, _rows(found))])


def _rows(found: BalanceSheet) -> list[tuple[Value, ...]]:
    sheet, states = found.sheet, range(len(COLUMNS))
    rows = [
        (found.names[group], *_shown([sheet.total(at), *(sheet.cell(at, column) for column in states)]))
        for at, group in enumerate(sheet.groups)
    ]
    return [*rows, (WHOLE, *_shown([sheet.whole, *(sheet.column(column) for column in states)]))]


def _shown(figures: list[int | None]) -> list[Value]:
    return [HIDDEN if figure is None else figure for figure in figures]
