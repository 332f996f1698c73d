"""The demo's registers: counselling rooms, staff with certificates and hours, activities. Everybody is fictitious."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from sqlmodel import Session

from core import clock
from core.access import Actor
from core.activities.actions import record
from core.activities.rules import Audience
from core.activities.rules.facts import ActivityFacts
from core.evaluation.actions import add_room
from core.evaluation.rules.rooms import RoomFacts
from core.ops.demo.county import SchoolPlan
from core.ops.demo.people import GIVEN, SURNAMES
from core.ops.demo.staff import SHOWN_SCHOOL
from core.organisations.rules import Setting
from core.training.actions import add_certificate, add_hours, add_staff, leave_post
from core.training.rules import StaffKind
from core.training.rules.staff import CertificateFacts, HoursFacts, StaffFacts

ADVANTAGE = {Setting.URBAN: 0.14, Setting.TOWN: 0.03, Setting.RURAL: -0.08}
WITHOUT_ROOM, WITHOUT_STAFF, LEFT = 4, 1, 1
"""How many of the schools that have it hardest have no room, nobody on record, somebody who has left."""
SHOWN_STRENGTH = 0.86
"""So that the shown school has been recognised, and has something left to reach for."""
CERTIFICATE = "心理健康教育教师资格证"
LAPSES = (None, 900, 40, 620, -120, 80, None, 1400)
"""Days from today to a certificate's last day, school by school; None does not lapse."""
TRAININGS = ("心理危机识别与转介", "个案概念化与一生一策", "团体辅导技术", "心理辅导室建设与管理", "家校沟通")
HELD: Mapping[Audience, Sequence[str]] = {
    Audience.PUPILS: ("心理健康主题班会", "情绪管理讲座", "校园心理剧展演", "考前减压团体活动", "心理游园会"),
    Audience.TEACHERS: ("班主任心理沙龙", "教师减压工作坊"),
    Audience.PARENTS: ("家长课堂：陪孩子过青春期", "家长会：怎样听孩子说话"),
    Audience.COMMUNITY: ("社区心理健康宣传",),
}
ORDER = (Audience.PUPILS, Audience.PARENTS, Audience.PUPILS, Audience.TEACHERS, Audience.PUPILS, Audience.COMMUNITY)


class School(NamedTuple):
    """One school, its people at work, and how well it does: about the share of points it reaches, 0 to 1."""

    id: int
    name: str
    counsellor: Actor
    admin: Actor
    strength: float


class County(NamedTuple):
    """What registers and rounds are written with: schools from the strongest on, the county's people by username."""

    session: Session
    org_id: int
    schools: tuple[School, ...]
    people: Mapping[str, Actor]
    noise: np.random.Generator
    day: date

    @property
    def year(self) -> int:
        """The present school year."""
        return clock.school_year(self.day)

    @property
    def shown(self) -> School:
        """The school whose people are on the sign-in page."""
        return next(one for one in self.schools if one.name == SHOWN_SCHOOL)


def strength(plan: SchoolPlan, noise: np.random.Generator) -> float:
    """How well a school does: towns before villages, pilots before the rest, and some luck."""
    if plan.name == SHOWN_SCHOOL:
        return SHOWN_STRENGTH
    told = 0.72 + ADVANTAGE[plan.setting] + 0.06 * plan.pilot + float(noise.normal(0, 0.05))
    return min(max(told, 0.4), 0.97)


def morning(day: date) -> datetime:
    """Nine o'clock in Beijing."""
    return datetime.combine(day, time(9), clock.ZONE)


def register(county: County) -> None:
    """Fill all registers for the last school year and this one."""
    begins, ends = clock.year_span(county.year - 1)
    with clock.stopped_at(morning(begins + timedelta(days=9))):
        for school in county.schools[:-WITHOUT_ROOM]:
            _rooms(county, school)
        staff = [one for at, school in enumerate(county.schools[:-WITHOUT_STAFF]) for one in _staff(county, school, at)]
    with clock.stopped_at(morning(ends)):
        _hours(county, staff, date(county.year, 3, 14), (6, 24))
        _activities(county, county.schools[:-1], begins, ends - timedelta(days=60), 9)
        for staff_id in staff[-LEFT:]:
            leave_post(county.session, county.people["centre"], staff_id=staff_id, until=ends)
    with clock.stopped_at(morning(county.day)):
        _hours(county, staff[::2], max(ends + timedelta(days=1), county.day - timedelta(days=20)), (3, 9))
        _activities(county, county.schools[:-4], ends + timedelta(days=1), county.day, 3)


def _rooms(county: County, school: School) -> None:
    """One room, where a school does well a second one for groups."""
    grown = round(school.strength * 30)
    names = [("心理辅导室", "综合楼二楼东侧", grown), ("团体活动室", "综合楼一楼", grown + 12)]
    for name, place, area in names[: 2 if school.strength > 0.9 else 1]:
        facts = RoomFacts(name, place, area, date(county.year - 4, 9, 1))
        add_room(county.session, school.admin, school_id=school.id, facts=facts)


def _staff(county: County, school: School, at: int) -> Iterator[int]:
    """The counsellor, full time where a school does well, sometimes with a colleague; answers their ids."""
    full = school.strength > 0.68
    since = date(county.year - 1 - at % 6, 8, 25)
    people = [
        StaffFacts(school.counsellor.name, StaffKind.FULL_TIME if full else StaffKind.PART_TIME, "心理健康", since)
    ]
    if at % 3 == 0:
        people.append(StaffFacts(_name(county.noise), StaffKind.PART_TIME, "道德与法治", since))
    for serial, facts in enumerate(people):
        member = add_staff(county.session, school.admin, school_id=school.id, facts=facts)
        if full or (serial == 0 and at % 5):
            lapses = LAPSES[at % len(LAPSES)]
            until = None if lapses is None else county.day + timedelta(days=lapses)
            kept = CertificateFacts(CERTIFICATE, f"示例{2019 + at % 5}{at:03d}{serial}", since, until)
            add_certificate(county.session, school.admin, staff_id=member, facts=kept)
        yield member


def _hours(county: County, staff: Sequence[int], first: date, span: tuple[int, int]) -> None:
    for at, staff_id in enumerate(staff):
        held_on = min(first + timedelta(days=at % 15), county.day)
        hours = Decimal(int(county.noise.integers(*span)))
        facts = HoursFacts(TRAININGS[at % len(TRAININGS)], held_on, hours)
        add_hours(county.session, county.people["centre"], staff_id=staff_id, facts=facts)


def _activities(county: County, schools: Sequence[School], since: date, until: date, most: int) -> None:
    """Up to `most` activities a school between two days, the last of them included."""
    for school in schools:
        for at in range(max(round(most * school.strength), 1)):
            audience = ORDER[at % len(ORDER)]
            titles = HELD[audience]
            day = since + timedelta(days=int(county.noise.integers(0, (until - since).days + 1)))
            sessions = int(county.noise.integers(1, 4)) if audience is Audience.PUPILS else 1
            people = sessions * int(county.noise.integers(30, 160))
            facts = ActivityFacts(day, titles[at % len(titles)], audience, sessions, people)
            record(county.session, school.counsellor, school_id=school.id, facts=facts)


def _name(noise: np.random.Generator) -> str:
    return str(SURNAMES[int(noise.integers(len(SURNAMES)))] + GIVEN[int(noise.integers(len(GIVEN)))])
