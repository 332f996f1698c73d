"""Which column of a sheet belongs to which key, once the header texts are known."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from core.sheets.columns import Column, Family, bare, generic_number, normal


class Heading(NamedTuple):
    """The header over one spreadsheet column: its parts from the top row down (one part where nothing is merged)."""

    letter: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The header as a person reads it."""
        return " ".join(self.parts)

    @property
    def readings(self) -> tuple[str, ...]:
        """What to look up: the joined header, then without its upper parts, then each upper part alone."""
        lower = (" ".join(self.parts[i:]) for i in range(len(self.parts)))
        return tuple(dict.fromkeys((*lower, *reversed(self.parts))))


class Claims(NamedTuple):
    """Keys and the letters of the columns that claim them, and the families left in doubt."""

    letters: Mapping[str, tuple[str, ...]]
    doubtful: tuple[Family, ...]
    doubtful_letters: tuple[str, ...]


def claims(headings: Sequence[Heading], columns: Sequence[Column], families: Sequence[Family]) -> Claims:
    """Every key with the columns that claim it best; more than one letter for a key means it is ambiguous."""
    found = _named(headings, columns)
    taken = {letter for letters in found.values() for letter in letters}
    rest = [heading for heading in headings if heading.letter not in taken]
    own = _prefixed(rest, families)
    taken = {letter for letters in own.values() for letter in letters}
    rest = [heading for heading in rest if heading.letter not in taken]
    waiting = [family for family in families if not any(family.column_key(i + 1) in own for i in range(family.count))]
    runs = _runs(rest)
    given = _given(runs, waiting)
    doubtful = tuple(waiting) if runs and waiting and not given else ()
    letters = tuple(letter for run in runs for _, letter in run) if doubtful else ()
    return Claims({**found, **own, **given}, doubtful, letters)


def _named(headings: Sequence[Heading], columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    known: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for column in columns:
        known[normal(column.title)].append((0, column.key))
        for text in (column.key, *column.aliases):
            known[normal(text)].append((1, column.key))
    ranked: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for heading in headings:
        best = min(_ranks(heading, known), default=None)
        if best:
            ranked[best[1]][best[0]].append(heading.letter)
    return {key: tuple(ranks[min(ranks)]) for key, ranks in ranked.items()}


def _ranks(heading: Heading, known: Mapping[str, Sequence[tuple[int, str]]]) -> Iterator[tuple[int, str]]:
    """How well the heading fits each key: the joined header first, with its brackets first, the title before aliases."""
    for depth, reading in enumerate(heading.readings):
        for step, form in enumerate((normal(reading), bare(reading))):
            for rank, key in known.get(form, ()):
                yield 10 * depth + 2 * step + rank, key


def _prefixed(headings: Sequence[Heading], families: Sequence[Family]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for heading in headings:
        keys = {
            family.column_key(number)
            for family in families
            if (number := next(filter(None, map(family.number_of, heading.readings)), None))
        }
        for key in keys if len(keys) == 1 else ():
            found[key] = (*found.get(key, ()), heading.letter)
    return found


def _runs(headings: Sequence[Heading]) -> list[list[tuple[int, str]]]:
    """Columns headed by numbers alone, in runs of rising numbers."""
    runs: list[list[tuple[int, str]]] = []
    for heading in headings:
        number = next(filter(None, map(generic_number, heading.readings)), None)
        if number is None:
            continue
        if not runs or number <= runs[-1][-1][0]:
            runs.append([])
        runs[-1].append((number, heading.letter))
    return runs


def _given(runs: list[list[tuple[int, str]]], waiting: list[Family]) -> dict[str, tuple[str, ...]]:
    """The runs given to the families that have no columns of their own; nothing where more than one way would do.

    One family takes one run whose numbers it can hold. Several families are told apart by their numbers of items alone:
    each run must be complete and fit exactly one family.
    """
    if len(waiting) == 1 and len(runs) == 1 and runs[0][-1][0] <= waiting[0].count:
        return {waiting[0].column_key(number): (letter,) for number, letter in runs[0]}
    counts = [family.count for family in waiting]
    complete = all([number for number, _ in run] == list(range(1, len(run) + 1)) for run in runs)
    if not complete or len(set(counts)) < len(counts) or sorted(map(len, runs)) != sorted(counts):
        return {}
    owner = {family.count: family for family in waiting}
    return {owner[len(run)].column_key(number): (letter,) for run in runs for number, letter in run}
