"""How schools are staffed, in numbers: one row a school, nobody's name."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.queries import schools
from core.students.queries import pupils_by_school
from core.training import packs
from core.training.rules import COUNSELLORS, StaffKind
from core.training.rules.certificates import FOREVER, WARNED
from core.training.rules.rates import Posts
from core.training.tables import Certificate, StaffMember, StaffPost, TrainingHours

TENTH = Decimal("0.1")


class Staffing(NamedTuple):
    """One school's counsellors in post. `registered` False: nobody was ever registered, which is not the same as nobody.

    Somebody with two posts at a school is counted there once, as full-time where one of them is. `certified` have a
    certificate that is valid on the day; `expiring` tells by days (7, 30, 90) for how many of them the last one lapses
    within that time, `lapsed` how many had one that counts and are left without; `hours` are those of the school year,
    `pupils` those on roll in it.
    """

    school_id: int
    school: str
    registered: bool
    posts: Posts
    certified: int
    expiring: dict[int, int]
    lapsed: int
    hours: Decimal
    pupils: int

    @property
    def counsellors(self) -> int:
        """Full-time and part-time together."""
        return sum(self.posts)


class Counted(NamedTuple):
    """The counsellors in post at a school that ever registered one, as in `Staffing`."""

    posts: Posts
    certified: int
    expiring: dict[int, int]
    lapsed: int


NOBODY = Counted(Posts(0, 0), 0, dict.fromkeys(WARNED, 0), 0)


def staffing(
    session: Session, scope: Scope, *, today: date, school_year: int, school_id: int | None = None
) -> list[Staffing]:
    """Every open school within the scope, by name, those with nobody too; one grouped statement a quantity."""
    people = counted(session, scope, today, school_id)
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
    """Whether a post is held on a day."""
    until = col(StaffPost.until)
    return and_(col(StaffPost.since) <= today, or_(until.is_(None), until >= today))


def last_valid(scope: Scope, today: date) -> Any:
    """By person, the last day on which a certificate that counts and was issued by then is valid (FOREVER: no end)."""
    last = func.max(func.coalesce(col(Certificate.valid_until), FOREVER)).label("last")
    statement: Any = select(col(Certificate.staff_id), last).where(col(Certificate.issued_on) <= today)
    statement = statement.where(col(Certificate.kind).in_(packs.certificates().counted))
    return within(scope, statement, Certificate).group_by(col(Certificate.staff_id)).subquery("carried")


def counted(session: Session, scope: Scope, today: date, school_id: int | None = None) -> dict[int, Counted]:
    """Every school that ever registered a counsellor, with those who are in post."""
    held, carried = _holders(scope, today, school_id), last_valid(SYSTEM_SCOPE, today)
    here = or_(held.c.full == 1, held.c.part == 1)
    valid = and_(here, carried.c.last >= today)
    tests = [held.c.full == 1, and_(held.c.full == 0, held.c.part == 1), valid]
    tests += [and_(here, carried.c.last < today)]
    tests += [and_(valid, carried.c.last <= today + timedelta(days=days)) for days in WARNED]
    statement: Any = select(held.c.school_id, *map(_many, tests))
    joined = statement.select_from(held).outerjoin(carried, carried.c.staff_id == held.c.staff_id)
    return {
        school: Counted(Posts(full, part), certified, dict(zip(WARNED, ends, strict=True)), lapsed)
        for school, full, part, certified, lapsed, *ends in session.exec(joined.group_by(held.c.school_id))
    }


def lapsing(session: Session, scope: Scope, *, today: date, days: int) -> dict[int, set[int]]:
    """By counsellor in post who is left without a certificate within so many days, the schools of the posts."""
    held, carried = _holders(scope, today, None), last_valid(SYSTEM_SCOPE, today)
    told: Any = select(held.c.staff_id, held.c.school_id).join(carried, carried.c.staff_id == held.c.staff_id)
    soon = carried.c.last.between(today, today + timedelta(days=days))
    found: dict[int, set[int]] = {}
    for who, school in session.exec(told.where(or_(held.c.full == 1, held.c.part == 1), soon)):
        found.setdefault(who, set()).add(school)
    return found


def _hours(session: Session, scope: Scope, today: date, school_year: int, school_id: int | None) -> dict[int, Decimal]:
    """Hours of the school year of those who are in post, so that they belong to the people they are divided by."""
    held = _holders(scope, today, school_id)
    told: Any = select(held.c.school_id, func.sum(col(TrainingHours.hours)))
    joined = told.select_from(held).join(TrainingHours, col(TrainingHours.staff_id) == held.c.staff_id)
    year = col(TrainingHours.held_on).between(*clock.year_span(school_year))
    chosen = joined.where(or_(held.c.full == 1, held.c.part == 1), year)
    rows = session.exec(within(SYSTEM_SCOPE, chosen, TrainingHours).group_by(held.c.school_id))
    return {school: Decimal(hours).quantize(TENTH) for school, hours in rows}


def _holders(scope: Scope, today: date, school_id: int | None) -> Any:
    """One row a school within the scope and counsellor who ever had a post there; `full` and `part` are 1 while in one."""
    kind, here = col(StaffPost.kind), in_post(today)
    full, part = (
        func.max(case((and_(here, kind == one), 1), else_=0)).label(name)
        for one, name in ((StaffKind.FULL_TIME, "full"), (StaffKind.PART_TIME, "part"))
    )
    statement: Any = select(col(StaffPost.school_id), col(StaffPost.staff_id), full, part)
    chosen = statement.join(StaffMember, col(StaffMember.id) == StaffPost.staff_id).where(kind.in_(COUNSELLORS))
    chosen = chosen.where(col(StaffMember.merged_into).is_(None))
    if school_id is not None:
        chosen = chosen.where(StaffPost.school_id == school_id)
    narrowed = within(scope, within(SYSTEM_SCOPE, chosen, StaffMember), StaffPost)
    return narrowed.group_by(col(StaffPost.school_id), col(StaffPost.staff_id)).subquery("held")


def _many(test: Any) -> Any:  # a column
    return func.sum(case((test, 1), else_=0))
