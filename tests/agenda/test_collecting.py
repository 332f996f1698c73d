"""Whose calendar holds what: rights decide on kinds, places on organisers, and nobody below reads plans."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from sqlmodel import select

from core import clock
from core.agenda import actions, queries
from core.agenda.rules import Event, EventKind
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.organisations.rules import Level
from tests.agenda.builders import everything, plans
from tests.world import World

SINCE, UNTIL = date(2025, 9, 1), date(2026, 8, 31)
KINDS = set(EventKind)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def calendar(world: World, who: str, since: date = SINCE, until: date = UNTIL) -> list[Event]:
    with reading() as session:
        return queries.events(session, queries.seen_through(world.actor(who).over), since=since, until=until)


def put(world: World, at: str = "county") -> None:
    with writing() as session:
        everything(session, world, at=at)


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("researcher", KINDS),
        ("centre", KINDS),
        ("school_admin_a", KINDS),
        ("school_lead_a", KINDS),
        ("counsellor_a", KINDS),
        ("leader", KINDS - {EventKind.TRAINING}),
        ("class_teacher_a", {EventKind.SCREENING}),
        ("reviewer", {EventKind.EVALUATION, EventKind.CONTEST}),
        ("admin", set()),
        ("nobody", set()),
    ],
)
def test_everybody_sees_the_kinds_that_their_rights_show(world: World, who: str, kinds: set[EventKind]) -> None:
    put(world)
    assert {one.kind for one in calendar(world, who)} == kinds


def test_schools_see_bureaus_above_them_and_no_neighbour(world: World) -> None:
    put(world, "county")
    assert calendar(world, "counsellor_c") == []
    assert {one.level for one in calendar(world, "counsellor_b")} == {Level.COUNTY}
    put(world, "a")
    assert {one.level for one in calendar(world, "counsellor_b")} == {Level.COUNTY}
    assert {one.level for one in calendar(world, "counsellor_a")} == {Level.COUNTY, Level.SCHOOL}
    put(world, "city")
    assert {one.org for one in calendar(world, "counsellor_c")} == {"示例市"}


def test_plans_are_seen_by_who_makes_them_alone(world: World) -> None:
    with writing() as session:
        plans(session, world)
    own = calendar(world, "researcher")
    assert {one.kind for one in own} == KINDS
    assert all(one.planned for one in own)
    for who in ("leader", "counsellor_a", "reviewer", "city_centre"):
        found = {one.kind for one in calendar(world, who)}
        assert found == (KINDS if who == "city_centre" else set()), who


def test_every_last_day_is_told_and_keys_tell_them_apart(world: World) -> None:
    put(world)
    found = calendar(world, "researcher")
    assert len({one.key for one in found}) == len(found)
    last = {one.title.partition("截止：")[0]: one for one in found if "截止：" in one.title}
    assert set(last) == {"报名", "公示", "方案", "上报", "推荐", "评审"}
    assert all(one.since == one.until for one in last.values())
    assert last["上报"].until == date(2026, 6, 10)
    meeting = next(one for one in found if one.starts)
    assert (meeting.kind, meeting.since, meeting.place) == (EventKind.TRAINING, date(2026, 3, 12), "示例教师发展中心")


def test_only_days_that_were_asked_for_are_answered(world: World) -> None:
    put(world)
    titles = {one.title for one in calendar(world, "researcher", date(2026, 3, 12), date(2026, 3, 12))}
    assert titles == {"春季普测", "危机识别与转介"}


def test_the_file_holds_what_its_maker_sees_and_is_an_act(world: World) -> None:
    put(world)
    with clock.stopped_at(NOW), writing() as session:
        content = actions.export_agenda(
            session, world.actor("counsellor_a"), since=SINCE, until=UNTIL, kinds=[EventKind.SEASON]
        )
        none = actions.export_agenda(session, world.actor("admin"), since=SINCE, until=UNTIL)
    titles = {str(one["SUMMARY"]) for one in Calendar.from_ical(content).walk("VEVENT")}
    season = "2026 年 5·25 心理健康活动月"
    assert titles == {season, f"方案截止：{season}", f"上报截止：{season}"}
    assert Calendar.from_ical(none).walk("VEVENT") == []
    with reading() as session:
        acts = session.exec(unowned(select(AuditEvent.action), AuditEvent)).all()
    assert list(acts) == ["agenda.exported"] * 2


def test_the_file_bears_no_name_of_a_person(world: World) -> None:
    put(world)
    with writing() as session:
        content = actions.export_agenda(session, world.actor("researcher"), since=SINCE, until=UNTIL)
    assert "程示例" not in content.decode(), "the lecturer of the training"
    assert b"ORGANIZER" not in content
    assert b"ATTENDEE" not in content
