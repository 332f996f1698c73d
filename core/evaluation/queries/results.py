"""评估结果: what the schools of a round came to; for everybody from publicity on, and never before."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import unowned, within
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.tables import Entry, EntryResult, Outcome, Room, Round
from core.organisations.tables import Organisation


class ResultRow(NamedTuple):
    """What a school (or one of its rooms) came to by one standard; a veto that happened leaves it without a grade."""

    entry_id: int
    school_id: int
    school: str
    room: str
    standard: str
    total: Decimal
    most: Decimal
    grade: str
    vetoes: tuple[str, ...]
    changed_by_appeal: bool

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school


class ResultSums(NamedTuple):
    """A round by one standard in a few figures; `mean`, `low` and `high` are totals, `most` the full points."""

    entries: int
    grades: Mapping[str, int]
    vetoed: int
    appealed: int
    mean: float
    low: Decimal
    high: Decimal
    most: Decimal

    @property
    def graded(self) -> int:
        """How many have a grade."""
        return sum(self.grades.values())


class OutcomeRow(NamedTuple):
    """How one indicator or item of an entry came out; `na`: it did not apply there."""

    code: str
    is_item: bool
    score: Decimal
    most: Decimal
    na: bool


_FACTS: Any = (EntryResult, col(Organisation.name), col(Room.name))


def result_rows(
    session: Session, scope: Scope, *, round_id: int, standard: str, offset: int = 0, limit: int | None = None
) -> list[ResultRow]:
    """The results within `scope` by one standard, by school and room."""
    statement: Any = public(select(*_FACTS).select_from(EntryResult), EntryResult, round_id, standard)
    statement = statement.join(Entry, col(Entry.id) == EntryResult.entry_id)
    statement = statement.join(Organisation, col(Organisation.id) == EntryResult.school_id)
    statement = statement.join(Room, col(Room.id) == Entry.room_id, isouter=True)
    for table in (Entry, Organisation):
        statement = within(SYSTEM_SCOPE, statement, table)
    ordered = statement.order_by(col(Organisation.name), EntryResult.school_id, EntryResult.entry_id)
    found = session.exec(unowned(within(scope, ordered, EntryResult), Room).offset(offset).limit(limit))
    return [_row(row, school, room or "") for row, school, room in found]


def result_sums(session: Session, scope: Scope, *, round_id: int, standard: str) -> ResultSums | None:
    """The results within `scope` by one standard in a few figures; None where there are none to see."""
    vetoed, appealed = col(EntryResult.vetoes) != "", col(EntryResult.changed_by_appeal)
    total = col(EntryResult.total)
    figures: Any = (func.count(), func.sum(total), func.min(total), func.max(total), func.max(EntryResult.most))
    statement: Any = select(EntryResult.grade, vetoed, appealed, *figures)
    statement = within(scope, public(statement, EntryResult, round_id, standard), EntryResult)
    rows = list(session.exec(statement.group_by(EntryResult.grade, vetoed, appealed)))
    if not rows:
        return None
    entries = sum(row[3] for row in rows)
    grades: dict[str, int] = {}
    for row in rows:
        if row[0]:
            grades[row[0]] = grades.get(row[0], 0) + row[3]
    return ResultSums(
        entries, grades, sum(row[3] for row in rows if row[1]), sum(row[3] for row in rows if row[2]),
        float(sum(row[4] for row in rows)) / entries, min(row[5] for row in rows), max(row[6] for row in rows),
        max(row[7] for row in rows),
    )  # fmt: skip


def outcomes(session: Session, scope: Scope, *, entry_id: int, standard: str) -> dict[str, OutcomeRow]:
    """How every indicator and item of an entry within `scope` came out, by code."""
    facts: Any = (Outcome.code, Outcome.is_item, Outcome.score, Outcome.most, Outcome.na)
    statement = public(select(*facts).where(Outcome.entry_id == entry_id), Outcome, None, standard)
    return {row[0]: OutcomeRow(*row) for row in session.exec(within(scope, statement, Outcome))}


def public(statement: Any, table: Any, round_id: int | None, standard: str) -> Any:
    """Rows of `table` by one standard, of a round whose results are public; `table` is still to be narrowed."""
    statement = statement.join(Round, col(Round.id) == table.round_id)
    statement = statement.where(table.standard == standard, col(Round.state).in_(SEEN_BY_SCHOOLS))
    if round_id is not None:
        statement = statement.where(table.round_id == round_id)
    return within(SYSTEM_SCOPE, statement, Round)


def _row(row: EntryResult, school: str, room: str) -> ResultRow:
    return ResultRow(
        row.entry_id, row.school_id, school, room, row.standard, row.total, row.most, row.grade,
        tuple(row.vetoes.split()), row.changed_by_appeal,
    )  # fmt: skip
