"""No side way to decide on one's own report, to report without taking part, or to read what was written to another school."""

from collections.abc import Iterator
from typing import Any

import pytest

from core import clock
from core.access import Actor, Grant, Scope
from core.accounts.packs import roles
from core.activities import actions, queries
from core.activities.rules import JointState, PlanState, ReportState, SeasonState
from core.activities.rules.plans import PlanFacts
from core.activities.rules.progress import Progress
from core.database import reading, writing
from core.errors import AppError, Conflict
from tests.activities.report_builders import DAY, LECTURE, a_joint, a_report
from tests.activities.season_builders import IN_SEASON, a_plan, a_season
from tests.together import together
from tests.world import World


@pytest.fixture(autouse=True)
def _in_the_season() -> Iterator[None]:
    with clock.stopped_at(IN_SEASON):
        yield


def holding(world: World, *held: tuple[str, str], who: str = "researcher") -> Actor:
    """Somebody with several roles, each at an organisation."""
    grants = tuple(Grant(roles()[role], world.orgs[org], world.paths[org]) for role, org in held)
    return Actor(world.accounts[who], who, "某人", world.orgs[held[0][1]], grants)


def put(world: World, at: str = "a", season_at: str = "county", **other: Any) -> tuple[int, int]:
    """A season and a report in it."""
    with writing() as session:
        season = a_season(session, world, at=season_at)
        return season, a_report(session, world, season, at, **other)


def act(actor: Actor, verb: str, **given: Any) -> Any:
    with writing() as session:
        return getattr(actions, verb)(session, actor, **given)


def refused(actor: Actor, verb: str, **given: Any) -> str:
    with pytest.raises(AppError) as refusal:
        act(actor, verb, **given)
    return refusal.value.code


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("accept_reports", ReportState.SENT),
        ("return_report", ReportState.SENT),
        ("reopen_report", ReportState.ACCEPTED),
    ],
)
def test_who_runs_seasons_at_a_school_alone_decides_on_none_of_its_reports(
    sqlite_world: World, verb: str, state: ReportState
) -> None:
    _, report = put(sqlite_world, state=state)
    given = {"activity_ids": [report]} if verb == "accept_reports" else {"activity_id": report, "comment": "请补照片"}
    assert refused(holding(sqlite_world, ("researcher", "a")), verb, **given) == "not_found"


def test_a_school_that_was_dropped_sends_none_of_its_drafts(sqlite_world: World) -> None:
    season, draft = put(sqlite_world, state=ReportState.DRAFT)
    act(sqlite_world.actor("researcher"), "drop_school", season_id=season, school_id=sqlite_world.orgs["a"])
    sender = sqlite_world.actor("counsellor_a")
    assert refused(sender, "send_report", activity_id=draft, edition=0) == "activities.not_taking_part"


def test_what_was_changed_since_it_was_read_is_decided_on_by_nobody_unseen(sqlite_world: World) -> None:
    _, report = put(sqlite_world)
    school, bureau = sqlite_world.actor("counsellor_a"), sqlite_world.actor("researcher")
    act(school, "take_back", activity_id=report)
    changed = act(school, "save_report", activity_id=report, facts=LECTURE._replace(pupils=9_000), edition=1)
    act(school, "send_report", activity_id=report, edition=changed)
    with pytest.raises(Conflict):
        act(bureau, "accept_reports", activity_ids=[report], editions={report: 0})
    with pytest.raises(Conflict):
        act(bureau, "return_report", activity_id=report, comment="请补照片", edition=0)
    assert act(bureau, "accept_reports", activity_ids=[report], editions={report: changed + 1}) == 1
    with pytest.raises(Conflict):
        act(bureau, "reopen_report", activity_id=report, comment="请补照片", edition=changed + 1)


def test_what_a_colleague_wrote_on_since_is_not_dropped(sqlite_world: World) -> None:
    _, draft = put(sqlite_world, state=ReportState.DRAFT)
    act(sqlite_world.actor("counsellor_a2"), "save_report", activity_id=draft, facts=LECTURE, edition=0)
    with pytest.raises(Conflict):
        act(sqlite_world.actor("counsellor_a"), "remove_report", activity_id=draft, edition=0)
    act(sqlite_world.actor("counsellor_a"), "remove_report", activity_id=draft, edition=1)


def test_two_who_put_an_activity_right_do_not_undo_one_another(sqlite_world: World) -> None:
    given = {"org_id": sqlite_world.orgs["a"], "facts": LECTURE}
    logged = act(sqlite_world.actor("counsellor_a"), "record", **given)
    act(sqlite_world.actor("counsellor_a"), "change", activity_id=logged, facts=LECTURE._replace(pupils=10), edition=0)
    other = {"activity_id": logged, "facts": LECTURE._replace(sessions=3), "edition": 0}
    with pytest.raises(Conflict):
        act(sqlite_world.actor("school_admin_a"), "change", **other)
    with reading() as session:
        (row,) = queries.activities(session, Scope.at(sqlite_world.paths["a"]), since=DAY, until=DAY)
    assert (row.facts.pupils, row.facts.sessions, row.edition) == (10, 2, 1)


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED])
def test_a_school_that_joined_reads_no_comment_and_no_draft_of_its_host(
    sqlite_world: World, state: ReportState
) -> None:
    season, report = put(sqlite_world, state=state, comment="请把三班的名单删掉")
    with writing() as session:
        a_joint(session, sqlite_world, report, "b", JointState.AGREED)
    with reading() as session:
        found = queries.material(
            session,
            Scope.at(sqlite_world.paths["b"]),
            season_id=season,
            school_id=sqlite_world.orgs["b"],
            item="lecture",
        )
    assert [one.comment for one in found] == ([""] if state is ReportState.RETURNED else [])


def test_a_draft_is_begun_for_nobody_but_its_host(sqlite_world: World) -> None:
    season, report = put(sqlite_world, state=ReportState.DRAFT)
    with writing() as session:
        a_joint(session, sqlite_world, report, "b", JointState.AGREED)
    with reading() as session:
        found = queries.board(session, Scope.at(sqlite_world.paths["county"]), season_id=season, today=DAY)
    assert {one.school: one.cells[0].state for one in found.schools} == {
        "云溪一小": Progress.DOING, "云溪中学": Progress.NOT_YET,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "season_state", "asked"),
    [
        (ReportState.DRAFT, SeasonState.OPEN, 0),
        (ReportState.SENT, SeasonState.OPEN, 1),
        (ReportState.SENT, SeasonState.CLOSED, 1),
        (ReportState.SENT, SeasonState.CANCELLED, 0),
    ],
)
def test_the_desk_counts_only_what_a_school_can_answer(
    sqlite_world: World, state: ReportState, season_state: SeasonState, asked: int
) -> None:
    with writing() as session:
        season = a_season(session, sqlite_world, state=season_state)
        a_joint(session, sqlite_world, a_report(session, sqlite_world, season, state=state), "b")
    with reading() as session:
        assert queries.joint_asked(session, Scope.at(sqlite_world.paths["b"])) == asked


def test_somebody_of_two_schools_in_two_counties_reads_the_board(sqlite_world: World) -> None:
    season, _ = put(sqlite_world, season_at="city", state=ReportState.ACCEPTED)
    scope = holding(sqlite_world, ("counsellor", "a"), ("counsellor", "c")).scope
    with reading() as session:
        found = queries.board(session, scope, season_id=season, today=DAY)
    assert [one.school for one in found.schools] == ["临川中学", "云溪一小"]
    assert found.totals.activities == 1


def test_a_school_whose_only_report_came_back_is_not_told_as_silent(sqlite_world: World) -> None:
    season, _ = put(sqlite_world, state=ReportState.RETURNED)
    with reading() as session:
        found = queries.board(session, Scope.at(sqlite_world.paths["county"]), season_id=season, today=DAY)
    assert {one.school: one.line.silent for one in found.schools} == {"云溪一小": False, "云溪中学": True}


def test_a_plan_that_was_changed_since_it_was_read_is_decided_on_by_nobody_unseen(sqlite_world: World) -> None:
    with writing() as session:
        season = a_season(session, sqlite_world)
        plan = a_plan(session, sqlite_world, season, state=PlanState.SENT)
    school, bureau = sqlite_world.actor("counsellor_a"), sqlite_world.actor("researcher")
    with reading() as session:
        seen = {row.id: row.edition for row in queries.plans(session, bureau.scope, season_id=season) if row.id}
    act(school, "take_back_plan", plan_id=plan)
    given = {"season_id": season, "school_id": sqlite_world.orgs["a"], "edition": 1}
    act(school, "save_plan", facts=PlanFacts("换了一个方案"), **given)
    act(school, "send_plan", plan_id=plan)
    with pytest.raises(Conflict):
        act(bureau, "accept_plans", plan_ids=[plan], editions=seen)
    with pytest.raises(Conflict):
        act(bureau, "return_plan", plan_id=plan, comment="请补时间", edition=seen[plan])
    assert act(bureau, "accept_plans", plan_ids=[plan], editions={plan: 3}) == 1


@pytest.mark.parametrize("verb", ["agree_joint", "decline_joint", "change_joint"])
def test_nothing_is_said_any_more_of_a_season_that_was_called_off(sqlite_world: World, verb: str) -> None:
    with writing() as session:
        season = a_season(session, sqlite_world, state=SeasonState.CANCELLED)
        report = a_report(session, sqlite_world, season)
        joint = a_joint(session, sqlite_world, report, "b", JointState.AGREED)
    given = {} if verb == "decline_joint" else {"attendances": 3}
    assert refused(sqlite_world.actor("counsellor_b"), verb, joint_id=joint, **given) == "activities.season_state"


def test_a_school_that_joined_is_not_asked_to_complete_what_its_host_must(sqlite_world: World) -> None:
    season, report = put(sqlite_world, state=ReportState.RETURNED)
    with writing() as session:
        a_joint(session, sqlite_world, report, "b", JointState.AGREED)
    with reading() as session:
        found = queries.board(session, Scope.at(sqlite_world.paths["county"]), season_id=season, today=DAY)
        (desk,) = queries.own_seasons(session, Scope.at(sqlite_world.paths["b"]), today=DAY)
    assert {one.school: one.cells[0].state for one in found.schools} == {
        "云溪一小": Progress.RETURNED, "云溪中学": Progress.WAITING,
    }  # fmt: skip
    assert desk.returned == ()


def test_two_who_begin_the_same_item_at_once_write_in_one_draft(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
    given = {"org_id": world.orgs["a"], "season_id": season, "item": "lecture"}
    act(world.actor("researcher"), "exempt", season_id=season, school_ids=[world.orgs["b"]], item="", reason="校舍改造")
    begun = together(*[
        lambda who=who: act(world.actor(who), "start_report", **given)  # type: ignore[misc]  # each its own
        for who in ("counsellor_a", "counsellor_a2", "school_admin_a")
    ])  # fmt: skip
    assert len(set(begun)) == 1
    assert isinstance(begun[0], int)
