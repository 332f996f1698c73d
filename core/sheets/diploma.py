"""Certificates as .docx: landscape A4, a double frame, one a page."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

BODY, HEAD = "仿宋", "华文中宋"
PINE, INK, SOFT, LAMP = (RGBColor.from_string(one) for one in ("1E6558", "1F2D2B", "56645F", "A07A2C"))
WIDE, HIGH = Cm(29.7), Cm(21.0)
SIDES, TOP = Cm(4.2), Cm(3.4)
FRAME = {"val": "thinThickSmallGap", "sz": "36", "space": "28", "color": "1E6558"}
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 § 2.2 does not allow."""
SHRINKS_FROM = 44
"""Characters of the body from which it is set smaller, so that a certificate stays one page."""


class Sheet(NamedTuple):
    """One certificate, from the top."""

    title: str
    greeting: str
    body: str
    closing: str
    issuer: str
    day: str
    number: str
    verify: str


def diplomas(sheets: Sequence[Sheet], *, at: datetime) -> bytes:
    """The .docx of these certificates; the file names no author."""
    document = Document()
    _dress(document, at)
    for number, sheet in enumerate(sheets):
        _draw(document, sheet, new_page=number > 0)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _dress(document: Paper, at: datetime) -> None:
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = at
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = BODY, Pt(18)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    (section,) = document.sections
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, WIDE, HIGH
    section.left_margin = section.right_margin = SIDES
    section.top_margin = section.bottom_margin = TOP
    _frame(section)


def _frame(section: object) -> None:
    """A line around every page, measured from the text (ECMA-376 § 17.6.10)."""
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in FRAME.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = section._sectPr  # type: ignore[attr-defined]  # python-docx has no page borders
    properties.insert_element_before(borders, "w:lnNumType", "w:pgNumType", "w:cols", "w:docGrid")


def _draw(document: Paper, sheet: Sheet, *, new_page: bool) -> None:
    size = 20 if len(sheet.body) <= SHRINKS_FROM else 18 if len(sheet.body) <= 2 * SHRINKS_FROM else 16
    head = _line(
        document, _spaced(sheet.title), 40 if len(sheet.title) <= 8 else 30, PINE, face=HEAD, bold=True, after=22
    )
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.page_break_before = new_page
    _line(document, sheet.greeting, size, INK, after=6)
    body = _line(document, sheet.body, size, INK, after=6)
    closing = _line(document, sheet.closing, size, INK, after=26)
    for line in (body, closing):
        line.paragraph_format.first_line_indent = Pt(2 * size)
    for text, gap in ((sheet.issuer, 2), (sheet.day, 22)):
        _line(document, text, 18, INK, after=gap).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _line(document, sheet.number, 11, LAMP, after=0)
    _line(document, sheet.verify, 11, SOFT, after=0)


def _line(
    document: Paper, text: str, size: float, colour: RGBColor, *, face: str = BODY, bold: bool = False, after: float
) -> Paragraph:
    line = document.add_paragraph()
    run = line.add_run(UNPRINTABLE.sub("", text))
    run.font.size, run.font.color.rgb, run.font.name, run.bold = Pt(size), colour, face, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # as for the style
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(after), 1.5 if size < 24 else 1.1
    return line


def _spaced(title: str) -> str:
    """A short title with room between its characters, as certificates have it."""
    return "　".join(title) if len(title) <= 6 else title
