"""The text of cells made comparable, whole columns at a time; only cells that need it take the slow way."""

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202f\u205f-\u2064\ufeff\u00ad\u180e\u00a0\u3000]")
PLAIN = r"^[!-&(-~一-鿿](?:[ -~一-鿿]*[!-~一-鿿])?$"  # nothing here that `tidy` could change
EXCEL_DAY_ZERO = date(1899, 12, 30)
SERIALS = range(10_000, 73_051)  # 1927-05-18 to 2099-12-31, as Excel counts days
DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
MOST_DIGITS = 15  # Excel keeps 15 significant digits of a number


class Tidied(NamedTuple):
    """A column made comparable, and in how many cells that changed what was written."""

    values: pl.Series
    changed: int


class Dates(NamedTuple):
    """`values` are dates, null where blank or bad; `bad` marks cells that hold something that is no date."""

    values: pl.Series
    bad: pl.Series


def tidy(text: str) -> str:
    """NFKC (full-width letters and digits), no invisible characters, no leading apostrophe, no outer spaces."""
    before = None
    while before != text:
        before = text
        text = INVISIBLE.sub(" ", unicodedata.normalize("NFKC", _without_joiners(text))).strip().lstrip("'").strip()
    return text


def tidied(column: pl.Series) -> Tidied:
    """The column with every cell tidied and emptied cells null, and the number of cells that were changed."""
    doubtful = column.filter(~column.str.contains(PLAIN)).drop_nulls()
    changes = {text: tidy(text) for text in doubtful.unique().to_list()}
    changes = {text: clean for text, clean in changes.items() if clean != text}
    if not changes:
        return Tidied(column.replace({"": None}), 0)
    changed = int(doubtful.is_in(list(changes)).sum())
    return Tidied(column.replace(changes).replace({"": None}), changed)


def dates(column: pl.Series) -> Dates:
    """Days written as 2010-05-06, 2010/5/6, 2010.5.6, 2010年5月6日, 20100506, or as Excel's serial number."""
    clean = tidied(column).values
    known = {text: day_of(text) for text in clean.drop_nulls().unique().to_list()}
    values = clean.replace_strict(known, default=None, return_dtype=pl.Date) if known else clean.cast(pl.Date)
    return Dates(values, (values.is_null() & clean.is_not_null()).alias("bad"))


def day_of(text: str) -> date | None:
    """The day a tidied text names, or None."""
    found = DATE.fullmatch(text) or COMPACT.fullmatch(text)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    serial = SERIAL.fullmatch(text)
    if serial and int(serial[1]) in SERIALS:
        return EXCEL_DAY_ZERO + timedelta(days=int(serial[1]))
    return None


def plain_numbers(column: pl.Series) -> pl.Series:
    """Numbers in scientific notation written out ("3.3E+3" as "3300"); other cells unchanged."""
    marked = column.str.contains(r"^\s*[+-]?[\d.]+[eE][+-]?\d+\s*$").fill_null(False)
    if not marked.any():
        return column
    texts = column.filter(marked).unique().to_list()
    return column.replace({text: _written_out(text.strip()) for text in texts})


def lost_digits(column: pl.Series) -> bool:
    """Whether Excel has destroyed the digits of a column of long numbers by storing them as numbers.

    Excel keeps 15 digits and writes zeros after them; other programs write what the nearest float holds, which a whole
    number meets by chance only (1 in 64 at 18 digits). The column is damaged if over half of its numbers of more
    than 15 digits look so, or stand in scientific notation.
    """
    texts = tidied(column).values.drop_nulls()
    scientific = texts.str.contains(r"^\d(\.\d+)?[eE]\+?\d{2}$").sum()
    long = texts.filter(texts.str.contains(r"^\d{16,30}$")).to_list()
    return 2 * (sum(map(_looks_lost, long)) + scientific) > len(long) + scientific


def _looks_lost(digits: str) -> bool:
    cut_off = not digits[MOST_DIGITS:].strip("0")
    return cut_off or (len(digits) > MOST_DIGITS + 1 and int(digits) == int(float(digits)))


def _without_joiners(text: str) -> str:
    """Zero-width characters gone (not turned into spaces)."""
    return re.sub("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]", "", text)


def _written_out(text: str) -> str:
    number = float(text)
    return format(number, ".0f") if number.is_integer() and abs(number) < 1e300 else format(number, "f").rstrip("0")
