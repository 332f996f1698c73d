"""Which rows are the header, which column is which, and the data rows below them under their keys."""

from collections.abc import Mapping, Sequence

import polars as pl

from core.sheets.cells import tidy
from core.sheets.columns import Column, Family
from core.sheets.finding import header
from core.sheets.findings import no_header, problems
from core.sheets.recognition import Recognition
from core.sheets.shape import Sheet
from core.sheets.stacking import Found, Wanted

__all__ = ["Column", "Family", "Recognition", "data_rows", "recognise"]

MIN_EXAMPLES = 2


def recognise(
    sheet: Sheet, columns: Sequence[Column], families: Sequence[Family] = (), mapping: Mapping[str, str] | None = None
) -> Recognition:
    """Find header and columns of a sheet (or of its first piece); `mapping` (key → letter) overrules what was found.

    The header may stand anywhere in the first 15 rows, under titles, over up to three rows with merged cells. Never
    guesses: two columns for one key, or item columns that fit several questionnaires, are problems of gravity MUST_FIX.
    """
    found = header(sheet.frame, Wanted(columns, families, mapping or {}))
    if found is None:
        problem = no_header(sheet, columns, families)
        return Recognition((), sheet.last_row + 1, {}, {}, (), (), {}, (problem,), {}, {})
    result = _recognition(sheet, found, columns, families, mapping or {})
    return result._replace(problems=tuple(problems(sheet, result, found.claims, columns, families)))


def _recognition(
    sheet: Sheet, found: Found, columns: Sequence[Column], families: Sequence[Family], mapping: Mapping[str, str]
) -> Recognition:
    free = {
        key: tuple(letter for letter in letters if letter not in mapping.values())
        for key, letters in found.claims.letters.items()
        if key not in mapping
    }
    placed = {**{key: letters[0] for key, letters in free.items() if len(letters) == 1}, **mapping}
    ambiguous = {key: letters for key, letters in free.items() if len(letters) > 1}
    used = {*placed.values(), *(letter for letters in ambiguous.values() for letter in letters)}
    missing = tuple(
        column.key for column in columns if column.required and column.key not in placed and column.key not in ambiguous
    )
    return Recognition(
        header_rows=tuple(sheet.first_row + i for i in found.rows),
        first_data_row=sheet.first_row + found.rows.stop,
        columns=placed,
        families={family.key: _letters(family, placed) for family in families},
        unknown=tuple(heading for heading in found.headings if heading.letter not in used),
        missing=missing,
        ambiguous=ambiguous,
        problems=(),
        titles={key: heading.text for heading in found.headings for key, at in placed.items() if at == heading.letter},
        examples=_examples(columns, families),
    )


def _examples(columns: Sequence[Column], families: Sequence[Family]) -> dict[str, str]:
    items = {family.column_key(i): family.example for family in families for i in range(1, family.count + 1)}
    return {**{column.key: column.example for column in columns}, **items}


def _letters(family: Family, placed: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(placed.get(family.column_key(number)) for number in range(1, family.count + 1))


def data_rows(sheet: Sheet, recognition: Recognition) -> pl.DataFrame:
    """The rows below the header as written: `row` (UInt32, spreadsheet row) and one text column a recognised key.

    Rows without any recognised cell are left out, and so is our template's example row if no cell was changed. Works on
    the later pieces of a sheet with the recognition of its first. Keys whose column a piece does not reach are null.
    """
    numbers = pl.int_range(sheet.first_row, sheet.last_row + 1, dtype=pl.UInt32, eager=True).alias("row")
    blank = pl.lit(None, dtype=pl.String)
    places = recognition.columns.items()
    cells = [(pl.col(at) if at in sheet.frame.columns else blank).alias(key) for key, at in places]
    frame = sheet.frame.with_columns(numbers).select("row", *cells)
    frame = frame.slice(max(0, recognition.first_data_row - sheet.first_row))
    if not recognition.columns or not recognition.header_rows:
        return frame.clear()
    return _without_example(sheet, _filled(frame, list(recognition.columns)), recognition)


def _filled(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Rows with a cell that holds more than spaces; rows whose first cell has ink need no second look."""
    ink = r"[^\s\u200b-\u200f\u2060\ufeff]"
    inked = frame.select(pl.coalesce(keys).str.contains(ink).alias("inked")).to_series()
    if inked.all(ignore_nulls=False):
        return frame
    doubtful = frame.filter(~inked)
    kept = doubtful.filter(pl.any_horizontal(pl.col(keys).str.contains(ink)))["row"]
    return frame.filter(inked.fill_null(False) | frame["row"].is_in(kept.implode()))


def _without_example(sheet: Sheet, frame: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """The rows without the first if that is our example to the last cell; with anything added or changed it is a pupil."""
    shipped = {key: tidy(recognition.examples[key]) for key in recognition.columns if key in recognition.examples}
    at_top = not frame.is_empty() and frame["row"][0] == recognition.first_data_row
    if not at_top or recognition.missing or sum(map(bool, shipped.values())) < MIN_EXAMPLES:
        return frame
    expected = {letter: shipped.get(key, "") for key, letter in recognition.columns.items()}
    line = sheet.frame.row(recognition.first_data_row - sheet.first_row, named=True)
    unchanged = all(tidy(text or "") == expected.get(letter, "") for letter, text in line.items())
    return frame.slice(1) if unchanged else frame
