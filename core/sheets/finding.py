"""Where the header stands: the rows whose texts claim the most keys."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from core.sheets.cells import tidy
from core.sheets.claims import Claims, Heading, claims
from core.sheets.columns import Column, Family

SEARCHED_ROWS = 15
MAX_DEPTH = 3


class Found(NamedTuple):
    """Header rows by their place in the frame, the texts over the columns, and which keys they claim."""

    rows: range
    headings: list[Heading]
    claims: Claims


def header(frame: pl.DataFrame, columns: Sequence[Column], families: Sequence[Family], *, forced: bool) -> Found | None:
    """The header within the first 15 rows, over up to three rows; None where no row names a column.

    `forced` takes the most header-like row even then: the columns were named by hand.
    """
    top = frame.head(SEARCHED_ROWS + MAX_DEPTH)
    found = max(_candidates(top, columns, families), key=_worth, default=None)
    if found is None or not (_worth(found)[0] or forced):
        return None
    return _extended(top, found, columns, families)


def _candidates(top: pl.DataFrame, columns: Sequence[Column], families: Sequence[Family]) -> Iterator[Found]:
    filled = (i for i in range(min(SEARCHED_ROWS, top.height)) if any(top.row(i)))
    for start in filled:
        for depth in range(1, min(MAX_DEPTH, top.height - start) + 1):
            headings = _headings(top, range(start, start + depth))
            yield Found(range(start, start + depth), headings, claims(headings, columns, families))


def _worth(found: Found) -> tuple[float, int, int]:
    """Most keys first (item columns without a name of their own count little), then fewest and earliest rows."""
    letters = {heading.letter: heading for heading in found.headings}
    own = [key for key, places in found.claims.letters.items() if not _numeric(letters[places[0]])]
    others = len(found.claims.letters) - len(own) + len(found.claims.doubtful_letters)
    return len(own) + (others / 1000 if others >= MAX_DEPTH else 0), -len(found.rows), -found.rows.start


def _numeric(heading: Heading) -> bool:
    return heading.text.isdigit()


def _headings(top: pl.DataFrame, rows: range) -> list[Heading]:
    """Header texts by column. A merged cell holds its text in its first column: parents reach right over children."""
    lines = [[tidy(text or "") for text in top.row(i)] for i in rows]
    for upper, *lower in (lines[i:] for i in range(len(lines) - 1)):
        for i in range(1, len(upper)):
            if not upper[i] and any(line[i] for line in lower):
                upper[i] = upper[i - 1]
    columns = zip(top.columns, zip(*lines, strict=True), strict=True)
    parts = ((letter, tuple(dict.fromkeys(filter(None, texts)))) for letter, texts in columns)
    return [Heading(letter, texts) for letter, texts in parts if texts]


def _extended(top: pl.DataFrame, found: Found, columns: Sequence[Column], families: Sequence[Family]) -> Found:
    """Rows below that leave every named column blank belong to the header, too: those columns are merged downwards."""
    known = {places[0] for key, places in found.claims.letters.items() if any(key == column.key for column in columns)}
    stop = found.rows.stop
    while known and stop < min(top.height, found.rows.start + MAX_DEPTH):
        line = dict(zip(top.columns, top.row(stop), strict=True))
        if any(line[letter] for letter in known) or not any(line.values()):
            break
        stop += 1
    rows = range(found.rows.start, stop)
    headings = _headings(top, rows)
    return Found(rows, headings, claims(headings, columns, families))
