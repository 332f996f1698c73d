"""A roster workbook: which of its sheets are rosters, and their rows as written."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from core.errors import Gravity, Problem
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.sheets.recognition import Recognition
from core.sheets.shape import Sheet
from core.students.rules import Population
from core.students.rules.columns import ROSTER
from core.students.rules.findings import Place, Places


class RosterFile(NamedTuple):
    """Rows as written (`sheet`, `row`, a text column a key), where each column stands, what is wrong with the sheets.

    `headings` holds every header of the first sheet by letter, for mapping columns by hand.
    """

    written: pl.DataFrame
    places: Places
    problems: tuple[Problem, ...]
    headings: Mapping[str, Mapping[str, str]]

    @property
    def schools(self) -> frozenset[str]:
        """The school names in the file."""
        names = self.written["school"].drop_nulls().unique() if "school" in self.written.columns else ()
        return frozenset(spelling for name in names for spelling in (name, name.strip(), "".join(name.split())))


def open_roster(content: bytes, filename: str, population: Population, mapping: Mapping[str, str] | None) -> RosterFile:
    """Read every visible sheet whose header is a roster's; a sheet without one is left out and named, unless it is alone.

    Raises InvalidFile for what is no table.
    """
    columns = ROSTER[population]
    sheets = [(sheet, recognise(sheet, columns, (), mapping)) for sheet in read(content, filename).filled]
    rosters = [(sheet, found) for sheet, found in sheets if found.header_rows and "number" in found.columns]
    chosen = rosters or sheets[:1]
    problems = [problem for _, found in chosen for problem in found.problems]
    problems += [_left_out(sheet) for sheet, found in sheets if (sheet, found) not in chosen] if rosters else []
    frames = [_rows(sheet, found) for sheet, found in rosters]
    places = {sheet.name: _places(found) for sheet, found in rosters}
    written = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
    if frames and written.is_empty():
        problems.append(Problem(chosen[0][0].name, 0, "", "", "students.no_rows"))
    headings = {sheet.name: _headings(found) for sheet, found in chosen}
    return RosterFile(written, places, tuple(problems), headings)


def _rows(sheet: Sheet, found: Recognition) -> pl.DataFrame:
    rows = data_rows(sheet, found)
    return rows.select(pl.lit(sheet.name).alias("sheet"), pl.all())


def _places(found: Recognition) -> dict[str, Place]:
    return {key: Place(letter, found.titles.get(key, "")) for key, letter in found.columns.items()}


def _headings(found: Recognition) -> dict[str, str]:
    known = {letter: found.titles.get(key, letter) for key, letter in found.columns.items()}
    return known | {heading.letter: heading.text for heading in found.unknown}


def _left_out(sheet: Sheet) -> Problem:
    return Problem(sheet.name, 0, "", "", "students.sheet_left_out", Gravity.CHECK)
