"""Findings of whole columns, turned into problems at the cells where they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from core.errors import Gravity, Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands in a sheet: its spreadsheet letter and the header's own words."""

    letter: str
    title: str


Places = Mapping[str, Mapping[str, Place]]
"""By sheet and column key."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that some rows meet: `rows` marks them; `details` holds text columns that fill the words' blanks."""

    rows: pl.Series
    key: str
    code: str
    gravity: Gravity = Gravity.MUST_FIX
    details: pl.DataFrame = field(default_factory=pl.DataFrame)


def problems_of(finding: Finding, written: pl.DataFrame, places: Places) -> Iterator[Problem]:
    """One problem a marked row, at the cell of the finding's column, with what is written there."""
    value = pl.col(finding.key) if finding.key in written.columns else pl.lit(None, dtype=pl.String)
    met = written.select("sheet", "row", value.fill_null("").alias("value")).filter(finding.rows)
    details = finding.details.filter(finding.rows) if finding.details.width else None
    names = finding.details.columns
    for i, (sheet, row, text) in enumerate(met.iter_rows()):
        blanks = tuple(zip(names, details.row(i), strict=True)) if details is not None else ()
        place = places[sheet].get(finding.key, Place("", ""))
        yield Problem(sheet, row, place.letter, text, finding.code, finding.gravity, place.title, blanks)
