"""Headers are recognised as schools write them, and never guessed."""

from pathlib import Path

import polars as pl
import pytest

from core.sheets.headers import Column, Family, data_rows, recognise
from core.sheets.read import read
from core.sheets.shape import Sheet, letters

NAME = Column("name", "姓名", aliases=("学生姓名",), required=True, example="张三")
NUMBER = Column("number", "学籍号", aliases=("全国学籍号", "学生编号"), required=True, example="G330100200801010001")
GRADE = Column("grade", "年级")
COLUMNS = (NAME, NUMBER, GRADE)
PHQ9 = Family("phq9", "PHQ-9", 9, prefixes=("PHQ", "D"))
GAD7 = Family("gad7", "GAD-7", 7, prefixes=("GAD", "A"))
PSS10 = Family("pss10", "PSS-10", 10, prefixes=("S",))
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"


def a_sheet(*rows: list[str | None], first_row: int = 1) -> Sheet:
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    frame = pl.DataFrame(padded, schema=dict.fromkeys(letters(width), pl.String), orient="row")
    return Sheet("名单", frame, first_row=first_row)


def codes(found: object) -> list[str]:
    return [problem.code for problem in found.problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "written",
    [
        "姓名",
        " 姓 名 ",
        "姓名*",
        "* 姓名",
        "姓名(必填)",
        "姓名（必填）",
        "姓\n名",
        "学生姓名",
        "学生姓名【真实】",
        "NAME",
    ],
)
def test_a_header_is_known_by_any_of_its_spellings(written: str) -> None:
    found = recognise(a_sheet([written, "学籍号"]), COLUMNS)
    assert found.columns == {"name": "A", "number": "B"}
    assert found.problems == ()


@pytest.mark.parametrize("titles", range(0, 15))
def test_the_header_is_found_below_title_rows(titles: int) -> None:
    above: list[list[str | None]] = [["某某中学学生名单"] if i % 2 else [] for i in range(titles)]
    found = recognise(a_sheet(*above, ["姓名", "学籍号"], ["王一", "G1"]), COLUMNS)
    assert (found.header_rows, found.first_data_row) == ((titles + 1,), titles + 2)


def test_beyond_15_rows_no_header_is_searched() -> None:
    blank: list[list[str | None]] = [[]] * 15
    found = recognise(a_sheet(*blank, ["姓名", "学籍号"]), COLUMNS)
    assert codes(found) == ["header_not_found"]
    assert data_rows(a_sheet(["姓名"]), found).is_empty()


def test_a_header_merged_over_three_rows_is_joined() -> None:
    found = recognise(
        a_sheet(
            ["姓名", "学籍号", "量表", None, None, None],
            [None, None, "PHQ-9", None, "GAD-7", None],
            [None, None, "1", "2", "1", "2"],
            ["王一", "G1", "0", "1", "2", "3"],
        ),
        COLUMNS,
        (Family("phq9", "PHQ-9", 2), Family("gad7", "GAD-7", 2)),
    )
    assert found.header_rows == (1, 2, 3)
    assert found.families == {"phq9": ("C", "D"), "gad7": ("E", "F")}
    assert found.columns["name"] == "A"
    assert found.problems == ()


def test_a_parent_row_above_the_named_columns_belongs_to_no_data() -> None:
    found = recognise(
        a_sheet(
            ["基本信息", None, "PHQ-9", None],
            ["姓名", "学籍号", "第1题", "第2题"],
            ["王一", "G1", "0", "1"],
        ),
        COLUMNS,
        (Family("phq9", "PHQ-9", 2),),
    )
    assert (found.columns["name"], found.columns["number"], found.first_data_row) == ("A", "B", 3)
    assert found.families["phq9"] == ("C", "D")


def test_a_first_pupil_without_answers_is_no_part_of_the_header() -> None:
    sheet = a_sheet(["姓名", "学籍号", "PHQ1", "PHQ2"], ["王一", "G1", None, None], ["李二", "G2", "0", "1"])
    found = recognise(sheet, COLUMNS, (Family("phq9", "PHQ", 2),))
    assert data_rows(sheet, found)["row"].to_list() == [2, 3]


@pytest.mark.parametrize(
    "heading",
    ["PHQ{}", "PHQ-9 第{}题", "D{}", "第{}题", "Q{}", "{}", "{}、做事时提不起劲或没有兴趣", "phq9_{}", "PHQ-9_{}", "PHQ9-{}",
     "第 {} 题", "PHQ9 {}、做事时", "题目{}", "{}.做事", "PHQ-9第{}题(0-3分)", "第{}题 做事", "Q{}. 最近 2 周", "PHQ9\n第{}题"],
)  # fmt: skip
def test_item_columns_are_known_by_any_of_their_spellings(heading: str) -> None:
    line: list[str | None] = ["姓名", "学籍号", *(heading.format(i) for i in range(1, 10))]
    found = recognise(a_sheet(line), COLUMNS, (PHQ9,))
    assert found.families == {"phq9": tuple("CDEFGHIJK")}
    assert found.problems == ()


def test_two_columns_for_one_key_are_ambiguous_and_neither_is_taken() -> None:
    found = recognise(a_sheet(["姓名", "学籍号", "姓名"]), COLUMNS)
    assert found.ambiguous == {"name": ("A", "C")}
    assert "name" not in found.columns
    assert codes(found) == ["column_twice"]
    assert found.problems[0].column == "C"


def test_the_title_itself_beats_an_alias() -> None:
    found = recognise(a_sheet(["学生姓名", "姓名", "学籍号"]), COLUMNS)
    assert found.columns["name"] == "B"
    assert [heading.letter for heading in found.unknown] == ["A"]


def test_a_missing_required_column_is_a_problem_and_an_optional_one_is_not() -> None:
    found = recognise(a_sheet(["姓名", "备注"]), COLUMNS)
    assert found.missing == ("number",)
    assert codes(found) == ["column_missing"]
    assert dict(found.problems[0].details) == {"column": "学籍号", "unknown": "备注"}


def test_a_mapping_made_by_hand_overrules_the_header() -> None:
    sheet = a_sheet(["姓名", "编码", "姓名"], ["曾用名", "G1", "王一"])
    found = recognise(sheet, COLUMNS, mapping={"name": "C", "number": "B"})
    assert found.problems == ()
    assert data_rows(sheet, found).rows() == [(2, "王一", "G1")]


def test_missing_items_are_listed() -> None:
    line: list[str | None] = ["姓名", "学籍号", *(f"PHQ{i}" for i in (1, 2, 4, 5, 6, 7, 9))]
    found = recognise(a_sheet(line), COLUMNS, (PHQ9,))
    assert codes(found) == ["items_missing"]
    assert dict(found.problems[0].details) == {"family": "PHQ-9", "items": "3、8", "count": "9"}


def test_an_optional_questionnaire_may_be_absent_as_a_whole() -> None:
    optional = Family("gad7", "GAD-7", 7, required=False)
    assert recognise(a_sheet(["姓名", "学籍号"]), COLUMNS, (optional,)).problems == ()
    assert codes(recognise(a_sheet(["姓名", "学籍号", "GAD-7 1"]), COLUMNS, (optional,))) == ["items_missing"]


def numbered(*counts: int) -> Sheet:
    return a_sheet(["姓名", "学籍号", *(f"第{i}题" for count in counts for i in range(1, count + 1))])


def test_two_questionnaires_without_names_are_told_apart_by_their_numbers_of_items() -> None:
    for counts in ((9, 7), (7, 9)):
        found = recognise(numbered(*counts), COLUMNS, (PHQ9, GAD7))
        assert found.problems == ()
        start = 2 + (0 if counts[0] == 9 else 7)
        assert found.families["phq9"] == tuple(letters(18)[start : start + 9])


@pytest.mark.parametrize("counts", [(9, 9), (9,), (9, 7, 7), (16,), (9, 6)])
def test_questionnaires_that_cannot_be_told_apart_are_never_guessed(counts: tuple[int, ...]) -> None:
    other = Family("other", "另一量表", 9) if counts == (9, 9) else GAD7
    found = recognise(numbered(*counts), COLUMNS, (PHQ9, other))
    assert codes(found) == ["items_ambiguous"]
    assert not any(found.families["phq9"])


def test_a_run_longer_than_the_questionnaire_is_not_cut_to_fit() -> None:
    found = recognise(numbered(10), COLUMNS, (PHQ9,))
    assert codes(found) == ["items_ambiguous"]


def test_one_named_questionnaire_leaves_the_numbers_to_the_other() -> None:
    sheet = a_sheet(["姓名", "学籍号", *(f"GAD{i}" for i in range(1, 8)), *(f"第{i}题" for i in range(1, 10))])
    found = recognise(sheet, COLUMNS, (PHQ9, GAD7))
    assert found.problems == ()
    assert found.families["phq9"][0] == "J"


def test_a_hand_mapping_settles_doubtful_items() -> None:
    by_hand = {GAD7.column_key(i): letter for i, letter in enumerate("LMNOPQR", 1)}
    by_hand |= {PHQ9.column_key(i): letter for i, letter in enumerate("CDEFGHIJK", 1)}
    sheet = numbered(9, 9)
    assert recognise(sheet, COLUMNS, (PHQ9, GAD7), by_hand).problems == ()


def test_data_rows_keep_their_numbers_without_blank_rows_and_unchanged_example() -> None:
    sheet = a_sheet(
        ["姓名", "学籍号", "备注"],
        ["张三", "G330100200801010001"],
        [None, " ", "合计"],
        ["王一", None],
        [],
        [None, "G2"],
    )
    rows = data_rows(sheet, recognise(sheet, COLUMNS))
    assert rows.rows() == [(4, "王一", None), (6, None, "G2")]


def test_a_changed_example_is_a_pupil() -> None:
    sheet = a_sheet(["姓名", "学籍号"], ["张三", "G330100200801010002"])
    assert data_rows(sheet, recognise(sheet, COLUMNS))["row"].to_list() == [2]


def test_later_pieces_are_read_with_the_recognition_of_the_first() -> None:
    first = a_sheet(["姓名", "学籍号", "年级"], ["王一", "G1", "7"])
    later = a_sheet(["李二", "G2"], [], ["赵三", "G3"], first_row=5_001)
    found = recognise(first, COLUMNS)
    assert data_rows(later, found).rows() == [(5_001, "李二", "G2", None), (5_003, "赵三", "G3", None)]


@pytest.mark.skipif(not REAL.is_dir(), reason="the public answer sheets (../shared/real) are not here")
def test_public_answer_sheets_are_recognised() -> None:
    path = REAL / "ukm_students_phq9_gad7_pss10.csv"
    sheet = read(path.read_bytes(), path.name).sheets[0]
    found = recognise(sheet, (), (PHQ9, GAD7, PSS10))
    assert found.problems == ()
    assert [len(letters) for letters in found.families.values()] == [9, 7, 10]
    assert [heading.text for heading in found.unknown] == ["BMI"]
    assert data_rows(sheet, found).height == 223
