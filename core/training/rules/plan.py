"""What a workbook of staff would change: whoever is on file keeps what the file does not say; nobody is removed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.organisations.rules import Place
from core.training.rules.doubts import doubts
from core.training.rules.likeness import mobile, number_of
from core.training.rules.planned import Group, Placed, Planned
from core.training.rules.planning import facts_of, planned
from core.training.rules.register import Known, Register, alike, plain


class StaffCheck(NamedTuple):
    """A workbook as it was understood."""

    placed: tuple[Placed, ...]
    place: Place
    problems: tuple[Problem, ...]
    planned: tuple[Planned, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.planned) and not any(one.gravity is Gravity.MUST_FIX for one in self.problems)

    @property
    def new(self) -> tuple[Planned, ...]:
        """Those whom the register does not have yet."""
        return tuple(one for one in self.planned if one.same is None)

    @property
    def changed(self) -> tuple[Planned, ...]:
        """Those whom it has otherwise."""
        return tuple(one for one in self.planned if one.changed)

    @property
    def unchanged(self) -> int:
        """How many stand there already as the file has them."""
        return len(self.planned) - len(self.new) - len(self.changed)


def plan(placed: Sequence[Placed], register: Register, place: Place) -> tuple[tuple[Planned, ...], tuple[Problem, ...]]:
    """What becomes of every person, in the order of the file, and what stands against it.

    Rows of one name at one school are one person's; so are rows of one name at several schools with one phone or one
    certificate. Who is on file at another school is a question for people, not answered here.
    """
    groups = _grouped(placed, register)
    problems = [problem for group in groups for problem in doubts(group, register, place)]
    return tuple(planned(group) for group in groups), tuple(sorted(problems, key=lambda one: one.row))


def _grouped(placed: Sequence[Placed], register: Register) -> list[Group]:
    here: dict[tuple[int, str], list[Placed]] = defaultdict(list)
    for one in placed:
        here[one.school_id, plain(one.line.facts.name)].append(one)
    groups: dict[object, Group] = {}
    spoken: dict[tuple[str, str], object] = {}
    for at, ((school_id, name), rows) in enumerate(here.items()):
        same = _known(rows, register.at(school_id, rows[0].line.facts.name))
        marks = [(name, mark) for mark in _marks(rows)]
        key = next((spoken[mark] for mark in marks if mark in spoken), None)
        if key is None or (same and groups[key].same and groups[key].same != same):
            key = ("known", same.id) if same else ("new", at)
        before = groups.get(key, Group([], None))
        groups[key] = Group([*before.rows, *rows], before.same or same)
        spoken |= dict.fromkeys(marks, key)
    return list(groups.values())


def _marks(rows: Iterable[Placed]) -> Iterator[str]:
    """What tells somebody in two rows of one file: the phone, and certificates' numbers."""
    for one in rows:
        yield from filter(None, [mobile(one.line.facts.phone)])
        yield from filter(None, [number_of(one.line.certificate.number)] if one.line.certificate else [])


def _known(rows: Sequence[Placed], candidates: Sequence[Known]) -> Known | None:
    """Who of those with the name is meant: somebody in post there, else somebody whose post the rows speak of."""
    days = [one.line.post.since for one in rows if one.line.post]
    school_id = rows[0].school_id
    for one in candidates:
        if any(post.until is None for post in one.posts if post.school_id == school_id):
            return one
    for one in candidates:
        ends = [post.until for post in one.posts if post.school_id == school_id and post.until is not None]
        if not days or any(day <= end for day in days for end in ends):
            return one
    said = facts_of([one.line for one in rows], None)
    return next((one for one in candidates if alike(one.facts, said)), None)
