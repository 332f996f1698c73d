"""How a table is laid into a sheet: formats, widths, and texts that can never run as formulas."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

Value = str | int | float | date | None

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
MAX_TEXT = 32_767
SAMPLED_ROWS = 200
HEADER = {
    "bold": True,
    "bg_color": "#E8EEEC",
    "bottom": 1,
    "bottom_color": "#B9C7C3",
    "text_wrap": True,
    "valign": "top",
}
TEXT = {"num_format": "@"}
GUARDED = {"num_format": "@", "quote_prefix": True}
TITLE = {"bold": True, "font_size": 14}
EXAMPLE = {"num_format": "@", "italic": True, "font_color": "#7A8582"}
FORMATS = {"header": HEADER, "text": TEXT, "guarded": GUARDED, "title": TITLE, "example": EXAMPLE}


class Table(NamedTuple):
    """A sheet to write. Texts become text cells, numbers number cells; None is an empty cell. `title` may be ""."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    title: str = ""


def write_table(book: Any, table: Table, formats: Mapping[str, Any]) -> None:
    """The table as a new sheet of an xlsxwriter workbook, row after row from the top."""
    sheet = book.add_worksheet(sheet_name(table.name))
    for i, heading in enumerate(table.columns):
        sampled = (row[i] for row in table.rows[:SAMPLED_ROWS])
        sheet.set_column(i, i, width([heading, *map(shown, sampled)]))
    top = 0
    if table.title:
        sheet.write_string(0, 0, writable(table.title), formats["title"])
        top = 1
    for i, heading in enumerate(table.columns):
        sheet.write_string(top, i, writable(heading), formats["header"])
    for number, row in enumerate(table.rows, top + 1):
        for i, value in enumerate(row):
            _cell(sheet, number, i, value, formats)
    sheet.freeze_panes(top + 1, 0)
    if table.columns and table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)


def _cell(sheet: Any, row: int, column: int, value: Value, formats: Mapping[str, Any]) -> None:
    if isinstance(value, str):
        kind = "guarded" if value.startswith(RISKY) else "text"
        sheet.write_string(row, column, writable(value), formats[kind])
    elif isinstance(value, bool | date):
        sheet.write_string(row, column, shown(value), formats["text"])
    elif value is not None:
        sheet.write_number(row, column, value)


def shown(value: Value) -> str:
    """The value as text: truth as 是 and 否, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def writable(text: str) -> str:
    """The text without what a workbook cannot hold."""
    return UNWRITABLE.sub("\ufffd", text)[:MAX_TEXT]


def width(texts: Iterable[str]) -> float:
    """Column width in characters: Chinese ones count twice; between 8 and 48."""
    longest = max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in text.split("\n")[0][:60]) for text in texts)
    return float(min(48, max(8, longest + 2)))


def sheet_name(name: str) -> str:
    """A name that Excel allows for a sheet: at most 31 characters, none of []:*?/\\\\'."""
    return re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31] or "Sheet1"
