"""Blind indexes and fingerprints of people: how what is sealed is found, and how a change is seen."""

from collections.abc import Iterable, Sequence

from core.database import cipher
from core.students.rules import Population
from core.students.rules.numbers import tails

APART = "\x1f"


def number_indexes(numbers: Sequence[str], population: Population) -> list[bytes]:
    """Of cleaned numbers. Staff numbers are apart from pupils' numbers."""
    head = "" if population is Population.STUDENT else f"{population}{APART}"
    return cipher().blind_all("person.number", (head + number for number in numbers))


def tail_indexes(numbers: Sequence[str]) -> list[bytes]:
    """Of the last four characters of cleaned numbers."""
    return cipher().blind_all("person.tail", tails(numbers))


def name_indexes(names: Iterable[str]) -> list[bytes]:
    """Of cleaned names."""
    return cipher().blind_all("person.name", names)


def fingerprints(facts: Iterable[tuple[str, str, str | None, str | None]]) -> list[bytes]:
    """Of name, sex, birth date and groups; "" and None are alike."""
    return cipher().blind_all("person.fingerprint", (APART.join(part or "" for part in fact) for fact in facts))
