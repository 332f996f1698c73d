"""The words every screen shares."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.words import (
    LOOKS,
    UNTESTED,
    Absence,
    Level,
    attainment,
    count,
    coverage,
    day,
    grade_name,
    look_of,
    moment,
    month_day,
    percent,
    share,
    signed,
    span,
    span_in_list,
    stage_of,
)

ABSENCES = list(Absence)


def test_the_kinds_of_absence_and_zero_all_read_differently() -> None:
    words = [count(absence) for absence in Absence] + [count(0)]
    assert sorted(words) == sorted(["未报", "未测评", "已隐去", "不适用", "0"])


def test_only_a_suppressed_figure_is_shortened_in_a_chart() -> None:
    assert Absence.SUPPRESSED.mark == "隐"
    assert {absence.mark for absence in Absence} == {"隐", "未报", "未测评", "不适用"}


def test_a_count_has_separators_and_its_unit() -> None:
    assert count(28426, "人") == "28,426 人"
    assert count(7) == "7"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (27027, 27374, "98.7%"),  # 0.98732
        (1, 8, "12.5%"),
        (1, 2000, "0.1%"),  # 0.05 % half up
        (9, 20000, "<0.1%"),  # 0.045 % would round to nothing
        (0, 20000, "0.0%"),
        (19999, 20000, "99.9%"),  # 99.995 % would round to all
        (20000, 20000, "100.0%"),
        (0, 0, "不适用"),
    ],
)
def test_a_share_never_rounds_some_to_none_or_most_to_all(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words
    assert coverage(part, whole) == words


@given(due=st.integers(1, 10**6), more=st.integers(1, 10**6))
def test_coverage_above_all_is_said_as_an_error_in_the_data(due: int, more: int) -> None:
    assert coverage(due + more, due) == f"数据有误（{due + more:,} / {due:,}）"
    assert "%" not in coverage(due + more, due)


def test_somebody_tested_where_nobody_was_due_is_an_error_too() -> None:
    assert coverage(3, 0).startswith("数据有误")


def test_attainment_may_exceed_its_target() -> None:
    assert attainment(1057, 800) == "132.1%"  # 132.125


@pytest.mark.parametrize("absence", ABSENCES)
def test_a_share_of_or_in_something_absent_says_why(absence: Absence) -> None:
    assert share(absence, 10) == share(10, absence) == coverage(absence, 10) == absence.value


@pytest.mark.parametrize(("ratio", "words"), [(0.0305, "3.1%"), (0.0005, "0.1%"), (1, "100.0%"), (0.987, "98.7%")])
def test_per_cents_round_half_up(ratio: float, words: str) -> None:
    assert percent(ratio) == words


@pytest.mark.parametrize(
    ("change", "decimals", "words"), [(1.25, 1, "+1.3"), (-0.6, 1, "-0.6"), (-1234, 0, "-1,234"), (0, 1, "+0.0")]
)
def test_a_change_has_an_ascii_sign(change: float, decimals: int, words: str) -> None:
    assert signed(change, decimals) == words


def test_days_are_said_with_their_weekday() -> None:
    assert day(date(2026, 5, 14)) == "5月14日 周四"
    assert day(date(2024, 9, 1), year=True) == "2024年9月1日 周日"
    assert month_day(date(2026, 12, 3)) == "12月3日"


def test_a_moment_is_read_off_a_beijing_clock() -> None:
    assert moment(datetime(2026, 5, 13, 16, 30, tzinfo=UTC)) == "5月14日 00:30"
    assert moment(datetime(2025, 12, 31, 18, 0, tzinfo=UTC), year=True) == "2026年1月1日 02:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 5, 14, 8, 0))  # noqa: DTZ001  the case itself


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), "5月1日—31日"),
        (date(2026, 4, 28), date(2026, 5, 3), "4月28日—5月3日"),
        (date(2025, 12, 28), date(2026, 1, 3), "2025年12月28日—2026年1月3日"),
    ],
)
def test_a_span_says_once_what_is_the_same(first: date, last: date, words: str) -> None:
    assert span(first, last) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 12, 31), "10月13日—12月31日"),
        (date(2027, 1, 1), "10月13日—次年1月1日"),
        (date(2027, 12, 31), "10月13日—次年12月31日"),
        (date(2028, 1, 1), "2026年10月13日—2028年1月1日"),
    ],
)
def test_a_span_in_a_list_leaves_out_years_that_are_plain(last: date, words: str) -> None:
    assert span_in_list(date(2026, 10, 13), last) == words


@pytest.mark.parametrize("number", [0, 13, -1])
def test_there_is_no_grade_beyond_one_to_twelve(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        grade_name(number)
    with pytest.raises(ValueError, match="1 to 12"):
        stage_of(number)


@pytest.mark.parametrize(
    ("number", "stage"), [(1, "小学"), (6, "小学"), (7, "初中"), (9, "初中"), (10, "高中"), (12, "高中")]
)
def test_stages_change_after_grades_six_and_nine(number: int, stage: str) -> None:
    assert stage_of(number) == stage


def test_every_severity_has_a_sign_of_its_own() -> None:
    assert set(LOOKS) == {0, 1, 2, 3, 4, None}
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("severity", [-1, 5])
def test_there_is_no_look_beyond_the_gravest(severity: int) -> None:
    with pytest.raises(ValueError, match="0 to 4"):
        look_of(severity)


def test_a_level_carries_sign_word_and_colour_together() -> None:
    level = Level(4, "区级跟进", "区心理中心牵头", "当日联系")
    assert level.text == "◆ 区级跟进"
    assert level.badge == ":violet-badge[◆ 区级跟进]"
    assert level.duty == "区心理中心牵头，当日联系"
    assert UNTESTED.text == "□ 未测评"
    assert UNTESTED.duty == ""


def test_a_label_from_a_pack_cannot_break_out_of_its_badge() -> None:
    assert Level(3, "红] :red[x").badge == r":orange-badge[▲ 红\] \:red\[x]"
