"""What checks, imports and roll-overs come to: frozen values between actions and screens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import polars as pl

from core.errors import Gravity, Problem
from core.students.rules.changes import Change, Counts
from core.students.rules.people import Population, SpecialGroup

NOTHING = Counts()
COLUMN_CODES = frozenset({"header_not_found", "column_missing", "column_twice"})
FACTS = ("sheet", "row", "number", "name", "sex", "birth_date", "groups", "school_id", "grade", "class_name")


class Standing(NamedTuple):
    """Where somebody is: the school's name, grade (None where not enrolled, 0 for staff), class."""

    school: str
    grade: int | None
    class_name: str | None


class ChangeRow(NamedTuple):
    """One person whom an import changes, names masked; `told` are the keys of facts that change, never their values."""

    change: Change
    name: str
    before: Standing | None
    after: Standing
    told: tuple[str, ...] = ()
    known_name: str | None = None


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """A roster file, understood and compared, with nothing written yet.

    `rows` (the columns of FACTS) are what an import would take in; `changes` a sample of what would change; `read` counts
    the file's rows, `tidied` the cells brought to another form; `headings` are the headers by sheet and letter;
    `school_id` is the school that was chosen for the whole file.
    """

    population: Population
    school_year: int
    content: bytes
    digest: str
    problems: tuple[Problem, ...]
    rows: pl.DataFrame
    read: int = 0
    tidied: int = 0
    counts: Counts = NOTHING
    changes: tuple[ChangeRow, ...] = ()
    headings: Mapping[str, Mapping[str, str]] | None = None
    school_id: int | None = None

    @property
    def unmapped(self) -> bool:
        """Whether a column must be pointed out by hand before anything else can be said."""
        return any(problem.code in COLUMN_CODES for problem in self.problems)

    @property
    def ready(self) -> bool:
        """Whether the file may be imported as it is."""
        return bool(self.rows.height) and not self.must_fix

    @property
    def must_fix(self) -> tuple[Problem, ...]:
        """What stands in the way."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.MUST_FIX)

    @property
    def to_check(self) -> tuple[Problem, ...]:
        """What somebody should look at; the import goes on all the same."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.CHECK)


class RosterReceipt(NamedTuple):
    """回执: the number of the record, when, what it did, and the file's SHA-256. `written` counts rows of people written."""

    number: int
    at: datetime
    counts: Counts
    written: int
    digest: str
    school_year: int


class ClassMove(NamedTuple):
    """A class of the old year: how many go where. `to_grade` is None for those who leave; `held` stay in their grade."""

    school_id: int
    grade: int
    class_id: int | None
    class_name: str | None
    head_id: int | None
    pupils: int
    held: int
    to_grade: int | None


class RollOver(NamedTuple):
    """What a roll-over would do; `already` counts those who are enrolled in the new year, whom it leaves alone."""

    org_id: int
    from_year: int
    path: str
    moves: tuple[ClassMove, ...]
    already: int

    @property
    def going_up(self) -> int:
        return sum(move.pupils - move.held for move in self.moves if move.to_grade)

    @property
    def leaving(self) -> int:
        return sum(move.pupils - move.held for move in self.moves if move.to_grade is None)

    @property
    def held(self) -> int:
        return sum(move.held for move in self.moves)


class RollOverReceipt(NamedTuple):
    """回执 of a roll-over: the number of the record, when, and whom it moved."""

    number: int
    at: datetime
    going_up: int
    leaving: int
    held: int
    already: int


class Revealed(NamedTuple):
    """Who somebody is, for one stated purpose. `groups` is None for those who may not know."""

    person_id: int
    name: str
    number: str
    birth_date: str | None
    groups: tuple[SpecialGroup, ...] | None
