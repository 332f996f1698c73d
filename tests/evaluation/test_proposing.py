"""What is on record becomes proposals; what is not on record is not zero."""

from datetime import date
from decimal import Decimal

import pytest

from core.evaluation.rules.proposals import KNOWN
from core.evaluation.rules.proposing import FEW, LEAST, Held, Rhythm, Screened, Sources, proposed

TODAY = date(2026, 3, 2)
NOTHING = Sources()
STAFFED = NOTHING._replace(
    registered=True, full_time=1, part_time=2, certified=2, hours=Decimal("20.5"), pupils=1000
)  # fmt: skip


def value(known: Sources, key: str) -> Decimal | None:
    return proposed(known, TODAY)[key].value


def test_every_known_quantity_is_proposed_in_its_order() -> None:
    assert list(proposed(NOTHING, TODAY)) == list(KNOWN)


def test_of_a_school_without_any_record_nothing_is_known_and_every_quantity_says_why() -> None:
    found = proposed(NOTHING, TODAY).values()
    assert {one.value for one in found} == {None}
    assert all(one.words for one in found)
    assert {one.as_of for one in found} == {TODAY}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("staff.full_time", "1"),
        ("staff.any", "3"),
        ("staff.pupils_each", "333.33"),
        ("staff.certified_share", "66.67"),
        ("training.hours_each", "6.83"),
    ],
)
def test_quantities_of_staff_are_counted_as_their_rules_say(key: str, told: str) -> None:
    assert value(STAFFED, key) == Decimal(told)


def test_a_register_in_which_everybody_has_left_says_zero_but_divides_by_nobody() -> None:
    left = STAFFED._replace(full_time=0, part_time=0, certified=0, hours=Decimal(0))
    assert value(left, "staff.any") == 0
    assert [value(left, key) for key in ("staff.pupils_each", "staff.certified_share", "training.hours_each")] == (
        [None] * 3
    )


def test_without_a_roster_no_pupils_fall_to_anybody() -> None:
    assert value(STAFFED._replace(pupils=0), "staff.pupils_each") is None
    assert value(STAFFED._replace(pupils=0), "staff.any") == 3


@pytest.mark.parametrize(
    ("tested", "due", "told"), [(0, 4, "0"), (2, 3, "66.67"), (1999, 2000, "99.95"), (3, 3, "100")]
)
def test_completion_is_tested_of_those_due(tested: int, due: int, told: str) -> None:
    known = NOTHING._replace(screened=Screened("秋季普测", False, tested, due))
    assert value(known, "screening.completion") == Decimal(told)


def test_a_screening_in_which_nobody_was_due_says_nothing() -> None:
    assert value(NOTHING._replace(screened=Screened("秋季普测", True, 0, 0)), "screening.completion") is None


def test_activities_without_parents_are_none_held_for_parents() -> None:
    known = NOTHING._replace(held=Held(3, 0))
    assert (value(known, "activities.sessions"), value(known, "activities.parents")) == (3, 0)


def test_kinds_and_calls_are_told_apart_and_no_calls_on_record_are_not_none() -> None:
    known = NOTHING._replace(held=Held(9, 4, 3, 2, 1), calls=7)
    keys = ("activities.lectures", "activities.community", "activities.visits", "hotline.calls")
    assert [value(known, key) for key in keys] == [3, 2, 1, 7]
    assert [value(NOTHING, key) for key in keys] == [None] * 4
    assert value(NOTHING._replace(held=Held(1, 0)), "activities.visits") == 0


@pytest.mark.parametrize(
    ("open_cases", "told"), [(0, None), (1, None), (LEAST - 1, None), (LEAST, Decimal(90)), (LEAST + 1, Decimal(81))]
)
def test_a_share_of_few_cases_is_held_back(open_cases: int, told: Decimal | None) -> None:
    known = NOTHING._replace(rhythm=Rhythm(open_cases, 9, 9))
    assert value(known, "care.on_time") == value(known, "care.planned_share") == told


def test_what_is_held_back_says_only_that_they_are_few() -> None:
    words = {proposed(NOTHING._replace(rhythm=Rhythm(n, n, n)), TODAY)["care.on_time"].words for n in range(1, LEAST)}
    assert words == {FEW}


def test_the_words_beside_a_share_of_cases_hold_no_count() -> None:
    for key in ("care.on_time", "care.planned_share"):
        words = proposed(NOTHING._replace(rhythm=Rhythm(20, 19, 18)), TODAY)[key].words
        assert not any(sign.isdigit() for sign in words)


@pytest.mark.parametrize(
    ("rooms", "area", "count"),
    [
        (None, None, None),
        ((), Decimal(0), Decimal(0)),
        ((None,), None, Decimal(1)),
        ((20, None), Decimal(20), Decimal(2)),
        ((20, 15), Decimal(35), Decimal(2)),
    ],
)
def test_rooms_are_added_up_as_far_as_they_are_on_record(
    rooms: tuple[int | None, ...] | None, area: Decimal | None, count: Decimal | None
) -> None:
    known = NOTHING._replace(rooms=rooms)
    assert (value(known, "rooms.area"), value(known, "rooms.count")) == (area, count)
