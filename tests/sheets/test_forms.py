"""A workbook to be filled in: what it asks stays locked, and no text in it can run."""

import io

import openpyxl
import pytest

from core.sheets.forms import Cell, Form, form
from core.sheets.writing import RISKY, Table

ASIDE = Table("aside", ["a"], [("b",)])


def sheet(*cells: Cell) -> openpyxl.worksheet.worksheet.Worksheet:
    content = form(Form("表", "题", "注", [(str(at), 12.0) for at in range(len(cells))], [cells]), ASIDE)
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("sign", RISKY)
@pytest.mark.parametrize("kind", [{}, {"open": True}, {"open": True, "text": True}], ids=["read", "open", "text"])
def test_a_text_that_looks_like_a_formula_is_kept_from_running(sign: str, kind: dict[str, bool]) -> None:
    cell = sheet(Cell(f"{sign}1+1", **kind))["A4"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.protection.locked is not kind.get("open", False)


def test_other_cells_are_not_marked() -> None:
    row = sheet(Cell("1+1"), Cell(-1, open=True), Cell(None, open=True, text=True))[4]
    assert [cell.quotePrefix for cell in row] == [False, False, False]
    assert [cell.protection.locked for cell in row] == [True, False, False]
