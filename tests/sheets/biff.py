"""A smallest possible .xls: a BIFF8 stream in an OLE container ([MS-XLS], [MS-CFB]), since nothing writes them any more."""

import struct
from collections.abc import Mapping

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A}

Cells = Mapping[tuple[int, int], str | float | bool]


def an_xls(sheets: Mapping[str, Cells], *, hidden: str = "", password: bool = False) -> bytes:
    """Cells by 0-based (row, column); the texts in ERRORS become error cells."""
    bodies = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + _cells(c) for c in sheets.values()]
    head = _globals(dict.fromkeys(sheets, 0), hidden, password)
    places, at = {}, len(head)
    for name, body in zip(sheets, bodies, strict=True):
        places[name], at = at, at + len(body)
    return _container(_globals(places, hidden, password) + b"".join(bodies))


def _globals(places: Mapping[str, int], hidden: str, password: bool) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if password:
        begin += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    for name, at in places.items():
        title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
        begin += _record(0x0085, struct.pack("<IBB", at, name == hidden, 0) + title)
    return begin + _record(0x000A, b"")


def _cells(cells: Cells) -> bytes:
    return b"".join(_cell(row, column, value) for (row, column), value in cells.items()) + _record(0x000A, b"")


def _cell(row: int, column: int, value: str | float | bool) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if value in ERRORS:
        return _record(0x0205, place + bytes([ERRORS[str(value)], 1]))
    if isinstance(value, bool):
        return _record(0x0205, place + bytes([value, 0]))
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _container(stream: bytes) -> bytes:
    stream = stream.ljust(8 * SECTOR, b"\0")  # shorter streams would live in the mini stream
    stream += bytes(-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    fat = [FAT, END, *range(3, sectors + 2), END]
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    root, book = _entry("Root Entry", 5, END, 0, 1), _entry("Workbook", 2, 2, len(stream), FREE)
    return header + table + (root + book).ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(title), kind, 1, FREE, FREE, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
