"""A workbook of plain text cells made from a file that cannot be given back in its own form."""

from collections.abc import Collection
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.sheets.read import read_blocks
from core.sheets.shape import Sheet

WHOLE_CELLS = 200_000
TOP_ROWS = 15


def as_text(content: bytes, filename: str, wanted: set[tuple[str, int]]) -> Any:  # openpyxl ships no types
    """The same cells as text at the same coordinates.

    Above 200,000 cells only the top 15 rows of a sheet and the first rows in `wanted` (sheet, row) are written: as many
    as have 200,000 cells together.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    whole = marked = WHOLE_CELLS
    for piece in read_blocks(content, filename):
        sheet = _sheet(book, piece)
        whole -= piece.frame.height * piece.frame.width
        rows: Collection[int] = range(piece.first_row, piece.last_row + 1)
        if whole < 0:
            found = sorted(row for title, row in wanted if title == piece.name and row in rows)
            rows = found[: marked // max(1, piece.frame.width)]
            marked -= len(rows) * piece.frame.width
            rows = {*rows, *range(1, TOP_ROWS + 1)}
        _fill(sheet, piece, rows)
    return book


def _sheet(book: Any, piece: Sheet) -> Any:
    name = piece.name or "Sheet1"
    sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
    sheet.sheet_state = "hidden" if piece.hidden else "visible"
    return sheet


def _fill(sheet: Any, piece: Sheet, rows: Collection[int]) -> None:
    for i in range(piece.frame.height):
        number = piece.first_row + i
        if number not in rows:
            continue
        for column, text in enumerate(piece.frame.row(i), 1):
            if text is not None:
                cell = sheet.cell(number, column)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767]
                cell.data_type = "s"
                cell.number_format = "@"
