"""What a spreadsheet is to the product: sheets of text, each cell at the coordinates a person sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import polars as pl
from openpyxl.utils import get_column_letter

from core.errors import InvalidFile, Problem


class Sheet(NamedTuple):
    """One sheet, or a run of its rows: row i of `frame` is spreadsheet row `first_row` + i.

    Every column is text, named by its spreadsheet letter from "A" on without gaps; null is an empty cell. Blank rows
    are kept. `hidden` sheets are read like any other.
    """

    name: str
    frame: pl.DataFrame
    hidden: bool = False
    first_row: int = 1

    @property
    def last_row(self) -> int:
        """Spreadsheet number of the last row held."""
        return self.first_row + self.frame.height - 1


class Workbook(NamedTuple):
    """All sheets of one file, in its order."""

    sheets: tuple[Sheet, ...]

    @property
    def filled(self) -> tuple[Sheet, ...]:
        """The visible sheets that hold anything."""
        return tuple(sheet for sheet in self.sheets if sheet.frame.height and not sheet.hidden)


def refusal(code: str, *, sheet: str = "", row: int = 0, **details: object) -> InvalidFile:
    """The refusal of a whole file under `code`, with one problem that says the same."""
    blanks = tuple((key, str(value)) for key, value in details.items())
    return InvalidFile([Problem(sheet, row, "", "", code, details=blanks)], code, **details)


@contextmanager
def refusing_damage(code: str = "broken_file", *, sheet: str = "") -> Iterator[None]:
    """Whatever the readers raise on a damaged file becomes its refusal, a panic of their Rust code included."""
    try:
        yield
    except InvalidFile:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise refusal(code, sheet=sheet) from error
        raise


def letters(width: int) -> list[str]:
    """The first `width` column letters: A, B, … Z, AA, …"""
    return [get_column_letter(i) for i in range(1, width + 1)]


def trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without the blank rows and columns at its end."""
    filled = [i for i, column in enumerate(frame) if column.null_count() < frame.height]
    if not filled:
        return pl.DataFrame()
    frame = frame[:, : filled[-1] + 1]
    blank = frame.select(pl.all_horizontal(pl.all().is_null()).alias("blank"))["blank"]
    return frame.head(frame.height - int(blank.reverse().cum_prod().sum()))
