"""Small files as people and programs make them, each awkward in one way."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def a_workbook(
    rows: Sequence[Sequence[object]], name: str = "名单", **more_sheets: Sequence[Sequence[object]]
) -> bytes:
    """An .xlsx written by xlsxwriter; None leaves a cell empty, texts are never turned into formulas."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, lines in {name: rows, **more_sheets}.items():
            sheet = book.add_worksheet(title)
            for i, line in enumerate(lines):
                for j, value in enumerate(line):
                    if value is not None:
                        sheet.write(i, j, value)
    return buffer.getvalue()


def a_package(sheet_xml: str | bytes, *, book: str = "", encoding: str = "utf-8") -> bytes:
    """An .xlsx around a hand-written worksheet part."""
    sheet = sheet_xml.encode(encoding) if isinstance(sheet_xml, str) else sheet_xml
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", _links("officeDocument", "xl/workbook.xml"))
        package.writestr("xl/workbook.xml", book or BOOK)
        package.writestr("xl/_rels/workbook.xml.rels", _links("worksheet", "worksheets/sheet1.xml"))
        package.writestr("xl/worksheets/sheet1.xml", sheet)
    return buffer.getvalue()


def a_worksheet(rows: str, before: str = "", prefix: str = "") -> str:
    """Worksheet XML around hand-written rows."""
    space = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
    return f'<?xml version="1.0" encoding="UTF-8"?><{prefix}worksheet {space}>{before}{data}</{prefix}worksheet>'


def _links(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{LINKS}">{link}</Relationships>'


BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>'
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
