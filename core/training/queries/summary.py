"""Staffing in a handful of figures, for screens that many open often: no roll and no hours are counted."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from core import clock
from core.access import Scope
from core.database import within
from core.organisations.rules import Level
from core.organisations.tables import Organisation
from core.training.queries.hour_rows import standings
from core.training.queries.requirements import requirements_by_path
from core.training.queries.sessions import SessionRow, sessions_seen
from core.training.queries.staffing import counted, lapsing
from core.training.rules import SessionState
from core.training.rules.hours import due_day, year_of
from core.training.rules.requirements import RequirementSpec

SOON = 30
"""Days: what lapses or is due within them is pointed out."""


class StaffSummary(NamedTuple):
    """Open schools by who is in post: `full` have somebody full-time, `either` anybody, `silent` never registered one.

    `expiring` people are left without a certificate that counts within 30 days, each counted once wherever they work.
    """

    schools: int
    full: int
    either: int
    silent: int
    expiring: int

    @property
    def empty(self) -> int:
        """Schools that registered somebody and have nobody in post."""
        return self.schools - self.either - self.silent


class HoursDue(NamedTuple):
    """People who lack hours whose day has passed or comes within 30 days, and the nearest such day."""

    people: int
    due: date | None


def staff_summary(session: Session, scope: Scope, *, today: date) -> StaffSummary:
    """The schools within the scope in five figures."""
    open_now = _open(session, scope)
    held = {school: one for school, one in counted(session, scope, today).items() if school in open_now}
    posts = [one.posts for one in held.values()]
    full, either = sum(one.full_time > 0 for one in posts), sum(any(one) for one in posts)
    expiring = sum(
        not schools.isdisjoint(open_now) for schools in lapsing(session, scope, today=today, days=SOON).values()
    )
    return StaffSummary(len(open_now), full, either, len(open_now) - len(held), expiring)


def hours_due(session: Session, scope: Scope, *, today: date) -> HoursDue:
    """Whose hours are due soon within the scope: numbers, nobody's name.

    Nobody's hours are counted while no requirement that holds here is due.
    """
    held = requirements_by_path(session, _open(session, scope).values())
    if not any(_is_near(spec, today) for spec in {id(one.spec): one.spec for one in held.values()}.values()):
        return HoursDue(0, None)
    found = [row.standing.due for row in standings(session, scope, today=today)]
    near = [due for due in found if due is not None and (due - today).days <= SOON]
    return HoursDue(len(near), min(near, default=None))


def sessions_in(session: Session, scope: Scope, *, first: date, last: date) -> list[SessionRow]:
    """The sessions seen from the scope that are open or running and begin on one of these days, the earliest first.

    A course of several months is pointed out when it begins, not on every day that it runs.
    """
    rows = sessions_seen(session, scope, states=(SessionState.ENROLLING, SessionState.RUNNING))
    found = [row for row in rows if first <= clock.local(row.starts_at).date() <= last]
    return sorted(found, key=lambda row: (row.starts_at, row.id))


def _open(session: Session, scope: Scope) -> dict[int, str]:
    """The paths of the open schools within the scope, by id."""
    statement = select(col(Organisation.id), col(Organisation.path)).where(Organisation.level == Level.SCHOOL)
    rows = session.exec(within(scope, statement.where(col(Organisation.closed_on).is_(None)), Organisation))
    return {school or 0: path for school, path in rows}


def _is_near(spec: RequirementSpec, today: date) -> bool:
    """Whether the day of a line has passed in this year of counting, or comes soon."""
    year = year_of(spec.hours, today)
    return any(due_day(spec.hours, year, line.due) <= today + timedelta(days=SOON) for line in spec.people)
