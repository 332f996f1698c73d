"""Posts that overlap are shown as one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules import StaffKind
from core.training.rules.posts import Span, joined

FULL, PART = StaffKind.FULL_TIME, StaffKind.PART_TIME
FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 40)


def span(since: int, until: int | None, kind: StaffKind = FULL, school: int = 1, subject: str = "") -> Span:
    return Span(school, kind, subject, FIRST + timedelta(since), None if until is None else FIRST + timedelta(until))


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([span(0, 10), span(5, 20)], [span(0, 20)]),
        ([span(0, 10), span(11, 20)], [span(0, 20)]),
        ([span(0, 10), span(12, 20)], [span(0, 10), span(12, 20)]),
        ([span(0, None), span(5, 20)], [span(0, None)]),
        ([span(5, None), span(0, 6)], [span(0, None)]),
        ([span(0, 20), span(5, 10)], [span(0, 20)]),
        ([span(0, 10), span(5, 20, PART)], [span(0, 10), span(5, 20, PART)]),
        ([span(0, 10), span(5, 20, school=2)], [span(0, 10), span(5, 20, school=2)]),
        ([span(0, 10, subject="语文"), span(5, 20)], [span(0, 20, subject="语文")]),
        ([span(0, 10, subject="语文"), span(5, 20, subject="心理")], [span(0, 20, subject="心理")]),
        ([], []),
    ],
)
def test_what_overlaps_or_follows_on_is_one(posts: list[Span], expected: list[Span]) -> None:
    assert joined(posts) == expected


def days(posts: list[Span]) -> set[tuple[int, StaffKind, int]]:
    """Every day of every post, up to day 60, with its school and kind."""
    last = FIRST + timedelta(60)
    return {
        (one.school_id, one.kind, day)
        for one in posts
        for day in range((one.since - FIRST).days, (min(one.ends, last) - FIRST).days + 1)
    }


SPANS = st.builds(
    lambda since, length, kind, school: span(since, None if length is None else since + length, kind, school),
    DAYS, st.none() | st.integers(0, 15), st.sampled_from([FULL, PART]), st.integers(1, 2),
)  # fmt: skip


@given(st.lists(SPANS, max_size=8))
def test_no_day_is_lost_or_won_and_joining_again_changes_nothing(posts: list[Span]) -> None:
    found = joined(posts)
    assert days(found) == days(posts)
    assert joined(found) == found
    assert joined(posts[::-1]) == found
