"""The school days of an organisation."""

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.organisations import packs
from core.organisations.rules.calendars import work_calendar
from core.organisations.tables import CalendarDay, Organisation
from core.workdays import WorkCalendar


def calendar(session: Session, *, org_id: int) -> WorkCalendar:
    """The school days at an organisation: the shipped holidays as it and the bureaus above it changed them.

    The nearest organisation has the last word on a day. Holidays are no secret: no scope is asked for.
    """
    shipped = work_calendar(tuple(packs.holiday_years().values()))
    path = within(SYSTEM_SCOPE, select(col(Organisation.path)).where(col(Organisation.id) == org_id), Organisation)
    line = [int(one) for one in (session.exec(path).first() or "").split("/") if one]
    statement = select(col(CalendarDay.org_id), col(CalendarDay.day), col(CalendarDay.school))
    changed = list(session.exec(within(SYSTEM_SCOPE, statement.where(col(CalendarDay.org_id).in_(line)), CalendarDay)))
    said = {day: school for _, day, school in sorted(changed, key=lambda row: line.index(row[0]))}
    held = frozenset(day for day, school in said.items() if school)
    free = frozenset(said) - held
    return WorkCalendar((shipped.off - held) | free, (shipped.work - free) | held)
