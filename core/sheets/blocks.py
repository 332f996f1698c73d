"""A worksheet cut into blocks of rows while it is inflated, so that any number of rows needs the memory of one block.

No reader of .xlsx at calamine's speed streams: all hold the whole sheet (7.5 kB a row of 108 cells). Each block is
wrapped as a small workbook of its own and parsed by fastexcel, two at a time.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from core.sheets.shape import refusal

MAX_ROW_BYTES = 32 * 2**20
MAX_ROWS = 2**20
HEAD = re.compile(rb"<((?:\w+:)?)sheetData\s*(/?)>")
ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=[\"'](\d+)[\"']")
SHORT = 2**13
NARROW = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"'][A-Z]{1,2}\d")
WIDE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"'][A-Z]{3}")


class Unusual(Exception):
    """The worksheet is not written the usual way and must be read as a whole."""


class Block(NamedTuple):
    """Some rows of a worksheet as a worksheet of its own (in pieces), the last of them at spreadsheet row `last_row`."""

    xml: tuple[bytes, ...]
    last_row: int


class _Run(NamedTuple):
    """Rows one below the other, from row `first` to row `last`; `xml` is blank where they hold no value."""

    first: int
    last: int
    xml: bytes


def cut(chunks: Iterable[bytes], rows: int, sheet: str) -> Iterator[Block]:
    """Blocks of at most `rows` rows that hold a value. Raises Unusual before the first block, InvalidFile later.

    Rows without a value are left out but counted; a gap of more than `rows` rows begins a new block.
    """
    stream = iter(chunks)
    root, prefix, rest = _opened(stream)
    if prefix is None:
        return
    waiting: list[_Run] = []
    held = 0
    for run in _runs(_whole_rows(chain((rest,), stream), prefix), prefix, rows, sheet):
        count = run.last - run.first + 1
        if waiting and (held + count > rows or run.last - waiting[0].first >= 2 * rows):
            yield _wrapped(root, prefix, waiting)
            waiting, held = [], 0
        waiting.append(run)
        held += count
    if waiting:
        yield _wrapped(root, prefix, waiting)


def _opened(stream: Iterator[bytes]) -> tuple[bytes, bytes | None, bytes]:
    """The root tag, the name-space prefix of the rows (None where there are none), and the bytes read beyond."""
    head = b""
    for chunk in stream:
        head += chunk
        found, root = HEAD.search(head), ROOT.search(head)
        if found and root:
            return root[0], None if found[2] else found[1], head[found.end() :]
        if len(head) > MAX_ROW_BYTES or not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            break
    raise Unusual


def _whole_rows(chunks: Iterable[bytes], prefix: bytes) -> Iterator[bytes]:
    """The bytes again, cut after the end of a row each time."""
    end, rest = b"</" + prefix + b"row>", b""
    for chunk in chunks:
        rest += chunk
        stop = rest.rfind(end) + len(end)
        if stop >= len(end):
            yield rest[:stop]
            rest = rest[stop:]
        if len(rest) > MAX_ROW_BYTES:
            raise refusal("broken_file")


def _runs(parts: Iterable[bytes], prefix: bytes, rows: int, sheet: str) -> Iterator[_Run]:
    """Runs of at most `rows` rows. What is written the usual way is not taken apart."""
    number = 0
    for part in parts:
        first, starts = _usual(part, prefix, number)
        for run in _sliced(part, first, starts, rows) if starts else _numbered(part, prefix, number, sheet):
            number = run.last
            if run.xml:
                yield run


def _usual(part: bytes, prefix: bytes, before: int) -> tuple[int, list[int]]:
    """The first row's number, and where each row begins and the last ends; nothing where a closer look is needed.

    Usual = the rows' numbers rise by one, every row is short, holds a value, and ends left of column AAA.
    """
    tag, cell, cell_end = b"<" + prefix + b"row", b"<" + prefix + b"c ", b"</" + prefix + b"c>"
    starts, count = [part.find(tag)], part.count(tag)
    known = ROW_NUMBER.match(part, starts[0]) if count else None
    first = int(known[1]) if known else 0
    if not before < first <= first + count - 1 <= MAX_ROWS or part.count(b"</" + tag[1:] + b">") != count:
        return 0, []
    for number in range(first + 1, first + count + 1):
        start = starts[-1]
        stop = part.find(tag + b' r="%d"' % number, start + 1) if number < first + count else len(part)
        last = part.rfind(cell_end, start, stop)
        if not 0 < stop - start <= SHORT or last < 0 or not NARROW.match(part, part.rfind(cell, start, last)):
            return 0, []
        starts.append(stop)
    return first, starts


def _sliced(part: bytes, first: int, starts: list[int], rows: int) -> Iterator[_Run]:
    for at in range(0, len(starts) - 1, rows):
        stop = min(at + rows, len(starts) - 1)
        yield _Run(first + at, first + stop - 1, part[starts[at] : starts[stop]])


def _numbered(part: bytes, prefix: bytes, number: int, sheet: str) -> Iterator[_Run]:
    """Every row on its own, blank where it holds no value; `number` is that of the row before."""
    tag, cell, cell_end = b"<" + prefix + b"row", b"<" + prefix + b"c", b"</" + prefix + b"c>"
    end = b"</" + prefix + b"row>"
    for row in part.split(end)[:-1]:
        start = row.rfind(tag)
        known = ROW_NUMBER.match(row, start)
        before, number = number, int(known[1]) if known else _counted(row, start, tag, number)
        if not before < number <= MAX_ROWS:
            raise refusal("broken_file", sheet=sheet)
        last = row.rfind(cell_end)
        if last >= 0 and (WIDE.match(row, row.rfind(cell + b" ", start, last)) or row.count(cell_end) > 702):
            raise refusal("too_many_columns", sheet=sheet, row=number, limit=702)
        rest = row[start:] if known else tag + b' r="%d"' % number + row[start + len(tag) :]
        yield _Run(number, number, rest + end if last >= 0 else b"")


def _counted(text: bytes, start: int, tag: bytes, number: int) -> int:
    """The number of the row at `start` that does not say it; rows without cells before it may."""
    closed = text[:start].split(tag)[1:]
    for one in closed:
        known = ROW_NUMBER.match(tag + one)
        number = int(known[1]) if known else number + 1
    return number + 1


def _wrapped(root: bytes, prefix: bytes, runs: list[_Run]) -> Block:
    """The rows as a worksheet, closed by a mark in column A one row below: it tells where the parsed rows stand."""
    last = runs[-1].last
    mark = b'<P:row r="%d"><P:c r="A%d" t="str"><P:v>.</P:v></P:c></P:row>' % (last + 1, last + 1)
    head, tail = b"<P:sheetData>", mark + b"</P:sheetData></P:worksheet>"
    opened, closed = (part.replace(b"P:", prefix) for part in (head, tail))
    return Block((root + opened, *(_as_text(run.xml) for run in runs), closed), last)


TRUTH = re.compile(rb't="b"([^>]*>(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b.*?</(?:\w+:)?f>)?<(?:\w+:)?v>)([01])<', re.S)


def _as_text(body: bytes) -> bytes:
    """Error and truth values written as the text Excel shows, so that they are neither blank nor lower case."""
    if b't="e"' in body:
        body = body.replace(b't="e"', b't="str"')
    if b't="b"' in body:
        body = TRUTH.sub(lambda m: b't="str"' + m[1] + (b"TRUE<" if m[2] == b"1" else b"FALSE<"), body)
    return body
