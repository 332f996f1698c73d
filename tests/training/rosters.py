"""Seeded rosters of fictitious people in which it is known who is on file twice, and what went wrong in the second entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import NamedTuple

from core.training.rules import Gender
from core.training.rules.duplicates import Identity
from tests.training.roster_names import COMMON, COMPOUND, FATHERS, GIVEN, OTHERS, SURNAMES, TYPED

SCHOOLS, COPIED, THRICE = 400, 0.08, 0.1


@dataclass(frozen=True)
class Somebody:
    """One entry, as it would stand in a file."""

    name: str
    phone: str
    month: str
    numbers: frozenset[str]
    school: int
    gender: Gender
    marks: tuple[str, ...] = field(default=())


class Seeded(NamedTuple):
    """Entries in no order, the pairs of ids that are one person, and by pair what was done to the second entry."""

    people: list[Identity]
    same: frozenset[tuple[int, int]]
    done: dict[tuple[int, int], tuple[str, ...]]


def seeded(seed: int, size: int = 5_000) -> Seeded:
    """A roster of `size` entries: namesakes, switchboards, couples, twins, batches of certificates, and true duplicates."""
    chance = Random(seed)
    maker = _Maker(chance)
    copies = int(size * COPIED)
    firsts = maker.people(size - copies)
    entries, same, done = list(firsts), set[tuple[int, int]](), dict[tuple[int, int], tuple[str, ...]]()
    groups = [[at] for at in chance.sample(range(len(firsts)), copies)]
    for at in range(copies):
        group = groups[at] if chance.random() >= THRICE or at == 0 else groups[at - 1]
        copy = maker.again(firsts[group[0]])
        for other in group:
            same.add((other, len(entries)))
            done[other, len(entries)] = (*copy.marks, *entries[other].marks)
        group.append(len(entries))
        entries.append(copy)
    return _shuffled(chance, entries, same, done)


def _shuffled(
    chance: Random,
    entries: Sequence[Somebody],
    same: set[tuple[int, int]],
    done: dict[tuple[int, int], tuple[str, ...]],
) -> Seeded:
    ids = list(range(1, len(entries) + 1))
    chance.shuffle(ids)
    people = [
        Identity(ids[at], one.name, one.phone, one.month, one.numbers, one.school, one.gender)
        for at, one in enumerate(entries)
    ]
    told = {_ordered(ids[left], ids[right]): marks for (left, right), marks in done.items()}
    return Seeded(people, frozenset(told), told) if len(told) == len(same) else seeded(0)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.weights = [1 / (at + 15) for at in range(len(GIVEN))]
        self.lines = {at: f"0571-8{chance.randrange(10**6, 10**7)}" for at in range(SCHOOLS)}
        self.issued = 2020000

    def people(self, many: int) -> list[Somebody]:
        found = [self.somebody() for _ in range(many - 16)]
        for at in self.chance.sample(range(len(found)), 12):  # couples who left one number
            found[at - 1] = replace(found[at - 1], phone=found[at].phone)
        for at in self.chance.sample(range(len(found)), 4):  # twins
            found.append(self.twin(found[at]))
        for at in self.chance.sample(range(len(found)), 6):  # one batch's paper given as everybody's number
            found[at] = replace(found[at], numbers=frozenset(["浙教师培2022第17号"]))
        for at in self.chance.sample(range(len(found)), 12):  # namesakes whom the school itself has marked
            found.append(replace(self.somebody(), name=found[at].name + "（小）", school=found[at].school))
            found[at] = replace(found[at], name=found[at].name + "（大）")
        return found

    def somebody(self) -> Somebody:
        school = self.chance.randrange(SCHOOLS)
        gender = Gender.FEMALE if self.chance.random() < 0.75 else Gender.MALE
        return Somebody(self.name(), self.phone(school), self.month(), self.numbers(), school, gender)

    def name(self) -> str:
        draw = self.chance.random()
        if draw < 0.02:
            return self.chance.choice(COMPOUND) + self.given(2)
        if draw < 0.04:
            return f"{self.chance.choice(OTHERS)}·{self.chance.choice(FATHERS)}"
        surname = self.chance.choices(list(SURNAMES), list(SURNAMES.values()))[0]
        return surname + (self.chance.choice(COMMON) if draw < 0.1 else self.given(1 if draw < 0.2 else 2))

    def given(self, length: int) -> str:
        return "".join(self.chance.choices(GIVEN, self.weights, k=length))

    def phone(self, school: int) -> str:
        if school < 12:  # these give the switchboard for everybody
            return self.lines[school]
        return "" if self.chance.random() < 0.1 else self.mobile()

    def mobile(self) -> str:
        head = self.chance.choice(["138", "139", "137", "135", "150", "151", "158", "159", "188", "187", "186", "180"])
        return head + f"{self.chance.randrange(10**8):08d}"

    def month(self) -> str:
        draw = self.chance.random()
        if draw < 0.08:
            return ""
        return (
            "1980-01"
            if draw < 0.09
            else f"{int(self.chance.triangular(1964, 2003, 1988))}-{self.chance.randint(1, 12):02d}"
        )

    def numbers(self) -> frozenset[str]:
        draw = self.chance.random()
        if draw < 0.28:
            return frozenset()
        if draw < 0.3:
            return frozenset([self.chance.choice(["无", "待补", "001", "0000000", "暂无"])])
        self.issued += self.chance.randint(1, 2)
        own = [f"XL{self.issued}"]
        return frozenset(own + ([f"{self.chance.randrange(10**11, 10**12)}"] if draw > 0.8 else []))

    def twin(self, one: Somebody) -> Somebody:
        given = self.chance.choice(GIVEN.replace(one.name[-1], ""))
        return replace(one, name=one.name[:-1] + given, phone=self.mobile(), numbers=self.numbers())

    def again(self, one: Somebody) -> Somebody:
        """The same person, entered by somebody else."""
        school = self.chance.randrange(SCHOOLS) if self.chance.random() < 0.85 else one.school
        name, named = self.renamed(one.name)
        phone, phoned = self.rephoned(one.phone, school)
        month, dated = self.redated(one.month)
        numbers, numbered = self.renumbered(one.numbers)
        gender = Gender.UNTOLD if self.chance.random() < 0.1 else one.gender
        if self.chance.random() < 0.005:
            gender = Gender.MALE if one.gender is Gender.FEMALE else Gender.FEMALE
        return Somebody(name, phone, month, numbers, school, gender, (*named, *phoned, *dated, *numbered))

    def renamed(self, name: str) -> tuple[str, tuple[str, ...]]:
        draw, plain = self.chance.random(), name.removesuffix("（大）").removesuffix("（小）")
        if draw < 0.05:
            return self.mistyped(plain), ("name typed wrong",)
        if draw < 0.06:
            return plain[0] + self.given(2), ("another name",)
        if draw < 0.07:
            return f"{plain[0]}{self.given(2)}（曾用名：{plain}）", ("former name told",)
        if draw < 0.11:
            return self.chance.choice(
                [" ".join(plain), f"　{plain} ", plain.replace("·", "."), plain.replace("·", "•")]
            ), ("spaces",)
        return plain, ()

    def mistyped(self, name: str) -> str:
        """A character that sounds the same where there is one, else any other."""
        near = {one: other for pair in TYPED for one, other in (tuple(pair), tuple(pair[::-1]))}
        places = [at for at in range(1, len(name)) if name[at] in near] or [len(name) - 1]
        at = self.chance.choice(places)
        return name[:at] + near.get(name[at], self.chance.choice(GIVEN)) + name[at + 1 :]

    def rephoned(self, phone: str, school: int) -> tuple[str, tuple[str, ...]]:
        draw = self.chance.random()
        if school < 12:
            return self.lines[school], ("switchboard",)
        if draw < 0.13 or not phone:
            return "", ("no phone",)
        if draw < 0.33 or phone.startswith("0"):
            return self.mobile(), ("new phone",)
        if draw < 0.38:
            at = self.chance.randrange(3, 11)
            return phone[:at] + str((int(phone[at]) + self.chance.randint(1, 9)) % 10) + phone[at + 1 :], (
                "wrong digit",
            )
        if draw < 0.45:
            return f"{phone[:3]} {phone[3:7]}-{phone[7:]}", ("phone spaced",)
        return phone, ()

    def redated(self, month: str) -> tuple[str, tuple[str, ...]]:
        draw = self.chance.random()
        if not month or draw < 0.08:
            return "", ("no month",)
        if draw < 0.12:
            return f"{int(month[:4]) + self.chance.choice([-10, -1, 1, 10])}{month[4:]}", ("year wrong",)
        if draw < 0.15:
            return f"{month[:5]}{int(month[5:]) % 12 + 1:02d}", ("month wrong",)
        return month, ()

    def renumbered(self, numbers: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
        draw = self.chance.random()
        if draw < 0.2:
            return frozenset(), ("no number",)
        if draw < 0.25:
            return self.numbers(), ("other number",)
        return frozenset(f"{one[:2]} {one[2:]}".lower() for one in numbers), ()
