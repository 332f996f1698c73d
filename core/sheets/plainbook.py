"""A workbook of plain text cells made from a file that cannot be given back in its own form."""

from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.sheets.read import read_blocks
from core.sheets.shape import Sheet

WHOLE_CELLS = 300_000
TOP_ROWS = 15


def as_text(content: bytes, filename: str, wanted: set[tuple[str, int]]) -> Any:  # openpyxl ships no types
    """The same cells as text at the same coordinates.

    Above 300,000 cells only the top 15 rows of a sheet and the rows in `wanted` (sheet, row) are written.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    budget = WHOLE_CELLS
    for piece in read_blocks(content, filename):
        name = piece.name or "Sheet1"
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.sheet_state = "hidden" if piece.hidden else "visible"
        budget -= piece.frame.height * piece.frame.width
        rows = {row for title, row in wanted if title == piece.name} if budget < 0 else None
        _fill(sheet, piece, rows)
    return book


def _fill(sheet: Any, piece: Sheet, rows: set[int] | None) -> None:
    for i in range(piece.frame.height):
        number = piece.first_row + i
        if rows is not None and number > TOP_ROWS and number not in rows:
            continue
        for column, text in enumerate(piece.frame.row(i), 1):
            if text is not None:
                cell = sheet.cell(number, column)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767]
                cell.data_type = "s"
                cell.number_format = "@"
