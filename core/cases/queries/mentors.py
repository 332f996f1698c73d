"""Reads of pairings (结对), and of home visits that are owed."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases.packs import HOME_VISIT
from core.cases.queries.cases import OPEN
from core.cases.rules.pairing import USUAL_CAPACITY
from core.cases.rules.visits import visits_due
from core.cases.tables import Case, Entry, Mentor, MentorCapacity, Warning
from core.database import within
from core.students.rules.words import stored_groups
from core.students.tables import Person


class MentorRow(NamedTuple):
    """Somebody who walks or walked beside a person."""

    id: int
    account_id: int
    since: datetime
    ended_at: datetime | None


class MentorLoad(NamedTuple):
    """How many people a colleague walks beside in all, and how many they may."""

    account_id: int
    carries: int
    capacity: int


class VisitOwed(NamedTuple):
    """A case whose pupil belongs to a special group and got no home visit this term; None = never one."""

    case_id: int
    person_id: int
    school_id: int
    last_visit: date | None


def mentors(session: Session, scope: Scope, case_id: int) -> list[MentorRow]:
    """The pairings of a case, open ones first."""
    statement: Any = select(col(Mentor.id), col(Mentor.account_id), col(Mentor.since), col(Mentor.ended_at))
    statement = within(scope, statement.where(Mentor.case_id == case_id), Mentor)
    rows = session.exec(statement.order_by(col(Mentor.ended_at).is_not(None), col(Mentor.since), col(Mentor.id)))
    return [MentorRow(*row) for row in rows]


def mentor_loads(session: Session, scope: Scope) -> list[MentorLoad]:
    """Whoever walks beside somebody within the scope or was given a capacity there, most first.

    Counted over all whom they carry, wherever that is.
    """
    near = within(scope, select(col(Mentor.account_id)).where(col(Mentor.ended_at).is_(None)), Mentor).distinct()
    given = within(scope, select(col(MentorCapacity.account_id)), MentorCapacity)
    ids = sorted({*session.exec(near), *session.exec(given)})
    statement: Any = select(col(Mentor.account_id), func.count()).where(col(Mentor.ended_at).is_(None))
    statement = statement.where(col(Mentor.account_id).in_(ids)).group_by(col(Mentor.account_id))
    counted = dict(iter(session.exec(within(SYSTEM_SCOPE, statement, Mentor))))
    said: Any = select(col(MentorCapacity.account_id), col(MentorCapacity.capacity))
    said = said.where(col(MentorCapacity.account_id).in_(ids))
    capacities = dict(iter(session.exec(within(SYSTEM_SCOPE, said, MentorCapacity))))
    rows = [MentorLoad(one, counted.get(one, 0), capacities.get(one, USUAL_CAPACITY)) for one in ids]
    return sorted(rows, key=lambda row: (-row.carries, row.account_id))


def visits_owed(session: Session, scope: Scope, *, term_begins: date) -> list[VisitOwed]:
    """Open cases of pupils of special groups who got no home visit since the term began, by case."""
    statement: Any = select(col(Case.id), col(Case.person_id), col(Case.school_id), col(Person.groups))
    statement = statement.join(Person, col(Person.id) == col(Case.person_id)).where(col(Case.state).in_(OPEN))
    statement = within(scope, statement.where(col(Person.groups).is_not(None)), Case)
    rows = list(session.exec(within(SYSTEM_SCOPE, statement, Person).order_by(col(Case.id))))
    visited = _last_visits(session, [row[0] for row in rows])
    return [
        VisitOwed(case_id, person_id, school_id, visited.get(case_id))
        for case_id, person_id, school_id, groups in rows
        if visits_due(stored_groups(groups), visited.get(case_id), term_begins=term_begins)
    ]


def _last_visits(session: Session, case_ids: list[int]) -> dict[int, date]:
    """The day of the last home visit by case, of cases that were found within a scope."""
    statement: Any = select(col(Warning.case_id), func.max(col(Entry.held_on)))
    statement = statement.join(Warning, col(Warning.id) == col(Entry.warning_id)).where(
        col(Warning.case_id).in_(case_ids), Entry.form == HOME_VISIT, col(Entry.replaced_by).is_(None)
    )
    statement = statement.group_by(col(Warning.case_id))
    return dict(iter(session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Warning), Entry))))
