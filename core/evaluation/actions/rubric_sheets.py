"""A workbook looked at as a rubric before anything is written."""

from collections.abc import Sequence
from pathlib import PurePath

from sqlmodel import Session

from core.access import Actor, Capability, require
from core.errors import Problem
from core.evaluation.rules.forms import COLUMNS, FACTS_SHEET, Grid, Heading, RubricCheck, read_form
from core.sheets.headers import Recognition, data_rows, recognise
from core.sheets.read import Sheet, read

GUIDE = "填写说明"
MOST_ROWS = 1_000


def check_rubric(_session: Session, actor: Actor, *, content: bytes, filename: str) -> RubricCheck:
    """Read and understand a whole workbook; raises InvalidFile for what is no table. Nothing is written."""
    require(actor, Capability.MANAGE_EVALUATION)
    sheets = read(content, filename).filled
    forms = [sheet for sheet in sheets if sheet.name not in (FACTS_SHEET, GUIDE)] or list(sheets)
    if not forms:
        return RubricCheck(None, (Problem("", 0, "", "", "rubric_sheet.empty"),))
    found = recognise(forms[0], COLUMNS)
    if problems := found.problems or _unfit(forms[0], found):
        return RubricCheck(None, problems)
    facts = next((_lines(sheet) for sheet in sheets if sheet.name == FACTS_SHEET and len(sheets) > 1), [])
    return read_form(_grid(forms[0], found), facts, title=PurePath(filename).stem[:100].strip() or "导入的评分表")


def _unfit(sheet: Sheet, found: Recognition) -> tuple[Problem, ...]:
    """A heading without any column that items could stand in, or far too many rows."""
    row = found.header_rows[-1]
    if not _grid(sheet, found, rows=False).item_key:
        return (Problem(sheet.name, row, "", "", "rubric_sheet.no_items"),)
    if sheet.last_row - row > MOST_ROWS:
        return (Problem(sheet.name, 0, "", "", "rubric_sheet.too_long", details=(("most", str(MOST_ROWS)),)),)
    return ()


def _grid(sheet: Sheet, found: Recognition, *, rows: bool = True) -> Grid:
    numbers = data_rows(sheet, found)["row"].to_list() if rows else []
    cells = [(number, _row(sheet, number)) for number in numbers]
    others = [Heading(heading.letter, heading.parts[-1]) for heading in found.unknown]
    return Grid(sheet.name, found.columns, found.titles, others, cells)


def _row(sheet: Sheet, number: int) -> dict[str, str]:
    return {letter: text or "" for letter, text in sheet.frame.row(number - sheet.first_row, named=True).items()}


def _lines(sheet: Sheet) -> Sequence[Sequence[str]]:
    """The lines of our own second sheet, their heading left out but counted."""
    return [() if at == 0 else [text or "" for text in row] for at, row in enumerate(sheet.frame.iter_rows())]
