"""Same-day reviews, who looks first, what people are told, and files opened in an emergency."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import LargeBinary, type_coerce
from sqlmodel import select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope
from core.cases import actions, queries
from core.cases.actions import Finding, Terms
from core.cases.rules.glass import LASTS, LEAST_REASON
from core.cases.rules.notices import NoticeCode
from core.cases.tables import Glass
from core.database import reading, writing
from core.errors import NotAllowed, NotFound, Refused
from core.students.rules import Population
from tests.cases.care import GRAVE, MIDDLE, MILD, NOW, act, enrolled, in_care, proposed, reported, talked
from tests.screening.builders import a_campaign
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")

REASON = "家长来电，说孩子整夜没有回家，急需联系老师"
HOURS = [0, 23, 24]


@contextmanager
def after(**span: float) -> Iterator[None]:
    with clock.stopped_at(NOW + timedelta(**span)):
        yield


def broken(world: World, person_id: int, who: str = "centre", reason: str = REASON) -> datetime:
    found: datetime = act(world, who, actions.break_glass, person_id=person_id, reason=reason)
    return found


def glass(world: World, person_id: int, who: str = "centre") -> Scope:
    with reading() as session:
        return queries.glass_scope(session, world.actor(who), person_id, clock.now())


def told(world: World, who: str) -> list[queries.NoticeRow]:
    with reading() as session:
        return queries.unread(session, account_id=world.accounts[who])


def name_responder(world: World, who: str | None, at: str = "a", by: str = "counsellor_a") -> None:
    account = world.accounts[who] if who else None
    act(world, by, actions.set_responder, school_id=world.orgs[at], account_id=account)


def test_a_file_is_open_for_a_day_and_closes_by_itself(world: World) -> None:
    pupil, other = enrolled(world), enrolled(world, 8001)
    assert glass(world, pupil) == Scope()
    assert broken(world, pupil) == NOW + LASTS
    assert glass(world, pupil).covers(world.paths["a"])
    assert glass(world, other) == Scope()
    assert glass(world, pupil, "centre_c") == Scope()
    with after(hours=24, seconds=-1):
        assert glass(world, pupil)
    with after(hours=24):
        assert glass(world, pupil) == Scope()


def test_an_open_file_shows_what_another_level_looks_after(world: World) -> None:
    pupil = enrolled(world)
    case, warning = in_care(world, pupil, tier=MIDDLE)
    centre = world.actor("centre")
    with reading() as session:
        assert queries.warning(session, centre.over(Capability.VIEW_WARNINGS), warning) is None
    broken(world, pupil)
    with reading() as session:
        wide = queries.glass_scope(session, centre, pupil, NOW)
        assert queries.warning(session, wide, warning) is not None
        assert queries.case(session, wide, case).person_id == pupil


def test_an_open_file_leads_nowhere_beyond_the_readers_own_places(world: World) -> None:
    pupil = enrolled(world)
    broken(world, pupil)
    assert not glass(world, pupil).touches(world.paths["c"])
    moved = Actor(
        world.accounts["centre"], "centre", "某人", world.orgs["other_county"], world.actor("centre_c").grants
    )
    with reading() as session:
        assert queries.glass_scope(session, moved, pupil, NOW) == Scope()
        assert queries.open_glass(session, moved, NOW) == []


def test_a_file_is_given_back_before_its_day_is_over(world: World) -> None:
    pupil = enrolled(world)
    broken(world, pupil)
    broken(world, pupil)
    act(world, "centre", actions.give_back_glass, person_id=pupil)
    assert glass(world, pupil) == Scope()
    with pytest.raises(NotFound):
        act(world, "centre", actions.give_back_glass, person_id=pupil)


def test_nobody_gives_back_what_somebody_else_opened(world: World) -> None:
    pupil = enrolled(world)
    broken(world, pupil)
    with pytest.raises(NotFound):
        act(world, "city_centre", actions.give_back_glass, person_id=pupil)
    assert glass(world, pupil)


@pytest.mark.parametrize(
    ("length", "opens"), [(LEAST_REASON - 1, False), (LEAST_REASON, True), (LEAST_REASON + 1, True)]
)
def test_a_reason_is_long_enough_to_say_something(sqlite_world: World, length: int, opens: bool) -> None:
    pupil = enrolled(sqlite_world)
    if opens:
        assert broken(sqlite_world, pupil, reason="急" * length)
    else:
        with pytest.raises(Refused):
            broken(sqlite_world, pupil, reason="急" * length + " " * 9)
        assert glass(sqlite_world, pupil) == Scope()


@pytest.mark.parametrize(
    ("who", "refusal"), [("centre_c", NotFound), ("counsellor_a", NotAllowed), ("admin", NotAllowed)]
)
def test_only_the_centre_above_the_school_opens_a_file(sqlite_world: World, who: str, refusal: type[Exception]) -> None:
    pupil = enrolled(sqlite_world)
    with pytest.raises(refusal):
        broken(sqlite_world, pupil, who)


def test_an_emergency_is_written_down_and_whoever_is_responsible_is_told(world: World) -> None:
    pupil = enrolled(world)
    case, _ = in_care(world, pupil)
    act(world, "counsellor_a", actions.assign, case_id=case, account_id=world.accounts["counsellor_a2"])
    name_responder(world, "counsellor_a")
    broken(world, pupil)
    for who in ("counsellor_a", "counsellor_a2"):
        assert [row.about for row in told(world, who) if row.code is NoticeCode.GLASS_BROKEN] == [{"person_id": pupil}]
    assert told(world, "counsellor_b") == []
    with reading() as session:
        [event] = audit.events(session, world.actor("admin").scope, action="glass.")
        [row] = session.exec(select(Glass))
        stored = session.exec(select(type_coerce(Glass.reason, LargeBinary))).one()
    assert (event.action, event.purpose, event.details) == ("glass.broken", REASON, {"person_id": pupil, "told": 2})
    assert (event.actor_id, event.org_id) == (world.accounts["centre"], world.orgs["a"])
    assert row.reason == REASON
    assert REASON.encode() not in bytes(stored)


def test_notices_are_read_up_to_the_last_one_seen(world: World) -> None:
    me, other = world.accounts["counsellor_a"], world.accounts["counsellor_b"]
    with writing() as session:
        assert actions.notify(session, [me, None, me, other], NoticeCode.RAN_OUT, at=NOW, warnings=1, cases=0) == 2
        assert actions.notify(session, [], NoticeCode.RAN_OUT, at=NOW) == 0
    [first] = told(world, "counsellor_a")
    with writing() as session:
        actions.notify(session, [me], NoticeCode.RESPONDER_NAMED, at=NOW)
        actions.mark_read(session, account_id=me, up_to=first.id, now=NOW)
    assert [row.code for row in told(world, "counsellor_a")] == [NoticeCode.RESPONDER_NAMED]
    assert len(told(world, "counsellor_b")) == 1


def test_a_responder_is_named_changed_and_taken_back(world: World) -> None:
    for who in ("counsellor_a2", "school_lead_a"):
        name_responder(world, who)
        with reading() as session:
            assert queries.responders(session, SYSTEM_SCOPE) == {world.orgs["a"]: world.accounts[who]}
    assert [row.code for row in told(world, "counsellor_a2")] == [NoticeCode.RESPONDER_NAMED]
    name_responder(world, None)
    with reading() as session:
        assert queries.responders(session, SYSTEM_SCOPE) == {}


@pytest.mark.parametrize("who", ["counsellor_b", "class_teacher_a", "school_admin_a", "centre"])
def test_a_responder_works_with_pupils_at_that_school(sqlite_world: World, who: str) -> None:
    with pytest.raises(Refused):
        name_responder(sqlite_world, who)


def test_a_bureau_has_no_responder(sqlite_world: World) -> None:
    with pytest.raises(NotFound):
        name_responder(sqlite_world, "centre", at="county", by="centre")


def test_the_county_knows_count_and_age_of_what_it_may_not_open_yet(world: World) -> None:
    with after(hours=-30):
        reported(world, enrolled(world), tier=MILD, urgent=True)
    with after(hours=-2, minutes=-59):
        reported(world, enrolled(world, 8001), tier=MIDDLE, urgent=True)
    reported(world, enrolled(world, 8002), tier=MIDDLE)
    reported(world, enrolled(world, 8003, "b"), "counsellor_b", urgent=True)
    centre = world.actor("centre")
    with reading() as session:
        lanes = queries.fast_lane(session, centre.over(Capability.REVIEW_REPORTS), now=NOW)
        rows = queries.urgent_list(session, centre.over(Capability.VIEW_WARNINGS))
        stranger = queries.fast_lane(session, world.actor("centre_c").over(Capability.REVIEW_REPORTS), now=NOW)
        mine = queries.urgent_list(session, world.actor("counsellor_a").over(Capability.VIEW_WARNINGS))
    assert [tuple(lane) for lane in lanes] == [(world.orgs["a"], 2, 30), (world.orgs["b"], 1, 0)]
    assert (rows, stranger) == ([], [])
    assert [row.raised_at for row in mine] == [NOW - timedelta(hours=30), NOW - timedelta(hours=2, minutes=59)]


def test_once_its_day_is_over_the_county_opens_the_row_itself(world: World) -> None:
    reported(world, enrolled(world), tier=MILD, urgent=True)
    centre = world.actor("centre").over(Capability.VIEW_WARNINGS)
    for hours, seen in zip(HOURS, (0, 1, 1), strict=True):
        with writing() as session:
            actions.escalate(session, now=NOW + timedelta(hours=hours))
        with reading() as session:
            assert len(queries.urgent_list(session, centre)) == seen, hours


def test_a_decided_review_leaves_the_lane(world: World) -> None:
    pupil = enrolled(world)
    warning = reported(world, pupil, urgent=True)
    talked(world, warning)
    with reading() as session:
        assert len(queries.fast_lane(session, SYSTEM_SCOPE, now=NOW)) == 1
    act(world, "counsellor_a", actions.confirm, warning_id=warning, tier=GRAVE, why="和学生谈过，情况与家长核实一致。")
    with reading() as session:
        assert queries.fast_lane(session, SYSTEM_SCOPE, now=NOW) == []


@pytest.mark.parametrize(("people", "said"), [(0, 0), (1, None), (2, None), (3, 3), (4, 4)])
def test_a_leader_learns_no_small_number(sqlite_world: World, people: int, said: int | None) -> None:
    for at in range(people):
        reported(sqlite_world, enrolled(sqlite_world, 8000 + at), urgent=True)
    with reading() as session:
        scope = sqlite_world.actor("leader").over(Capability.VIEW_METRICS)
        assert queries.urgent_total(session, scope, least=3) == said


def test_talks_are_counted_by_their_day(world: World) -> None:
    reported(world, enrolled(world), tier=MIDDLE)  # three school days: Saturday 11 (worked), 13, 14 October
    reported(world, enrolled(world, 8001), tier=MIDDLE, urgent=True)
    scope = world.actor("counsellor_a").over(Capability.VIEW_WARNINGS)
    found = []
    for days in (3, 4, 5):
        now = NOW + timedelta(days=days)
        with writing() as session:
            actions.escalate(session, now=now)
            found.append(tuple(queries.talks(session, scope, today=clock.local(now).date())))
    assert found == [(1, 0, 0, 0), (1, 1, 0, 0), (1, 0, 1, 1)]


def test_follow_ups_and_closings_are_counted_for_whom_they_wait(world: World) -> None:
    case, warning = in_care(world, enrolled(world), tier=MIDDLE)
    act(world, "counsellor_a", actions.assign, case_id=case, account_id=world.accounts["counsellor_a"])
    talked(world, warning, form="follow_up")
    with reading() as session:
        scope = world.actor("counsellor_a").scope
        due = queries.case(session, scope, case).next_on
        assert due is not None
        me, other = world.accounts["counsellor_a"], world.accounts["counsellor_a2"]
        found = [
            tuple(queries.work(session, scope, account_id=account, today=due + timedelta(days=days)))
            for account, days in ((me, -1), (me, 0), (me, 1), (other, 1))
        ]
    assert found == [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 0)]
    proposed(world, case)
    with reading() as session:
        closings = [queries.work(session, scope, account_id=one, today=due).closings for one in (me, other)]
    assert closings == [0, 1]


def test_the_responder_hears_of_a_same_day_review_at_once(world: World) -> None:
    name_responder(world, "counsellor_a2")
    reported(world, enrolled(world), urgent=True)
    reported(world, enrolled(world, 8001))
    alerts = [row for row in told(world, "counsellor_a2") if row.code is NoticeCode.URGENT_RAISED]
    assert [row.about for row in alerts] == [{"people": 1}]
    assert told(world, "counsellor_a") == []


def test_sheets_with_flagged_items_are_told_by_school_and_once(world: World) -> None:
    pupils, other = [enrolled(world, 8000 + at) for at in range(3)], enrolled(world, 8009, "b")
    campaign = a_campaign(world, grades=(5, 7))
    name_responder(world, "counsellor_a")
    found = [finding(world, pupils[0], urgent=True), finding(world, pupils[1]), finding(world, other, "b", urgent=True)]
    for findings in (found, found, [finding(world, pupils[1], urgent=True)]):
        with writing() as session:
            at = NOW + timedelta(minutes=len(told(world, "counsellor_a")))
            actions.settle(
                session, campaign_id=campaign, findings=findings, cleared=[], terms=Terms({}, at.date()), at=at
            )
    alerts = [row.about for row in told(world, "counsellor_a") if row.code is NoticeCode.URGENT_RAISED]
    assert alerts == [{"people": 1}, {"people": 1}]


def finding(world: World, person: int, at: str = "a", *, urgent: bool = False) -> Finding:
    klass, grade = {"a": ("a5", 5), "b": ("b7", 7)}[at]
    return Finding(person, world.orgs[at], world.classes[klass], grade, 3, "校级", urgent, "phq9:total:0:16.0:3:2")


def test_what_concerns_a_teacher_is_not_told_at_the_school(world: World) -> None:
    teacher = enrolled(world, population=Population.TEACHER)
    name_responder(world, "counsellor_a2")
    before = len(told(world, "counsellor_a2"))
    reported(world, teacher, "centre", urgent=True)
    broken(world, teacher)
    with writing() as session:
        assert actions.escalate(session, now=NOW + timedelta(days=3)).urgent == 1
    assert len(told(world, "counsellor_a2")) == before


@pytest.mark.parametrize("who", ["class_teacher_a", "school_lead_a", "centre"])
def test_whoever_reports_an_emergency_the_responder_is_told_and_the_notice_tells_of_nobody(
    world: World, who: str
) -> None:
    name_responder(world, "counsellor_a2")
    pupil = enrolled(world)
    reported(world, pupil, who, urgent=True)
    [alert] = [row for row in told(world, "counsellor_a2") if row.code is NoticeCode.URGENT_RAISED]
    assert (alert.about, alert.at) == ({"people": 1}, NOW)
    for other in ("counsellor_a", "counsellor_b", "school_lead_a"):
        assert told(world, other) == []


def test_an_emergency_at_a_school_without_a_responder_still_stands_on_the_list(world: World) -> None:
    reported(world, enrolled(world), "class_teacher_a", urgent=True)
    assert [told(world, who) for who in ("counsellor_a", "counsellor_a2", "centre")] == [[], [], []]
    with reading() as session:
        listed = queries.urgent_list(session, world.actor("counsellor_a").over(Capability.VIEW_WARNINGS))
    assert [row.urgent for row in listed] == [True]
