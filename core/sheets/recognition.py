"""How a sheet was understood: header rows, columns by key, and what is missing or in doubt."""

from collections.abc import Mapping
from typing import NamedTuple

from core.errors import Problem
from core.sheets.claims import Heading


class Recognition(NamedTuple):
    """How a sheet was understood. Rows are spreadsheet rows, letters its columns.

    `columns` holds every recognised key (of items too), `families` each family's letters by item (None where missing),
    `unknown` the columns no key claims, `missing` the keys of required columns not found, `ambiguous` the keys that
    several columns claim. `header_rows` is empty if no header was found; then there are no data rows either.
    `examples` is what our template's example row holds under each key.
    """

    header_rows: tuple[int, ...]
    first_data_row: int
    columns: Mapping[str, str]
    families: Mapping[str, tuple[str | None, ...]]
    unknown: tuple[Heading, ...]
    missing: tuple[str, ...]
    ambiguous: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    titles: Mapping[str, str]
    examples: Mapping[str, str]
