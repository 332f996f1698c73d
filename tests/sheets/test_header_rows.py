"""Where the header ends and the pupils begin: no row is ever swallowed by the header."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.sheets.headers import Column, Family, data_rows, recognise
from core.sheets.read import read
from core.sheets.shape import Sheet, letters

Row = list[str | None]
NUMBER = Column("number", "学籍号", ("学号",), required=True, example="G330106201503123450")
NAME = Column("name", "姓名", ("学生姓名",), required=True, example="陈示例")
CLASS = Column("class", "班级", example="1班")
COLUMNS = (NUMBER, NAME, CLASS)
IDENTITY: Row = ["学籍号", "姓名", "班级"]
COUNT = 9
PHQ9 = Family("phq9", "PHQ-9", COUNT, ("PHQ",), required=False, example="0")
ITEMS = range(1, COUNT + 1)
BLANK: Row = [None] * 3
NUMBERS: Row = [str(i) for i in ITEMS]
REST: Row = [None] * (COUNT - 1)

STYLES: dict[str, list[Row]] = {
    "bare numbers": [[*IDENTITY, *NUMBERS]],
    "numbers and stems": [[*IDENTITY, *(f"{i}、最近两周的感受" for i in ITEMS)]],
    "第1题": [[*IDENTITY, *(f"第{i}题" for i in ITEMS)]],
    "Q1": [[*IDENTITY, *(f"Q{i}" for i in ITEMS)]],
    "PHQ1": [[*IDENTITY, *(f"PHQ{i}" for i in ITEMS)]],
    "PHQ-9 第1题": [[*IDENTITY, *(f"PHQ-9 第{i}题" for i in ITEMS)]],
    "title above": [["某校普测"], [], [*IDENTITY, *NUMBERS]],
    "two rows": [[*IDENTITY, "PHQ-9", *REST], [*BLANK, *NUMBERS]],
    "two rows, written out": [[*IDENTITY, *["PHQ-9"] * COUNT], [*IDENTITY, *NUMBERS]],
    "two rows, both groups": [["基本信息", None, None, "PHQ-9", *REST], [*IDENTITY, *NUMBERS]],
    "stems above": [[*IDENTITY, *(f"感受{c}" for c in "甲乙丙丁戊己庚辛壬")], [*BLANK, *(f"第{i}题" for i in ITEMS)]],
    "three rows": [[*IDENTITY, "量表", *REST], [*BLANK, "PHQ-9", *REST], [*BLANK, *NUMBERS]],
}
ANSWERS: dict[str, Row] = {
    "0 and 1": ["0", "1", "1", "0", "0", "1", "0", "1", "1"],
    "ones": ["1"] * COUNT,
    "one to five": ["1", "2", "5", "4", "3", "1", "2", "3", "5"],
    "是 and 否": ["是", "否", "否", "是", "是", "否", "是", "否", "是"],
    "没有 to 经常": ["没有", "有时", "经常"] * 3,
    "numbered words": ["1、没有", "2、有时", "3、经常"] * 3,
    "many blanks": [None, None, "1", None, None, None, None, "2", None],
    "one answer": [None] * 8 + ["9"],
    "none": [None] * COUNT,
    "rising": NUMBERS,
    "rising in part": ["1", "2", "3", "4", "5", None, None, None, None],
    "rising words": [f"{i}、有时" for i in ITEMS],
    "header words": [f"第{i}题" for i in ITEMS],
}
PEOPLE: dict[str, Row] = {
    "a pupil": ["G1", "王一", "1班"],
    "name alone": [None, "王一", None],
    "number alone": ["1", None, None],
    "a name like a header": ["G1", "班级", None],
    "a name like its own header": ["G1", "姓名", "1班"],
    "a name like its own header, alone": [None, "姓名", None],
}


def a_sheet(*rows: Row) -> Sheet:
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    return Sheet("名单", pl.DataFrame(padded, schema=dict.fromkeys(letters(width), pl.String), orient="row"))


def kept(*rows: Row, columns: tuple[Column, ...] = COLUMNS) -> list[int]:
    """The spreadsheet rows that are taken as data; the row numbers of a refused sheet matter to nobody."""
    sheet = a_sheet(*rows)
    return data_rows(sheet, recognise(sheet, columns, (PHQ9,)))["row"].to_list()


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("style", STYLES)
def test_the_first_pupil_is_never_a_part_of_the_header(style: str, answers: str, person: str) -> None:
    head = STYLES[style]
    first = [*PEOPLE[person], *ANSWERS[answers]]
    assert kept(*head, first) == [len(head) + 1], "alone in the file"
    assert kept(*head, first, ["G2", "李二", "1班", *["0"] * COUNT]) == [len(head) + 1, len(head) + 2]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_header_is_understood(style: str) -> None:
    sheet = a_sheet(*STYLES[style], ["G1", "王一", "1班", *["0"] * COUNT])
    found = recognise(sheet, COLUMNS, (PHQ9,))
    assert found.problems == ()
    assert found.families["phq9"] == tuple("DEFGHIJKL")
    assert [found.columns[key] for key in ("number", "name", "class")] == ["A", "B", "C"]


@pytest.mark.parametrize("answers", [key for key in ANSWERS if key != "none"])
@pytest.mark.parametrize("style", STYLES)
def test_answers_without_a_person_are_kept_to_be_reported(style: str, answers: str) -> None:
    head = STYLES[style]
    assert kept(*head, [*BLANK, *ANSWERS[answers]]) == [len(head) + 1]


@pytest.mark.parametrize("answers", ["rising", "rising words"])
def test_answers_in_rising_order_below_unknown_wordings_are_no_item_numbers(answers: str) -> None:
    head: Row = [*IDENTITY, *(f"感受{c}" for c in "甲乙丙丁戊己庚辛壬")]
    assert kept(head, ["G1", "王一", "1班", *ANSWERS[answers]]) == [2]
    sheet = a_sheet(head[3:], ANSWERS[answers])
    assert recognise(sheet, (), (PHQ9,)).header_rows == (), "without a person's columns neither"


def test_no_header_is_looked_for_below_a_complete_one() -> None:
    """The second table of a sheet may name more columns: the pupils of the first are not its title rows."""
    pupils: list[Row] = [[f"G{i}", "王一"] for i in range(3)]
    assert kept(["学籍号", "姓名"], *pupils, [*IDENTITY, *NUMBERS], ["G9", "李二"]) == [2, 3, 4, 5, 6]


def test_a_name_column_above_other_names_is_no_group() -> None:
    """Parts of a name below 姓名 look like a header; what stands below a person's column never is."""
    assert kept(["学籍号", "姓名", None, *NUMBERS], [None, "班级", "年级", *REST, None])[0] == 2


def test_a_wide_bare_header_over_words_keeps_all_pupils() -> None:
    mht = Family("mht", "MHT", 100)
    rows: list[Row] = [[f"G{i}", "王一", *["是", "否"] * 50] for i in range(3)]
    sheet = a_sheet(["学籍号", "姓名", *(str(i) for i in range(1, 101))], *rows)
    found = recognise(sheet, COLUMNS, (mht,))
    assert (found.problems, found.header_rows) == ((), (1,))
    assert data_rows(sheet, found).height == 3


TOP: Row = ["学号", "姓名", "班级", "品德", None, None, "能力", None, "体育", None]
MIDDLE: Row = [None, None, None, "评议", "记实", "得分", "基础分", None, "得分", "排名"]
BOTTOM: Row = [None, None, None, None, None, None, "得分", "排名", None, None]


def test_groups_of_unknown_columns_may_divide_twice() -> None:
    sheet = a_sheet(TOP, MIDDLE, BOTTOM, ["G1", "王一", "1班", *["80"] * 7])
    found = recognise(sheet, COLUMNS)
    assert (found.header_rows, found.problems) == ((1, 2, 3), ())
    assert [heading.text for heading in found.unknown][3:5] == ["能力 基础分 得分", "能力 基础分 排名"]
    assert data_rows(sheet, found)["row"].to_list() == [4]


PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "excel" / "三层合并表头_43列.xlsx"


@pytest.mark.skipif(not PUBLIC.is_file(), reason="the public spreadsheets (../shared/excel) are not here")
def test_a_public_header_of_43_columns_over_three_rows_is_one_header() -> None:
    sheet = read(PUBLIC.read_bytes(), PUBLIC.name).sheets[0]
    found = recognise(sheet, (Column("name", "姓名", ("学生",), required=True), CLASS))
    assert (found.header_rows, found.problems) == ((1, 2, 3), ())
    assert found.unknown[-1].text == "外语成绩(0%) 班级排名"
    assert len(found.unknown) == 41


EXAMPLE: Row = ["G330106201503123450", "陈示例", "1班", *["0"] * COUNT]


@pytest.mark.parametrize("at", range(len(EXAMPLE) + 1))
def test_the_example_row_is_left_out_only_if_every_cell_is_the_examples(at: int) -> None:
    head: Row = [*IDENTITY, *(f"PHQ-9 第{i}题" for i in ITEMS), "备注"]
    shipped: Row = [*EXAMPLE, None]
    assert kept(head, shipped, ["G1", "王一"]) == [3]
    for other in ("2", None) if at < len(EXAMPLE) else ("走读",):
        assert kept(head, [*shipped[:at], other, *shipped[at + 1 :]], ["G1", "王一"])[0] == 2


def test_the_examples_person_without_the_examples_number_column_is_a_pupil() -> None:
    """Its name and class are not rare enough to tell."""
    assert kept(["姓名", "班级"], ["陈示例", "1班"]) == [2]


def test_the_example_is_known_in_a_template_that_lost_an_optional_column() -> None:
    assert kept(["学籍号", "姓名"], EXAMPLE[:2], ["G1", "王一"]) == [3]


cells = st.one_of(
    st.none(),
    st.sampled_from([*"0123456789", "是", "否", "有时", "A1", "Q2", "第3题", "1、没有", "PHQ4", "PHQ-9", "备注"]),
)
people = st.tuples(
    st.one_of(st.none(), st.sampled_from(["G1", "1", "20150001", "学籍号"])),
    st.sampled_from(["王一", "班级", "姓名", "PHQ-9", "1", "量表"]),
    st.one_of(st.none(), st.sampled_from(["1班", "班级", "七（1）班"])),
).filter(lambda person: person != ("学籍号", "姓名", "班级"))


@given(
    st.sampled_from(sorted(STYLES)),
    st.lists(st.tuples(people, st.lists(cells, min_size=COUNT, max_size=COUNT)), min_size=1, max_size=20),
)
@example("two rows", [((None, "姓名", None), NUMBERS)])
def test_every_row_written_is_read(style: str, table: list[tuple[tuple[str | None, ...], Row]]) -> None:
    head = STYLES[style]
    rows = [[*person, *answers] for person, answers in table]
    assert kept(*head, *rows) == [len(head) + 1 + i for i in range(len(rows))]
