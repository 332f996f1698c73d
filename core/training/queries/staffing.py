"""How schools are staffed, in numbers: one row a school, nobody's name."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from core import clock
from core.access import Scope
from core.database import within
from core.organisations.queries import schools
from core.students.queries import pupils_by_school
from core.training.rules import COUNSELLORS, StaffKind
from core.training.rules.certificates import FOREVER, WARNED
from core.training.rules.rates import Posts
from core.training.tables import Certificate, StaffMember, TrainingHours

TENTH = Decimal("0.1")


class Staffing(NamedTuple):
    """One school's counsellors in post. `registered` False: nobody was ever registered, which is not the same as nobody.

    `certified` have a certificate that is valid on the day; `expiring` tells by days (7, 30, 90) for how many of them the
    last one lapses within that time; `hours` are those of the school year, `pupils` those on roll in it.
    """

    school_id: int
    school: str
    registered: bool
    posts: Posts
    certified: int
    expiring: dict[int, int]
    hours: Decimal
    pupils: int

    @property
    def counsellors(self) -> int:
        """Full-time and part-time together."""
        return sum(self.posts)


class _Counted(NamedTuple):
    posts: Posts
    certified: int
    expiring: dict[int, int]


NOBODY = _Counted(Posts(0, 0), 0, dict.fromkeys(WARNED, 0))


def staffing(
    session: Session, scope: Scope, *, today: date, school_year: int, school_id: int | None = None
) -> list[Staffing]:
    """Every open school within the scope, by name, those with nobody too; one grouped statement a quantity."""
    people = _people(session, scope, today, school_id)
    hours = _hours(session, scope, today, school_year, school_id)
    pupils = pupils_by_school(session, scope, school_year=school_year, school_id=school_id)
    return [
        Staffing(
            one.id, one.name, one.id in people, *people.get(one.id, NOBODY),
            hours.get(one.id, Decimal(0)), pupils.get(one.id, 0),
        )
        for one in schools(session, scope) if school_id in (None, one.id)
    ]  # fmt: skip


def in_post(today: date) -> Any:
    """Whether a member of staff is in post on a day."""
    until = col(StaffMember.until)
    return and_(col(StaffMember.since) <= today, or_(until.is_(None), until >= today))


def last_valid(scope: Scope, today: date) -> Any:
    """By member of staff, the last day on which a certificate issued until today is valid (FOREVER without an end)."""
    last = func.max(func.coalesce(col(Certificate.valid_until), FOREVER)).label("last")
    statement: Any = select(col(Certificate.staff_id), last).where(col(Certificate.issued_on) <= today)
    return within(scope, statement, Certificate).group_by(col(Certificate.staff_id)).subquery("carried")


def _people(session: Session, scope: Scope, today: date, school_id: int | None) -> dict[int, _Counted]:
    """Every school that ever registered a counsellor, with those who are in post."""
    carried, here = last_valid(scope, today), in_post(today)
    valid, kind = and_(here, carried.c.last >= today), col(StaffMember.kind)
    tests = [and_(here, kind == StaffKind.FULL_TIME), and_(here, kind == StaffKind.PART_TIME), valid]
    tests += [and_(valid, carried.c.last <= today + timedelta(days=days)) for days in WARNED]
    columns: tuple[Any, ...] = (col(StaffMember.school_id), *map(_many, tests))
    statement: Any = select(*columns).outerjoin(carried, carried.c.staff_id == StaffMember.id)
    rows = session.exec(_of(scope, statement, school_id).group_by(col(StaffMember.school_id)))
    return {
        school: _Counted(Posts(full, part), certified, dict(zip(WARNED, ends, strict=True)))
        for school, full, part, certified, *ends in rows
    }


def _hours(session: Session, scope: Scope, today: date, school_year: int, school_id: int | None) -> dict[int, Decimal]:
    """Hours of the school year of those who are in post, so that they belong to the people they are divided by."""
    held = col(TrainingHours.held_on).between(*clock.year_span(school_year))
    told: Any = select(col(StaffMember.school_id), func.sum(col(TrainingHours.hours)))
    joined = told.join(StaffMember, col(StaffMember.id) == TrainingHours.staff_id).where(held, in_post(today))
    statement = within(scope, _of(scope, joined, school_id), TrainingHours)
    rows = session.exec(statement.group_by(col(StaffMember.school_id)))
    return {school: Decimal(hours).quantize(TENTH) for school, hours in rows}


def _of(scope: Scope, statement: Any, school_id: int | None) -> Any:  # a select of any shape
    chosen = statement.where(col(StaffMember.kind).in_(COUNSELLORS))
    if school_id is not None:
        chosen = chosen.where(StaffMember.school_id == school_id)
    return within(scope, chosen, StaffMember)


def _many(test: Any) -> Any:  # a column
    return func.sum(case((test, 1), else_=0))
