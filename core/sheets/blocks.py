"""A worksheet cut into blocks of rows while it is inflated, so that any number of rows needs the memory of one block.

No reader of .xlsx at calamine's speed streams: all hold the whole sheet (7.5 kB a row of 108 cells). Each block is
wrapped as a small workbook of its own and parsed by fastexcel, two at a time.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.sheets.shape import refusal

MAX_ROW_BYTES = 32 * 2**20
MAX_ROWS = 2**20
HEAD = re.compile(rb"<((?:\w+:)?)sheetData\s*(/?)>")
ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=[\"'](\d+)[\"']")
WIDE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"'][A-Z]{3}")


class Unusual(Exception):
    """The worksheet is not written the usual way and must be read as a whole."""


class Block(NamedTuple):
    """Some rows of a worksheet as a worksheet of its own, the last of them at spreadsheet row `last_row`."""

    xml: bytes
    last_row: int


class _Row(NamedTuple):
    number: int
    xml: bytes


def cut(chunks: Iterable[bytes], rows: int, sheet: str) -> Iterator[Block]:
    """Blocks of at most `rows` rows that hold a value. Raises Unusual before the first block, InvalidFile later.

    Rows without a value are left out but counted; a gap of more than `rows` rows begins a new block.
    """
    stream = iter(chunks)
    root, prefix, rest = _opened(stream)
    if prefix is None:
        return
    waiting: list[_Row] = []
    for row in _valued(_split(stream, rest, prefix), prefix, sheet):
        if waiting and (len(waiting) == rows or row.number - waiting[0].number >= 2 * rows):
            yield _wrapped(root, prefix, waiting)
            waiting = []
        waiting.append(row)
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


def _split(stream: Iterator[bytes], rest: bytes, prefix: bytes) -> Iterator[bytes]:
    end = b"</" + prefix + b"row>"
    for chunk in stream:
        *parts, rest = (rest + chunk).split(end)
        if len(rest) > MAX_ROW_BYTES:
            raise refusal("broken_file")
        yield from parts
    *parts, _ = rest.split(end)
    yield from parts


def _valued(parts: Iterable[bytes], prefix: bytes, sheet: str) -> Iterator[_Row]:
    tag, cell, cell_end = b"<" + prefix + b"row", b"<" + prefix + b"c", b"</" + prefix + b"c>"
    number = 0
    for part in parts:
        start = part.rfind(tag)
        known = ROW_NUMBER.match(part, start)
        before, number = number, int(known[1]) if known else number + part.count(tag)
        if not before < number <= MAX_ROWS:
            raise refusal("broken_file", sheet=sheet)
        last = part.rfind(cell_end)
        if last < 0:
            continue
        if WIDE.match(part, part.rfind(cell + b" ", start, last)) or part.count(cell_end) > 702:
            raise refusal("too_many_columns", sheet=sheet, row=number, limit=702)
        rest = part[start:] if known else tag + b' r="%d"' % number + part[start + len(tag) :]
        yield _Row(number, rest)


def _wrapped(root: bytes, prefix: bytes, rows: list[_Row]) -> Block:
    """The rows as a worksheet, closed by a mark in column A one row below: it tells where the parsed rows stand."""
    last, end = rows[-1].number, b"</" + prefix + b"row>"
    body = _as_text(end.join(row.xml for row in rows))
    cell = b'<P:c r="A%d" t="str"><P:v>.</P:v></P:c>' % (last + 1)
    mark = (b'<P:row r="%d">' % (last + 1) + cell).replace(b"P:", prefix)
    tail = (b"</P:sheetData></P:worksheet>").replace(b"P:", prefix)
    return Block(b"".join((root, b"<", prefix, b"sheetData>", body, end, mark, end, tail)), last)


TRUTH = re.compile(rb't="b"([^>]*>(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b.*?</(?:\w+:)?f>)?<(?:\w+:)?v>)([01])<', re.S)


def _as_text(body: bytes) -> bytes:
    """Error and truth values written as the text Excel shows, so that they are neither blank nor lower case."""
    if b't="e"' in body:
        body = body.replace(b't="e"', b't="str"')
    if b't="b"' in body:
        body = TRUTH.sub(lambda m: b't="str"' + m[1] + (b"TRUE<" if m[2] == b"1" else b"FALSE<"), body)
    return body
