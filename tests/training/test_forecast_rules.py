"""Staffing on a day ahead: who leaves by age or by a day on file, who begins, and what new posts would bring."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training.rules import StaffKind
from core.training.rules.forecast import Change, Held, Why, ahead, expected, outlook
from core.training.rules.rates import Posts
from core.training.rules.staffing import Norm, SchoolPosts
from tests.training.test_staffing_rules import A, schools

TODAY, THEN, DAY = date(2026, 3, 2), date(2026, 9, 1), timedelta(days=1)
FULL, PART = StaffKind.FULL_TIME, StaffKind.PART_TIME
LONG = THEN + 3650 * DAY
HELD = Held(1, 1, FULL, date(2020, 9, 1), None, LONG, certified=True)


@pytest.mark.parametrize(
    ("change", "posts", "why"),
    [
        ({}, (0, 0), None),
        ({"last_day": THEN}, (0, 0), None),
        ({"last_day": THEN - DAY}, (1, 0), Why.RETIRES),
        ({"last_day": TODAY}, (1, 0), Why.RETIRES),
        ({"last_day": TODAY - DAY}, (1, 0), Why.PAST),
        ({"until": THEN}, (0, 0), None),
        ({"until": THEN - DAY}, (1, 0), Why.ENDS),
        ({"until": THEN - DAY, "last_day": None}, (1, 0), Why.ENDS),
        ({"until": THEN - DAY, "kind": PART}, (0, 1), Why.ENDS),
        ({"since": TODAY + DAY}, (-1, 0), Why.BEGINS),
        ({"since": THEN}, (-1, 0), Why.BEGINS),
        ({"since": THEN + DAY}, (0, 0), None),
        ({"since": TODAY + DAY, "until": THEN - DAY}, (0, 0), None),
        ({"since": TODAY + DAY, "last_day": THEN - DAY}, (0, 0), None),
    ],
)
def test_the_register_says_who_is_no_longer_in_post_and_who_newly_is(
    change: dict[str, Any], posts: tuple[int, int], why: Why | None
) -> None:
    found = expected([HELD._replace(**change)], TODAY, THEN)
    untold = int("last_day" in change and change["last_day"] is None)
    told = Change(Posts(*posts), sum(posts), {why: 1} if why else {}, untold)
    assert found == ({1: told} if why or untold else {})


def test_two_posts_at_one_school_are_one_person() -> None:
    both = [HELD, HELD._replace(kind=PART)]
    assert expected([one._replace(last_day=TODAY) for one in both], TODAY, THEN)[1].people == {Why.RETIRES: 1}
    changed = expected([both[0]._replace(until=THEN - DAY), both[1]], TODAY, THEN)
    assert changed == {1: Change(Posts(1, -1), 0, {}, 0)}, "who stays as part-time is nobody who leaves"


def test_posts_at_two_schools_are_told_at_each() -> None:
    found = expected([HELD._replace(last_day=TODAY), HELD._replace(school_id=2, last_day=TODAY)], TODAY, THEN)
    assert {school: change.people for school, change in found.items()} == {1: {Why.RETIRES: 1}, 2: {Why.RETIRES: 1}}


def test_who_has_no_month_of_birth_on_file_is_told_and_taken_to_stay() -> None:
    assert expected([HELD._replace(last_day=None)], TODAY, THEN) == {1: Change(Posts(0, 0), 0, {}, 1)}


NOTHING: dict[Why, int] = {}


def test_what_ends_and_what_is_made_is_counted_school_by_school() -> None:
    b, c = (A._replace(school_id=number) for number in (2, 3))
    rows = [A, b._replace(posts=Posts(0, 1), certified=0), c._replace(registered=False, posts=Posts(0, 0), certified=0)]
    changes = {1: Change(Posts(1, 0), 1, {Why.RETIRES: 1}, 0)}
    after = ahead(rows, changes, {2: Posts(1, 0), 3: Posts(0, 1)})
    assert [(one.posts, one.certified, one.registered) for one in after] == [
        (Posts(0, 0), 0, True),
        (Posts(1, 1), 0, True),
        (Posts(0, 1), 0, True),
    ]
    full, either = outlook(rows, after, Norm.FULL_TIME), outlook(rows, after, Norm.EITHER)
    assert ([one.school_id for one in full.falls], [one.school_id for one in full.rises]) == ([1], [2])
    assert ([one.school_id for one in either.falls], [one.school_id for one in either.rises]) == ([1], [3])
    assert (len(full.before), len(full.after), full.of) == (1, 1, 3)


def test_nobody_leaves_who_is_not_there() -> None:
    for change in (
        Change(Posts(2, 0), 0, NOTHING, 0),
        Change(Posts(0, 1), 0, NOTHING, 0),
        Change(Posts(0, 0), 2, NOTHING, 0),
    ):
        with pytest.raises(ValueError, match="more posts end"):
            ahead([A], {1: change}, {})


@given(schools(), st.sampled_from(Norm))
def test_without_a_change_everything_stays(rows: list[SchoolPosts], norm: Norm) -> None:
    after = ahead(rows, {}, {})
    assert after == tuple(rows)
    seen = outlook(rows, after, norm)
    assert (seen.before, seen.falls, seen.rises) == (seen.after, (), ())


@given(schools(), st.data())
def test_new_posts_never_make_a_school_fall(rows: list[SchoolPosts], data: st.DataObject) -> None:
    coming = {
        one.school_id: data.draw(st.builds(Posts, st.integers(0, 3), st.integers(0, 3)))
        for one in rows
        if data.draw(st.booleans())
    }
    after = ahead(rows, {}, coming)
    for norm in (Norm.FULL_TIME, Norm.EITHER, Norm.STAGES, Norm.RATIO):
        seen = outlook(rows, after, norm)
        assert seen.falls == ()
        assert len(seen.after) == len(seen.before) + len(seen.rises)


@given(schools())
def test_when_everybody_leaves_no_school_meets_a_norm_of_posts(rows: list[SchoolPosts]) -> None:
    changes = {one.school_id: Change(one.posts, one.certified, NOTHING, 0) for one in rows}
    after = ahead(rows, changes, {})
    for norm in (Norm.FULL_TIME, Norm.EITHER):
        seen = outlook(rows, after, norm)
        assert (seen.after, seen.rises) == ((), ())
        assert len(seen.falls) == len(seen.before)
