"""Printed forms: what is asked for stands in them, and every page says who read it."""

import io
from datetime import UTC, datetime

from docx import Document

from core.sheets.paper import Part, paper

AT = datetime(2025, 11, 3, 2, tzinfo=UTC)


def made(*parts: Part, mark: str = "某人 2025年11月3日 10:00") -> object:
    return Document(io.BytesIO(paper("一张表", parts, mark=mark, at=AT)))


def test_labels_and_answers_stand_in_the_table() -> None:
    document = made(Part("一、基本情况", [("学校", "云溪一小", "年级", "五年级"), ("等级", "校级", "", "")]))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["学校", "云溪一小", "年级", "五年级"]
    assert "一、基本情况" in [line.text for line in document.paragraphs]


def test_every_page_carries_the_mark_of_its_reader() -> None:
    (section,) = made(Part("", [("甲", "乙")])).sections
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "某人 2025年11月3日 10:00"


def test_a_part_may_begin_a_page_of_its_own() -> None:
    one, two = made(Part("", [("甲", "乙")])), made(Part("", [("甲", "乙")], new_page=True))
    assert 'w:type="page"' not in one.element.xml
    assert 'w:type="page"' in two.element.xml


def test_characters_that_no_paper_can_hold_are_left_out() -> None:
    document = made(Part("", [("甲\x00\x0b", "乙\ufffe丙")]))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["甲", "乙丙"]


def test_the_file_names_no_author_and_its_own_time() -> None:
    properties = made(Part("", [("甲", "乙")])).core_properties
    assert properties.author == ""
    assert properties.created == AT.replace(tzinfo=properties.created.tzinfo)
