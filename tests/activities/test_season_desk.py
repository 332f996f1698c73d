"""What the desk and the overview say of the seasons: nothing where nothing waits."""

from datetime import date, timedelta

import pytest

from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.queries import OwnSeason, Waiting
from core.activities.rules import JointState, ReportState
from core.activities.views.desk import joint_job, own_jobs, waiting_job
from core.activities.views.overview import running
from core.database import reading, writing
from tests.activities.board_builders import DURING, SENT, a_report, joined, this_month
from tests.activities.season_builders import a_season
from tests.ui.app import words
from tests.ui.screens import opened
from tests.world import World


def the_season(world: World) -> queries.SeasonRow:
    with writing() as session:
        season = a_season(session, world)
        return queries.season_seen(session, SYSTEM_SCOPE, season)


@pytest.mark.parametrize(
    ("waiting", "title", "note"),
    [
        (Waiting(), None, None),
        (Waiting(3, SENT), "3 份活动材料等您看", "最早一份等了 2 天"),
        (Waiting(1, SENT + timedelta(days=2)), "1 份活动材料等您看", "都是今天上报的"),
    ],
)
def test_a_bureau_is_told_how_many_wait_and_how_long(waiting: Waiting, title: str | None, note: str | None) -> None:
    told = [(job.todo.title, job.todo.note) for job in waiting_job(waiting, DURING)]
    assert told == ([(title, note)] if title else [])


@pytest.mark.parametrize(
    ("days", "due", "urgency"),
    [(8, "5月22日前", "later"), (7, "5月21日前", "soon"), (0, "5月14日前", "soon"), (-1, "可以补报", "soon")],
)
def test_a_school_is_told_what_is_near(sqlite_world: World, days: int, due: str, urgency: str) -> None:
    one = OwnSeason(the_season(sqlite_world), ("讲座", "家访"), (), DURING + timedelta(days=days))
    (job,) = own_jobs([one], DURING)
    assert (job.todo.due, job.todo.urgency, job.todo.note) == (due, urgency, "讲座、家访")
    assert "还有 2 项要报" in job.todo.title


def test_what_came_back_is_told_first(sqlite_world: World) -> None:
    one = OwnSeason(the_season(sqlite_world), ("讲座", "家访"), ("家访",), DURING + timedelta(days=30))
    (job,) = own_jobs([one], DURING)
    assert (job.todo.title, job.todo.note, job.todo.urgency) == ("1 项活动材料请补充一下", "家访", "soon")


def test_nobody_is_asked_about_no_joint_activity() -> None:
    assert joint_job(0) == []
    assert "2 件活动" in joint_job(2)[0].todo.title


def test_the_overview_tells_of_the_season_that_began_last(world: World) -> None:
    with writing() as session:
        a_season(session, world, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30), report_until=date(2026, 6, 30))
        known = a_season(session, world)
        a_season(session, world, starts_on=date(2026, 3, 1))
        rows = queries.seasons_seen(session, SYSTEM_SCOPE)
    found = running(rows, DURING)
    assert found is not None
    assert found.id == known
    assert running(rows, date(2026, 2, 1)) is None


def test_the_desk_of_a_bureau_and_of_a_school(sqlite_world: World) -> None:
    with writing() as session:
        season = this_month(session, sqlite_world)
        a_report(session, sqlite_world, season, state=ReportState.SENT)
        theirs = a_report(session, sqlite_world, season, "b", item="parents")
        joined(session, sqlite_world, theirs, "a", state=JointState.NAMED)
    assert "1 份活动材料等您看" in words(opened(sqlite_world, "researcher", "desk"))
    school = words(opened(sqlite_world, "counsellor_a", "desk"))
    assert "还有 1 项要报" in school
    assert "1 件活动写着和您学校一起办" in school
    assert "等您看" not in school


def test_the_overview_tells_of_the_season_where_no_campaign_was_ever_held(sqlite_world: World) -> None:
    with writing() as session:
        this_month(session, sqlite_world, title="没有普测的活动月")
    told = words(opened(sqlite_world, "leader", "overview"))
    assert "还没有普测的数据" in told
    assert "没有普测的活动月" in told
    assert "没有普测的活动月" not in words(opened(sqlite_world, "school_lead_a", "overview"))


def test_what_waits_is_read_in_the_scope_of_who_asks(world: World) -> None:
    with writing() as session:
        a_report(session, world, a_season(session, world), state=ReportState.SENT)
    with reading() as session:
        asked = [queries.waiting_reports(session, world.actor(who).scope).reports for who in ("researcher", "centre_c")]
    assert asked == [1, 0]
