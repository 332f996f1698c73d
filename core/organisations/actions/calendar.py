"""Changing which days an organisation, and all below it, holds school."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.rules.calendars import MOST_DAYS, TITLE_LENGTH
from core.organisations.tables import CalendarDay, Organisation


def set_calendar_days(
    session: Session, actor: Actor, *, org_id: int, first: date, last: date, school: bool, title: str
) -> int:
    """Say of every day from `first` to `last` whether school is held, whatever was said before; answers how many days.

    Raises NotFound out of reach, Refused for a range that runs backwards or is too long, or a title that says nothing.
    """
    scope = require(actor, Capability.MANAGE_CALENDAR)
    _insist_on(session, scope, org_id)
    days, words = _days(first, last), title.strip()
    if not 0 < len(words) <= TITLE_LENGTH:
        raise Refused("organisations.calendar_title", most=TITLE_LENGTH)
    _forget(session, scope, org_id, first, last)
    session.add_all(CalendarDay(org_id=org_id, day=day, school=school, title=words) for day in days)
    session.flush()
    audit.record(session, actor, "calendar.set", None, org_id=org_id, days=len(days), school=school, first=str(first))
    return len(days)


def clear_calendar_days(session: Session, actor: Actor, *, org_id: int, first: date, last: date) -> None:
    """Take back what the organisation itself said of the days from `first` to `last`. Raises as `set_calendar_days`."""
    scope = require(actor, Capability.MANAGE_CALENDAR)
    _insist_on(session, scope, org_id)
    days = _days(first, last)
    _forget(session, scope, org_id, first, last)
    audit.record(session, actor, "calendar.cleared", None, org_id=org_id, days=len(days), first=str(first))


def _insist_on(session: Session, scope: Scope, org_id: int) -> None:
    """Two people who change one organisation's days take turns."""
    statement = select(Organisation).where(Organisation.id == org_id)
    if session.exec(within(scope, statement, Organisation).with_for_update(key_share=True)).first() is None:
        raise NotFound


def _days(first: date, last: date) -> list[date]:
    length = (last - first).days + 1
    if not 0 < length <= MOST_DAYS:
        raise Refused("organisations.calendar_range", most=MOST_DAYS)
    return [first + timedelta(days=one) for one in range(length)]


def _forget(session: Session, scope: Scope, org_id: int, first: date, last: date) -> None:
    theirs = delete(CalendarDay).where(col(CalendarDay.org_id) == org_id, col(CalendarDay.day).between(first, last))
    session.execute(within(scope, theirs, CalendarDay), execution_options={"synchronize_session": False})
