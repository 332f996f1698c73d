"""Files are read cell for cell, whatever made them."""

import datetime
import io
import itertools
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from core.sheets.read import Sheet, read, read_blocks
from tests.sheets.builders import a_package, a_workbook, a_worksheet

EXCEL = Path(__file__).resolve().parents[3] / "shared" / "excel"
REAL = EXCEL.parent / "real"


def rows_of(content: bytes, filename: str = "a.xlsx") -> list[tuple[str | None, ...]]:
    return only_sheet(content, filename).frame.rows()


def only_sheet(content: bytes, filename: str = "a.xlsx") -> Sheet:
    (sheet,) = read(content, filename).sheets
    return sheet


def test_every_kind_of_value_comes_as_the_text_a_person_sees() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        day, time = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, ["３", 3, 3.0, 3.5, 0.1 + 0.2, 1e-7, 10**15, True, False, " 王 "])
        sheet.write_number(1, 0, 40_304, day)  # days since 1899-12-30
        sheet.write_number(1, 1, 40_304 + (7 * 60 + 8) / 1440, day)
        sheet.write_datetime(1, 2, datetime.time(7, 8), time)
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 5, "=1+1", None, 2)
        sheet.write_formula(1, 6, '="a"', None, "a")
        sheet.write_formula(1, 7, "=1=1", None, True)
        sheet.write_string(1, 8, "true")
        sheet.write_blank(1, 9, None, day)
    first, second = rows_of(buffer.getvalue())
    assert first == ("３", "3", "3", "3.5", "0.3", "0.0000001", "1000000000000000", "TRUE", "FALSE", " 王 ")
    assert second == (
        "2010-05-06",
        "2010-05-06 07:08:00",
        "07:08:00",
        "#N/A",
        "#DIV/0!",
        "2",
        "a",
        "TRUE",
        "true",
        None,
    )


def test_coordinates_hold_with_blank_rows_and_columns_before_and_between() -> None:
    content = a_workbook([[], [], [None, "姓名"], [], [None, None, None, "甲"], [], []])
    sheet = only_sheet(content)
    assert sheet.frame.columns == ["A", "B", "C", "D"]
    assert sheet.frame.rows() == [
        (None,) * 4, (None,) * 4, (None, "姓名", None, None), (None,) * 4, (None, None, None, "甲"),
    ]  # fmt: skip


def test_a_bad_cell_far_below_thousands_of_numbers_is_not_lost() -> None:
    rows: list[list[object]] = [[i % 5] for i in range(12_000)]
    rows[11_500] = ["无"]
    frame = only_sheet(a_workbook(rows)).frame
    assert frame["A"][11_500] == "无"
    assert frame["A"].to_list()[:5] == ["0", "1", "2", "3", "4"]
    assert frame.height == 12_000


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 100])
def test_blocks_of_any_size_give_the_same_cells_at_the_same_rows(rows: int) -> None:
    lines: list[list[object]] = [[None if i % 4 == 1 else i, f"第{i}行"] if i % 3 else [] for i in range(40)]
    content = a_workbook(lines)
    seen = {
        (piece.first_row + i, column): text
        for piece in read_blocks(content, "a.xlsx", rows)
        for i, row in enumerate(piece.frame.rows())
        for column, text in enumerate(row)
        if text is not None
    }
    wanted = {
        (i + 1, j): str(value) for i, line in enumerate(lines) for j, value in enumerate(line) if value is not None
    }
    assert seen == wanted


def test_a_reader_may_stop_after_the_first_block() -> None:
    content = a_workbook([[i] for i in range(1, 101)])
    (first,) = itertools.islice(read_blocks(content, "a.xlsx", 10), 1)
    assert first.frame["A"].to_list() == [str(i) for i in range(1, 11)]


def test_hidden_sheets_are_read_and_flagged_and_empty_ones_kept() -> None:
    book = openpyxl.Workbook()
    book.active.title = "空"
    book.create_sheet("显").append(["甲"])
    book.create_sheet("隐").append(["乙"])
    book["隐"].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue(), "a.xlsx")
    assert [(sheet.name, sheet.hidden, sheet.frame.height) for sheet in found.sheets] == [
        ("空", False, 0), ("显", False, 1), ("隐", True, 1),
    ]  # fmt: skip
    assert [sheet.name for sheet in found.filled] == ["显"]


def test_rows_and_cells_without_coordinates_are_counted() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>"
    assert rows_of(a_package(a_worksheet(rows))) == [("1", None, "3"), (None,) * 3, ("4", None, None)]


def test_inline_and_rich_strings_are_read() -> None:
    cell = '<c r="B2" t="inlineStr"><is><r><t>李</t></r><r><t xml:space="preserve"> 四</t></r></is></c>'
    assert rows_of(a_package(a_worksheet(f'<row r="2">{cell}</row>')))[1] == (None, "李 四")


def test_a_worksheet_with_name_space_prefixes_is_read() -> None:
    rows = '<x:row r="2"><x:c r="C2"><x:v>3</x:v></x:c></x:row>'
    assert rows_of(a_package(a_worksheet(rows, prefix="x:")))[1] == (None, None, "3")


def test_a_worksheet_in_utf_16_is_read_the_slow_way() -> None:
    cells = '<c r="A2"><v>3.0</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c>'
    xml = a_worksheet(f'<row r="2">{cells}</row>').replace("UTF-8", "UTF-16")
    assert rows_of(a_package(xml, encoding="utf-16"))[1] == ("3", "TRUE", "#N/A")


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"date_1904": True}) as book:
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet().write_number(0, 0, 40_304 - 1_462, style)  # 1904-01-01 is day 0, not 1462
    assert rows_of(buffer.getvalue()) == [("2010-05-06",)]


def test_a_declared_size_of_a_million_rows_costs_nothing() -> None:
    before = '<dimension ref="A1:XFD1048576"/>'
    styled = "".join(f'<row r="{i}" s="1"><c r="A{i}" s="1"/><c r="XFD{i}" s="1"/></row>' for i in range(2, 40_000))
    content = a_package(a_worksheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{styled}', before))
    assert rows_of(content) == [("1",)]


TABLE = [("姓名", "备注"), ("王一", "多动;好"), (None, None), ("李二", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_csv_is_read_in_every_usual_encoding(encoding: str, ending: str) -> None:
    content = ending.join(["姓名,备注", "王一,多动;好", "", "李二", ""]).encode(encoding)
    assert rows_of(content, "a.csv") == TABLE


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_with_every_usual_separator(separator: str) -> None:
    content = separator.join(["姓名", "班级", "学校"]) + "\n" + separator.join(["王一", "1班", "一中"]) + "\n"
    assert rows_of(content.encode(), "a.csv") == [("姓名", "班级", "学校"), ("王一", "1班", "一中")]


def test_quoted_line_breaks_separators_and_quotes_stay_in_their_cell() -> None:
    content = 'a,b\r\n"第一行\n第二行","x,""y"""\r\n1,2,3\r\n'.encode()
    assert rows_of(content, "a.csv") == [("a", "b", None), ("第一行\n第二行", 'x,"y"', None), ("1", "2", "3")]


def test_a_line_with_more_cells_than_the_first_keeps_them() -> None:
    assert rows_of(b"a,b\n1,2,3,4\n", "a.csv") == [("a", "b", None, None), ("1", "2", "3", "4")]


def test_a_csv_of_many_blocks_keeps_every_line() -> None:
    content = "\n".join(f'"{i}",{"甲" if i == 7_000 else ""}' for i in range(12_000)).encode()
    frame = only_sheet(content, "a.csv").frame
    assert frame["A"].to_list() == [str(i) for i in range(12_000)]
    assert frame["B"].drop_nulls().to_list() == ["甲"]


def test_the_kind_is_told_by_content_not_by_name() -> None:
    assert rows_of(a_workbook([["甲"]]), "a.csv") == [("甲",)]
    assert rows_of("甲,乙".encode(), "a.xlsx") == [("甲", "乙")]


@pytest.mark.skipif(not EXCEL.is_dir(), reason="the public sample workbooks (../shared/excel) are not here")
def test_public_workbooks_are_understood() -> None:
    (old,) = EXCEL.glob("*.xls")
    first, *others = read(old.read_bytes(), old.name).sheets
    assert first.frame.row(0)[:5] == ("姓名", "届", "年级", "班级", "学籍号")
    assert first.frame.row(1)[3] == "02"
    assert [sheet.frame.height for sheet in others] == [0, 0]
    (merged,) = EXCEL.glob("三层*.xlsx")
    assert only_sheet(merged.read_bytes()).frame.shape == (3, 43)
    (scoring,) = EXCEL.glob("题目*.xlsx")
    assert only_sheet(scoring.read_bytes()).frame.row(0)[2:4] == ("题号", "题目")


@pytest.mark.skipif(not REAL.is_dir(), reason="the public answer sheets (../shared/real) are not here")
def test_public_answer_sheets_have_all_their_rows() -> None:
    shapes = {path.name: only_sheet(path.read_bytes(), path.name).frame.shape for path in REAL.glob("*.csv")}
    assert shapes["ukm_students_phq9_gad7_pss10.csv"] == (224, 27)
    assert shapes["forbes_wave1_phq9_gad7.csv"] == (404, 16)


def test_all_columns_are_text() -> None:
    frame = only_sheet(a_workbook([[1, "a", None], [2, None, 3.5]])).frame
    assert set(frame.dtypes) == {pl.String()}
