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
SIDES, TOP = Cm(4.2), Cm(2.8)
FRAME = {"val": "thinThickSmallGap", "sz": "36", "space": "28", "color": "1E6558"}
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 § 2.2 does not allow."""
LINE = 1.4
"""Height of a line, exactly, in sizes of its type: so that a page holds what it is meant to hold, in Word and in WPS."""
TITLES = ((8, 40), (20, 30), (40, 22), (1000, 18))
WORDS = ((60, 20), (110, 18), (160, 16), (1000, 14))
"""How large the type is (points) up to so many characters, so that a certificate stays one page."""


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
    """A line around every page, and the words in its middle (ECMA-376 § 17.6.10 and § 17.6.22, which python-docx lacks)."""
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in FRAME.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = section._sectPr  # type: ignore[attr-defined]  # no public door to it
    properties.insert_element_before(borders, "w:lnNumType", "w:pgNumType", "w:cols", "w:docGrid")
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.insert_element_before(middle, "w:docGrid")


def _draw(document: Paper, sheet: Sheet, *, new_page: bool) -> None:
    size = _size(len(sheet.greeting + sheet.body), WORDS)
    large = _size(len(sheet.title), TITLES)
    head = _line(document, _spaced(sheet.title), large, PINE, face=HEAD, bold=True, after=22)
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
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(after), Pt(LINE * size)
    return line


def _size(signs: int, sizes: Sequence[tuple[int, int]]) -> int:
    return next((size for most, size in sizes if signs <= most), sizes[-1][1])


def _spaced(title: str) -> str:
    """A short title with room between its characters, as certificates have it."""
    return "　".join(title) if len(title) <= 6 else title
