"""How common names, phones, months and numbers are in a roster, so that what is alike can be weighed."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import prod
from typing import NamedTuple, TypeVar

from core.training.rules import Gender
from core.training.rules.likeness import Name

RAREST = 1e-6
"""Nothing is taken for rarer than this, a roster being too small to tell."""
T = TypeVar("T")


class Entry(NamedTuple):
    """One file as it is compared: name, phone and numbers in one form; "" and UNTOLD where nothing is known."""

    id: int
    name: Name
    phone: str
    month: str
    numbers: frozenset[str]
    school_id: int
    gender: Gender


class Commonness:
    """How common each value is among everybody, the two who are weighed left out."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.many = len(entries)
        self.names = Counter(form for entry in entries for form in entry.name.forms)
        self.long = Counter(part for entry in entries for part in entry.name.parts)
        self.longs = sum(bool(entry.name.parts) for entry in entries)
        self.first = Counter(entry.name.text[:1] for entry in entries)
        self.given = Counter(char for entry in entries for char in entry.name.text[1:])
        self.months = Counter(entry.month for entry in entries)
        self.phones = Counter(phone for phone, _ in {(entry.phone, entry.name.text) for entry in entries})
        held = {(number, entry.name.text) for entry in entries for number in entry.numbers}
        self.numbers = Counter(number for number, _ in held)
        self.schools = Counter(entry.school_id for entry in entries)

    def share(self, counted: Counter[T], value: T, *, usual: float, weight: int) -> float:
        """The part of everybody else with this value; what is `usual` stands for `weight` people of a small roster."""
        others = max(0, counted[value] - 2)
        return max(RAREST, (others + usual * weight) / (self.many + weight))

    def char(self, char: str, at: int) -> float:
        """The part of people with this character in this place of the name."""
        if at == 0:
            return self.share(self.first, char, usual=0.02, weight=200)
        return self.share(self.given, char, usual=0.004, weight=200)

    def name(self, name: Name, but: int | None = None) -> float:
        """The part of people with this name, by what it is made of or as it is counted; `but` one place is left open."""
        counted = max(0, self.names[name.text] - 2) / max(1, self.many) if but is None else 0
        return max(RAREST, counted, self._long(name, but) if name.parts else self._short(name.text, but))

    def _short(self, name: str, but: int | None) -> float:
        return prod(self.char(char, at) for at, char in enumerate(name) if at != but)

    def _long(self, name: Name, but: int | None) -> float:
        """Long names are a people's own: how many there are, times each part among them."""
        ends = list(accumulate(map(len, name.parts)))
        whole = [
            part for part, end in zip(name.parts, ends, strict=True) if but is None or not end - len(part) <= but < end
        ]
        shares = [(max(0, self.long[part] - 2) + 1) / (self.longs + 50) for part in whole]
        return self.longs / (self.many + 1) * prod(shares)
