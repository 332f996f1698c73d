"""The legal age of retirement, against the law: 国务院关于渐进式延迟法定退休年龄的办法, article 1 and the tables with it.

Men go from 60 to 63 and women 干部 from 55 to 58, a month later for every four months of birth, from 1 January 2025.
Expected months are counted here from that sentence: who was born in the n-th group of four months retires n months later.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules import Gender
from core.training.rules.retirement import delay, last_day, legal_day

MEN = [
    ("1964-12", 0, "2024-12"),
    ("1965-01", 1, "2025-02"),
    ("1965-04", 1, "2025-05"),
    ("1965-05", 2, "2025-07"),
    ("1965-08", 2, "2025-10"),
    ("1965-09", 3, "2025-12"),
    ("1965-12", 3, "2026-03"),
    ("1966-01", 4, "2026-05"),
    ("1968-12", 12, "2029-12"),
    ("1969-01", 13, "2030-02"),
    ("1972-12", 24, "2034-12"),
    ("1973-01", 25, "2035-02"),
    ("1976-05", 35, "2039-04"),
    ("1976-08", 35, "2039-07"),
    ("1976-09", 36, "2039-09"),
    ("1976-12", 36, "2039-12"),
    ("1977-01", 36, "2040-01"),
    ("1995-06", 36, "2058-06"),
]
WOMEN = [
    ("1969-12", 0, "2024-12"),
    ("1970-01", 1, "2025-02"),
    ("1970-04", 1, "2025-05"),
    ("1970-05", 2, "2025-07"),
    ("1973-12", 12, "2029-12"),
    ("1974-01", 13, "2030-02"),
    ("1977-12", 24, "2034-12"),
    ("1981-08", 35, "2039-07"),
    ("1981-09", 36, "2039-09"),
    ("1981-12", 36, "2039-12"),
    ("1982-01", 36, "2040-01"),
]
CASES = [(Gender.MALE, *one) for one in MEN] + [(Gender.FEMALE, *one) for one in WOMEN]
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1940, 2010), st.integers(1, 12))
KNOWN = st.sampled_from([Gender.MALE, Gender.FEMALE])


@pytest.mark.parametrize(("gender", "born", "later", "leaves"), CASES)
def test_the_legal_month_is_that_of_the_published_tables(gender: Gender, born: str, later: int, leaves: str) -> None:
    day = legal_day(gender, born)
    assert day is not None
    assert (delay(gender, born), f"{day:%Y-%m}") == (later, leaves)
    assert (day + timedelta(days=1)).day == 1, "the last day in post is the last of that month"


@pytest.mark.parametrize(("gender", "born"), [(Gender.UNTOLD, "1970-01"), (Gender.MALE, ""), (Gender.UNTOLD, "")])
def test_what_is_not_on_file_is_not_guessed(gender: Gender, born: str) -> None:
    assert (delay(gender, born), legal_day(gender, born)) == (None, None)


@pytest.mark.parametrize("born", ["1970-00", "1970-13", "1970", "年月"])
def test_what_is_no_month_is_refused(born: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        legal_day(Gender.MALE, born)


def test_what_is_written_down_goes_before_the_legal_day() -> None:
    agreed = date(2027, 8, 31)
    assert last_day(Gender.FEMALE, "1970-01", agreed) == agreed
    assert last_day(Gender.UNTOLD, "", agreed) == agreed
    assert last_day(Gender.FEMALE, "1970-01", None) == date(2025, 2, 28)
    assert last_day(Gender.UNTOLD, "", None) is None


@given(KNOWN, MONTHS, MONTHS)
def test_who_was_born_later_never_retires_earlier(gender: Gender, one: str, other: str) -> None:
    first, second = sorted((one, other))
    assert (legal_day(gender, first) or date.max) <= (legal_day(gender, second) or date.min)


@given(KNOWN, MONTHS)
def test_the_age_lies_between_the_old_one_and_three_years_more(gender: Gender, born: str) -> None:
    later = delay(gender, born)
    assert later is not None
    assert 0 <= later <= 36


@given(MONTHS)
def test_women_are_delayed_as_men_born_five_years_before(born: str) -> None:
    year, month = born.split("-")
    assert delay(Gender.FEMALE, born) == delay(Gender.MALE, f"{int(year) - 5}-{month}")
