"""Where the header stands: the rows whose texts claim the most keys."""

from collections.abc import Iterator

import polars as pl

from core.sheets.stacking import Found, Wanted, continued, found_in, is_bare

SEARCHED_ROWS = 15
MAX_DEPTH = 3
MIN_BARE = 3


def header(frame: pl.DataFrame, wanted: Wanted) -> Found | None:
    """The header within the first 15 rows, over up to three rows; None where no row names a column.

    Where columns were named by hand, the most header-like row is taken even then.
    """
    top = frame.head(SEARCHED_ROWS + MAX_DEPTH)
    found = max(_candidates(top, wanted), key=_worth, default=None)
    if found is None or not (_worth(found)[0] or wanted.by_hand):
        return None
    return _grown(top, found, wanted)[-1]


def _candidates(top: pl.DataFrame, wanted: Wanted) -> Iterator[Found]:
    """Rows below a header that names all that is required are people's rows, whatever they hold: none is tried."""
    stop = min(SEARCHED_ROWS, top.height)
    for start in range(stop):
        if start < stop and any(top.row(start)):
            grown = _grown(top, found_in(top, range(start, start + 1), wanted), wanted)
            fit = [found for found in grown if not _below_others(top, found)]
            stop = min([stop, *(found.rows.stop for found in fit if _complete(found, wanted))])
            yield from fit


def _grown(top: pl.DataFrame, found: Found, wanted: Wanted) -> list[Found]:
    """The header and what becomes of it with each row below that continues it."""
    grown = [found]
    while len(grown[-1].rows) < MAX_DEPTH and (more := continued(top, grown[-1], wanted)):
        grown.append(more)
    return grown


def _below_others(top: pl.DataFrame, found: Found) -> bool:
    """Bare numbers below filled cells may as well be answers below wordings: they begin no header."""
    letters = {*found.claims.doubtful_letters, *(at for places in found.claims.letters.values() for at in places)}
    if not letters or _worth(found)[0] >= 1:
        return False
    above = top.head(found.rows.start).select(sorted(letters))
    return any(sum(map(bool, row)) > 1 for row in above.iter_rows())


def _complete(found: Found, wanted: Wanted) -> bool:
    required = {column.key for column in wanted.columns if column.required}
    if not required:
        items = [family for family in wanted.families if family.required and family not in found.claims.doubtful]
        required = {family.column_key(i) for family in items for i in range(1, family.count + 1)}
    required = required - wanted.by_hand.keys() or required
    return bool(required) and required <= found.claims.letters.keys()


def _worth(found: Found) -> tuple[float, int, int]:
    """Most keys first (item columns without a name of their own count little), then fewest and earliest rows."""
    letters = {heading.letter: heading for heading in found.headings}
    own = [key for key, places in found.claims.letters.items() if not is_bare(letters[places[0]].text)]
    others = len(found.claims.letters) - len(own) + len(found.claims.doubtful_letters)
    return len(own) + (others / 1000 if others >= MIN_BARE else 0), -len(found.rows), -found.rows.start
