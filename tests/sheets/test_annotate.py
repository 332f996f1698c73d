"""The user's own file comes back marked."""

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from core.errors import Gravity, Problem
from core.sheets import annotate as module
from core.sheets import plainbook
from core.sheets.annotate import annotate
from core.sheets.read import read
from tests.sheets.builders import a_workbook

ROWS = [["姓名", "得分"], ["王一", 9], ["李二", "=1+1"]]


def words(problem: Problem) -> tuple[str, str]:
    return f"是什么 {problem.code}", "怎么改"


def a_problem(row: int = 2, column: str = "B", value: str = "9", sheet: str = "名单", **more: Gravity) -> Problem:
    return Problem(sheet, row, column, value, "out_of_range", title="得分", **more)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_problem_cell_is_filled_and_commented_and_listed_first() -> None:
    content, name = annotate(a_workbook(ROWS), "七年级.xlsx", [a_problem()], words)
    book = opened(content)
    assert name == "七年级_问题清单.xlsx"
    assert book.sheetnames == ["问题清单", "名单"]
    cell = book["名单"]["B2"]
    assert (cell.value, cell.comment.text) == (9, "是什么 out_of_range\n怎么改")
    assert cell.fill.fill_type == "solid"
    assert book["名单"]["B3"].comment is None
    header, line = book["问题清单"].iter_rows(values_only=True)
    assert header == ("工作表", "行", "列", "现在写的", "是什么", "怎么改")
    assert line == ("名单", "2", "B 得分", "9", "是什么 out_of_range", "怎么改")
    assert book["问题清单"]["B2"].hyperlink.location or "B2" in book["问题清单"]["B2"].hyperlink.ref


def test_formats_widths_and_other_sheets_stay() -> None:
    book = opened(a_workbook(ROWS, 说明=[["不动"]]))
    book["名单"]["A2"].font = Font(bold=True)
    book["名单"].column_dimensions["A"].width = 33
    buffer = io.BytesIO()
    book.save(buffer)
    marked = opened(annotate(buffer.getvalue(), "a.xlsx", [a_problem()], words)[0])
    assert marked["名单"]["A2"].font.bold
    assert marked["名单"].column_dimensions["A"].width == 33
    assert marked["说明"]["A1"].value == "不动"


def test_several_problems_of_a_cell_share_one_comment_in_the_gravest_colour() -> None:
    found = [a_problem(gravity=Gravity.TIDIED), a_problem(gravity=Gravity.MUST_FIX)]
    book = opened(annotate(a_workbook(ROWS), "a.xlsx", found, words)[0])
    cell = book["名单"]["B2"]
    assert cell.comment.text.count("怎么改") == 2
    assert cell.fill.fgColor.rgb == module.FILLS[Gravity.MUST_FIX].fgColor.rgb
    assert book["问题清单"].max_row == 3


def test_a_problem_of_the_whole_sheet_or_of_an_unknown_sheet_is_listed_alone() -> None:
    found = [a_problem(row=0, column=""), a_problem(sheet="别处")]
    book = opened(annotate(a_workbook(ROWS), "a.xlsx", found, words)[0])
    assert book["问题清单"].max_row == 3
    assert all(cell.comment is None for row in book["名单"].iter_rows() for cell in row)


def test_a_csv_comes_back_as_a_workbook_of_the_same_texts() -> None:
    content, name = annotate(
        "姓名,学号\n王一,0012\n".encode("gb18030"), "a.csv", [a_problem(sheet="", value="0012")], words
    )
    book = opened(content)
    assert name == "a_问题清单.xlsx"
    assert [[cell.value for cell in row] for row in book["Sheet1"].iter_rows()] == [["姓名", "学号"], ["王一", "0012"]]
    assert book["Sheet1"]["B2"].comment is not None


def test_values_that_look_like_formulas_stay_values() -> None:
    content = annotate(a_workbook(ROWS), "a.xlsx", [a_problem(value="=HYPERLINK(1)")], words)[0]
    cell = opened(content)["问题清单"]["D2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_list_sheet_of_the_same_name_is_left_alone() -> None:
    book = opened(annotate(a_workbook(ROWS, 问题清单=[["旧"]]), "a.xlsx", [a_problem()], words)[0])
    assert book.sheetnames == ["问题清单2", "名单", "问题清单"]


@pytest.mark.parametrize(("limit", "more"), [(2, 1), (3, 0)])
def test_no_more_than_the_limit_is_marked_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch, limit: int, more: int
) -> None:
    monkeypatch.setattr(module, "MAX_COMMENTS", limit)
    found = [a_problem(row) for row in (1, 2, 3)]
    book = opened(annotate(a_workbook(ROWS), "a.xlsx", found, words)[0])
    assert sum(cell.comment is not None for row in book["名单"].iter_rows() for cell in row) == limit
    last = [row[0] for row in book["问题清单"].iter_rows(values_only=True)][-1]
    assert (last == f"还有 {more} 处问题没有列出,请先改好上面这些再上传。") == bool(more)


def test_a_large_file_comes_back_with_top_rows_and_problem_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 10)
    monkeypatch.setattr(plainbook, "WHOLE_CELLS", 50)
    content = a_workbook([[f"第{i}行", i] for i in range(1, 101)])
    marked = annotate(content, "a.xlsx", [a_problem(row=77)], words)[0]
    frame = read(marked, "a.xlsx").sheets[1].frame
    assert [text for text in frame["A"] if text] == [f"第{i}行" for i in (*range(1, 16), 77)]
    assert frame.row(76) == ("第77行", "77")
