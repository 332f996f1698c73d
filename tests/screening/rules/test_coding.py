"""Written answers: codings, words, and cells that are no answer."""

import polars as pl
import pytest

from core.screening import packs
from core.screening.rules.coding import plausible_codings, read_answers, unasked_coding
from core.screening.rules.scores import BAD, MISSING


def frame(key: str, rows: list[list[str | None]]) -> pl.DataFrame:
    items = packs.scale(key).items
    assert all(len(row) == items for row in rows)
    return pl.DataFrame(rows, schema={f"c{at}": pl.String for at in range(items)}, orient="row")


def one(key: str, text: str | None, coding: str | None = None) -> int:
    """What a cell means, read in the first item of an otherwise blank sheet."""
    spec = packs.scale(key)
    cells = frame(key, [[text] + [None] * (spec.items - 1)])
    return int(read_answers(spec, cells, spec.coding(coding) if coding else spec.natural_coding).answers[0, 0])


@pytest.mark.parametrize(
    ("key", "text", "coding", "meaning"),
    [
        ("phq9", "0", None, 0), ("phq9", "3", None, 3), ("phq9", "4", None, BAD), ("phq9", "-1", None, BAD),
        ("phq9", "-2", None, BAD), ("phq9", "-32768", None, BAD), ("phq9", "99999999", None, BAD),
        ("phq9", " 2 ", None, 2), ("phq9", "２", None, 2), ("phq9", "2.0", None, 2), ("phq9", "2.00", None, 2),
        ("phq9", "2.5", None, BAD), ("phq9", "'2", None, 2), ("phq9", "\u20032\u3000", None, 2), ("phq9", "二", None, BAD),
        ("phq9", "A", None, BAD), ("phq9", "TRUE", None, BAD), ("phq9", "#N/A", None, BAD), ("phq9", "无", None, BAD),
        ("phq9", None, None, MISSING), ("phq9", "", None, MISSING), ("phq9", "  ", None, MISSING),
        ("phq9", "(跳过)", None, MISSING), ("phq9", "（空）", None, MISSING),
        ("phq9", "几乎每天", None, 3), ("phq9", " 好几天 ", "1-4", 1),
        ("phq9", "1", "1-4", 0), ("phq9", "4", "1-4", 3), ("phq9", "0", "1-4", BAD), ("phq9", "5", "1-4", BAD),
        ("mssmhs", "0", "0-4", 1), ("mssmhs", "4", "0-4", 5), ("mssmhs", "5", "0-4", BAD), ("mssmhs", "0", None, BAD),
        ("mssmhs", "5", None, 5), ("scl90", "0", "0-4", 1), ("scl90", "严重", "0-4", 5),
        ("mht", "是", None, 1), ("mht", "否", None, 0), ("mht", "不是", None, 0), ("mht", "1", None, 1),
        ("mht", "0", None, 0), ("mht", "2", None, BAD), ("mht", "TRUE", None, 1), ("mht", "是", "1否2是", 1),
        ("mht", "1", "1是2否", 1), ("mht", "2", "1是2否", 0), ("mht", "0", "1是2否", BAD), ("mht", "3", "1是2否", BAD),
        ("mht", "1", "1否2是", 0), ("mht", "2", "1否2是", 1), ("mht", "1", "是/否", 1),
        ("dsrsc", "有时", None, 1), ("sdq", "完全符合", None, 2), ("who5", "0", "1-6", BAD), ("who5", "6", "1-6", 5),
    ],
)  # fmt: skip
def test_a_cell_means(key: str, text: str | None, coding: str | None, meaning: int) -> None:
    assert one(key, text, coding) == meaning


def test_bad_cells_are_named_by_row_and_item_in_reading_order() -> None:
    cells = frame("gad7", [["0", "9", "1", "x", "1", "1", "1"], ["1"] * 7, ["7", None, "1", "1", "1", "1", "３"]])
    coded = read_answers(packs.scale("gad7"), cells, packs.scale("gad7").natural_coding)
    assert [tuple(cell) for cell in coded.bad] == [(0, 2, "9"), (0, 4, "x"), (2, 1, "7")]
    assert coded.answers.tolist() == [[0, -2, 1, -2, 1, 1, 1], [1] * 7, [-2, -1, 1, 1, 1, 1, 3]]


@pytest.mark.parametrize(
    ("key", "values", "keys"),
    [
        ("gad7", "0123012", ["0-3"]),
        ("gad7", "1234123", ["1-4"]),
        ("gad7", "1231231", ["0-3", "1-4"]),
        ("gad7", "0123017", ["0-3"]),
        ("isi", "0123444", ["0-4"]),
        ("isi", "1234512", ["1-5"]),
        ("who5", "12345", ["0-5", "1-6"]),
    ],
)
def test_the_written_numbers_tell_the_coding_or_leave_it_open(key: str, values: str, keys: list[str]) -> None:
    assert [one.key for one in plausible_codings(packs.scale(key), frame(key, [list(values)]))] == keys


def test_ones_and_twos_leave_open_which_of_them_means_yes() -> None:
    spec, cells = packs.scale("mht"), frame("mht", [["1", "2"] * 50] * 12)
    assert [each.key for each in plausible_codings(spec, cells)] == ["1是2否", "1否2是"]
    assert unasked_coding(spec, cells) is None


def test_words_alone_are_not_ambiguous() -> None:
    spec, cells = packs.scale("mht"), frame("mht", [["是", "否"] * 50])
    assert plausible_codings(spec, cells) == (spec.natural_coding,)


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([list("1111114")], "0-3"),
        ([list("1111111")] * 19 + [list("1111114")], "0-3"),
        ([list("1111111")] * 9 + [list("1111114")] * 3, "1-4"),
        ([list("1111111")] * 9 + [list("0111114")] * 3, "0-3"),
        ([list("1111111")] * 20, "0-3"),
    ],
)
def test_a_slip_of_the_pen_does_not_shift_a_whole_file(rows: list[list[str]], key: str) -> None:
    chosen = unasked_coding(packs.scale("gad7"), frame("gad7", [list(row) for row in rows]))
    assert chosen is not None
    assert chosen.key == key


def test_another_number_of_columns_is_refused() -> None:
    spec = packs.scale("gad7")
    with pytest.raises(ValueError, match="7 item columns"):
        read_answers(spec, pl.DataFrame({"a": ["1"]}), spec.natural_coding)


def test_an_unknown_coding_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="0-3, 1-4"):
        packs.scale("phq9").coding("1-5")
