"""What the fast reader returns, brought to the one text form of a cell."""

import re
from functools import partial

import polars as pl

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2})[ T]00:00:00$"
CLOCK = r"^1899-12-3[01][ T](\d{2}:\d{2}:\d{2})$"
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """No empty texts (null instead), dates as 2010-05-06, times as 07:08:00, and Excel's _x000D_ escapes resolved.

    Only columns whose text is long enough to need it are looked at, so answers of one digit cost next to nothing.
    """
    return pl.DataFrame([_plain(column) for column in frame])


def _plain(column: pl.Series) -> pl.Series:
    column = column.cast(pl.String)
    lengths = column.str.len_bytes()
    shortest, longest = lengths.min(), lengths.max()
    if shortest == 0:
        column = column.replace({"": None})
    if not isinstance(longest, int) or longest < 7:
        return column
    return _without_escapes(_without_midnight(column) if longest >= 19 else column)


def _without_midnight(column: pl.Series) -> pl.Series:
    if not column.str.contains(r" 00:00:00$|T00:00:00$|^1899-12-3").any():
        return column
    return column.str.replace(MIDNIGHT, "$1").str.replace(CLOCK, "$1")


def _without_escapes(column: pl.Series) -> pl.Series:
    """Characters that XML cannot hold stand as _xHHHH_ in the file; a literal "_x" stands as "_x005F_x"."""
    marked = column.str.contains("_x", literal=True)
    if not marked.any():
        return column
    texts = column.filter(marked).unique().drop_nulls().to_list()
    return column.replace({text: ESCAPE.sub(_character, text) for text in texts})


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def upper_truth(frame: pl.DataFrame) -> pl.DataFrame:
    """TRUE and FALSE as Excel shows them; .xls files cannot tell them from the text "true"."""
    shout = partial(pl.Series.replace, old=["true", "false"], new=["TRUE", "FALSE"])
    return pl.DataFrame([shout(column) for column in frame])
