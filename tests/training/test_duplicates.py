"""Who is on file twice is found: case by case, by laws, and by numbers on seeded rosters of five thousand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.training.rules import Gender
from core.training.rules.duplicates import Identity, Pair, pairs
from core.training.rules.likeness import (
    Like,
    mobile,
    months_like,
    name_of,
    names_like,
    neighbours,
    number_of,
    phones_like,
)
from tests.training.rosters import seeded

CROWD = tuple(one._replace(id=one.id + 1_000) for one in seeded(7, 1_000).people)
"""Among whom two people stand, so that a name or a month has its usual weight."""
LIN = Identity(1, "林晓岚", "13800010002", "1986-04", frozenset(["XL9021001"]), 900, Gender.FEMALE)


def found(one: Identity, other: Identity) -> Pair | None:
    told = pairs([*CROWD, one, other])
    return next((pair for pair in told if (pair.left, pair.right) == (one.id, other.id)), None)


def other(**said: object) -> Identity:
    usual: dict[str, object] = {"id": 2, "school_id": 901}
    return LIN._replace(**{**usual, **said})  # type: ignore[arg-type]  # a table of cases


@pytest.mark.parametrize(
    ("second", "reasons"),
    [
        (other(), {"name", "phone", "birth_month", "number"}),
        (other(phone="", numbers=frozenset()), {"name", "birth_month"}),
        (other(phone="13911112222", numbers=frozenset()), {"name", "birth_month"}),
        (other(phone="13800010003", birth_month="", numbers=frozenset()), {"name", "phone_near"}),
        (other(phone="138 0001-0002", birth_month="", numbers=frozenset()), {"name", "phone"}),
        (other(phone="", birth_month="", numbers=frozenset(["xl 9021001"])), {"name", "number"}),
        (other(name="林小岚", phone="", birth_month="1986-04"), {"name_near", "birth_month", "number"}),
        (other(name="林 晓岚", phone=""), {"name", "birth_month", "number"}),
        (other(name="王美玉", numbers=frozenset()), {"phone", "birth_month"}),
        (other(name="林芳（曾用名：林晓岚）", phone="", numbers=frozenset()), {"former_name", "birth_month"}),
        (other(birth_month="1986-05", phone=""), {"name", "birth_month_near", "number"}),
        (other(gender=Gender.UNTOLD, phone="", numbers=frozenset()), {"name", "birth_month"}),
        (other(school_id=900, phone="", numbers=frozenset()), {"name", "birth_month", "school"}),
    ],
)
def test_one_person_entered_twice_is_found_for_reasons(second: Identity, reasons: set[str]) -> None:
    pair = found(LIN, second)
    assert pair is not None
    assert set(pair.reasons) == reasons


@pytest.mark.parametrize(
    ("one", "second"),
    [
        (
            LIN._replace(name="张伟"),
            other(name="张伟", birth_month="1990-11", phone="13911112222", numbers=frozenset()),
        ),
        (LIN, other(birth_month="1971-11", phone="13911112222", numbers=frozenset(["XL7000001"]))),
        (LIN, other(name="王美玉", birth_month="1990-11", numbers=frozenset())),  # a couple's one phone
        (LIN, other(name="林晓兰", birth_month="1990-11", phone="13911112222", numbers=frozenset())),
        (LIN, other(name="林晓雪", school_id=900, phone="13911112222", numbers=frozenset(["XL7000001"]))),  # twins
        (LIN._replace(name="林晓岚（大）"), other(name="林晓岚（小）", school_id=900, phone="")),
        (LIN._replace(name="林晓岚1"), other(name="林晓岚2", school_id=900, phone="")),
        (
            LIN._replace(numbers=frozenset(["无"])),
            other(name="王美玉", numbers=frozenset(["无"]), phone="", birth_month=""),
        ),
    ],
)
def test_two_people_are_left_apart(one: Identity, second: Identity) -> None:
    assert found(one, second) is None


def test_a_switchboard_brings_nobody_together() -> None:
    school = [LIN._replace(id=at, name=f"{surname}晓岚", numbers=frozenset(), birth_month="") for at, surname in
              enumerate("林王李赵孙", 1)]  # fmt: skip
    assert [pair for pair in pairs([*CROWD, *school]) if pair.right < 1_000] == []


def test_two_files_that_are_each_a_third_are_asked_about_too() -> None:
    left = LIN._replace(birth_month="", numbers=frozenset())
    right = other(id=3, name="林芳", phone="", birth_month="")
    middle = other(id=2)
    told = {(pair.left, pair.right): pair.reasons for pair in pairs([*CROWD, left, middle, right])}
    assert told[1, 3] == ("third",)
    assert found(left, right._replace(id=2)) is None, "without the one between them nothing links the two"


def test_five_thousand_of_one_name_are_not_compared_one_by_one() -> None:
    many = [LIN._replace(id=at, phone="", numbers=frozenset(), school_id=at) for at in range(1, 5_001)]
    assert pairs(many) == []


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_seeded_rosters_of_five_thousand_are_searched_well(seed: int) -> None:
    roster = seeded(seed)
    told = {(pair.left, pair.right) for pair in pairs(roster.people)}
    hits = len(told & roster.same)
    recall, precision = hits / len(roster.same), hits / len(told)
    print(f"\nroster {seed}: {len(roster.same)} true pairs, recall {recall:.3f}, precision {precision:.3f}")
    assert recall >= 0.95
    assert precision >= 0.98


IDENTITIES = st.builds(
    Identity,
    id=st.integers(1, 10**6),
    name=st.sampled_from(
        ["林晓岚", "林小岚", "张伟", "", "阿依·努尔", "林", "林芳（曾用名：林晓岚）", "张伟2", "Anna Lin"]
    ),
    phone=st.sampled_from(["", "13800010002", "13800010003", "0571-88886666", "x"]),
    birth_month=st.sampled_from(["", "1986-04", "1986-05", "1986-40", "junk"]),
    numbers=st.frozensets(st.sampled_from(["XL9021001", "无", "12345678"])),
    school_id=st.integers(1, 3),
    gender=st.sampled_from(Gender),
)


@given(st.lists(IDENTITIES, max_size=25, unique_by=lambda one: one.id), st.randoms())
@settings(max_examples=60)
def test_the_order_of_the_roster_does_not_matter_and_nobody_is_their_own_double(
    people: list[Identity], chance: object
) -> None:
    told = pairs(people)
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert pairs(shuffled) == told
    assert all(pair.left < pair.right for pair in told)
    assert len({(pair.left, pair.right) for pair in told}) == len(told)


@pytest.mark.parametrize(
    ("one", "second", "like"),
    [
        ("林晓岚", "林 晓 岚", Like.SAME),
        ("阿依古丽·买买提", "阿依古丽.买买提", Like.SAME),
        ("林晓岚（大）", "林晓岚", Like.SAME),
        ("林晓岚", "林小岚", Like.CLOSE),
        ("林晓岚", "林晓青", Like.NEAR),
        ("欧阳晓岚", "欧阳岚", Like.NEAR),
        ("林岚晓", "林晓岚", Like.NEAR),
        ("林晓岚", "林岚", Like.OTHER),
        ("林晓岚", "王小岚", Like.OTHER),
        ("林晓岚", "", Like.UNTOLD),
    ],
)
def test_names_are_alike_as_slips_go(one: str, second: str, like: Like) -> None:
    assert names_like(name_of(one), name_of(second)) is like
    assert names_like(name_of(second), name_of(one)) is like


@pytest.mark.parametrize(
    ("pair", "near"), [("晓小", True), ("军君", True), ("丽莉", True), ("丽芳", False), ("晓𠮷", False)]
)
def test_characters_that_sound_alike_stand_near_each_other(pair: str, near: bool) -> None:
    assert neighbours(pair[0], pair[1]) is near


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("１３８ ０００１ ０００２", "13800010002"),
        ("+86 138-0001-0002", "13800010002"),
        ("0571-88886666", ""),
        ("1380001000", ""),
        ("12800010002", ""),
        ("", ""),
    ],
)
def test_a_mobile_number_is_its_eleven_digits(written: str, plain: str) -> None:
    assert mobile(written) == plain


@pytest.mark.parametrize(
    ("one", "second", "like"),
    [
        ("13800010002", "13800010002", Like.SAME),
        ("13800010002", "13800010003", Like.NEAR),
        ("13800010002", "13800010020", Like.NEAR),
        ("13800010002", "13800010013", Like.OTHER),
        ("13800010002", "", Like.UNTOLD),
    ],
)
def test_phones_are_alike_by_one_digit(one: str, second: str, like: Like) -> None:
    assert phones_like(one, second) is like


@pytest.mark.parametrize(
    ("one", "second", "like"),
    [
        ("1986-04", "1986-04", Like.SAME),
        ("1986-04", "1986-05", Like.NEAR),
        ("1986-12", "1987-01", Like.NEAR),
        ("1986-04", "1896-04", Like.NEAR),
        ("1986-01", "1986-11", Like.NEAR),
        ("1986-01", "1986-07", Like.NEAR),
        ("1986-04", "1987-06", Like.OTHER),
        ("", "1987-06", Like.UNTOLD),
    ],
)
def test_months_are_alike_by_a_slip(one: str, second: str, like: Like) -> None:
    assert months_like(one, second) is like


@pytest.mark.parametrize(
    ("written", "plain"), [("xl 902-1001", "XL9021001"), ("无", ""), ("00000", ""), ("1234", ""), ("12345", "12345")]
)
def test_a_number_too_plain_to_tell_anybody_is_none(written: str, plain: str) -> None:
    assert number_of(written) == plain
