"""What we write is safe to open and comes back as it was."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sheets.cells import tidy
from core.sheets.export import Table, csv_bytes, template, workbook
from core.sheets.headers import Column, Family, data_rows, recognise
from core.sheets.read import read

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may run, full width too: some input methods turn one into the other."""
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12)
WORDS = st.one_of(
    TEXTS, st.sampled_from(["=1+1", "+86", "-1", "@a", "\t", "\r", "a\nb", "a\r\nb", "_x000D_", "😀", "true", "1E3"])
)


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_a_workbook_comes_back_cell_for_cell(rows: list[tuple[str, str]]) -> None:
    content = workbook([Table("表", ["甲", "乙"], rows)])
    frame = read(content, "a.xlsx").sheets[0].frame
    padded = frame.rows() + [(None, None)] * (len(rows) + 1 - frame.height)
    assert padded == [("甲", "乙"), *((a or None, b or None) for a, b in rows)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.just("行"), WORDS), max_size=6))
def test_a_csv_comes_back_cell_for_cell_but_for_the_guard(rows: list[tuple[str, str]]) -> None:
    rows = [(a, b.replace("\0", "")) for a, b in rows]
    frame = read(csv_bytes(["甲", "乙"], rows), "a.csv").sheets[0].frame
    guarded = [f"'{b}" if b.startswith(DANGEROUS) else b for _, b in rows]
    assert [row[1] for row in frame.rows()] == ["乙", *(text or None for text in guarded)]


def test_numbers_days_truth_and_nothing_are_written_as_such() -> None:
    content = workbook([Table("表", ["a", "b", "c", "d", "e"], [(3, -1.5, date(2010, 5, 6), True, None)])])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[2]] == [3, -1.5, "2010-05-06", "是", None]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]
)
def test_a_text_that_looks_like_a_formula_is_kept_from_running(text: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(workbook([Table("表", ["a"], [(text,)])]))).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    (_, line) = csv.reader(io.StringIO(csv_bytes(["a"], [(text,)]).decode("utf-8-sig"), newline=""))
    assert line == [f"'{text}"]


def test_plain_numbers_in_a_csv_are_not_guarded() -> None:
    assert csv_bytes(["a"], [(-1,), (None,), (True,)]).decode("utf-8-sig") == 'a\r\n-1\r\n""\r\n是\r\n'


def test_title_header_and_sheet_name_are_laid_out() -> None:
    content = workbook([Table("a/b:c" * 10, ["姓名"], [("王一",)], title="未测名单")])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == ("a b c" * 10)[:31].strip()
    assert [row[0].value for row in sheet.iter_rows()] == ["未测名单", "姓名", "王一"]
    assert sheet.freeze_panes == "A3"


COLUMNS = (
    Column("name", "姓名", required=True, help="与学籍一致", example="张三"),
    Column("number", "学籍号", required=True, example="G330100200801010001"),
    Column("sex", "性别", kind="choice", choices=("男", "女"), example="男"),
    Column("born", "出生日期", kind="date", example="2010-05-06"),
)
FAMILIES = (Family("phq9", "PHQ-9", 9, example="0"), Family("gad7", "GAD-7", 7, example="0"))


def test_a_filled_template_is_recognised_in_full_and_its_example_skipped() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("答卷", COLUMNS, FAMILIES)))
    book["答卷"].append(["王一", "G330100200801010002", "女", "2011/1/2", *[1] * 16])
    buffer = io.BytesIO()
    book.save(buffer)
    sheet, guide = read(buffer.getvalue(), "a.xlsx").sheets
    found = recognise(sheet, COLUMNS, FAMILIES)
    assert (found.problems, found.unknown) == ((), ())
    assert set(found.columns) == {
        "name",
        "number",
        "sex",
        "born",
        *(f.column_key(i + 1) for f in FAMILIES for i in range(f.count)),
    }
    (row,) = data_rows(sheet, found).rows(named=True)
    assert (row["row"], row["name"], row["gad7_7"]) == (3, "王一", "1")
    assert guide.name == "填写说明"
    assert guide.frame.row(1) == ("姓名", "必填", "与学籍一致", "文字", "张三")
    assert guide.frame.height == 1 + len(COLUMNS) + len(FAMILIES)


def test_the_template_offers_choices_and_keeps_numbers_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template("名单", COLUMNS))).worksheets[0]
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"男,女"', "C2:C5001")
    assert sheet.column_dimensions["B"].number_format == "@"


def test_a_template_without_example_has_a_header_only() -> None:
    sheet = read(template("名单", COLUMNS, example=False), "a.xlsx").sheets[0]
    assert sheet.frame.height == 1
    assert tidy(sheet.frame.row(0)[0]) == "姓名*"
