"""工作台 and 总览 say what waits of the staff registry: nothing where nothing waits, numbers alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.database import reading, unowned, writing
from core.organisations.tables import Organisation
from core.training import queries
from core.training.queries import HoursDue, StaffSummary
from core.training.rules import SessionState, StaffKind
from core.training.rules.staffing import Norm, parted
from core.training.views import desk
from tests.training.builders import TODAY, a_certificate, a_counsellor, some_hours
from tests.training.session_builders import ENDS, STARTS, a_session
from tests.ui.app import words
from tests.ui.screens import labels, opened
from tests.world import SCHOOL_YEAR, World

DAY = timedelta(days=1)
FULL = StaffSummary(3, 1, 2, 0, 0)


@pytest.fixture
def in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def summary(world: World, who: str = "leader") -> StaffSummary:
    with reading() as session:
        return queries.staff_summary(session, world.actor(who).over(Capability.VIEW_STAFF), today=TODAY)


def test_a_summary_tells_silent_schools_from_empty_ones(world: World) -> None:
    assert summary(world) == StaffSummary(schools=2, full=0, either=0, silent=2, expiring=0)
    with writing() as session:
        staff_id = a_counsellor(session, world, kind=StaffKind.PART_TIME)
        a_certificate(session, staff_id, TODAY + 30 * DAY)
        late = a_counsellor(session, world)
        a_certificate(session, late, TODAY + 31 * DAY)
        a_counsellor(session, world, "b", until=TODAY - DAY)
    found = summary(world)
    assert found == StaffSummary(schools=2, full=1, either=1, silent=0, expiring=1)
    with reading() as session:
        scope, org = world.actor("leader").over(Capability.VIEW_STAFF), world.orgs["county"]
        rows = queries.school_posts(session, scope, org_id=org, today=TODAY, school_year=SCHOOL_YEAR)
    lists = parted(rows, Norm.FULL_TIME), parted(rows, Norm.EITHER)
    assert [found.full, found.either, found.empty, found.silent] == [
        len(one) for one in (lists[0].met, lists[1].met, lists[1].short, lists[1].unreported)
    ]
    assert summary(world, "counsellor_b") == StaffSummary(1, 0, 0, 0, 0)


def test_a_school_that_closed_is_no_longer_counted(world: World) -> None:
    with writing() as session:
        a_counsellor(session, world)
        here = unowned(select(Organisation), Organisation).where(Organisation.id == world.orgs["a"])
        school = session.exec(here).one()
        school.closed_on = TODAY - DAY
        session.add(school)
    assert summary(world) == StaffSummary(schools=1, full=0, either=0, silent=1, expiring=0)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 7, 31), HoursDue(0, None)),
        (date(2026, 8, 1), HoursDue(1, date(2026, 8, 31))),
        (date(2026, 8, 31), HoursDue(1, date(2026, 8, 31))),
        (date(2026, 9, 1), HoursDue(0, None)),
    ],
)
def test_hours_are_pointed_out_when_their_day_is_near(world: World, today: date, due: HoursDue) -> None:
    with writing() as session:
        a_counsellor(session, world)
        some_hours(session, a_counsellor(session, world), "8")
    with reading() as session:
        assert queries.hours_due(session, SYSTEM_SCOPE, today=today) == due


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [(-1, -1, 0), (-1, 0, 1), (0, 6, 1), (1, 6, 0)],
)
def test_sessions_are_those_that_begin_on_the_days(world: World, first: int, last: int, shown: int) -> None:
    day = clock.local(STARTS).date()
    with writing() as session:
        a_session(session, world)
        a_session(session, world, state=SessionState.CANCELLED)
        a_session(session, world, state=SessionState.PLANNED)
    with reading() as session:
        scope = world.actor("counsellor_a").over(Capability.VIEW_STAFF)
        rows = queries.sessions_in(session, scope, first=day + first * DAY, last=day + last * DAY)
    assert len(rows) == shown
    assert clock.local(ENDS).date() == day


def test_a_course_that_runs_for_months_is_not_the_nearest_session(world: World) -> None:
    day = clock.local(STARTS).date()
    with writing() as session:
        a_session(session, world, starts_at=STARTS - 40 * DAY, ends_at=ENDS + 90 * DAY, state=SessionState.RUNNING)
        later = a_session(session, world, starts_at=STARTS + 3 * DAY, ends_at=ENDS + 3 * DAY)
        nearest = a_session(session, world, starts_at=STARTS + DAY, ends_at=ENDS + 60 * DAY)
    with reading() as session:
        scope = world.actor("counsellor_a").over(Capability.VIEW_STAFF)
        rows = queries.sessions_in(session, scope, first=day, last=day + 6 * DAY)
    assert [row.id for row in rows] == [nearest, later]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (FULL._replace(either=3), None),
        (FULL, "1 所学校没有心理教师在岗"),
        (FULL._replace(silent=1), "1 所学校没有心理教师在岗"),
        (StaffSummary(1, 0, 0, 1, 0), "本校还没有登记心理教师"),
        (StaffSummary(1, 0, 0, 0, 0), "本校目前没有心理教师在岗"),
        (StaffSummary(1, 0, 1, 0, 0), None),
        (StaffSummary(0, 0, 0, 0, 0), None),
    ],
)
def test_a_school_without_a_counsellor_is_a_line_on_the_desk(given: StaffSummary, told: str | None) -> None:
    assert [job.todo.title for job in desk.staffing_job(given, keeps=True)] == ([told] if told else [])


def test_who_does_not_keep_the_register_is_not_asked_to_register() -> None:
    assert desk.staffing_job(StaffSummary(1, 0, 0, 1, 0), keeps=False) == []


def test_nothing_waits_where_nothing_lapses_or_lacks() -> None:
    assert desk.expiring_job(FULL) == desk.hours_job(HoursDue(0, None), TODAY) == desk.session_jobs([]) == []
    assert desk.expiring_job(FULL._replace(expiring=2))[0].todo.title == "2 位老师的证书快到期"
    passed = desk.hours_job(HoursDue(2, TODAY - DAY), TODAY)[0].todo
    assert (passed.title, passed.note) == ("2 位老师的学时还差一些", "期限已经过了，可以补上")


def test_the_desk_shows_what_waits_to_those_who_may_see_it(sqlite_world: World) -> None:
    with writing() as session:
        staff_id = a_counsellor(session, sqlite_world)
        a_certificate(session, staff_id, clock.today() + DAY)
        soon = clock.now() + 2 * DAY
        a_session(
            session, sqlite_world, starts_at=soon, ends_at=soon + timedelta(hours=2), title="危机识别", hours=Decimal(2)
        )
    keeper, other = opened(sqlite_world, "researcher", "desk"), opened(sqlite_world, "class_teacher_a", "desk")
    for told in ("1 所学校没有心理教师在岗", "1 位老师的证书快到期", "危机识别"):
        assert told in words(keeper)
        assert told not in words(other)
    assert {"看名单", "看证书", "看活动"} <= set(labels(keeper))
    assert "看活动" not in labels(opened(sqlite_world, "leader", "desk")), "a button never leads to a closed page"
    assert "林示例" not in words(keeper)
