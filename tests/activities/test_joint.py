"""Events held together: named by the host, told by each school for itself, seen by nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest

from core import clock
from core.access import Scope
from core.activities import actions, queries
from core.activities.queries import JointRequest, ReportRow
from core.activities.rules import JointState, ReportState
from core.activities.rules.facts import MOST_ATTENDANCES
from core.database import reading, writing
from core.errors import NotFound, Refused
from tests.activities.report_builders import LECTURE, a_joint, a_report
from tests.activities.season_builders import IN_SEASON, a_season
from tests.world import World


@pytest.fixture(autouse=True)
def _in_the_season() -> Iterator[None]:
    with clock.stopped_at(IN_SEASON):
        yield


def act(world: World, verb: Any, who: str = "counsellor_a", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def put(world: World, state: ReportState = ReportState.DRAFT, at: str = "county") -> int:
    with writing() as session:
        return a_report(session, world, a_season(session, world, at=at), state=state)


def asked(world: World, at: str, state: JointState | None = None) -> list[JointRequest]:
    with reading() as session:
        return queries.joint_requests(session, Scope.at(world.paths[at]), state=state)


def listed(world: World, at: str, **chosen: Any) -> list[ReportRow]:
    with reading() as session:
        return queries.reports(session, Scope.at(world.paths[at]), **chosen)


def test_a_school_that_is_named_is_asked_once_the_report_is_sent(world: World) -> None:
    draft = put(world)
    joint = act(world, actions.name_joint, activity_id=draft, school_id=world.orgs["b"])
    assert act(world, actions.name_joint, activity_id=draft, school_id=world.orgs["b"]) == joint
    assert asked(world, "b") == []
    with pytest.raises(NotFound):
        act(world, actions.agree_joint, "counsellor_b", joint_id=joint)
    act(world, actions.send_report, activity_id=draft, edition=0)
    (request,) = asked(world, "b", JointState.NAMED)
    assert (request.host, request.title, request.school) == ("云溪一小", LECTURE.title, "云溪中学")
    assert [one.id for one in asked(world, "county")] == [joint]
    assert asked(world, "a") == asked(world, "c") == []


@pytest.mark.parametrize("at", ["a", "c"])
def test_only_another_school_of_the_season_can_be_named(sqlite_world: World, at: str) -> None:
    draft = put(sqlite_world)
    with pytest.raises(NotFound):
        act(sqlite_world, actions.name_joint, activity_id=draft, school_id=sqlite_world.orgs[at])


def test_a_season_of_the_city_joins_schools_of_two_counties(world: World) -> None:
    draft = put(world, at="city")
    with reading() as session:
        own = Scope.at(world.paths["a"])
        season = queries.report(session, own, draft).season_id
        others = queries.others_in_season(session, own, season_id=season, org_id=world.orgs["a"])
    assert {one.name for one in others} == {"云溪中学", "临川中学"}
    act(world, actions.name_joint, activity_id=draft, school_id=world.orgs["c"])


def test_a_school_says_that_it_took_part_and_how_many_of_its_own_came(world: World) -> None:
    sent = put(world, ReportState.SENT)
    with writing() as session:
        joint = a_joint(session, world, sent)
    with pytest.raises(Refused, match="joint_not_agreed"):
        act(world, actions.change_joint, "counsellor_b", joint_id=joint, attendances=3)
    for who in ("counsellor_a", "counsellor_c"):
        with pytest.raises(NotFound):
            act(world, actions.agree_joint, who, joint_id=joint)
    act(world, actions.agree_joint, "counsellor_b", joint_id=joint, attendances=60)
    act(world, actions.change_joint, "counsellor_b", joint_id=joint, attendances=58)
    (row,) = listed(world, "a")
    assert [(one.school, one.state, one.attendances) for one in row.joint] == [("云溪中学", JointState.AGREED, 58)]
    act(world, actions.decline_joint, "counsellor_b", joint_id=joint)
    (row,) = listed(world, "a")
    assert [(one.state, one.attendances) for one in row.joint] == [(JointState.DECLINED, None)]


@pytest.mark.parametrize(
    ("number", "taken"), [(-1, False), (0, True), (MOST_ATTENDANCES, True), (MOST_ATTENDANCES + 1, False)]
)
def test_numbers_that_cannot_be_are_refused(sqlite_world: World, number: int, taken: bool) -> None:
    sent = put(sqlite_world, ReportState.SENT)
    with writing() as session:
        joint = a_joint(session, sqlite_world, sent)
    if taken:
        act(sqlite_world, actions.agree_joint, "counsellor_b", joint_id=joint, attendances=number)
        return
    with pytest.raises(Refused, match="attendances_unlikely"):
        act(sqlite_world, actions.agree_joint, "counsellor_b", joint_id=joint, attendances=number)


@pytest.mark.parametrize(
    ("state", "joint", "shown"),
    [
        (ReportState.SENT, JointState.AGREED, True),
        (ReportState.ACCEPTED, JointState.AGREED, True),
        (ReportState.RETURNED, JointState.AGREED, True),
        (ReportState.DRAFT, JointState.AGREED, False),
        (ReportState.SENT, JointState.NAMED, False),
        (ReportState.SENT, JointState.DECLINED, False),
    ],
)
def test_a_school_that_took_part_sees_the_event_without_the_hosts_words(
    world: World, state: ReportState, joint: JointState, shown: bool
) -> None:
    held = put(world, state, "city")
    with writing() as session:
        for at in ("b", "c"):
            a_joint(session, world, held, at, joint)
    found = listed(world, "b")
    assert [row.id for row in found] == ([held] if shown else [])
    assert listed(world, "b", school_id=world.orgs["b"]) == found
    for row in found:
        assert (row.inside, row.org, row.facts) == (False, "云溪一小", LECTURE._replace(note=""))
        assert [one.school for one in row.joint] == ["云溪中学"], "which others took part is for those above"
        assert [one.school for one in listed(world, "city")[0].joint] == ["临川中学", "云溪中学"]
        assert [(one.id, one.inside) for one in listed(world, "city")] == [(held, True)], "told once"


def test_a_bureau_finds_a_school_of_its_own_in_what_another_held(world: World) -> None:
    held = put(world, ReportState.SENT, "city")
    with writing() as session:
        a_joint(session, world, held, "c", JointState.AGREED)
    assert [row.id for row in listed(world, "other_county", school_id=world.orgs["c"])] == [held]
    assert listed(world, "other_county", school_id=world.orgs["b"]) == []


def test_a_school_is_taken_off_while_the_report_may_be_written_in(world: World) -> None:
    draft = put(world)
    act(world, actions.name_joint, activity_id=draft, school_id=world.orgs["b"])
    act(world, actions.unname_joint, activity_id=draft, school_id=world.orgs["b"])
    assert listed(world, "a")[0].joint == ()
    act(world, actions.send_report, activity_id=draft, edition=0)
    for verb in (actions.name_joint, actions.unname_joint):
        with pytest.raises(Refused, match="report_moved_on"):
            act(world, verb, activity_id=draft, school_id=world.orgs["b"])
