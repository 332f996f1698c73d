"""Printed forms as .docx: a title, tables of labels and answers, and on every page who read it and when."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FACE = "宋体"
MARGIN = Cm(2.2)
LABEL, WHOLE, PICTURE = Cm(3.6), Cm(16.6), Cm(8)
PALE = RGBColor(0x9A, 0xA5, 0xA1)
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 § 2.2 does not allow."""


class Part(NamedTuple):
    """A block of a paper: a heading, then a table whose first column holds labels (with `header`: the first row).

    `new_page` begins it on a page of its own; `below` is a line under the table; `pictures` (JPEG or PNG) follow it, two
    side by side.
    """

    title: str
    rows: Sequence[Sequence[str]]
    header: bool = False
    new_page: bool = False
    below: str = ""
    pictures: Sequence[bytes] = ()


def paper(title: str, parts: Sequence[Part], *, mark: str, at: datetime) -> bytes:
    """The .docx of a form. `mark` stands pale at the head and the foot of every page: who reads it, when, what for."""
    document = Document()
    _dress(document, mark, at)
    _line(document, title, size=18, bold=True, centred=True)
    for part in parts:
        if part.new_page:
            document.add_page_break()  # type: ignore[no-untyped-call]  # untyped there
        if part.title:
            _line(document, part.title, size=12, bold=True)
        if part.rows:
            _table(document, part)
        if part.below:
            _line(document, part.below, size=10)
        for first in range(0, len(part.pictures), 2):
            _pictures(document, part.pictures[first : first + 2])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _dress(document: Paper, mark: str, at: datetime) -> None:
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = at
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(10.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACE)
    (section,) = document.sections
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for edge in (section.header, section.footer):
        line = edge.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(_printable(mark))
        run.font.size, run.font.color.rgb = Pt(11), PALE


def _line(document: Paper, text: str, *, size: float, bold: bool = False, centred: bool = False) -> None:
    line = document.add_paragraph()
    run = line.add_run(_printable(text))
    run.font.size, run.bold = Pt(size), bold
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _pictures(document: Paper, side_by_side: Sequence[bytes]) -> None:
    line = document.add_paragraph().add_run()
    for picture in side_by_side:
        line.add_picture(io.BytesIO(picture), width=PICTURE)
        line.add_text(" ")


def _table(document: Paper, part: Part) -> None:
    columns = max(len(row) for row in part.rows)
    table = document.add_table(rows=0, cols=columns)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for number, row in enumerate(part.rows):
        cells = table.add_row().cells
        for at, text in enumerate(row):
            run = cells[at].paragraphs[0].add_run(_printable(text))
            run.bold = number == 0 if part.header else at % 2 == 0
            cells[at].width = _width(at, columns, part.header)


def _width(at: int, columns: int, header: bool) -> Cm:
    if header:
        return Cm(WHOLE.cm / columns)
    pairs = columns // 2 or 1
    return Cm(LABEL.cm if at % 2 == 0 else WHOLE.cm / pairs - LABEL.cm)


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)
