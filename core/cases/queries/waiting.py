"""Reads of what waits: same-day reviews, first talks, follow-ups, closings."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import SQLColumnExpression, and_, case, func
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.queries.warnings import FACTS, WarningRow
from core.cases.queries.widened import at_any_level
from core.cases.rules.notices import NoticeCode
from core.cases.rules.states import CaseState, WarningState
from core.cases.tables import Case, Notice, Responder, Warning
from core.database import within

HOUR = 3600  # seconds
UNDECIDED = col(Warning.state) == WarningState.AWAITING_INTERVIEW


class Lane(NamedTuple):
    """Same-day reviews that wait at one school: how many, and for how many full hours the oldest does."""

    school_id: int
    waiting: int
    oldest_hours: int


class Talks(NamedTuple):
    """First talks that wait: same-day reviews, and of the others those of today, those late, and those of the late that went
    to the next level."""

    urgent: int = 0
    due_today: int = 0
    overdue: int = 0
    escalated: int = 0


class Work(NamedTuple):
    """Open cases that wait: follow-ups of the asker's own by their day, those that went to the next level, and closings that
    somebody else proposed."""

    due_today: int = 0
    overdue: int = 0
    escalated: int = 0
    closings: int = 0


class NoticeRow(NamedTuple):
    """Something its reader was told and has not read."""

    id: int
    at: datetime
    code: NoticeCode
    about: dict[str, int | None]


def fast_lane(session: Session, scope: Scope, *, now: datetime) -> list[Lane]:
    """Same-day reviews by school, those that wait longest in front: counts and age alone, whatever level holds the rows.

    What the county may know before a clock runs out; the rows are asked for with `urgent_list` in the reader's own scope.
    """
    oldest: Any = func.min(Warning.raised_at)
    counted = select(col(Warning.school_id), func.count(), oldest).where(UNDECIDED, col(Warning.urgent))
    statement = counted.group_by(col(Warning.school_id)).order_by(oldest, col(Warning.school_id))
    rows = session.exec(within(at_any_level(scope), statement, Warning))
    return [Lane(school, waiting, int((now - first).total_seconds() // HOUR)) for school, waiting, first in rows]


def urgent_total(session: Session, scope: Scope, *, least: int) -> int | None:
    """How many same-day reviews wait within the scope; None stands for some, but fewer than `least`."""
    counted = select(func.count(col(Warning.id))).where(UNDECIDED, col(Warning.urgent))
    total = session.exec(within(at_any_level(scope), counted, Warning)).one()
    return None if 0 < total < least else total


def urgent_list(session: Session, scope: Scope, *, offset: int = 0, limit: int = 20) -> list[WarningRow]:
    """Same-day reviews that wait, of every campaign and reported by hand, those that wait longest in front."""
    statement = select(*FACTS).where(UNDECIDED, col(Warning.urgent)).order_by(col(Warning.raised_at), col(Warning.id))
    return [WarningRow(*row) for row in session.exec(within(scope, statement, Warning).offset(offset).limit(limit))]


def talks(session: Session, scope: Scope, *, today: date) -> Talks:
    """What the scope's first talks owe."""
    due, calm = col(Warning.due_on), ~col(Warning.urgent)
    late = and_(calm, due < today)
    tests = (col(Warning.urgent), and_(calm, due == today), late, and_(late, col(Warning.escalated_for) == due))
    counted = select(*map(_many, tests)).where(UNDECIDED)
    return Talks(*(count or 0 for count in session.exec(within(scope, counted, Warning)).one()))


def work(session: Session, scope: Scope, *, account_id: int, today: date) -> Work:
    """What the scope's open cases owe; follow-ups only of those that `account_id` is responsible for."""
    mine, due = col(Case.responsible_id) == account_id, col(Case.next_on)
    fired = and_(due < today, col(Case.escalated_for) == due)
    foreign = and_(col(Case.state) == CaseState.CLOSING, func.coalesce(col(Case.proposed_by), 0) != account_id)
    tests = (and_(mine, due == today), and_(mine, due < today), fired, foreign)
    counted = select(*map(_many, tests)).where(col(Case.state) != CaseState.CLOSED)
    return Work(*(count or 0 for count in session.exec(within(scope, counted, Case)).one()))


def responders(session: Session, scope: Scope) -> dict[int, int]:
    """The account that looks at same-day reviews first, by school."""
    statement = select(col(Responder.school_id), col(Responder.account_id))
    return dict(iter(session.exec(within(scope, statement, Responder))))


def unread(session: Session, *, account_id: int, limit: int = 20) -> list[NoticeRow]:
    """What an account was told and has not read, newest first: asked with the id of whoever is signed in."""
    statement = select(col(Notice.id), col(Notice.at), col(Notice.code), col(Notice.about))
    theirs = statement.where(Notice.account_id == account_id, col(Notice.read_at).is_(None))
    rows = session.exec(theirs.order_by(col(Notice.id).desc()).limit(limit))
    return [NoticeRow(key or 0, at, code, about) for key, at, code, about in rows]


def _many(test: SQLColumnExpression[bool]) -> Any:  # a column
    return func.sum(case((test, 1), else_=0))
