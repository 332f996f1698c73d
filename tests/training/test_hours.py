"""Which hours count: windows, caps, what is carried over."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules.hours import CategoryYear, Entry, credited, due_day, window, year_of
from core.training.rules.requirements import Carry, Due, HourSpec

SCHOOL, CALENDAR = HourSpec(begins=9), HourSpec(begins=1)
DAY = timedelta(days=1)


def hours(amount: float, day: date = date(2025, 10, 11), category: str = "online") -> Entry:
    return Entry(category, day, Decimal(str(amount)))


def line(entries: list[Entry], spec: HourSpec, year: int = 2025) -> tuple[float, ...]:
    """recorded, carried in, counted, over the cap, carried out of the one category."""
    [found] = credited(entries, spec, year).lines
    return tuple(float(one) for one in found[1:])


@pytest.mark.parametrize(
    ("spec", "first", "last"),
    [
        (SCHOOL, date(2025, 9, 1), date(2026, 8, 31)),
        (CALENDAR, date(2025, 1, 1), date(2025, 12, 31)),
        (HourSpec(begins=3), date(2025, 3, 1), date(2026, 2, 28)),
    ],
)
def test_a_year_of_counting_begins_in_its_month_and_ends_before_it(spec: HourSpec, first: date, last: date) -> None:
    assert window(spec, 2025) == (first, last)
    days = (first - DAY, first, first + DAY, last - DAY, last, last + DAY)
    assert [year_of(spec, day) for day in days] == [2024, 2025, 2025, 2025, 2025, 2026]


@pytest.mark.parametrize(
    ("spec", "due", "day"),
    [
        (SCHOOL, None, date(2026, 8, 31)),
        (CALENDAR, None, date(2025, 12, 31)),
        (SCHOOL, Due(month=7, day=15), date(2026, 7, 15)),
        (SCHOOL, Due(month=9, day=1), date(2025, 9, 1)),
        (SCHOOL, Due(month=8, day=31), date(2026, 8, 31)),
        (SCHOOL, Due(month=2, day=29), date(2026, 2, 28)),
        (HourSpec(begins=1), Due(month=11, day=30), date(2025, 11, 30)),
    ],
)
def test_a_due_day_lies_in_its_year(spec: HourSpec, due: Due | None, day: date) -> None:
    assert due_day(spec, 2025, due) == day


def test_the_29_of_february_is_kept_in_a_leap_year() -> None:
    assert due_day(SCHOOL, 2027, Due(month=2, day=29)) == date(2028, 2, 29)


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (1, 32), (0, 1)])
def test_a_day_that_is_none_is_refused(month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"due|month|day"):
        Due(month=month, day=day)


@pytest.mark.parametrize(
    ("recorded", "counted", "over"), [(23.9, 23.9, 0), (24, 24, 0), (24.1, 24, 0.1), (0.1, 0.1, 0), (60, 24, 36)]
)
def test_hours_count_up_to_the_cap_of_their_category(recorded: float, counted: float, over: float) -> None:
    spec = HourSpec(caps={"online": Decimal(24)})
    assert line([hours(recorded)], spec) == (recorded, 0, counted, over, 0)


def test_a_cap_of_nothing_keeps_a_category_from_counting_and_no_cap_lets_all_count() -> None:
    entries = [hours(5), hours(7, category="school")]
    found = credited(entries, HourSpec(caps={"school": Decimal(0)}), 2025)
    assert (found.counted("online"), found.counted("school"), found.total) == (5, 0, 5)


@pytest.mark.parametrize(("second", "total", "lapsed"), [(5.9, 9.9, 0), (6, 10, 0), (6.1, 10, 0.1)])
def test_the_cap_of_the_year_is_applied_to_the_sum_and_not_to_a_category(
    second: float, total: float, lapsed: float
) -> None:
    found = credited([hours(4), hours(second, category="school")], HourSpec(cap=Decimal(10)), 2025)
    assert (float(found.total), float(found.over_total)) == (total, lapsed)
    assert (float(found.counted("online")), float(found.counted("school"))) == (4, second)


@pytest.mark.parametrize(
    ("before", "share", "most", "carried"),
    [
        (10, 50, None, 0),  # up to the cap: nothing over
        (10.1, 50, None, 0),  # half of a tenth is rounded down
        (10.2, 50, None, 0.1),
        (20, 50, None, 5),
        (20, 100, Decimal("9.9"), 9.9),
        (20, 100, Decimal(10), 10),
        (20, 100, Decimal("10.1"), 10),
        (20, 0, None, 0),
    ],
)
def test_a_share_of_what_is_over_the_cap_counts_in_the_next_year(
    before: float, share: int, most: Decimal | None, carried: float
) -> None:
    spec = HourSpec(caps={"online": Decimal(10)}, carry=Carry(share=share, most=most))
    entries = [hours(before, date(2025, 3, 1)), hours(0.1)]
    _, carried_in, counted, _, _ = line(entries, spec)
    assert (carried_in, counted) == (carried, min(10, round(carried + 0.1, 1)))


def test_what_was_carried_in_counts_first_and_own_hours_go_on_to_the_next_year() -> None:
    spec = HourSpec(caps={"online": Decimal(10)}, carry=Carry(share=100))
    entries = [hours(16, date(2025, 3, 1)), hours(7, date(2025, 10, 1))]
    assert line(entries, spec, 2025) == (7, 6, 10, 3, 3)
    assert line(entries, spec, 2026) == (0, 3, 3, 0, 0)


def test_carried_hours_lapse_after_one_year() -> None:
    spec = HourSpec(caps={"online": Decimal(10)}, carry=Carry(share=100))
    entries = [hours(50, date(2025, 3, 1))]
    assert line(entries, spec, 2025) == (0, 40, 10, 30, 0)
    assert credited(entries, spec, 2026).lines == ()


def test_hours_above_the_cap_of_the_year_are_not_carried_over() -> None:
    spec = HourSpec(cap=Decimal(10), carry=Carry(share=100))
    assert credited([hours(30, date(2025, 3, 1))], spec, 2025).total == 0


def test_only_the_window_counts_and_its_ends_belong_to_it() -> None:
    days = [date(2025, 8, 31), date(2025, 9, 1), date(2026, 8, 31), date(2026, 9, 1)]
    entries = [hours(2**at, day) for at, day in enumerate(days)]
    assert [credited(entries, SCHOOL, year).total for year in (2024, 2025, 2026)] == [1, 6, 8]


def test_nobody_without_hours_has_a_line() -> None:
    assert credited([], SCHOOL, 2025) == (2025, (), 0, 0)


ENTRIES = st.lists(
    st.builds(
        Entry,
        st.sampled_from(["training", "online", "school"]),
        st.dates(date(2021, 1, 1), date(2026, 12, 31)),
        st.integers(1, 600).map(lambda tenths: Decimal(tenths) / 10),
    ),
    max_size=12,
)
CAPS = st.integers(0, 500).map(lambda tenths: Decimal(tenths) / 10)
SPECS = st.builds(
    HourSpec,
    begins=st.integers(1, 12),
    caps=st.dictionaries(st.sampled_from(["training", "online", "school"]), CAPS),
    cap=st.none() | CAPS,
    carry=st.builds(Carry, share=st.integers(0, 100), most=st.none() | CAPS),
)
YEARS = range(2020, 2029)


@given(ENTRIES, SPECS)
def test_credits_add_up_and_never_pass_a_cap(entries: list[Entry], spec: HourSpec) -> None:
    for year in YEARS:
        found = credited(entries, spec, year)
        assert sum(one.counted for one in found.lines) == found.total + found.over_total
        assert found.total <= (spec.cap if spec.cap is not None else found.total)
        for one in found.lines:
            assert one.recorded + one.carried_in == one.counted + one.over_cap
            assert one.counted <= spec.caps.get(one.category, one.counted)


@given(ENTRIES, SPECS)
def test_every_recorded_hour_is_in_exactly_one_year_and_counts_at_most_once(
    entries: list[Entry], spec: HourSpec
) -> None:
    found = [credited(entries, spec, year) for year in YEARS]
    whole = sum((one.hours for one in entries), Decimal(0))
    assert sum((year.recorded for year in found), Decimal(0)) == whole
    assert sum((year.total for year in found), Decimal(0)) <= whole


@given(ENTRIES, SPECS)
def test_carry_comes_from_what_was_over_the_cap_the_year_before(entries: list[Entry], spec: HourSpec) -> None:
    over: dict[str, CategoryYear] = {}
    for year in YEARS:
        lines = {one.category: one for one in credited(entries, spec, year).lines}
        for key, one in lines.items():
            before = over.get(key, CategoryYear(key))
            assert one.carried_in == before.carried_out <= min(before.over_cap, before.recorded)
            assert spec.carry.most is None or one.carried_in <= spec.carry.most
        over = lines


@given(ENTRIES, SPECS, st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(entries: list[Entry], spec: HourSpec, random: object) -> None:
    mixed = list(entries)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert [credited(mixed, spec, year) for year in YEARS] == [credited(entries, spec, year) for year in YEARS]


@given(ENTRIES, SPECS)
def test_one_more_training_never_takes_hours_away(entries: list[Entry], spec: HourSpec) -> None:
    if not entries:
        return
    most, fewer = defaultdict(Decimal), credited(entries[1:], spec, 2025)
    for one in credited(entries, spec, 2025).lines:
        most[one.category] = one.counted
    assert credited(entries, spec, 2025).total >= fewer.total
    assert all(most[one.category] >= one.counted for one in fewer.lines)
