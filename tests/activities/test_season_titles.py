"""The calendar of a school year, and items of a checklist in words."""

from datetime import date

import pytest

from core.activities.rules import ActivityKind, Audience
from core.activities.rules.checklists import EvidenceSpec
from core.activities.rules.facts import AUDIENCE_TITLES, KIND_TITLES
from core.activities.rules.season_titles import (
    Spanned,
    audience_words,
    evidence_words,
    months,
    stage_words,
    task_words,
)
from core.activities.views.season_forms import _next_year
from tests.activities.season_builders import CHECKLIST


def touched(starts_on: date, ends_on: date) -> list[tuple[int, int]]:
    """The months of the school year 2025 that something with these days stands in."""
    return [(one.year, one.month) for one in months(2025, [Spanned("活动月", starts_on, ends_on)]) if one.rows]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "found"),
    [
        (date(2025, 9, 1), date(2025, 9, 1), [(2025, 9)]),
        (date(2025, 8, 1), date(2025, 8, 31), []),
        (date(2026, 8, 31), date(2026, 9, 30), [(2026, 8)]),
        (date(2025, 12, 31), date(2026, 1, 1), [(2025, 12), (2026, 1)]),
        (date(2026, 4, 25), date(2026, 6, 1), [(2026, 4), (2026, 5), (2026, 6)]),
        (date(2026, 2, 28), date(2026, 2, 28), [(2026, 2)]),
    ],
)
def test_a_season_stands_in_every_month_that_it_has_a_day_in(
    starts_on: date, ends_on: date, found: list[tuple[int, int]]
) -> None:
    assert touched(starts_on, ends_on) == found


def test_a_school_year_has_twelve_months_from_september_and_each_begins_with_what_began_first() -> None:
    late, early = (
        Spanned("乙", date(2026, 5, 10), date(2026, 5, 20)),
        Spanned("丙", date(2026, 4, 25), date(2026, 5, 2)),
    )
    year = months(2025, [late, early])
    assert [one.month for one in year] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]
    assert next(one.rows for one in year if one.month == 5) == (early, late)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (EvidenceSpec(), "不要求"),
        (EvidenceSpec(photos=2), "照片 2 张"),
        (EvidenceSpec(photos=1, words=True, works=True), "照片 1 张、一段文字、作品件数"),
        (EvidenceSpec(file=True), "文件"),
    ],
)
def test_what_a_report_brings_is_said_in_words(asked: EvidenceSpec, words: str) -> None:
    assert evidence_words(asked) == words


def test_items_are_said_in_words() -> None:
    lecture, _, career = CHECKLIST.items
    assert (task_words(lecture), task_words(career)) == ("必做", "选做")
    assert task_words(lecture.model_copy(update={"least": 3})) == "必做 · 至少 3 场"
    assert (stage_words(lecture), stage_words(career), audience_words(career)) == ("全部", "初中、高中", "学生")


def test_every_kind_and_audience_has_a_title() -> None:
    assert (set(KIND_TITLES), set(AUDIENCE_TITLES)) == (set(ActivityKind), set(Audience))


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 5, 1), date(2027, 5, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (None, None),
    ],
)
def test_last_years_season_is_copied_to_the_same_days(day: date | None, later: date | None) -> None:
    assert _next_year(day) == later
