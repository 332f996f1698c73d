"""Certificates on paper: landscape, framed, one a page however long their words are."""

import io
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from core.sheets.diploma import Sheet, diplomas

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
SHORT = Sheet(
    title="结业证书",
    greeting="林示例 老师（云溪一小）：",
    body="您参加“危机识别”，记 8 学时。",
    closing="特发此证。",
    issuer="云溪区",
    day="2026年3月12日",
    number="编号",
    verify="查验",
)
LONG = SHORT._replace(
    title="题" * 80,
    greeting="林" * 12 + " 老师（" + "云" * 40 + "）：",
    body="您" * 140,
    issuer="云" * 60,
    verify="查验：打开 http://xinli.example.edu.cn:8501/verify 填编号和校验码 ABCDE-FGHJK",
)


def document_of(*sheets: Sheet) -> Any:
    return Document(io.BytesIO(diplomas(sheets, at=AT)))


def height(line: Any, width: float) -> float:
    """Points that a paragraph takes, every character as wide as a Chinese one."""
    size = line.runs[0].font.size.pt
    room = math.floor(width / size)
    rows = math.ceil((len(line.text) + 2) / room)
    return float(rows * line.paragraph_format.line_spacing.pt + line.paragraph_format.space_after.pt)


@pytest.mark.parametrize("sheet", [SHORT, LONG], ids=["short", "long"])
def test_a_certificate_fits_its_page(sheet: Sheet) -> None:
    document = document_of(sheet)
    (section,) = document.sections
    width = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    room = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    assert sum(height(line, width) for line in document.paragraphs) <= room


def test_each_begins_a_page_and_none_is_empty() -> None:
    lines = document_of(SHORT, LONG, SHORT).paragraphs
    assert sum(bool(line.paragraph_format.page_break_before) for line in lines) == 2
    assert all(line.text for line in lines)


def test_every_page_is_framed_and_lies_across() -> None:
    (section,) = document_of(SHORT).sections
    borders = section._sectPr.find(qn("w:pgBorders"))
    assert [side.tag for side in borders] == [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
    assert section.page_width > section.page_height
    order = [child.tag for child in section._sectPr]
    assert order.index(qn("w:pgMar")) < order.index(qn("w:pgBorders")) < order.index(qn("w:cols"))


def test_characters_that_no_paper_can_hold_are_left_out_and_nobody_is_its_author() -> None:
    document = document_of(SHORT._replace(body="甲\x00乙\ufffe丙"))
    assert "甲乙丙" in [line.text for line in document.paragraphs]
    assert (document.core_properties.author, document.core_properties.created) == ("", AT)
