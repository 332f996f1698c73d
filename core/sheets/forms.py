"""A workbook to be filled in away from the product: locked but for the cells that wait, with a sheet aside that nobody sees."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from core.sheets.writing import FORMATS, RISKY, Table, Value, sheet_name, writable, write_table

READ = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#DBE3DF"}
OPEN = {**READ, "locked": False, "bg_color": "#FBF6DD"}
OPEN_TEXT = {**OPEN, "num_format": "@"}
CELLS = {"read": READ, "open": OPEN, "open_text": OPEN_TEXT}
NOTE = {"font_color": "#56645F"}
LIST_LIMIT = 255
"""Characters that Excel takes in a list of choices."""


class Cell(NamedTuple):
    """One cell. An `open` one waits to be filled in: with one of `choices`, or a number from `low` up to `high`."""

    value: Value = None
    open: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    text: bool = False


class Form(NamedTuple):
    """The sheet to fill in: columns with their widths in characters, and the lines above them."""

    name: str
    title: str
    note: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Cell]]


def form(sheet: Form, aside: Table) -> bytes:
    """The workbook, protected without a password: against slips, not against people."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        formats = {key: book.add_format(props) for key, props in {**CELLS, "note": NOTE, **FORMATS}.items()}
        formats |= {f"{key}_guarded": book.add_format({**props, "quote_prefix": True}) for key, props in CELLS.items()}
        _fill(book.add_worksheet(sheet_name(sheet.name)), sheet, formats)
        write_table(book, aside, formats)
        book.get_worksheet_by_name(sheet_name(aside.name)).very_hidden()
    return buffer.getvalue()


def _fill(page: Any, sheet: Form, formats: Mapping[str, Any]) -> None:
    page.write_string(0, 0, writable(sheet.title), formats["title"])
    page.write_string(1, 0, writable(sheet.note), formats["note"])
    for at, (heading, width) in enumerate(sheet.columns):
        page.set_column(at, at, width)
        page.write_string(2, at, writable(heading), formats["header"])
    for number, row in enumerate(sheet.rows, 3):
        for at, cell in enumerate(row):
            _write(page, number, at, cell, formats)
    page.freeze_panes(3, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def _write(page: Any, row: int, at: int, cell: Cell, formats: Mapping[str, Any]) -> None:
    kind = "read" if not cell.open else "open_text" if cell.text else "open"
    look = formats[f"{kind}_guarded" if isinstance(cell.value, str) and cell.value.startswith(RISKY) else kind]
    if cell.value is None:
        page.write_blank(row, at, None, look)
    elif isinstance(cell.value, int | float):
        page.write_number(row, at, cell.value, look)
    else:
        page.write_string(row, at, writable(str(cell.value)), look)
    if cell.open and (rule := _rule(cell)):
        page.data_validation(row, at, row, at, rule)


def _rule(cell: Cell) -> dict[str, Any] | None:
    """What the cell takes, as Excel and WPS watch over it; the file is looked at again when it comes back."""
    told = {"error_title": "请看“可以填”一栏", "error_message": "这里填的不在可选范围内。", "error_type": "warning"}
    if cell.choices:
        short = len(",".join(cell.choices)) <= LIST_LIMIT
        return {"validate": "list", "source": list(cell.choices), **told} if short else None
    if cell.low is None:
        return None
    if cell.high is None:
        return {"validate": "decimal", "criteria": ">=", "value": cell.low, **told}
    return {"validate": "decimal", "criteria": "between", "minimum": cell.low, "maximum": cell.high, **told}
