"""申诉: what schools appeal against, what stands beside it for whoever answers, and who must not."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.audit import AuditEvent
from core.database import unowned, within
from core.evaluation.queries.moderations import Said, marks_said
from core.evaluation.queries.ties import is_tied
from core.evaluation.rules.appealing import Apart, apart
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.states import AppealState, AssignmentState
from core.evaluation.tables import Appeal, Assignment, Entry, ItemMark, Moderation, Room, Round
from core.organisations.tables import Organisation

SETTLED = "moderation.settled"
"""The act by which an item is settled, as the audit names it."""


class AppealRow(NamedTuple):
    """One appeal, of the school at `path`; `codes` are the items it is against, () for the whole result."""

    id: int
    round_id: int
    round: str
    publicity_until: date
    entry_id: int
    school_id: int
    school: str
    path: str
    room: str
    codes: tuple[str, ...]
    plea: str
    filed_at: datetime
    state: AppealState
    answer: str
    answered_at: datetime | None

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is AppealState.OPEN


class Rating(NamedTuple):
    """How an item was rated: by each rater, and what moderation or an earlier appeal put in place."""

    said: tuple[Said, ...]
    agreed: Mark | None
    appealed: Mark | None


def appeals(session: Session, scope: Scope, *, round_id: int | None = None) -> list[AppealRow]:
    """The appeals of the schools within `scope`, those that wait for an answer first, the oldest of them at the top."""
    facts: Any = (Appeal, Round.title, Round.publicity_until, Organisation.name, Organisation.path, Room.name)
    statement: Any = select(*facts).join(Round, col(Round.id) == Appeal.round_id)
    statement = statement.join(Entry, col(Entry.id) == Appeal.entry_id)
    statement = statement.join(Organisation, col(Organisation.id) == Appeal.school_id)
    statement = statement.join(Room, col(Room.id) == Entry.room_id, isouter=True)
    for table in (Round, Entry, Organisation):  # of the appeal that is found within the scope
        statement = within(SYSTEM_SCOPE, statement, table)
    if round_id is not None:
        statement = statement.where(Appeal.round_id == round_id)
    rows = [_row(*found) for found in session.exec(unowned(within(scope, statement, Appeal), Room))]
    return sorted(rows, key=lambda row: (not row.is_open, row.id if row.is_open else -row.id))


def appealed_ratings(session: Session, scope: Scope, *, appeal_id: int) -> dict[str, Rating]:
    """The items of an open appeal as they were rated, by code; every item that was rated where the whole is appealed against.

    For those who hold the round within `scope`; nothing for anybody else.
    """
    statement = select(Appeal).join(Round, col(Round.id) == Appeal.round_id).where(Appeal.id == appeal_id)
    found = session.exec(within(scope, within(scope, statement, Round), Appeal)).first()
    if found is None:
        return {}
    placed = _placed(session, found.entry_id)
    codes = found.codes.split() or sorted(_rated_codes(session, found.entry_id))
    said = marks_said(session, [found.entry_id], codes, told=False)
    return {
        code: Rating(said.get((found.entry_id, code), ()), placed.get((code, False)), placed.get((code, True)))
        for code in codes
    }


def keeps_apart(session: Session, scope: Scope, *, entry_id: int, account_id: int) -> Apart | None:
    """What keeps this person from answering an appeal of an entry within `scope`; None when nothing does.

    Whoever is the round's chair, rated the entry (also when the assignment was taken back after a mark), settled one of its
    items at any time, or has a tie to the school.
    """
    statement = select(Entry.school_id, Round.chair_id).join(Round, col(Round.id) == Entry.round_id)
    statement = within(scope, within(SYSTEM_SCOPE, statement.where(Entry.id == entry_id), Round), Entry)
    found = session.exec(statement).first()
    if found is None:
        return None
    school_id, chair_id = found
    return apart(
        chairs=chair_id == account_id,
        rated=_rated(session, entry_id, account_id),
        settled=_settled(session, entry_id, account_id),
        tied=is_tied(session, school_id=school_id, account_id=account_id),
    )


def _row(row: Appeal, title: str, until: date, school: str, path: str, room: str | None) -> AppealRow:
    same = ("id", "round_id", "entry_id", "school_id", "plea", "filed_at", "state", "answer", "answered_at")
    facts = {name: getattr(row, name) for name in same}
    return AppealRow(
        round=title, publicity_until=until, school=school, path=path, room=room or "",
        codes=tuple(row.codes.split()), **facts,
    )  # fmt: skip


def _placed(session: Session, entry_id: int) -> dict[tuple[str, bool], Mark]:
    statement = select(Moderation).where(Moderation.entry_id == entry_id, col(Moderation.settled_at).is_not(None))
    rows = session.exec(within(SYSTEM_SCOPE, statement, Moderation))
    return {(row.code, row.by_appeal): unpacked(row.value or {}) for row in rows}


def _rated_codes(session: Session, entry_id: int) -> Collection[str]:
    statement: Any = select(ItemMark.code).join(Assignment, col(Assignment.id) == ItemMark.assignment_id).distinct()
    statement = statement.where(Assignment.entry_id == entry_id, Assignment.state == AssignmentState.SUBMITTED)
    return list(session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, ItemMark), Assignment)))


def _rated(session: Session, entry_id: int, account_id: int) -> bool:
    statement = select(Assignment).where(Assignment.entry_id == entry_id, Assignment.rater_id == account_id)
    row = session.exec(within(SYSTEM_SCOPE, statement, Assignment)).first()
    if row is None or row.state is not AssignmentState.WITHDRAWN:
        return row is not None
    marked = select(col(ItemMark.id)).where(ItemMark.assignment_id == row.id).limit(1)
    return session.exec(within(SYSTEM_SCOPE, marked, ItemMark)).first() is not None


def _settled(session: Session, entry_id: int, account_id: int) -> bool:
    """Whether this person settled an item of the entry at any time.

    An item that was opened again does not say who settled it before; the audit does, and nobody takes that away.
    """
    items = select(Moderation).where(Moderation.entry_id == entry_id, col(Moderation.by_appeal).is_(False))
    found = session.exec(within(SYSTEM_SCOPE, items, Moderation)).all()
    if account_id in {row.settled_by for row in found}:
        return True
    acts = select(col(AuditEvent.number)).where(
        AuditEvent.actor_id == account_id,
        AuditEvent.action == SETTLED,
        AuditEvent.subject == Moderation.__tablename__,
        col(AuditEvent.subject_id).in_([row.id for row in found]),
    )
    return session.exec(within(SYSTEM_SCOPE, acts.limit(1), AuditEvent)).first() is not None
