"""What cannot be read is refused with a code that says what to do."""

import io
import zipfile

import pytest

from core.errors import InvalidFile
from core.sheets import delimited, package, read
from core.sheets.read import read_blocks
from core.sheets.shape import refusing_damage
from tests.sheets.builders import OLE, a_package, a_workbook, a_worksheet


def code_of(content: bytes, filename: str = "a.xlsx") -> str:
    with pytest.raises(InvalidFile) as refused:
        read.read(content, filename)
    (problem,) = refused.value.problems
    assert problem.code == refused.value.code
    return problem.code


def a_zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
CASES = {
    "nothing": (b"", "a.xlsx", "empty_file"),
    "blank lines": (b" \r\n\t\n", "a.csv", "empty_file"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.xlsx", "not_a_table"),
    "a pdf": (b"%PDF-1.7 text", "a.pdf", "not_a_table"),
    "a zip of something": (a_zip(a=b"x"), "a.xlsx", "not_a_table"),
    "a Word file": (a_zip(word__document=b"x"), "a.docx", "not_a_table"),
    "a binary workbook": (a_zip(**{"xl__workbook.bin": b"x"}), "a.xlsb", "binary_workbook"),
    "half a zip": (a_workbook([["甲"]])[:400], "a.xlsx", "broken_file"),
    "a password": (OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password_protected"),
    "an old Word file": (OLE + b"\0" * 512 + "WordDocument".encode("utf-16-le"), "a.doc", "not_a_table"),
    "a WPS file": (OLE + b"\0" * 512, "a.et", "wps_format"),
    "a damaged .xls": (OLE + b"\0" * 512 + "Workbook".encode("utf-16-le"), "a.xls", "broken_file"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "html_table"),
    "xml": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "a.xls", "html_table"),
    "no encoding": (b"a,b\n\xff\xff\xff\n", "a.csv", "no_text_encoding"),
    "an open quote": (b'a,b\n1,"2\n3,4\n', "a.csv", "broken_quotes"),
    "entities": (
        a_package(a_worksheet(CELL), book='<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'),
        "a.xlsx",
        "broken_file",
    ),
    "rows backwards": (a_package(a_worksheet(CELL.replace("1", "5") + CELL)), "a.xlsx", "broken_file"),
    "a cell in column AAA": (a_package(a_worksheet(CELL.replace("A1", "AAA1"))), "a.xlsx", "too_many_columns"),
    "703 columns of text": (b"," * 702 + b"x\n", "a.csv", "too_many_columns"),
    "broken cells": (a_package(a_worksheet('<row r="1"><c r="A1"><v>1</b></c></row>')), "a.xlsx", "broken_file"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_is_refused_with_its_code(case: str) -> None:
    content, filename, code = CASES[case]
    assert code_of(content, filename) == code


def test_column_zz_is_the_last_one_allowed() -> None:
    content = a_package(a_worksheet(CELL.replace("A1", "ZZ1")))
    assert read.read(content, "a.xlsx").sheets[0].frame.width == 702


def test_a_cell_a_million_rows_below_is_named() -> None:
    rows = CELL + '<row r="1048576"><c r="B1048576"><v>1</v></c></row>'
    content = a_package(a_worksheet(rows))
    with pytest.raises(InvalidFile) as refused:
        read.read(content, "a.xlsx")
    assert (refused.value.code, refused.value.problems[0].row) == ("stray_cell", 1_048_576)
    assert [piece.first_row for piece in read_blocks(content, "a.xlsx")] == [1, 1_048_576]


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = a_workbook([["甲"]])
    monkeypatch.setattr(read, "MAX_BYTES", len(content))
    read.read(content, "a.xlsx")
    assert code_of(content + b"\0") == "too_large"


def test_a_package_that_inflates_beyond_the_limit_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = a_package(a_worksheet(CELL + " " * 5_000_000))
    assert len(bomb) < 10_000
    monkeypatch.setattr(package, "MAX_SHEET_BYTES", 5_000_000)
    assert code_of(bomb) == "inflates_too_large"


def test_a_row_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.sheets.blocks.MAX_ROW_BYTES", 3_000_000)
    assert code_of(a_package(a_worksheet('<row r="1"><c r="A1"><v>' + " " * 6_000_000))) == "broken_file"


def test_an_encrypted_zip_asks_for_the_file_without_password() -> None:
    content = bytearray(a_workbook([["甲"]]))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(mark)
        while at >= 0:
            content[at + (6 if mark[2] == 3 else 8)] |= 1
            at = content.find(mark, at + 4)
    assert code_of(bytes(content)) == "password_protected"


def test_a_damaged_part_is_refused_wherever_the_damage_lies() -> None:
    content, codes = a_workbook([[i, f"第{i}行"] for i in range(200)]), set()
    for at in range(60, len(content) - 30, 97):
        damaged = content[:at] + bytes(sign ^ 0x5A for sign in content[at : at + 3]) + content[at + 3 :]
        try:
            read.read(damaged, "a.xlsx")
        except InvalidFile as refused:
            codes.add(refused.code)
    assert "broken_file" in codes
    assert codes <= {"broken_file", "not_a_table", "inflates_too_large", "password_protected"}


def test_a_panic_of_the_reader_is_a_refusal_and_an_interrupt_is_not() -> None:
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(InvalidFile), refusing_damage():
        raise panic
    with pytest.raises(KeyboardInterrupt), refusing_damage():
        raise KeyboardInterrupt


def test_a_refusal_tells_nothing_about_the_content() -> None:
    with pytest.raises(InvalidFile) as refused:
        delimited.table('姓名\n"王一\n'.encode())
    assert "王一" not in repr((refused.value.args, refused.value.details, refused.value.problems))
