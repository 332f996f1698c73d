"""The bytes of a spreadsheet as sheets of text: nothing is guessed, nothing is lost, the unreadable is refused."""

from collections.abc import Iterator

import polars as pl

from core.sheets import delimited, xls, xlsx
from core.sheets.shape import Sheet, Workbook, letters, refusal, trimmed

__all__ = ["Sheet", "Workbook", "read", "read_blocks"]

MAX_BYTES = 200 * 2**20
MAX_GAP = 20_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, filename: str) -> Workbook:
    """Every sheet of an .xlsx, .xlsm, .xls or text file, told by its content, as text cells at their coordinates.

    Numbers come as plain digits ("3", not "3.0"; rounded to nine decimals), dates as 2010-05-06 (with the time where it
    is not midnight), truth values as TRUE and FALSE, error cells as Excel shows them ("#N/A"), formulas as their last
    result. Needs about 2 kB a row of 108 cells: take `read_blocks` above 60,000 rows. Raises InvalidFile.
    """
    pieces: dict[str, list[Sheet]] = {}
    for piece in read_blocks(content, filename):
        pieces.setdefault(piece.name, []).append(piece)
    return Workbook(tuple(_joined(parts) for parts in pieces.values()))


def read_blocks(content: bytes, filename: str, rows: int = 5_000, *, sheet: str | None = None) -> Iterator[Sheet]:
    """The same cells in pieces of at most 2 × `rows` rows (4 × where the shared strings are many), in order.

    `first_row` of a piece tells where it stands; blank rows between pieces are not delivered. Only the sheet named
    `sheet` is read if one is given. Raises InvalidFile, also while iterating.
    """
    if not content.strip():
        raise refusal("empty_file")
    if len(content) > MAX_BYTES:
        raise refusal("too_large", limit_mb=MAX_BYTES // 2**20)
    if content.startswith(ZIP):
        yield from xlsx.pieces(content, rows, sheet)
        return
    for whole in _small(content, filename):
        if sheet in (None, whole.name):
            yield from _sliced(whole, 2 * rows)


def _small(content: bytes, filename: str) -> list[Sheet]:
    if content.startswith(OLE):
        return xls.sheets(content, filename)
    return [Sheet("", delimited.table(content))]


def _sliced(sheet: Sheet, rows: int) -> Iterator[Sheet]:
    for start in range(0, max(1, sheet.frame.height), rows):
        yield sheet._replace(frame=sheet.frame.slice(start, rows), first_row=start + 1)


def _joined(parts: list[Sheet]) -> Sheet:
    width = max(part.frame.width for part in parts)
    frames: list[pl.DataFrame] = []
    done = 0
    for part in parts:
        if part.first_row - done > MAX_GAP:
            raise refusal("stray_cell", sheet=part.name, row=part.first_row)
        frames += [_blank(part.first_row - done - 1, width), _widened(part.frame, width)]
        done = part.last_row
    return parts[0]._replace(frame=trimmed(pl.concat(frames)), first_row=1)


def _widened(frame: pl.DataFrame, width: int) -> pl.DataFrame:
    missing = letters(width)[frame.width :]
    return frame.with_columns(pl.lit(None, dtype=pl.String).alias(letter) for letter in missing)


def _blank(rows: int, width: int) -> pl.DataFrame:
    return pl.DataFrame({letter: pl.Series([None] * rows, dtype=pl.String) for letter in letters(width)})
