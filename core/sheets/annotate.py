"""The user's own workbook given back with its problem cells marked and a list of them in front."""

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from core.errors import Gravity, Problem
from core.sheets.package import Package
from core.sheets.plainbook import as_text
from core.sheets.read import ZIP
from core.sheets.shape import refusing_damage

Words = Callable[[Problem], tuple[str, str]]

LIST = "问题清单"
HEADER = ("工作表", "行", "列", "现在写的", "是什么", "怎么改")
WIDTHS = (18, 8, 18, 24, 48, 48)
MAX_COMMENTS = 5_000
KEPT_BYTES = 20 * 2**20  # inflated; about 800,000 cells, for which openpyxl needs some 400 MB
FILLS = {
    Gravity.MUST_FIX: PatternFill("solid", fgColor="FBE3DC"),
    Gravity.CHECK: PatternFill("solid", fgColor="FBF1D5"),
    Gravity.TIDIED: PatternFill("solid", fgColor="E6F1EC"),
}
AUTHOR = "守望"


def annotate(content: bytes, filename: str, problems: Sequence[Problem], words: Words) -> tuple[bytes, str]:
    """The marked workbook and its file name; `words` gives what a problem is and how to fix it.

    Formats, widths and other sheets of an .xlsx stay. Files of another kind, and those over
    20 MB inflated, come back as .xlsx with the same cells as text; above 200,000 cells only the top rows and the first
    rows with problems are in it. At most 5,000 problems are marked and listed; the list says how many more there are.
    Raises InvalidFile.
    """
    shown = problems[:MAX_COMMENTS]
    book = _opened(content, filename, shown)
    for (sheet, row, column), found in _by_cell(shown).items():
        if sheet in book.sheetnames:
            _mark(book[sheet][f"{column}{row}"], found, words)
    _list(book, shown, len(problems) - len(shown), words)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue(), f"{PurePath(filename).stem}_{LIST}.xlsx"


def _opened(content: bytes, filename: str, problems: Sequence[Problem]) -> Any:  # openpyxl ships no types
    if not content.startswith(ZIP) or Package(content).inflated > KEPT_BYTES:
        return as_text(content, filename, {(problem.sheet, problem.row) for problem in problems})
    with refusing_damage():
        return openpyxl.load_workbook(io.BytesIO(content))


def _by_cell(problems: Iterable[Problem]) -> dict[tuple[str, int, str], list[Problem]]:
    cells: dict[tuple[str, int, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.row:
            cells[problem.sheet or "Sheet1", problem.row, problem.column or "A"].append(problem)
    return cells


def _mark(cell: Any, problems: Sequence[Problem], words: Words) -> None:
    if isinstance(cell, MergedCell):
        return
    cell.fill = FILLS[min((problem.gravity for problem in problems), key=list(Gravity).index)]
    text = "\n\n".join("\n".join(words(problem)) for problem in problems)
    cell.comment = Comment(text, AUTHOR, height=120, width=320)


def _list(book: Any, problems: Sequence[Problem], more: int, words: Words) -> None:
    names = {name.lower() for name in book.sheetnames}
    free = next(name for i in range(1, 1_000) if (name := LIST if i == 1 else f"{LIST}{i}").lower() not in names)
    sheet = book.create_sheet(free, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    _write(sheet, 1, HEADER)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row, problem in enumerate(problems, 2):
        _write(sheet, row, (*_place(problem), problem.value, *words(problem)))
        _link(sheet.cell(row, 2), problem, book.sheetnames)
    if more:
        _write(sheet, len(problems) + 2, (f"还有 {more} 处问题没有列出,请先改好上面这些再上传。",))
    _dress(sheet)


def _place(problem: Problem) -> tuple[str, str, str]:
    column = " ".join(filter(None, (problem.column, problem.title)))
    return problem.sheet, str(problem.row or ""), column


def _write(sheet: Any, row: int, texts: Sequence[str]) -> None:
    """Text cells whatever they begin with: a value that looks like a formula stays a value."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767]
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _link(cell: Any, problem: Problem, names: Sequence[str]) -> None:
    name = problem.sheet or "Sheet1"
    if problem.row and name in names:
        quoted = name.replace("'", "''")
        cell.hyperlink = f"#'{quoted}'!{problem.column or 'A'}{problem.row}"
        cell.font = Font(color="2F6F6B", underline="single")


def _dress(sheet: Any) -> None:
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
