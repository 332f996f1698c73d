"""Whose hours count for how much in a year, and who lacks what is asked: numbers by school, people by name."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import extract, func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.queries import SchoolRow, get, schools
from core.training.queries.people import own_person, person
from core.training.queries.requirements import HeldRequirements, requirements_by_path
from core.training.queries.staffing import TENTH
from core.training.rules import StaffKind
from core.training.rules.hours import Entry, YearCredits, credited, window, year_of
from core.training.rules.standing import Person, Standing, standing
from core.training.tables import StaffMember, StaffPost, TrainingHours


class HourRow(NamedTuple):
    """One person in post, with the hours that count in the year and how they stand. `name` is "" where it is not told."""

    staff_id: int
    school_id: int
    school: str
    kinds: tuple[StaffKind, ...]
    credits: YearCredits
    standing: Standing
    name: str = ""


class _Held(NamedTuple):
    kinds: frozenset[StaffKind]
    since: date


class Post(NamedTuple):
    """What somebody is or was, from when to when."""

    kind: StaffKind
    since: date
    until: date | None


POST: Any = (StaffPost.kind, StaffPost.since, StaffPost.until)


def hour_rows(
    session: Session, scope: Scope, *, today: date, year: int | None = None, school_id: int | None = None
) -> list[HourRow]:
    """Everybody in post whose file lies within the scope, or at one school of it, by school and name.

    `scope` is where names may be read. `year` is the one in which the year of counting began, None the current one of
    whatever requirements hold at the school. In a past year people are those who were in post on its last day.
    """
    at = scope if school_id is None else _narrowed(session, scope, school_id)
    names = _names(session, at)
    rows = [row._replace(name=names[row.staff_id]) for row in standings(session, at, today=today, year=year)]
    return sorted(rows, key=lambda row: (row.school, row.school_id, row.name, row.staff_id))


def own_hours(session: Session, user_id: int, *, today: date, year: int | None = None) -> HourRow | None:
    """The asker's own row, by the account that belongs to the file; None without one, or out of post."""
    mine = own_person(session, user_id)
    if mine is None:
        return None
    at = Scope.at(get(session, SYSTEM_SCOPE, person(session, SYSTEM_SCOPE, mine).school_id).path)
    return next(iter(standings(session, at, today=today, year=year, staff_id=mine)), None)


def standings(
    session: Session, scope: Scope, *, today: date, year: int | None = None, staff_id: int | None = None,
) -> list[HourRow]:  # fmt: skip
    """As `hour_rows`, without a name: what every number about hours is counted from."""
    among = {row.id: row for row in schools(session, scope)}
    held = requirements_by_path(session, (row.path for row in among.values()))
    return standings_at(session, scope, among, held, today=today, year=year, staff_id=staff_id)


def standings_at(
    session: Session, scope: Scope, among: Mapping[int, SchoolRow], held: Mapping[str, HeldRequirements], *,
    today: date, year: int | None = None, staff_id: int | None = None,
) -> list[HourRow]:  # fmt: skip
    """`standings` at open schools of the scope that were read already, by the requirements given for their paths."""
    posts = {who: one for who, one in _posts(session, scope, staff_id).items() if one[0] in among}
    entries = _entries(session, scope, _since(held.values(), today, year), staff_id)
    rows = (
        _row(who, among[at], lasted, entries.get(who, ()), held, today, year) for who, (at, lasted) in posts.items()
    )
    return [row for row in rows if row]


def _row(
    who: int, school: SchoolRow, posts: Iterable[Post], entries: Iterable[Entry],
    held: Mapping[str, HeldRequirements], today: date, year: int | None,
) -> HourRow | None:  # fmt: skip
    spec = held[school.path].spec
    counted = year_of(spec.hours, today) if year is None else year
    here = _in_post(posts, min(today, window(spec.hours, counted)[1]))
    if here is None:
        return None
    credits = credited(entries, spec.hours, counted)
    stood = standing(Person(here.kinds, frozenset(school.facts.stages), here.since), credits, spec, today=today)
    return HourRow(who, school.id, school.name, tuple(one for one in StaffKind if one in here.kinds), credits, stood)


def _in_post(posts: Iterable[Post], day: date) -> _Held | None:
    """What somebody is on a day and since when they do such work at all; None out of post."""
    begun = [one for one in posts if one.since <= day]
    kinds = frozenset(one.kind for one in begun if one.until is None or one.until >= day)
    return _Held(kinds, min(one.since for one in begun)) if kinds else None


def _posts(session: Session, scope: Scope, staff_id: int | None) -> dict[int, tuple[int, list[Post]]]:
    """The posts of those whose file lies within the scope, at other schools too."""
    columns: tuple[Any, ...] = (StaffPost.staff_id, StaffMember.school_id, *POST)
    joined = select(*columns).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    chosen = _of(joined.where(col(StaffMember.merged_into).is_(None)), StaffPost.staff_id, staff_id)
    found: dict[int, tuple[int, list[Post]]] = {}
    for who, at, *post in session.exec(within(SYSTEM_SCOPE, within(scope, chosen, StaffMember), StaffPost)):
        found.setdefault(who, (at, []))[1].append(Post(*post))
    return found


def _entries(session: Session, scope: Scope, since: date | None, staff_id: int | None) -> dict[int, list[Entry]]:
    """Hours summed by person, category and month: finer than any year of counting."""
    held_on = col(TrainingHours.held_on)
    keys: tuple[Any, ...] = (
        col(TrainingHours.staff_id), col(TrainingHours.category), extract("year", held_on), extract("month", held_on)
    )  # fmt: skip
    columns: tuple[Any, ...] = (*keys, func.sum(col(TrainingHours.hours)))
    told = _of(select(*columns), TrainingHours.staff_id, staff_id)
    if since is not None:
        told = told.where(held_on >= since)
    found: dict[int, list[Entry]] = {}
    for who, category, year, month, hours in session.exec(within(scope, told, TrainingHours).group_by(*keys)):
        entry = Entry(category, date(int(year), int(month), 1), Decimal(hours).quantize(TENTH))
        found.setdefault(who, []).append(entry)
    return found


def _since(held: Collection[HeldRequirements], today: date, year: int | None) -> date | None:
    """From when on hours can matter; None where any may be carried over from before."""
    specs = {one.spec.hours.begins: one.spec.hours for one in held}
    if any(one.spec.hours.carry.share for one in held):
        return None
    first = (window(one, year_of(one, today) if year is None else year)[0] for one in specs.values())
    return min(first, default=today)


def _narrowed(session: Session, scope: Scope, school_id: int) -> Scope:
    """One school of the scope; nothing where it lies outside."""
    path = next((row.path for row in schools(session, scope) if row.id == school_id), None)
    return Scope() if path is None else Scope.at(path)


def _names(session: Session, scope: Scope) -> dict[int, str]:
    statement = select(StaffMember.id, StaffMember.name)
    return {who or 0: name for who, name in session.exec(within(scope, statement, StaffMember))}


def _of(statement: Any, column: Any, staff_id: int | None) -> Any:
    return statement if staff_id is None else statement.where(column == staff_id)
