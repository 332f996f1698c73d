"""Public education in numbers: sums that hold together, means that are weighted, cells as people write them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activities import packs
from core.activities.rules import ActivityKind
from core.activities.rules.count_cells import minutes_in, whole_in
from core.activities.rules.facts import ActivityFacts
from core.activities.rules.hotline import (
    LONGEST,
    MOST_CALLS,
    HotlineFacts,
    HotlineSum,
    hotline_flaw,
    mean_minutes,
    tidied_hotline,
)
from core.activities.rules.public import (
    PUBLIC_TITLES,
    UNITS,
    PublicCount,
    PublicTotals,
    a_year_before,
    apart,
    by_kind,
    by_month,
    by_org,
    in_order,
    months,
    summed,
)
from core.activities.rules.public_plan import KnownActivity, PlannedActivity
from core.activities.rules.public_sheet import KINDS, OTHER, partner_of

TODAY = date(2026, 3, 2)
CALLS = HotlineFacts(TODAY, "mood", 3, Decimal("1.5"))
MONTH = date(2026, 3, 1)
TENTH = Decimal("0.1")


@pytest.mark.parametrize(
    ("other", "flaw"),
    [
        ({}, None),
        ({"taken_on": TODAY + timedelta(1)}, "activities.hotline_day"),
        ({"taken_on": date(1989, 12, 31)}, "activities.hotline_day"),
        ({"taken_on": date(1990, 1, 1)}, None),
        ({"category": "weather"}, "activities.hotline_category"),
        ({"calls": 0}, "activities.hotline_calls"),
        ({"calls": 1}, None),
        ({"calls": MOST_CALLS}, None),
        ({"calls": MOST_CALLS + 1}, "activities.hotline_calls"),
        ({"minutes": None}, None),
        ({"minutes": Decimal(0)}, None),
        ({"minutes": -TENTH}, "activities.hotline_minutes"),
        ({"minutes": LONGEST}, None),
        ({"minutes": LONGEST + TENTH}, "activities.hotline_minutes"),
    ],
)
def test_calls_are_taken_down_as_they_can_have_been(other: dict[str, object], flaw: str | None) -> None:
    assert hotline_flaw(CALLS._replace(**other), packs.hotline().titles, TODAY) == flaw


def test_minutes_are_kept_to_a_tenth() -> None:
    assert tidied_hotline(CALLS._replace(minutes=Decimal("1.25"))).minutes == Decimal("1.3")


def of(calls: int, minutes: str | None) -> HotlineSum:
    timed = 0 if minutes is None else calls
    return HotlineSum(1, MONTH, "mood", calls, timed, Decimal(minutes or 0) * timed)


def test_the_mean_to_an_answer_is_weighted_by_calls_and_untimed_calls_stay_out() -> None:
    assert mean_minutes([of(1, "10"), of(9, "1")]) == Decimal("1.9"), "(1 × 10 + 9 × 1) ÷ 10, not (10 + 1) ÷ 2"
    assert mean_minutes([of(1, "10"), of(9, "1"), of(500, None)]) == Decimal("1.9")
    assert mean_minutes([of(4, None)]) is None
    assert mean_minutes([of(4, "0")]) == Decimal("0.0"), "at once is not the same as not known"


def test_every_category_answers_to_its_title_and_to_nothing_of_another() -> None:
    pack = packs.hotline()
    assert [pack.meant(one.title) for one in pack.categories] == [one.key for one in pack.categories]
    assert pack.meant("考试焦虑") == "study"
    assert pack.meant("天气") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", 120),
        ("1,200人次", 1200),
        ("3期", 3),
        ("3.0", 3),
        ("约 50 人", 50),
        ("3.5", None),
        ("很多", None),
        ("-1", None),
    ],
)
def test_whole_numbers_are_read_with_the_words_behind_them(text: str, number: int | None) -> None:
    assert whole_in(text) == number


@pytest.mark.parametrize(("text", "number"), [("2", "2"), ("1.5分钟", "1.5"), ("约3分", "3"), ("马上", None)])
def test_minutes_are_read_with_their_unit(text: str, number: str | None) -> None:
    assert minutes_in(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("云溪区人民医院", "hospital"),
        ("示例街道社区卫生服务中心", "hospital"),
        ("云溪区妇女联合会", "women"),
        ("示例派出所", "police"),
        ("示例师范大学", "university"),
        ("示例书店", OTHER),
    ],
)
def test_a_unit_is_sorted_by_the_longest_word_in_its_name(name: str, sort: str) -> None:
    assert partner_of(name, packs.partner_words()) == sort


def test_every_kind_of_public_education_has_a_unit_and_is_read_by_its_title() -> None:
    assert set(UNITS) == set(PUBLIC_TITLES)
    assert {KINDS[title] for title in PUBLIC_TITLES.values()} == set(PUBLIC_TITLES) == set(KINDS.values())


COUNTS = st.lists(
    st.builds(
        PublicCount,
        st.integers(1, 3),
        st.sampled_from(months(date(2025, 9, 1), date(2026, 8, 31))),
        st.sampled_from(list(PUBLIC_TITLES)),
        st.integers(1, 9),
        st.integers(1, 99),
        st.integers(0, 9999),
    ),
    max_size=20,
)


@given(COUNTS)
def test_kinds_months_and_organisations_each_add_up_to_the_whole(rows: list[PublicCount]) -> None:
    whole = summed(rows)
    for parts in (by_kind(rows), by_month(rows), by_org(rows)):
        assert tuple(sum(one[at] for one in parts.values()) for at in range(3)) == whole
    assert list(by_month(rows)) == sorted({one.month for one in rows})
    assert {at: summed(one.held) for at, one in apart(PublicTotals(tuple(rows))).items()} == by_org(rows)


def test_who_held_most_comes_first_and_equals_by_name() -> None:
    rows = (
        PublicCount(1, MONTH, ActivityKind.LECTURE, 1, 1, 900),
        PublicCount(3, MONTH, ActivityKind.VISIT, 1, 5, 0),
    )
    assert in_order({1: "甲", 2: "乙", 3: "丙", 4: "丁"}, PublicTotals(rows)) == [3, 1, 4, 2]


def test_months_run_over_the_new_year_and_a_leap_day_has_a_day_before() -> None:
    assert months(date(2025, 11, 20), date(2026, 2, 1)) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2026, 3, 2)) == date(2025, 3, 2)


def test_what_a_row_leaves_out_stays_on_record_and_a_report_is_left_alone() -> None:
    kept = ActivityFacts(
        ActivityKind.PARENTS,
        "考前",
        TODAY,
        TODAY,
        "礼堂",
        2,
        parents=80,
        partners=("women",),
        note="说明",
        works={"film": 1},
    )
    said = ActivityFacts(ActivityKind.PARENTS, "考前", TODAY, TODAY, "", 3, pupils=0)
    planned = PlannedActivity(1, said, KnownActivity(7, kept, reported=False))
    assert planned.meant == kept._replace(sessions=3, pupils=0)
    assert planned.changed
    assert not planned._replace(same=KnownActivity(7, kept, reported=True)).changed
    assert not PlannedActivity(1, kept, KnownActivity(7, kept, reported=False)).changed
