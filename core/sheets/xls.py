"""Sheets of an old .xls file (BIFF; 65,536 rows at most, so read whole)."""

import re

import fastexcel
import polars as pl

from core.sheets.shape import Sheet, letters, refusal, refusing_damage, trimmed
from core.sheets.texts import plain, upper_truth

ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!",
    "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!",
}  # fmt: skip
MAX_CELLS = 8_000_000  # 65,536 rows of 122 columns; the reader holds every blank cell up to the last one
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_BOOK = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}(?:\x86\0\0\0)?\x2f\0", re.S)  # BOF, FILEPASS of [MS-XLS]
BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def sheets(content: bytes, filename: str) -> list[Sheet]:
    """Every worksheet. Raises InvalidFile for an encrypted file, a WPS .et file we cannot read, or no spreadsheet."""
    if ENCRYPTED in content or ENCRYPTED_BOOK.search(content):
        raise refusal("password_protected")
    wps = filename.lower().endswith((".et", ".ett"))
    if not any(name in content for name in BOOK_STREAMS):
        raise refusal("wps_format" if wps else "not_a_table")
    with refusing_damage("wps_format" if wps else "broken_file"):
        reader = fastexcel.read_excel(content)
        return [_sheet(reader, i) for i in range(len(reader.sheet_names))]


def _sheet(reader: fastexcel.ExcelReader, index: int) -> Sheet:
    loaded = reader.load_sheet(index, header_row=None, skip_rows=0, dtypes="string")
    hidden = loaded.visible != "visible"
    if not loaded.width:
        return Sheet(loaded.name, pl.DataFrame(), hidden)
    if loaded.width * loaded.height > MAX_CELLS:
        raise refusal("stray_cell", sheet=loaded.name, row=loaded.height)
    batch, errors = loaded.to_arrow_with_errors()
    frame = pl.DataFrame(pl.from_arrow(batch))
    places = [column.absolute_index for column in loaded.selected_columns]
    frame.columns = [str(place) for place in places]
    for error in errors.errors if errors else ():
        row, column = error.offset_position
        frame[row, column] = _shown(error.detail)
    return Sheet(loaded.name, trimmed(upper_truth(plain(_from_a(frame)))), hidden)


def _from_a(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the blank columns before and between, so that letters and columns agree."""
    width = int(frame.columns[-1]) + 1
    blank = pl.lit(None, dtype=pl.String)
    named = zip(letters(width), map(str, range(width)), strict=True)
    return frame.select((pl.col(place) if place in frame.columns else blank).alias(letter) for letter, place in named)


def _shown(detail: str) -> str:
    kind = re.search(r"Error\((\w+)\)", detail)
    return ERRORS.get(kind[1], "#N/A") if kind else "#N/A"
