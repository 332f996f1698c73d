"""Cells are made comparable without losing or inventing anything."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets.cells import dates, lost_digits, plain_numbers, tidied, tidy


def a_column(*texts: str | None) -> pl.Series:
    return pl.Series("a", texts, dtype=pl.String)


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("王小明", "王小明"),
        (" 王 小明\u3000", "王 小明"),
        ("\u200b王\ufeff小\u200d明\u00a0", "王小明"),
        ("'0012", "0012"),
        ("１２３Ａｂ", "123Ab"),
        ("（男）", "(男)"),
        ("\t\r\n", ""),
        ("a\nb", "a\nb"),
        ("Don't", "Don't"),
        ("䶮", "䶮"),
    ],
)
def test_text_is_tidied(written: str, clean: str) -> None:
    assert tidy(written) == clean


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.lists(st.none() | st.text(max_size=8)))
def test_the_fast_way_through_a_column_tidies_each_cell_like_the_slow_one(texts: list[str | None]) -> None:
    found = tidied(a_column(*texts))
    assert found.values.to_list() == [tidy(text) or None if text else None for text in texts]
    assert found.changed == sum(bool(text) and tidy(text) != text for text in texts if text is not None)


def test_changed_cells_are_counted_not_distinct_texts() -> None:
    assert tidied(a_column(" 男", " 男", "女", None, "女 ")).changed == 3


@pytest.mark.parametrize(
    "written",
    ["2010-05-06", "2010/5/6", "2010.5.6", "2010年5月6日", "20100506", "40304", "40304.5", "2010-05-06 00:00:00",
     "２０１０－０５－０６", " 2010/05/06 ", "2010-05-06T08:30"],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_written(written: str) -> None:
    found = dates(a_column(written))
    assert found.values.to_list() == [date(2010, 5, 6)]
    assert found.bad.to_list() == [False]


@pytest.mark.parametrize(
    "written", ["2010-13-01", "2010-02-30", "2010", "2010-05", "05/06/2010", "五月", "9999", "73051"]
)
def test_what_is_no_day_is_bad(written: str) -> None:
    found = dates(a_column(written, None, " "))
    assert found.values.to_list() == [None, None, None]
    assert found.bad.to_list() == [True, False, False]


def test_the_first_and_last_serial_numbers_are_days() -> None:
    assert dates(a_column("10000", "73050")).values.to_list() == [date(1927, 5, 18), date(2099, 12, 31)]


GENUINE = [f"3301002008010{i:05d}" for i in range(1, 400, 7)]


def test_genuine_long_numbers_are_not_called_damaged() -> None:
    assert not lost_digits(a_column(*GENUINE, None, "G330100200801010001"))


def test_numbers_that_went_through_a_float_are_called_damaged() -> None:
    assert lost_digits(a_column(*[format(float(text), ".0f") for text in GENUINE]))


def test_numbers_cut_after_15_digits_or_written_scientifically_are_called_damaged() -> None:
    assert lost_digits(a_column(*[text[:15] + "000" for text in GENUINE]))
    assert lost_digits(a_column("3.301E+17", "3.30100200801E+17"))


def test_half_of_the_column_is_not_enough_to_call_it_damaged() -> None:
    damaged = [text[:15] + "000" for text in GENUINE[:2]]
    genuine = [text for text in GENUINE if int(text) != int(float(text))][:2]
    assert not lost_digits(a_column(*damaged, *genuine))
    assert lost_digits(a_column(*damaged, genuine[0]))


def test_short_numbers_and_empty_columns_are_never_damaged() -> None:
    assert not lost_digits(a_column("2008010001", "100000000000000", None))
    assert not lost_digits(a_column())


def test_scientific_notation_is_written_out() -> None:
    found = plain_numbers(a_column("1.5E+3", "3e2", "1.5E-3", "王", None, "12"))
    assert found.to_list() == ["1500", "300", "0.0015", "王", None, "12"]
