"""Codes that people type: read as they are meant, never told apart by what does not matter."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.training.rules.codes import (
    MOST_MISSES,
    SIGNS,
    Face,
    Shown,
    certificate_number,
    named,
    new_check,
    new_code,
    same_name,
    spoken,
    tail_of,
    typed_check,
    typed_code,
    typed_number,
)
from core.training.rules.feedback import FEWEST, WORDS, Said, said_flaw, summary

NOW = datetime(2026, 3, 12, 2, tzinfo=UTC)
FACES = [Face(1, "林示例", "13900000001"), Face(2, "林示例", "13900000002"), Face(3, "阿依·古丽", "139 0000 0003"),
         Face(4, "周示例", ""), Face(5, "程示例", "13900000005"), Face(6, "程示例", "13811110005")]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code"),
    [("123456", "123456"), (" 123 456 ", "123456"), ("１２３４５６", "123456"), ("012345", "012345"), ("12345", ""),
     ("1234567", ""), ("12345a", ""), ("", ""), ("١٢٣٤٥٦", "")],
)  # fmt: skip
def test_a_hall_code_is_six_digits_however_they_are_typed(typed: str, code: str) -> None:
    assert typed_code(typed) == code


@pytest.mark.parametrize(
    ("name", "tail", "who"),
    [
        ("林示例", "0001", [1]),
        (" 林 示例", "０００２", [2]),
        ("阿依古丽", "0003", [3]),
        ("阿依•古丽", "13900000003", [3]),
        ("林示例", "0003", []),
        ("周示例", "0000", []),
        ("周示例", "", []),
        ("", "0001", []),
        ("程示例", "0005", [5, 6]),
        ("林示例", "001", []),
    ],
)
def test_a_name_and_four_digits_name_one_person_nobody_or_two_alike(name: str, tail: str, who: list[int]) -> None:
    assert named(FACES, name, tail) == who


def test_a_code_is_open_for_its_time_and_its_misses() -> None:
    until = NOW + timedelta(minutes=1)
    assert Shown("123456", until, MOST_MISSES - 1).is_open(NOW)
    assert not Shown("123456", until, MOST_MISSES).is_open(NOW)
    assert not Shown("123456", NOW, 0).is_open(NOW)
    assert not Shown("", until, 0).is_open(NOW)
    assert not Shown("123456", None, 0).is_open(NOW)


def test_no_two_halls_show_one_code() -> None:
    draws: Iterator[int] = iter([7, 7, 8])
    assert new_code({"000007"}, lambda most: next(draws) % most) == "000008"


def test_a_certificates_code_is_drawn_from_signs_nobody_mixes_up() -> None:
    check = new_check(lambda most: most - 1)
    assert (check, spoken(check)) == (SIGNS[-1] * 10, "ZZZZZ-ZZZZZ")
    assert len(set(SIGNS)) == 32
    assert not set("01IO") & set(SIGNS)
    assert typed_check(f" {spoken(check).lower()} ") == check
    assert typed_check("ZZZZ0-ZZZZZ") == typed_check("ZZZZ") == ""


@pytest.mark.parametrize(
    ("organiser", "number"),
    [("云溪区教育局", "云溪区-2026-0007-012"), ("云溪区", "云溪区-2026-0007-012"), ("教育局", "结业-2026-0007-012"),
     ("示例市教育体育局", "示例市-2026-0007-012"), ("某某某某某某某某某某小学", "某某某某某某某某-2026-0007-012")],
)  # fmt: skip
def test_a_number_names_the_organiser_and_nobody(organiser: str, number: str) -> None:
    assert certificate_number(organiser, 2026, 7, 12) == number
    assert len(certificate_number("长" * 80, 2026, 9_999_999, 10_000)) <= 30
    assert typed_number(number.replace("-", " － ")) == number


def test_names_and_numbers_are_compared_without_what_does_not_matter() -> None:
    assert same_name("ＬＩＮ Shi·Li") == same_name("lin shili")
    assert (tail_of("+86 139-0000-0001"), tail_of("123")) == ("0001", "")


def test_few_answers_are_only_counted() -> None:
    few = [Said(5, 4, 3, "讲得清楚")] * (FEWEST - 1)
    assert summary(few) == (FEWEST - 1, None, None, None, ())
    five = summary([*few, Said(4, 4, 4)])
    assert five[:4] == (FEWEST, Decimal("4.8"), Decimal("4.0"), Decimal("3.2"))
    assert five.words == ("讲得清楚",) * (FEWEST - 1)


@pytest.mark.parametrize(
    ("said", "flaw"),
    [
        (Said(1, 5, 3), None),
        (Said(0, 5, 3), "training.feedback_stars"),
        (Said(1, 6, 3), "training.feedback_stars"),
        (Said(1, 5, 3, "好" * WORDS), None),
        (Said(1, 5, 3, "好" * (WORDS + 1)), "training.feedback_words"),
    ],
)
def test_answers_are_one_to_five_stars_and_few_words(said: Said, flaw: str | None) -> None:
    assert said_flaw(said) == flaw
