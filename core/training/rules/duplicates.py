"""Who may be on file twice: pairs are weighed by what is alike in them, and by how rare that is.

The weight of evidence is in bits, after I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969): log2
of how often one person's two entries agree so, over how often two people's do. The first is set below from what goes wrong in
rosters; the second is counted in the roster itself, so that 张伟 says less than 慕容晓岚.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from math import log2
from typing import NamedTuple

from core.training.rules import Gender
from core.training.rules.commonness import RAREST, Commonness, Entry
from core.training.rules.likeness import (
    Like,
    Name,
    broken,
    mobile,
    months_like,
    name_of,
    names_like,
    number_of,
    phones_like,
)

TWICE = 0.05
"""How many of a roster's people are on file twice, before anything is known of them."""
HELD = 3
"""A phone or number on file under more names than this is a switchboard's or a whole batch's: it tells nobody apart."""
ASKED = log2(1 / 5)
"""The odds from which on a pair is proposed: a question costs a look, a duplicate that stays counts somebody twice."""
TELLING = frozenset(["name", "former_name", "phone", "phone_near", "birth_month", "number"])
"""Without one of these nobody is asked about: names one apart at one school are two people's."""
FIRM, FEW = log2(9), 4
"""Odds at which a link is leant on to find a third file, and with how many such links nobody is any more."""
PLAIN = log2(99)
"""Odds from which on a pair is called very likely."""
CROWD = 60
"""Entries that share a value beyond this many are not compared for it: it is a switchboard's number, or no name."""
NAME_BITS = {Like.SAME: 0.90, Like.CLOSE: 0.04, Like.NEAR: 0.03, Like.OTHER: 0.02}
"""How often one person's two entries have the same name, one that sounds like it, one apart, another one (曾用名)."""
MONTH_BITS = {Like.NEAR: log2(0.05 / 0.04), Like.OTHER: log2(0.02)}
PHONE_BITS = {Like.NEAR: log2(0.05 / 1e-5), Like.OTHER: log2(0.35)}
SAME_MONTH, SAME_PHONE, SAME_NUMBER, SAME_SCHOOL = 0.93, 0.60, 0.60, 0.30
OTHER_NUMBER, OTHER_SCHOOL, OTHER_GENDER, TWINS = log2(0.4), log2(0.7), log2(0.04), log2(0.3)
SAME_GENDER = 0.5


class Identity(NamedTuple):
    """What tells people apart; "" and UNTOLD where it is not known. `birth_month` is "YYYY-MM"."""

    id: int
    name: str
    phone: str
    birth_month: str
    numbers: frozenset[str]
    school_id: int
    gender: Gender = Gender.UNTOLD


class Pair(NamedTuple):
    """Two who may be one, `left` on file first. `reasons` are keys of REASON_TITLES; `strength` is in bits over even odds."""

    left: int
    right: int
    reasons: tuple[str, ...]
    strength: float


def pairs(people: Sequence[Identity]) -> list[Pair]:
    """Who should be looked at, the most certain first; the order of `people` does not matter.

    5,000 people take less than a second: only those who share a name, a phone, a number, or most of a name with the month
    or half of the phone, are compared at all.
    """
    entries = _telling(sorted((_entry(one) for one in people), key=lambda one: one.id))
    scales = Commonness(entries)
    found = (_weighed(entries[left], entries[right], scales) for left, right in _candidates(entries))
    direct = [pair for pair in found if pair]
    every = [*direct, *_through(direct)]
    return sorted(every, key=lambda pair: (-pair.strength, pair.left, pair.right))


def _through(direct: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs who are each very likely the same third person: as likely as the weaker of the two links."""
    linked: dict[int, dict[int, float]] = defaultdict(dict)
    for pair in direct:
        linked[pair.left][pair.right] = linked[pair.right][pair.left] = pair.strength
    found: dict[tuple[int, int], float] = {}
    for ends in linked.values():
        firm = sorted(end for end, strength in ends.items() if strength >= FIRM)
        for left, right in combinations(firm, 2) if len(firm) <= FEW else ():
            if right not in linked[left]:
                found[left, right] = max(found.get((left, right), 0.0), min(ends[left], ends[right]) - 1)
    return (Pair(left, right, ("third",), strength) for (left, right), strength in sorted(found.items()))


def _entry(one: Identity) -> Entry:
    numbers = frozenset(filter(None, map(number_of, one.numbers)))
    return Entry(
        one.id, name_of(one.name), mobile(one.phone), one.birth_month, numbers, one.school_id, one.gender
    )  # fmt: skip


def _telling(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without phones and numbers that too many different names have."""
    names: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for value in (entry.phone, *entry.numbers):
            names[value].add(entry.name.text)
    common = {value for value, holders in names.items() if len(holders) > HELD}
    return [
        entry._replace(phone="" if entry.phone in common else entry.phone, numbers=entry.numbers - common)
        for entry in entries
    ]


def _candidates(entries: Sequence[Entry]) -> set[tuple[int, int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        for key in set(_keys(entry)):
            blocks[key].append(at)
    return {pair for block in blocks.values() if 1 < len(block) <= CROWD for pair in combinations(block, 2)}


def _keys(entry: Entry) -> Iterator[Hashable]:
    """What must be shared to be compared."""
    halves = {"month": entry.month, "head": entry.phone[:7], "tail": entry.phone[7:], "school": str(entry.school_id)}
    known = {kind: value for kind, value in halves.items() if value}
    for form in entry.name.forms:
        yield "name", form
        yield from (("name", form, kind, value) for kind, value in known.items())
        yield from (("part", part, kind, value) for part in broken(form) for kind, value in known.items())
        yield from (("short", form[:at] + form[at + 1 :], entry.month) for at in range(len(form)) if len(form) > 3)
        yield "short", form, entry.month
    yield from (("phone", entry.phone), ("phone", entry.phone, entry.month)) if entry.phone else ()
    yield from (("number", number) for number in entry.numbers)


def _weighed(one: Entry, other: Entry, scales: Commonness) -> Pair | None:
    """The pair if it is likely enough; namesakes whom their own school has marked apart are none."""
    marks = {one.name.mark, other.name.mark}
    if one.school_id == other.school_id and one.name.text == other.name.text and "" not in marks and len(marks) == 2:
        return None
    evidence = list(_evidence(one, other, scales))
    if not {reason for reason, _ in evidence} & TELLING:
        return None
    strength = sum(bits for _, bits in evidence) - log2(max(2, scales.many) / TWICE)
    if strength < ASKED:
        return None
    return Pair(one.id, other.id, tuple(reason for reason, bits in evidence if reason and bits > 0), strength)


def _evidence(one: Entry, other: Entry, scales: Commonness) -> Iterable[tuple[str, float]]:
    """Reason ("" where it is none to be told) and bits of everything that is known of both."""
    yield _of_names(one.name, other.name, scales)
    yield _of_phones(one.phone, other.phone, scales)
    yield _of_months(one.month, other.month, scales)
    yield _of_numbers(one.numbers, other.numbers, scales)
    if Gender.UNTOLD not in (one.gender, other.gender):
        yield "", SAME_GENDER if one.gender is other.gender else OTHER_GENDER
    if one.school_id != other.school_id:
        yield "", OTHER_SCHOOL
    elif names_like(one.name, other.name) is Like.SAME or phones_like(one.phone, other.phone) is not Like.OTHER:
        share = scales.share(scales.schools, one.school_id, usual=0.1, weight=20)
        yield "school", max(0.0, log2(SAME_SCHOOL / share))
    else:  # one school, another name and another phone
        yield "", TWINS


def _of_names(one: Name, other: Name, scales: Commonness) -> tuple[str, float]:
    like = names_like(one, other)
    if like is Like.UNTOLD:
        return "", 0.0
    if like is Like.SAME:
        reason = "name" if one.text == other.text else "former_name"
        rarest = one if one.text in other.forms else other
        return reason, log2(NAME_BITS[like] / scales.name(rarest))
    if like is Like.OTHER:
        return "", log2(NAME_BITS[like])
    return "name_near", log2(NAME_BITS[like] / _rarity(one, other, like, scales))


def _rarity(one: Name, other: Name, like: Like, scales: Commonness) -> float:
    """How often two people's names are as near as these by chance: what they share is rare, what differs is open."""
    apart = next((at for at, pair in enumerate(zip(one.text, other.text, strict=False)) if pair[0] != pair[1]), 0)
    loose = 0.01 if like is Like.CLOSE else 1.0
    return max(RAREST, scales.name(one, but=apart) * loose)


def _of_phones(one: str, other: str, scales: Commonness) -> tuple[str, float]:
    like = phones_like(one, other)
    if like is Like.SAME:
        return "phone", log2(SAME_PHONE / scales.share(scales.phones, one, usual=RAREST, weight=1))
    return "phone_near" if like is Like.NEAR else "", PHONE_BITS.get(like, 0.0)


def _of_months(one: str, other: str, scales: Commonness) -> tuple[str, float]:
    like = months_like(one, other)
    if like is Like.SAME:
        return "birth_month", log2(SAME_MONTH / scales.share(scales.months, one, usual=1 / 400, weight=400))
    return "birth_month_near" if like is Like.NEAR else "", MONTH_BITS.get(like, 0.0)


def _of_numbers(one: frozenset[str], other: frozenset[str], scales: Commonness) -> tuple[str, float]:
    if not one or not other:
        return "", 0.0
    shares = [scales.share(scales.numbers, number, usual=RAREST, weight=1) for number in one & other]
    return ("number", log2(SAME_NUMBER / min(shares))) if shares else ("", OTHER_NUMBER)
