"""The school days of an organisation."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.organisations import packs
from core.organisations.rules.calendars import work_calendar
from core.organisations.tables import CalendarDay, Organisation
from core.workdays import WorkCalendar


class ChangedDay(NamedTuple):
    """A day on which an organisation holds school, or does not, other than the shipped holidays say."""

    org_id: int
    org: str
    day: date
    school: bool
    title: str


def calendar(session: Session, *, org_id: int) -> WorkCalendar:
    """The school days at an organisation: the shipped holidays as it and the bureaus above it changed them.

    The nearest organisation has the last word on a day. Holidays are no secret: no scope is asked for.
    """
    return calendars(session, org_ids=[org_id])[org_id]


def calendars(session: Session, *, org_ids: Collection[int]) -> dict[int, WorkCalendar]:
    """What `calendar` says of each of many organisations; those that changed nothing share one calendar."""
    shipped = work_calendar(tuple(packs.holiday_years().values()))
    lines = _lines(session, org_ids)
    changed: dict[int, dict[date, bool]] = {}
    for row in _changed(session, {one for line in lines.values() for one in line}):
        changed.setdefault(row.org_id, {})[row.day] = row.school
    made: dict[tuple[int, ...], WorkCalendar] = {}
    found: dict[int, WorkCalendar] = {}
    for org_id, line in lines.items():
        saying = tuple(one for one in line if one in changed)
        if saying not in made:
            made[saying] = _as_changed(shipped, (changed[one] for one in saying))
        found[org_id] = made[saying]
    return found


def calendar_changes(session: Session, *, org_id: int, first: date, last: date) -> list[ChangedDay]:
    """What an organisation and the bureaus above it changed from `first` to `last`, by day, the nearest last."""
    line = _lines(session, [org_id])[org_id]
    rows = [row for row in _changed(session, line) if first <= row.day <= last]
    return sorted(rows, key=lambda row: (row.day, line.index(row.org_id)))


def _as_changed(shipped: WorkCalendar, changes: Iterable[dict[date, bool]]) -> WorkCalendar:
    """The shipped days after the changes of every level, from the top down."""
    said = {day: school for one in changes for day, school in one.items()}
    held = frozenset(day for day, school in said.items() if school)
    free = frozenset(said) - held
    return WorkCalendar((shipped.off - held) | free, (shipped.work - free) | held)


def _lines(session: Session, org_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The ids from the top down to each organisation; an unknown one stands for itself."""
    statement = select(col(Organisation.id), col(Organisation.path)).where(col(Organisation.id).in_(sorted(org_ids)))
    paths = {key or 0: path for key, path in session.exec(within(SYSTEM_SCOPE, statement, Organisation))}
    return {one: tuple(int(step) for step in paths.get(one, str(one)).strip("/").split("/")) for one in org_ids}


def _changed(session: Session, org_ids: Collection[int]) -> list[ChangedDay]:
    facts = (col(CalendarDay.org_id), col(Organisation.name), col(CalendarDay.day), col(CalendarDay.school))
    joined = select(*facts, col(CalendarDay.title)).join(Organisation, col(Organisation.id) == CalendarDay.org_id)  # type: ignore[call-overload]  # over four columns
    statement = joined.where(col(CalendarDay.org_id).in_(sorted(org_ids)))
    rows = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, CalendarDay), Organisation))
    return [ChangedDay(*row) for row in rows]
