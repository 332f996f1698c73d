"""A bureau reviews page by page: who has waited longest first."""

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from core.access import Scope
from core.activities import queries
from core.activities.rules import JointState, ReportState
from core.activities.views.report_facts import waited
from core.database import reading, writing
from tests.activities.report_builders import a_joint, a_report
from tests.activities.season_builders import IN_SEASON, a_season
from tests.world import World


def later(hours: int) -> dict[str, Any]:
    return {"sent_at": IN_SEASON + timedelta(hours=hours)}


def put(world: World, *reports: tuple[str, ReportState, dict[str, Any]]) -> tuple[int, list[int]]:
    with writing() as session:
        season = a_season(session, world, at="city")
        return season, [a_report(session, world, season, at, state, **other) for at, state, other in reports]


def queue(world: World, season: int, state: ReportState, at: str = "county", **page: int) -> list[int]:
    with reading() as session:
        rows = queries.review_queue(session, Scope.at(world.paths[at]), season_id=season, state=state, **page)
    return [row.id for row in rows]


def test_who_has_waited_longest_stands_first_page_by_page(world: World) -> None:
    sent = ReportState.SENT
    season, (last, first, middle, _) = put(
        world, ("a", sent, later(5)), ("b", sent, later(1)), ("a", sent, later(3)), ("c", sent, later(0))
    )
    assert queue(world, season, sent) == [first, middle, last]
    assert queue(world, season, sent, limit=2) == [first, middle]
    assert queue(world, season, sent, offset=2, limit=2) == [last]


def test_of_what_was_decided_the_latest_stands_first(world: World) -> None:
    accepted = ReportState.ACCEPTED
    season, (early, late, never) = put(
        world,
        ("a", accepted, {"decided_at": IN_SEASON + timedelta(hours=1)}),
        ("b", accepted, {"decided_at": IN_SEASON + timedelta(hours=9)}),
        ("a", accepted, later(4)),
    )
    assert queue(world, season, accepted) == [late, never, early]


def test_only_own_reports_that_stand_so_are_counted(world: World) -> None:
    gone = {"removed_at": IN_SEASON}
    season, (sent, *_, outside) = put(
        world, ("a", ReportState.SENT, {}), ("a", ReportState.SENT, gone), ("b", ReportState.RETURNED, {}),
        ("b", ReportState.DRAFT, {}), ("c", ReportState.SENT, {}),
    )  # fmt: skip
    with writing() as session:
        a_joint(session, world, outside, "b", JointState.AGREED)
    with reading() as session:
        many = queries.report_counts(session, Scope.at(world.paths["county"]), season_id=season)
    assert many == {ReportState.SENT: 1, ReportState.RETURNED: 1, ReportState.DRAFT: 1}
    assert queue(world, season, ReportState.SENT) == [sent]


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (13, 0), (15, 1), (39, 2)])
def test_what_was_sent_before_midnight_in_beijing_has_waited_a_day(sqlite_world: World, hours: int, days: int) -> None:
    season, _ = put(sqlite_world, ("a", ReportState.SENT, {}))
    with reading() as session:
        (row,) = queries.review_queue(
            session, Scope.at(sqlite_world.paths["a"]), season_id=season, state=ReportState.SENT
        )
    with clock.stopped_at(IN_SEASON + timedelta(hours=hours)):
        assert waited(row) == days
