"""What the fast reader returns, brought to the one text form of a cell."""

import polars as pl

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2})[ T]00:00:00$"
CLOCK = r"^1899-12-3[01][ T](\d{2}:\d{2}:\d{2})$"


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """No empty texts (null instead), dates as 2010-05-06, times as 07:08:00.

    Only columns whose text is long enough to need it are looked at, so answers of one digit cost next to nothing. A
    text that reads "2010-05-06 00:00:00" loses its midnight, too: the reader does not tell it from a date.
    """
    frame = frame.cast(pl.String)
    if frame.is_empty():
        return frame
    lengths = pl.all().str.len_bytes()
    shortest, longest = frame.select(lengths.min()).row(0), frame.select(lengths.max()).row(0)
    spans = zip(frame, shortest, longest, strict=True)
    return frame.with_columns(_plain(column) for column, low, high in spans if low == 0 or (high or 0) >= 19)


def _plain(column: pl.Series) -> pl.Series:
    return _without_midnight(column.replace({"": None}))


def _without_midnight(column: pl.Series) -> pl.Series:
    if not column.str.contains(r" 00:00:00$|T00:00:00$|^1899-12-3").any():
        return column
    return column.str.replace(MIDNIGHT, "$1").str.replace(CLOCK, "$1")


def upper_truth(frame: pl.DataFrame) -> pl.DataFrame:
    """TRUE and FALSE as Excel shows them; .xls files cannot tell them from the text "true"."""
    return pl.DataFrame([column.replace(["true", "false"], ["TRUE", "FALSE"]) for column in frame])
