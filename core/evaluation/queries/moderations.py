"""合议: what raters saw too differently, their marks side by side; nothing of it before the round is in moderation."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import unowned, within
from core.evaluation.queries.ties import is_tied
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.states import AssignmentState
from core.evaluation.rules.timeline import UNBLINDED
from core.evaluation.tables import Assignment, Entry, ItemMark, Moderation, Room, Round
from core.organisations.tables import Organisation


class Said(NamedTuple):
    """What one rater put down and why; `rater_id` is told to those who hold the round alone."""

    mark: Mark
    reason: str
    rater_id: int | None


class ModerationRow(NamedTuple):
    """One item of one school, what its raters said in the order of their assignments, and what was agreed."""

    id: int
    entry_id: int
    school_id: int
    school: str
    room: str
    code: str
    gap: Decimal
    said: tuple[Said, ...]
    settled: Mark | None
    reason: str
    settled_at: datetime | None

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school


def moderations(
    session: Session, scope: Scope, *, round_id: int, settled: bool | None = None, offset: int = 0, limit: int = 20
) -> list[ModerationRow]:
    """A page of the items put up in a round of an organisation within `scope`, by school: for those who hold the round.

    `settled` asks for what is settled or still open alone.
    """
    statement = _rows(within(scope, _chosen(_FACTS, round_id, settled), Round))
    return _read(session, statement.offset(offset).limit(limit), told=True)


def count_moderations(session: Session, scope: Scope, *, round_id: int, settled: bool | None = None) -> int:
    """How many `moderations` there are."""
    statement = within(scope, _chosen([func.count()], round_id, settled), Round)
    return int(session.exec(within(SYSTEM_SCOPE, statement, Moderation)).one())


def own_moderations(session: Session, scope: Scope, *, round_id: int, account_id: int) -> list[ModerationRow]:
    """The items put up of the schools that this rater rated, or of all within `scope` where they chair the round.

    `scope` is where they score schools. Nobody's name is told.
    """
    sheets = select(col(Assignment.entry_id)).where(
        Assignment.rater_id == account_id, Assignment.state != AssignmentState.WITHDRAWN
    )
    mine = col(Moderation.entry_id).in_(within(scope, sheets, Assignment))
    statement = _chosen(_FACTS, round_id, None).where(or_(mine, col(Round.chair_id) == account_id))
    statement = _rows(within(SYSTEM_SCOPE, statement, Round))
    return _read(session, within(scope, statement, Moderation), told=False)


def chair_stays_away(session: Session, scope: Scope, *, moderation_id: int) -> bool:
    """Whether the chair has a tie to the school of an item that is put up in a round held within `scope`.

    Then a manager settles it. False for any other round, and where nobody chairs.
    """
    statement: Any = select(Moderation.school_id, Round.chair_id).join(Round, col(Round.id) == Moderation.round_id)
    statement = statement.where(Moderation.id == moderation_id, col(Round.chair_id).is_not(None))
    found = session.exec(within(SYSTEM_SCOPE, within(scope, statement, Round), Moderation)).first()
    return found is not None and is_tied(session, school_id=found[0], account_id=found[1])


_FACTS: Any = (Moderation, col(Organisation.name), col(Room.name))


def _chosen(facts: Any, round_id: int, settled: bool | None) -> Any:
    statement = select(*facts).select_from(Moderation).join(Round, col(Round.id) == Moderation.round_id)
    statement = statement.where(
        Moderation.round_id == round_id, col(Moderation.by_appeal).is_(False), col(Round.state).in_(UNBLINDED)
    )
    if settled is None:
        return statement
    when = col(Moderation.settled_at)
    return statement.where(when.is_not(None) if settled else when.is_(None))


def _rows(statement: Any) -> Any:
    statement = statement.join(Entry, col(Entry.id) == Moderation.entry_id)
    statement = statement.join(Organisation, col(Organisation.id) == Moderation.school_id)
    statement = statement.join(Room, col(Room.id) == Entry.room_id, isouter=True)
    for table in (Moderation, Entry, Organisation):
        statement = within(SYSTEM_SCOPE, statement, table)
    ordered = statement.order_by(
        col(Moderation.settled_at).is_not(None), col(Organisation.name), col(Moderation.entry_id)
    )
    return unowned(ordered.order_by(col(Moderation.code)), Room)


def _read(session: Session, statement: Any, *, told: bool) -> list[ModerationRow]:
    rows = list(session.exec(statement))
    said = marks_said(session, [row.entry_id for row, _, _ in rows], {row.code for row, _, _ in rows}, told=told)
    return [_row(row, school, room or "", said.get((row.entry_id, row.code), ())) for row, school, room in rows]


def _row(row: Moderation, school: str, room: str, said: tuple[Said, ...]) -> ModerationRow:
    settled = unpacked(row.value or {}) if row.settled_at else None
    return ModerationRow(
        row.id or 0, row.entry_id, row.school_id, school, room, row.code, row.gap, said, settled, row.reason,
        row.settled_at,
    )  # fmt: skip


def marks_said(
    session: Session, entry_ids: Collection[int], codes: Collection[str], *, told: bool
) -> dict[tuple[int, str], tuple[Said, ...]]:
    """The marks handed in for these items of entries that were found."""
    facts: Any = (Assignment.entry_id, Assignment.rater_id, ItemMark.code, ItemMark.value, ItemMark.reason)
    statement: Any = select(*facts).join(ItemMark, col(ItemMark.assignment_id) == Assignment.id)
    statement = statement.where(
        col(Assignment.entry_id).in_(sorted(set(entry_ids))),
        col(ItemMark.code).in_(sorted(codes)),
        Assignment.state == AssignmentState.SUBMITTED,
    )
    found: dict[tuple[int, str], tuple[Said, ...]] = {}
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Assignment), ItemMark)
    for entry, rater, code, value, reason in session.exec(narrowed.order_by(Assignment.id)):
        one = Said(unpacked(value), reason, rater if told else None)
        found[entry, code] = (*found.get((entry, code), ()), one)
    return found
