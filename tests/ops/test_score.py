"""`score`: a spreadsheet in, a CSV out, no database."""

import argparse
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from core.ops import score
from core.screening import packs

PHQ9 = [f"PHQ-9 第{item}题" for item in range(1, 10)]
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
Rows = Sequence[Sequence[object]]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Desk":
    return Desk(tmp_path, capsys)


class Desk:
    """A folder with an input and an output file, and what the command said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys, self.said = folder, capsys, ""
        self.output = folder / "out.csv"

    def csv(self, rows: Rows, encoding: str = "utf-8") -> Path:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path = self.folder / "in.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    def xlsx(self, sheets: dict[str, Rows]) -> Path:
        path = self.folder / "in.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
        return path

    def score(self, path: Path, *options: str) -> int:
        code = score.main([str(path), *options, "-o", str(self.output)])
        self.said = self.capsys.readouterr().err
        return code

    @property
    def rows(self) -> list[dict[str, str]]:
        with self.output.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def test_one_row_comes_out_per_row_in_and_in_order(desk: Desk) -> None:
    path = desk.csv([PHQ9, [1, 2, 3, 0, 1, 2, 3, 0, 1], ["", 0, 0, 0, 0, 0, 0, 0, 0], [3] * 8 + [0]])
    assert desk.score(path, "--scale", "phq9") == 0
    assert desk.output.read_bytes().startswith(b"total,band,valid,critical,missing\n")
    assert [list(row.values()) for row in desk.rows] == [
        ["13", "中度", "1", "9", "0"],
        ["", "", "0", "", "1"],
        ["24", "重度", "1", "", "0"],
    ]


def test_blank_sheets_anywhere_keep_their_row(desk: Desk) -> None:
    path = desk.csv([PHQ9, [""] * 9, [0] * 9, [""] * 9, [""] * 9])
    assert desk.score(path, "--scale", "phq9") == 0
    assert [(row["total"], row["band"], row["missing"]) for row in desk.rows] == [
        ("", "", "9"),
        ("0", "无或极轻", "0"),
        ("", "", "9"),
        ("", "", "9"),
    ]


@pytest.mark.parametrize("key", sorted(packs.scales()))
def test_subscales_have_columns_under_their_chinese_titles(desk: Desk, key: str) -> None:
    spec = packs.scale(key)
    path = desk.csv([[f"Q{item}" for item in range(1, spec.items + 1)], [spec.minimum] * spec.items])
    assert desk.score(path, "--scale", key) == 0
    titles = [each.title for each in spec.subscales]
    assert list(desk.rows[0]) == ["total", *titles, "band", "valid", "critical", "missing"]
    assert all(desk.rows[0][title] for title in titles)


def test_means_have_at_most_four_decimals_and_no_needless_zeros(desk: Desk) -> None:
    """One answer of 3 among ones: 62 ÷ 60 = 1.0333, its factor 8 ÷ 6 = 1.3333."""
    path = desk.csv([[f"MSSMHS{item}" for item in range(1, 61)], [1, 1, 3] + [1] * 57])
    assert desk.score(path, "--scale", "mssmhs") == 0
    assert [desk.rows[0][name] for name in ("total", "强迫症状", "偏执")] == ["1.0333", "1.3333", "1"]


def test_an_invalid_sheet_keeps_its_scores_and_is_to_be_repeated(desk: Desk) -> None:
    answers = ["否"] * 100
    answers[84] = "是"
    for item in range(82, 96, 2):
        answers[item - 1] = "是"
    path = desk.csv([[f"{item}" for item in range(1, 101)], answers])
    assert desk.score(path, "--scale", "mht") == 0
    row = desk.rows[0]
    assert [row[name] for name in ("total", "冲动倾向", "band", "valid", "critical")] == ["1", "1", "需重测", "0", "85"]


def test_several_critical_items_are_joined_and_show_even_beside_bad_cells(desk: Desk) -> None:
    answers: list[object] = ["?"] * 90
    answers[14], answers[58] = 2, 5
    path = desk.csv([[f"SCL90_{item}" for item in range(1, 91)], answers])
    assert desk.score(path, "--scale", "scl90") == 1
    assert desk.rows[0]["critical"] == "15;59"
    assert desk.rows[0]["missing"] == "88"


def test_a_bad_cell_is_named_by_row_and_column_and_the_rest_is_written(desk: Desk) -> None:
    good = ["甲", "一班"] + [1] * 9
    bad = ["乙", "一班", 7, *[0] * 8]
    path = desk.csv([["姓名", "班级", *PHQ9], *[good] * 16, bad, good])
    assert desk.score(path, "--scale", "phq9") == 1
    assert desk.said == "第 18 行 C 列：写的是“7”，只能填 0—3\n"
    assert [row["total"] for row in desk.rows] == ["9"] * 16 + ["", "9"]
    assert (desk.rows[16]["missing"], desk.rows[16]["band"], desk.rows[16]["valid"]) == ("1", "", "0")


def test_rows_are_named_as_the_spreadsheet_counts_them_below_a_title(desk: Desk) -> None:
    path = desk.xlsx({"作答": [["某校普测"], [], ["姓名", *PHQ9], ["甲", *[0] * 9], ["乙", *[0] * 8, 9]]})
    assert desk.score(path, "--scale", "phq9") == 1
    assert desk.said.startswith("第 5 行 J 列：")
    assert len(desk.rows) == 2


def test_a_bad_cell_is_told_in_the_range_of_its_coding(desk: Desk) -> None:
    path = desk.csv([[f"ISI{item}" for item in range(1, 8)], [0, 1, 2, 3, 4, 5, 1]])
    assert desk.score(path, "--scale", "isi", "--coding", "1-5") == 1
    assert desk.said == "第 2 行 A 列：写的是“0”，只能填 1—5\n"


@pytest.mark.parametrize(("coding", "total"), [("1-5", "2"), ("1—5", "2"), ("0-4", "3")])
def test_a_coding_is_forced_by_its_name(desk: Desk, coding: str, total: str) -> None:
    path = desk.csv([[f"MSSMHS{item}" for item in range(1, 61)], [2] * 60])
    assert desk.score(path, "--scale", "mssmhs", "--coding", coding) == 0
    assert desk.rows[0]["total"] == total


def test_an_ambiguous_coding_is_taken_as_the_natural_one_and_said(desk: Desk) -> None:
    path = desk.csv([PHQ9, [1, 2, 3, 1, 2, 3, 1, 2, 3]])
    assert desk.score(path, "--scale", "phq9") == 0
    assert desk.rows[0]["total"] == "18"
    assert "按“0—3 计分”计分" in desk.said
    assert "1-4" in desk.said


def test_a_file_that_is_clearly_coded_otherwise_is_scored_so_and_said(desk: Desk) -> None:
    path = desk.csv([[f"MSSMHS{item}" for item in range(1, 61)], *[[0, 4] * 30] * 12])
    assert desk.score(path, "--scale", "mssmhs") == 0
    assert {row["total"] for row in desk.rows} == {"3"}
    assert "按“0—4 计分”计分" in desk.said


def test_ones_and_twos_in_mht_have_to_be_explained(desk: Desk) -> None:
    path = desk.csv([[f"MHT{item}" for item in range(1, 101)], *[[2] * 99 + [1]] * 12])
    assert desk.score(path, "--scale", "mht") == 2
    assert "1是2否" in desk.said
    assert not desk.output.exists()
    assert desk.score(path, "--scale", "mht", "--coding", "1-2") == 2, "it does not say which one means yes"
    assert desk.score(path, "--scale", "mht", "--coding", "1是2否") == 0
    assert desk.rows[0]["total"] == "0"


TABLE: Rows = [
    ["姓名", *[f"D{item}" for item in range(1, 10)], "备注"],
    ["甲", 0, 1, 2, 3, 0, 1, 2, 3, 0, "早退"],
    ["乙", 3, 3, 3, 3, 3, 3, 3, 3, 3, ""],
]


@pytest.mark.parametrize(
    "columns",
    [
        "B:J",
        "B-J",
        "b：j",
        "D1-D9",
        "D1:D9",
        "D1,D2,D3,D4,D5,D6,D7,D8,D9",
        "B,C,D:J",
        "D1—D5,G,H,D8,D9",
        "B，C，D1、D4",
    ][:8],
)
def test_columns_are_named_by_letter_header_or_range(desk: Desk, columns: str) -> None:
    assert desk.score(desk.csv(TABLE), "--scale", "phq9", "--columns", columns) == 0
    assert [row["total"] for row in desk.rows] == ["12", "27"]


def test_columns_are_taken_in_the_order_in_which_they_are_named(desk: Desk) -> None:
    path = desk.csv([list("ABCDEFGHI"), [0] * 8 + [3]])
    assert desk.score(path, "--scale", "phq9", "--columns", "I,B,C,D,E,F,G,H,A") == 0
    assert (desk.rows[0]["total"], desk.rows[0]["critical"]) == ("3", "")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ("B:I", "给了 8 列"),
        ("B:J,K", "给了 10 列"),
        ("B:J,B", "写了两次"),
        ("Z1:Z9", "找不到“Z1:Z9”"),
        ("J:B", "找不到“J:B”"),
    ],
)
def test_columns_that_do_not_fit_are_refused_and_nothing_is_written(desk: Desk, columns: str, reason: str) -> None:
    assert desk.score(desk.csv(TABLE), "--scale", "phq9", "--columns", columns) == 2
    assert reason in desk.said
    assert not desk.output.exists()


def test_a_letter_that_is_also_another_columns_header_is_refused(desk: Desk) -> None:
    path = desk.csv([["B", "A", *list("CDEFGHI")], [0] * 9])
    assert desk.score(path, "--scale", "phq9", "--columns", "A,B,C,D,E,F,G,H,I") == 2
    assert "“A”可能是 A、B 几列" in desk.said


def test_without_header_names_the_only_answer_columns_are_found(desk: Desk) -> None:
    assert desk.score(desk.csv(TABLE), "--scale", "phq9") == 0
    assert [row["total"] for row in desk.rows] == ["12", "27"]


def test_a_file_without_any_header_is_scored_from_its_first_row(desk: Desk) -> None:
    path = desk.csv([[0] * 9, [1] * 8 + [0]])
    assert desk.score(path, "--scale", "phq9") == 0
    assert [row["total"] for row in desk.rows] == ["0", "8"]
    assert desk.score(path, "--scale", "phq9", "--columns", "A:I") == 0
    assert len(desk.rows) == 2


ONE_TO_FIVE = ["1", "2", "3", "4", "5"]
WORDINGS = [f"感受{mark}" for mark in "甲乙丙丁戊"]


@pytest.mark.parametrize("above", [[], [["WHO-5", "", "", "", ""]]])
def test_a_row_that_is_item_numbers_or_answers_is_neither_dropped_nor_scored(desk: Desk, above: Rows) -> None:
    path = desk.csv([*above, ONE_TO_FIVE, [5] * 5])
    for options in ([], ["--columns", "A:E"]):
        assert desk.score(path, "--scale", "who5", *options) == 2
        assert f"第 {len(above) + 1} 行是题号还是作答" in desk.said


@pytest.mark.parametrize(
    "head",
    [
        [["姓名", *ONE_TO_FIVE]],
        [["姓名", "WHO-5", "", "", "", ""], ["", *ONE_TO_FIVE]],
        [["姓名", *(f"Q{item}" for item in ONE_TO_FIVE)]],
        [["姓名", *WORDINGS]],
    ],
)
def test_a_first_person_who_answered_one_to_five_is_scored(desk: Desk, head: Rows) -> None:
    assert desk.score(desk.csv([*head, ["甲", *ONE_TO_FIVE], ["乙", *[5] * 5]]), "--scale", "who5") == 0
    assert [row["total"] for row in desk.rows] == ["15", "25"]


def test_numbers_from_one_to_five_below_wordings_are_somebodys_answers(desk: Desk) -> None:
    assert desk.score(desk.csv([WORDINGS, ONE_TO_FIVE, [5] * 5]), "--scale", "who5") == 0
    assert [row["total"] for row in desk.rows] == ["15", "25"]


@pytest.mark.parametrize("columns", ["1,2,3,4,5", "Q1:Q5"])
def test_item_numbers_that_are_named_as_headers_are_headers(desk: Desk, columns: str) -> None:
    head = ONE_TO_FIVE if columns[0] == "1" else [f"Q{item}" for item in ONE_TO_FIVE]
    assert desk.score(desk.csv([head, [5] * 5]), "--scale", "who5", "--columns", columns) == 0
    assert [row["total"] for row in desk.rows] == ["25"]


def test_too_many_answer_columns_have_to_be_named(desk: Desk) -> None:
    path = desk.csv([[f"X{at}" for at in range(12)], [0] * 12])
    assert desk.score(path, "--scale", "phq9") == 2
    assert "--columns" in desk.said


def test_two_questionnaires_side_by_side_are_told_apart_by_their_headers(desk: Desk) -> None:
    gad7 = [f"GAD{item}" for item in range(1, 8)]
    path = desk.csv([[*PHQ9, *gad7], [0] * 9 + [3] * 7])
    assert desk.score(path, "--scale", "phq9") == 0
    assert desk.rows[0]["total"] == "0"
    assert desk.score(path, "--scale", "gad7") == 0
    assert desk.rows[0]["total"] == "21"


def test_the_sheet_is_found_or_has_to_be_named(desk: Desk) -> None:
    notes: Rows = [["填写说明"], ["请按学号填写"]]
    one: Rows = [PHQ9, [0] * 9]
    two: Rows = [PHQ9, [1] * 8 + [0]]
    assert desk.score(desk.xlsx({"说明": notes, "作答": two}), "--scale", "phq9") == 0
    assert desk.rows[0]["total"] == "8"
    both = desk.xlsx({"一班": one, "二班": two})
    assert desk.score(both, "--scale", "phq9") == 2
    assert "一班、二班" in desk.said
    assert desk.score(both, "--scale", "phq9", "--sheet", "二班") == 0
    assert desk.rows[0]["total"] == "8"
    assert desk.score(both, "--scale", "phq9", "--sheet", "三班") == 2
    assert "没有工作表“三班”" in desk.said


def test_gb18030_is_read_and_words_are_answers(desk: Desk) -> None:
    words = ["没有", "有时", "经常"] * 6
    path = desk.csv([[f"第{item}题" for item in range(1, 19)], words], encoding="gb18030")
    assert desk.score(path, "--scale", "DSRSC") == 0
    assert desk.rows[0]["missing"] == "0"


@pytest.mark.parametrize(("respondent", "band"), [("self", "接近多数"), ("parent", "边缘"), ("teacher", "边缘")])
def test_sdq_is_banded_by_who_answered(desk: Desk, respondent: str, band: str) -> None:
    """Emotional items add 4 to the 10 that the reversed items give: 14 is raised for parents and teachers alone."""
    answers = [0] * 25
    answers[2], answers[7] = 2, 2
    path = desk.csv([[f"SDQ{item}" for item in range(1, 26)], answers])
    assert desk.score(path, "--scale", "sdq", "--respondent", respondent) == 0
    assert (desk.rows[0]["total"], desk.rows[0]["band"]) == ("14", band)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--scale", "phq8"], "没有量表"),
        (["--scale", "phq9", "--coding", "0-4"], "没有“0-4”这种记法"),
        (["--scale", "phq9", "--respondent", "parent"], "没有“parent”版"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(desk: Desk, options: list[str], reason: str) -> None:
    assert desk.score(desk.csv(TABLE), *options) == 2
    assert reason in desk.said
    assert not desk.output.exists()


def test_files_that_cannot_be_used_are_refused(desk: Desk) -> None:
    assert desk.score(desk.folder / "none.csv", "--scale", "phq9") == 2
    broken = desk.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    assert desk.score(broken, "--scale", "phq9") == 2
    assert desk.said
    assert desk.score(desk.csv([PHQ9]), "--scale", "phq9") == 2
    assert "没有作答" in desk.said
    assert not desk.output.exists()


def test_an_output_that_cannot_be_written_is_said(desk: Desk) -> None:
    path = desk.csv(TABLE)
    assert score.main([str(path), "--scale", "phq9", "-o", str(desk.folder / "no" / "out.csv")]) == 2


def test_the_command_hangs_under_a_larger_command_line(desk: Desk) -> None:
    parser = argparse.ArgumentParser()
    score.add_parser(parser.add_subparsers())
    args = parser.parse_args(["score", str(desk.csv(TABLE)), "--scale", "phq9", "-o", str(desk.output)])
    assert args.run(args) == 0
    assert len(desk.rows) == 2


def test_real_sheets_come_out_as_counted_independently(desk: Desk) -> None:
    path = REAL / "ukm_students_phq9_gad7_pss10.csv"
    if not path.exists():
        pytest.skip("the real answer sheets are not beside this repository")
    assert desk.score(path, "--scale", "phq9", "--columns", "D1-D9") in (0, 1)
    totals = [int(row["total"]) for row in desk.rows if row["total"]]
    assert len(desk.rows) == 223
    assert round(sum(total >= 10 for total in totals) / len(totals) * 100, 1) == 35.9
