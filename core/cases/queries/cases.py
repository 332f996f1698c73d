"""Reads of cases: lists by page, one case, its steps and its warnings, and who carries how many."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import case as either
from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.queries.warnings import FACTS as WARNING_FACTS
from core.cases.queries.warnings import WarningRow
from core.cases.rules.states import CaseState, Outcome, Source, Step
from core.cases.tables import Case, CaseChange, Warning
from core.database import within
from core.errors import NotFound

OPEN = tuple(state for state in CaseState if state is not CaseState.CLOSED)


class CaseFilter(NamedTuple):
    """What a list shows; None or empty = everything. `due_by`: those whose next follow-up is due by that day."""

    states: Collection[CaseState] = OPEN
    school_id: int | None = None
    responsible_id: int | None = None
    severities: Collection[int] = ()
    people: Collection[int] | None = None
    due_by: date | None = None


class CaseRow(NamedTuple):
    """One case; what was written down about it is a right of its own."""

    id: int
    person_id: int
    school_id: int
    class_id: int | None
    origin_school_id: int
    grade: int
    is_staff: bool
    campaign_id: int | None
    source: Source
    severity: int
    level: str
    care_level: str | None
    state: CaseState
    second_person: bool
    follow_up: int
    next_on: date | None
    responsible_id: int | None
    opened_at: datetime
    opened_by: int
    escalated_at: datetime | None
    outcome: Outcome | None
    proposed_by: int | None
    proposed_at: datetime | None
    closed_by: int | None
    closed_at: datetime | None


class ChangeRow(NamedTuple):
    """One step of a case: who, when, from where to where, and why."""

    id: int
    at: datetime
    by_id: int
    step: Step
    from_state: CaseState | None
    to_state: CaseState
    from_severity: int | None
    to_severity: int
    why: str


class Load(NamedTuple):
    """What one person looks after: open cases, and those of them whose follow-up is due."""

    account_id: int | None
    open_cases: int
    due: int


FACTS: Any = [getattr(Case, name) for name in CaseRow._fields]
CHANGE_FACTS: Any = [getattr(CaseChange, name) for name in ChangeRow._fields]


def cases(
    session: Session, scope: Scope, chosen: CaseFilter, *, offset: int = 0, limit: int | None = 20
) -> list[CaseRow]:
    """One page: the gravest first, then by the day of the next follow-up (closed cases: the newest first)."""
    order = (col(Case.severity).desc(), col(Case.next_on).is_(None), col(Case.next_on), col(Case.id).desc())
    statement = _chosen(scope, select(*FACTS), chosen).order_by(*order).offset(offset).limit(limit)
    return [CaseRow(*row) for row in session.exec(statement)]


def count_cases(session: Session, scope: Scope, chosen: CaseFilter) -> int:
    """How many `cases` there are."""
    return int(session.exec(_chosen(scope, select(func.count()).select_from(Case), chosen)).one())


def case(session: Session, scope: Scope, case_id: int) -> CaseRow:
    """One case; raises NotFound outside the scope."""
    statement: Any = select(*FACTS).where(Case.id == case_id)
    found = session.exec(within(scope, statement, Case)).first()
    if found is None:
        raise NotFound
    return CaseRow(*found)


def changes(session: Session, scope: Scope, case_id: int) -> list[ChangeRow]:
    """The steps of a case, oldest first; why is a note, so `scope` is where the reader may see scores or approve cases."""
    statement: Any = select(*CHANGE_FACTS).where(CaseChange.case_id == case_id).order_by(col(CaseChange.id))
    return [ChangeRow(*row) for row in session.exec(within(scope, statement, CaseChange))]


def warnings_of(session: Session, scope: Scope, *, case_id: int) -> list[WarningRow]:
    """The warnings that led into a case, oldest first."""
    statement: Any = select(*WARNING_FACTS).where(Warning.case_id == case_id)
    statement = within(scope, statement, Warning).order_by(col(Warning.raised_at), col(Warning.id))
    return [WarningRow(*row) for row in session.exec(statement)]


def workload(session: Session, scope: Scope, *, due_by: date) -> list[Load]:
    """Open cases by who looks after them, most first; due are those with a follow-up by `due_by`."""
    due = func.sum(either((col(Case.next_on) <= due_by, 1), else_=0))
    statement: Any = select(col(Case.responsible_id), func.count(), due).where(col(Case.state).in_(OPEN))
    statement = within(scope, statement, Case).group_by(col(Case.responsible_id))
    rows = [Load(account_id, int(count), int(late)) for account_id, count, late in session.exec(statement)]
    return sorted(rows, key=lambda row: (-row.open_cases, row.account_id or 0))


def _chosen(scope: Scope, statement: Any, chosen: CaseFilter) -> Any:  # a select of any shape
    statement = within(scope, statement, Case)
    if chosen.states:
        statement = statement.where(col(Case.state).in_(list(chosen.states)))
    if chosen.severities:
        statement = statement.where(col(Case.severity).in_(sorted(chosen.severities)))
    if chosen.people is not None:
        statement = statement.where(col(Case.person_id).in_(sorted(chosen.people)))
    if chosen.due_by is not None:
        statement = statement.where(col(Case.next_on) <= chosen.due_by)
    for name in ("school_id", "responsible_id"):
        if (wanted := getattr(chosen, name)) is not None:
            statement = statement.where(getattr(Case, name) == wanted)
    return statement
