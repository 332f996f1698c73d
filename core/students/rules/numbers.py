"""Student numbers: the national 学籍号, and what schools use instead."""

import re
from collections.abc import Sequence
from enum import StrEnum

import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
"""ISO 7064 MOD 11-2 as GB 11643-1999 uses it; the 18 characters after a G are such a resident number."""
NATIONAL = re.compile(r"[GJL]\d{17}[\dX]")
ALMOST = re.compile(r"[GJL]\d{10,}[\dX]?")
NATIONAL_LIKE = r"^[GJL]\d{10,}[\dX]?$"
"""National numbers, and those that try to be."""
LOCAL = re.compile(r"[0-9A-Z][0-9A-Z\-_/.]*")
FEWEST = 4
TAIL = 4


class NumberFault(StrEnum):
    """What is to be said of a number; the value is the problem's code."""

    SHORT = "students.number_short"
    UNREADABLE = "students.number_unreadable"
    CHECK_DIGIT = "students.number_check_digit"
    LENGTH = "students.number_length"


MUST_FIX = frozenset({NumberFault.SHORT, NumberFault.UNREADABLE})


def clean_number(text: str) -> str:
    """A number without spaces and in capitals; `text` is tidied already."""
    return "".join(text.split()).upper()


def fault_of(number: str) -> NumberFault | None:
    """What is wrong with a cleaned number, or None. A local number is never refused for its style alone."""
    if not LOCAL.fullmatch(number):
        return NumberFault.UNREADABLE
    if len(number) < FEWEST:
        return NumberFault.SHORT
    if NATIONAL.fullmatch(number):
        return NumberFault.CHECK_DIGIT if number[0] == "G" and not _is_resident(number[1:]) else None
    return NumberFault.LENGTH if ALMOST.fullmatch(number) else None


def check_digit(body: str) -> str:
    """The check character of 17 digits."""
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def faults(numbers: pl.Series) -> pl.Series:
    """`fault_of` for a column of cleaned numbers, null where nothing is wrong; sound national numbers take no loop."""
    sound = numbers.str.contains(r"^[JL]\d{17}[\dX]$") | _sound_national(numbers)
    doubtful = numbers.filter(~sound & numbers.is_not_null()).unique().to_list()
    found = {number: fault.value for number in doubtful if (fault := fault_of(number))}
    return numbers.replace_strict(found, default=None, return_dtype=pl.String)


def _sound_national(numbers: pl.Series) -> pl.Series:
    """Whether each is a G number whose check character is right."""
    name = "number"
    digits = [pl.col(name).str.slice(i + 1, 1).cast(pl.Int32, strict=False) * w for i, w in enumerate(WEIGHTS)]
    rest = pl.sum_horizontal(digits) % 11
    wanted = rest.replace_strict(dict(enumerate(CHECKS)), return_dtype=pl.String)
    formed = pl.col(name).str.contains(r"^G\d{17}[\dX]$")
    frame = numbers.alias(name).to_frame()
    return frame.select(formed & (pl.col(name).str.slice(18, 1) == wanted)).to_series().fill_null(False)


def _is_resident(number: str) -> bool:
    return check_digit(number[:17]) == number[17]


def tails(numbers: Sequence[str]) -> list[str]:
    """The last four characters of each, by which a person may be looked up."""
    return [number[-TAIL:] for number in numbers]
