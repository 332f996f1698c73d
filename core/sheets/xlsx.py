"""Sheets of an .xlsx file, parsed block by block on two threads; unusual files are read whole, cell by cell."""

import io
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import fastexcel
import openpyxl
import polars as pl

from core.sheets.blocks import Block, Unusual, cut
from core.sheets.package import Package, Part
from core.sheets.shape import Sheet, letters, refusal, refusing_damage, trimmed
from core.sheets.texts import plain

WORKERS = 2
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
UNUSUAL_LIMIT = 100 * 2**20


def pieces(content: bytes, rows: int, only: str | None = None) -> Iterator[Sheet]:
    """Every sheet in order, in pieces of about `rows` rows; an empty sheet gives one empty piece."""
    package = Package(content)
    for part in package.sheets:
        if only in (None, part.name):
            yield from _sheet(content, package, part, rows)


def _sheet(content: bytes, package: Package, part: Part, rows: int) -> Iterator[Sheet]:
    if len(package.strings) > 2**21:  # each block parses the shared strings again, so a large table wants large blocks
        rows *= 2
    blocks = cut(package.stream(part.path), rows, part.name)
    try:
        first = next(blocks, None)
    except Unusual:
        yield _whole(content, part)
        return
    if first is None:
        yield Sheet(part.name, pl.DataFrame(), part.hidden)
        return
    yield from _parsed(package, part, first, blocks)


def _parsed(package: Package, part: Part, first: Block, others: Iterator[Block]) -> Iterator[Sheet]:
    """The blocks as sheets, in order, with as many in flight as there are workers."""
    running: deque[Future[Sheet]] = deque()
    pool = ThreadPoolExecutor(WORKERS)
    try:
        running.append(pool.submit(_parse, package, part, first))
        for block in others:
            running.append(pool.submit(_parse, package, part, block))
            if len(running) > WORKERS:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _parse(package: Package, part: Part, block: Block) -> Sheet:
    """The block's cells. The mark below its last row tells how far up the parsed rows reach."""
    with refusing_damage(sheet=part.name):
        loaded = fastexcel.read_excel(_wrap(package, block)).load_sheet(0, header_row=None, dtypes="string")
        frame = pl.DataFrame(pl.from_arrow(loaded.to_arrow()))
    first_row = block.last_row + 2 - frame.height
    frame.columns = letters(frame.width)
    return Sheet(part.name, plain(frame.head(frame.height - 1)), part.hidden, first_row)


def _wrap(package: Package, block: Block) -> bytes:
    """A stored (not deflated) workbook of the block alone, with the file's own shared strings and styles."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package_zip:
        package_zip.writestr("[Content_Types].xml", TYPES)
        package_zip.writestr("_rels/.rels", _links("officeDocument", "xl/workbook.xml"))
        package_zip.writestr("xl/_rels/workbook.xml.rels", _links("worksheet", "worksheets/sheet1.xml"))
        package_zip.writestr("xl/workbook.xml", _book(package.date1904))
        with package_zip.open("xl/worksheets/sheet1.xml", "w") as rows:
            for part in block.xml:  # piece by piece: one long copy would stop every other session
                rows.write(part)
        if package.strings:
            package_zip.writestr("xl/sharedStrings.xml", package.strings)
        if package.styles:
            package_zip.writestr("xl/styles.xml", package.styles)
    return buffer.getvalue()


def _links(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{LINKS}">{link}</Relationships>'


def _book(date1904: bool) -> str:
    epoch = '<workbookPr date1904="1"/>' if date1904 else ""
    sheets = '<sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets>'
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}{sheets}</workbook>'


def _whole(content: bytes, part: Part) -> Sheet:
    """The slow way that reads any valid worksheet, for those not written as every known program writes them."""
    if len(content) > UNUSUAL_LIMIT:
        raise refusal("broken_file", sheet=part.name)
    with refusing_damage(sheet=part.name):
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [[_text(value) for value in row] for row in book[part.name].iter_rows(values_only=True)]
    width = max(map(len, rows), default=0)
    padded = [row + [None] * (width - len(row)) for row in rows]
    frame = pl.DataFrame(padded, schema=dict.fromkeys(letters(width), pl.String), orient="row")
    return Sheet(part.name, trimmed(plain(frame)), part.hidden)


def _text(value: object) -> str | None:
    """A cell's value as `plain` would give it from the fast reader."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, datetime):
        return str(value)
    return str(value) if isinstance(value, int | date | time | timedelta) else ""
