"""What a tier policy would do: how long each school's list becomes, against last year and against who is there to talk.

Small numbers are hidden from readers without individual access. Two tables that differ by one person would give that person
away, however large their figures: so the people who move from one tier to another are a table of their own, and a figure of
the tables before and after is shown only where neither it nor any move into or out of it is hidden. (Two trials in a row are
not compared with each other: whoever tries many cut-offs sees how many people of a school lie between them, never who.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.screening.rules.suppression import LEAST, Hidden, suppress

CAPACITY = 30
"""Default: open warnings that one counsellor can carry (默认值，请按本地文件核定)."""
NOT_LISTED = 0
Moves = Mapping[tuple[int, int], int]


class SchoolTrial(NamedTuple):
    """One school: tested people by the severity before and after (0 = on no list), the length of last year's list and how many
    were tested then (None = not in it), and how many counsellors it has."""

    school_id: int
    moves: Moves
    last: tuple[int, int] | None
    counsellors: int

    @property
    def tested(self) -> int:
        """Everybody with a sheet."""
        return sum(self.moves.values())

    def before(self, severity: int) -> int:
        """People of that severity under the campaign's own policy."""
        return sum(people for (old, _), people in self.moves.items() if old == severity)

    def after(self, severity: int) -> int:
        """People of that severity under the policy that is tried."""
        return sum(people for (_, new), people in self.moves.items() if new == severity)

    def load(self, capacity: int = CAPACITY) -> float | None:
        """The list under the policy that is tried, as a multiple of what the school's counsellors can carry; None without any."""
        return (self.tested - self.after(NOT_LISTED)) / (self.counsellors * capacity) if self.counsellors else None


@dataclass(frozen=True)
class Simulation:
    """What a policy would do, school by school; `severities` gravest first, without 0. With `hide`, counts below
    `least` are hidden."""

    schools: tuple[SchoolTrial, ...]
    severities: tuple[int, ...]
    hide: bool = False
    least: int = LEAST

    def before(self, row: int, severity: int) -> int | None:
        """People of a school with that severity now; None = hidden."""
        return None if self._hidden(row, severity, self._before) else self.schools[row].before(severity)

    def after(self, row: int, severity: int) -> int | None:
        """People of a school with that severity under the policy that is tried; None = hidden."""
        shut = self._hidden(row, severity, self._after) or self._moved(row, severity)
        return None if shut else self.schools[row].after(severity)

    def listed_before(self, row: int) -> int | None:
        """The length of a school's list now; None = hidden."""
        rest = self.before(row, NOT_LISTED)
        return None if rest is None else self.schools[row].tested - rest

    def listed_after(self, row: int) -> int | None:
        """The length of a school's list under the policy that is tried; None = hidden."""
        rest = self.after(row, NOT_LISTED)
        return None if rest is None else self.schools[row].tested - rest

    def listed_last(self, row: int) -> int | None:
        """The length of a school's list last year; None = hidden, or the school was not in it."""
        last = self.schools[row].last
        if last is None or (self.hide and self._last.cell(row, 0)):
            return None
        return last[0]

    def load(self, row: int) -> float | None:
        """A school's list against its counsellors; None where the list is hidden or nobody is there."""
        return None if self.listed_after(row) is None else self.schools[row].load()

    def whole_before(self, severity: int) -> int | None:
        """People of all schools with that severity now; None = hidden."""
        shut = self.hide and self._columns.index(severity) in self._before.columns
        return None if shut else sum(school.before(severity) for school in self.schools)

    def whole_after(self, severity: int) -> int | None:
        """People of all schools with that severity under the policy that is tried; None = hidden."""
        shut = self.hide and (
            self._columns.index(severity) in self._after.columns
            or any(at in self._moves.columns for at in self._touching(severity))
        )
        return None if shut else sum(school.after(severity) for school in self.schools)

    @property
    def tested(self) -> int:
        """Everybody the policy was tried on."""
        return sum(school.tested for school in self.schools)

    @cached_property
    def _columns(self) -> tuple[int, ...]:
        return (*self.severities, NOT_LISTED)

    @cached_property
    def _pairs(self) -> tuple[tuple[int, int], ...]:
        """The moves that occur anywhere."""
        return tuple(sorted({pair for school in self.schools for pair in school.moves if pair[0] != pair[1]}))

    @cached_property
    def _before(self) -> Hidden:
        return suppress(
            [[school.before(severity) for severity in self._columns] for school in self.schools], least=self.least
        )

    @cached_property
    def _after(self) -> Hidden:
        return suppress(
            [[school.after(severity) for severity in self._columns] for school in self.schools], least=self.least
        )

    @cached_property
    def _moves(self) -> Hidden:
        rows = [[school.moves.get(pair, 0) for pair in self._pairs] for school in self.schools]
        return suppress(
            [[*row, school.tested - sum(row)] for row, school in zip(rows, self.schools, strict=True)], least=self.least
        )

    @cached_property
    def _last(self) -> Hidden:
        known = [school.last or (0, 0) for school in self.schools]
        return suppress([[listed, tested - listed] for listed, tested in known], least=self.least)

    def _touching(self, severity: int) -> list[int]:
        return [at for at, pair in enumerate(self._pairs) if severity in pair]

    def _hidden(self, row: int, severity: int, hidden: Hidden) -> bool:
        return self.hide and hidden.cell(row, self._columns.index(severity))

    def _moved(self, row: int, severity: int) -> bool:
        return self.hide and any(self._moves.cell(row, at) for at in self._touching(severity))
