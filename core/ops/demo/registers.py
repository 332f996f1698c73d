"""The demo's registers: counselling rooms, staff with certificates and hours, activities. Everybody is fictitious."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core import clock
from core.activities.actions import record
from core.activities.rules import ActivityKind, Audience
from core.activities.rules.facts import ActivityFacts, for_one
from core.evaluation.actions import add_room
from core.evaluation.rules.rooms import RoomFacts
from core.ops.demo.registry import County, School, morning
from core.ops.demo.training_hours import take_in_hours
from core.ops.demo.training_people import people_on_file, second_post, take_in
from core.ops.demo.training_twins import on_file_first

WITHOUT_ROOM = 4
"""How many of the schools that have it hardest have no room."""
HELD: Mapping[Audience, Sequence[tuple[ActivityKind, str]]] = {
    Audience.PUPILS: (
        (ActivityKind.CLASS, "心理健康主题班会"),
        (ActivityKind.LECTURE, "情绪管理讲座"),
        (ActivityKind.SHOW, "校园心理剧展演"),
        (ActivityKind.GROUP, "考前减压团体活动"),
        (ActivityKind.SHOW, "心理游园会"),
    ),
    Audience.TEACHERS: ((ActivityKind.TEACHERS, "班主任心理沙龙"), (ActivityKind.TEACHERS, "教师减压工作坊")),
    Audience.PARENTS: (
        (ActivityKind.PARENTS, "家长课堂：陪孩子过青春期"),
        (ActivityKind.PARENTS, "家长会：怎样听孩子说话"),
    ),
    Audience.COMMUNITY: ((ActivityKind.COMMUNITY, "社区心理健康宣传"),),
}
ORDER = (Audience.PUPILS, Audience.PARENTS, Audience.PUPILS, Audience.TEACHERS, Audience.PUPILS, Audience.COMMUNITY)


def register(county: County) -> None:
    """Fill all registers for the last school year and this one."""
    begins, ends = clock.year_span(county.year - 1)
    with clock.stopped_at(morning(begins + timedelta(days=9))):
        for school in county.schools[:-WITHOUT_ROOM]:
            _rooms(county, school)
        people = [*people_on_file(county), *on_file_first(county)]
        take_in(county, people, [second_post(county, people)])
    with clock.stopped_at(morning(ends)):
        take_in_hours(county, people, begins)
        _activities(county, county.schools[:-1], begins, ends - timedelta(days=60), 9)
    with clock.stopped_at(morning(county.day)):
        take_in_hours(county, people[::2], ends + timedelta(days=1))
        _activities(county, county.schools[:-4], ends + timedelta(days=1), county.day, 3)


def _rooms(county: County, school: School) -> None:
    """One room, where a school does well a second one for groups."""
    grown = round(school.strength * 30)
    names = [("心理辅导室", "综合楼二楼东侧", grown), ("团体活动室", "综合楼一楼", grown + 12)]
    for name, place, area in names[: 2 if school.strength > 0.9 else 1]:
        facts = RoomFacts(name, place, area, date(county.year - 4, 9, 1))
        add_room(county.session, school.admin, school_id=school.id, facts=facts)


def _activities(county: County, schools: Sequence[School], since: date, until: date, most: int) -> None:
    """Up to `most` activities a school between two days, the last of them included."""
    for school in schools:
        for at in range(max(round(most * school.strength), 1)):
            audience = ORDER[at % len(ORDER)]
            kind, title = HELD[audience][at % len(HELD[audience])]
            day = since + timedelta(days=int(county.noise.integers(0, (until - since).days + 1)))
            sessions = int(county.noise.integers(1, 4)) if audience is Audience.PUPILS else 1
            people = sessions * int(county.noise.integers(30, 160))
            facts = for_one(ActivityFacts(kind, title, day, day, sessions=sessions), audience, people)
            record(county.session, school.counsellor, org_id=school.id, facts=facts)
