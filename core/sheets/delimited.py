"""Tables written as text: encoding and separator found out, every cell kept as it was typed."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest

import polars as pl

from core.sheets.shape import letters, refusal, trimmed

SEPARATORS = (",", "\t", ";")
ROWS = 5_000
MAX_COLUMNS = 702
MARKUP = re.compile(r"\s*<(!doctype|html|head|meta|style|table|\?xml|div)", re.IGNORECASE)


def decoded(content: bytes) -> str:
    """The text in UTF-8, UTF-16 with a byte order mark, or GB18030; nothing is ever replaced by a question mark."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content or content.startswith(b"%PDF"):
        raise refusal("not_a_table")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal("no_text_encoding")


def table(content: bytes) -> pl.DataFrame:
    """All cells of the text as columns A, B, …; a quoted line break stays in its cell, a blank line is a blank row."""
    text = decoded(content)
    if MARKUP.match(text):
        raise refusal("html_table")
    separator = _separator(text)
    frame = _regular(text, separator)
    return trimmed(_any(text, separator) if frame is None else frame)


def _separator(text: str) -> str:
    """The separator that most of the first lines hold equally often."""
    lines = [line for line in re.sub(r'"[^"]*"', "", text[:100_000]).splitlines()[:50] if line.strip()]
    return max(SEPARATORS, key=lambda separator: _agreement(lines, separator))


def _agreement(lines: list[str], separator: str) -> tuple[int, int]:
    counts = Counter(line.count(separator) for line in lines if separator in line)
    often = counts.most_common(1)
    return (often[0][1], often[0][0]) if often else (0, 0)


def _regular(text: str, separator: str) -> pl.DataFrame | None:
    """The fast way, open to text without quotes whose lines all have the same number of cells."""
    text = text.replace("\r\n", "\n")
    if '"' in text or "\r" in text:
        return None
    lines = pl.Series(text.removesuffix("\n").split("\n"))
    counts = lines.str.count_matches(separator, literal=True)
    width = int(counts[0]) + 1
    if counts.n_unique() > 1 or not 1 < width <= MAX_COLUMNS:
        return None
    frame = pl.read_csv(
        text.encode(), has_header=False, separator=separator, quote_char=None, schema=_schema(width), infer_schema=False
    )
    return frame if frame.height == len(lines) else None


def _any(text: str, separator: str) -> pl.DataFrame:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return pl.concat([pl.DataFrame(), *_blocks(reader)], how="diagonal")


def _blocks(reader: Iterator[list[str]]) -> Iterator[pl.DataFrame]:
    done = 0
    try:
        while rows := list(islice(reader, ROWS)):
            done += len(rows)
            yield _block(rows)
    except csv.Error as error:
        raise refusal("broken_quotes", row=done + 1) from error


def _block(rows: list[list[str]]) -> pl.DataFrame:
    width = max(1, *map(len, rows))
    if width > MAX_COLUMNS:
        raise refusal("too_many_columns", limit=MAX_COLUMNS)
    rows[0] = rows[0] + [""] * (width - len(rows[0]))
    columns = zip(letters(width), zip_longest(*rows), strict=True)
    return pl.DataFrame([pl.Series(letter, cells, dtype=pl.String).replace({"": None}) for letter, cells in columns])


def _schema(width: int) -> dict[str, pl.DataType]:
    return dict.fromkeys(letters(width), pl.String())
