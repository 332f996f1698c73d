"""What the fast reader returns, brought to the one text form of a cell."""

import polars as pl

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2})[ T]00:00:00$"
CLOCK = r"^1899-12-3[01][ T](\d{2}:\d{2}:\d{2})$"


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """No empty texts (null instead), dates as 2010-05-06, times as 07:08:00.

    Only columns whose text is long enough to need it are looked at, so answers of one digit cost next to nothing. A
    text that reads "2010-05-06 00:00:00" loses its midnight, too: the reader does not tell it from a date.
    """
    return pl.DataFrame([_plain(column) for column in frame])


def _plain(column: pl.Series) -> pl.Series:
    column = column.cast(pl.String)
    lengths = column.str.len_bytes()
    shortest, longest = lengths.min(), lengths.max()
    if shortest == 0:
        column = column.replace({"": None})
    return _without_midnight(column) if isinstance(longest, int) and longest >= 19 else column


def _without_midnight(column: pl.Series) -> pl.Series:
    if not column.str.contains(r" 00:00:00$|T00:00:00$|^1899-12-3").any():
        return column
    return column.str.replace(MIDNIGHT, "$1").str.replace(CLOCK, "$1")


def upper_truth(frame: pl.DataFrame) -> pl.DataFrame:
    """TRUE and FALSE as Excel shows them; .xls files cannot tell them from the text "true"."""
    return pl.DataFrame([column.replace(["true", "false"], ["TRUE", "FALSE"]) for column in frame])
