"""The board of a season as its readers see it."""

from datetime import date
from typing import Any

import pytest

from core.access import SYSTEM_SCOPE, Scope
from core.activities import queries
from core.activities.queries import Board
from core.activities.rules import JointState, ReportState, SeasonState
from core.activities.rules.progress import Progress
from core.database import reading, writing
from core.errors import NotFound
from core.organisations.rules import Stage
from tests.activities.board_builders import AFTER, DURING, SENT, a_photo, a_report, joined
from tests.activities.builders import NOW
from tests.activities.season_builders import a_season, an_exemption
from tests.world import World

P, S = Progress, ReportState


def shown(world: World, season: int, scope: Scope | None = None, today: date = DURING, **other: Any) -> Board:
    with reading() as session:
        return queries.board(session, scope or SYSTEM_SCOPE, season_id=season, today=today, **other)


def states(board: Board, at: int = 0) -> list[Progress]:
    return [one.state for one in board.schools[at].cells]


def test_every_school_that_takes_part_has_a_line_whatever_it_reported(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
        a_report(session, world, season)
        a_report(session, world, season, item="parents", state=S.SENT, pupils=None, parents=30, note="来了三十位家长")
        an_exemption(session, world, season, "b", "parents")
    board = shown(world, season)
    assert [one.school for one in board.schools] == ["云溪一小", "云溪中学"]
    assert states(board) == [P.DONE, P.WAITING, P.NOT_ASKED]
    assert states(board, 1) == [P.NOT_YET, P.EXEMPT, P.NOT_YET]
    assert (board.summary.due, board.summary.done, board.summary.waiting, board.summary.silent) == (3, 1, 1, 1)
    assert (board.totals.sessions, board.totals.attendances) == (2, 110)
    assert states(shown(world, season, today=AFTER), 1) == [P.MISSING, P.EXEMPT, P.NOT_YET]


def test_a_joint_activity_is_done_for_both_and_counted_once(world: World) -> None:
    with writing() as session:
        season = a_season(session, world, at="city")
        shared = a_report(session, world, season)
        joined(session, world, shared, "b", attendances=25)
        joined(session, world, shared, "c", state=JointState.NAMED)
    board = shown(world, season)
    county = {one.name: (one.totals.sessions, one.totals.attendances) for one in board.bureaus}
    assert [one.cells[0].state for one in board.schools] == [P.NOT_YET, P.DONE, P.DONE]
    assert [one.school for one in board.schools] == ["临川中学", "云溪一小", "云溪中学"]
    assert [one.totals.attendances for one in board.schools] == [0, 80, 25]
    assert (board.totals.sessions, board.totals.attendances) == (1, 80)
    assert county == {"云溪区": (1, 80), "临川县": (0, 0)}


def test_a_guest_from_elsewhere_brings_its_own_people_alone(world: World) -> None:
    with writing() as session:
        season = a_season(session, world, at="city")
        shared = a_report(session, world, season, note="合办")
        joined(session, world, shared, "c", attendances=25)
        a_photo(session, world, shared)
    board = shown(world, season, Scope.at(world.paths["other_county"]))
    assert [one.school for one in board.schools] == ["临川中学"]
    assert board.schools[0].cells[0].state is P.DONE
    assert (board.totals.activities, board.totals.attendances, board.totals.shared) == (1, 25, 25)
    behind = material(world, season, "c", Scope.at(world.paths["c"]))
    assert [(one.host, one.figures.photos, one.figures.attendances) for one in behind] == [("云溪一小", 1, 80)]


def test_a_bureau_that_held_it_counts_at_its_level(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
        fair = a_report(session, world, season, "county", pupils=500)
        joined(session, world, fair, "a", attendances=60)
    board = shown(world, season, Scope.at(world.paths["county"]))
    assert (board.totals.attendances, [one.totals.attendances for one in board.schools]) == (500, [60, 0])
    assert states(board)[0] is P.DONE
    assert shown(world, season, Scope.at(world.paths["a"])).totals.attendances == 60
    junior = shown(world, season, Scope.at(world.paths["county"]), stage=Stage.JUNIOR)
    assert ([one.school for one in junior.schools], junior.totals.attendances) == (["云溪中学"], 0)


def test_drafts_what_came_back_and_what_was_removed_count_nowhere(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
        a_report(session, world, season, state=S.DRAFT, first_sent_at=None)
        a_report(session, world, season, "b", state=S.RETURNED)
        a_report(session, world, season, item="parents", removed_at=NOW)
    board = shown(world, season)
    assert board.totals.activities == 0
    assert [states(board)[:2], states(board, 1)[:2]] == [[P.DOING, P.NOT_YET], [P.RETURNED, P.NOT_YET]]


def test_reported_but_empty_is_told_until_a_photograph_comes(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
        empty = a_report(session, world, season, pupils=None)
        a_photo(session, world, empty, removed_at=NOW)
        a_photo(session, world, empty, thumb="", kind="pdf")
    assert shown(world, season).schools[0].cells[0].hollow
    with writing() as session:
        a_photo(session, world, empty)
    assert not shown(world, season).schools[0].cells[0].hollow


def test_last_year_is_the_season_of_the_same_kind_and_bureau(world: World) -> None:
    with writing() as session:
        season, other = a_season(session, world), a_season(session, world, at="city", school_year=2024)
        a_report(session, world, other, pupils=7)
    assert shown(world, season).earlier is None
    with writing() as session:
        before = a_season(session, world, school_year=2024, state=SeasonState.CLOSED)
        a_report(session, world, before, pupils=33)
    told = shown(world, season).earlier
    assert told is not None
    assert told.attendances == 33


def test_a_place_below_and_a_stage_narrow_the_board(world: World) -> None:
    with writing() as session:
        season = a_season(session, world, at="city")

    def names(**other: Any) -> list[str]:
        return [one.school for one in shown(world, season, **other).schools]

    assert names(below=world.paths["other_county"]) == ["临川中学"]
    assert names(stage=Stage.SENIOR) == ["云溪中学"]
    assert names(scope=Scope.at(world.paths["a"]), below=world.paths["county"]) == ["云溪一小"]
    with pytest.raises(NotFound):
        names(scope=Scope.at(world.paths["a"]), below=world.paths["b"])


def material(world: World, season: int, at: str, scope: Scope, item: str = "lecture") -> list[queries.Material]:
    with reading() as session:
        return queries.material(session, scope, season_id=season, school_id=world.orgs[at], item=item)


def test_behind_a_cell_are_its_reports_and_no_stranger_sees_them(world: World) -> None:
    with writing() as session:
        season = a_season(session, world)
        a_report(session, world, season, held_on=date(2026, 5, 5))
        a_report(session, world, season, state=S.RETURNED, comment="请补一张照片")
        a_report(session, world, season, item="parents")
    here = material(world, season, "a", Scope.at(world.paths["county"]))
    assert [(one.held_on.day, one.comment) for one in here] == [(11, "请补一张照片"), (5, "")]
    with pytest.raises(NotFound):
        material(world, season, "a", Scope.at(world.paths["b"]))


def test_what_waits_is_told_to_the_bureau_and_what_is_left_to_the_school(world: World) -> None:
    county, school = Scope.at(world.paths["county"]), Scope.at(world.paths["a"])
    with writing() as session:
        season, free = a_season(session, world), a_season(session, world, counts_sent=True)
        a_report(session, world, season, state=S.SENT)
        a_report(session, world, season, item="parents", state=S.RETURNED)
        for item in ("lecture", "parents"):
            a_report(session, world, free, item=item, state=S.SENT)
        theirs = a_report(session, world, season, "b")
        joined(session, world, theirs, "a", state=JointState.NAMED)
    with reading() as session:
        assert queries.waiting_reports(session, county) == (1, SENT)
        assert queries.waiting_reports(session, county, season_id=free) == (0, None)
        assert queries.waiting_reports(session, Scope.at(world.paths["b"])) == (0, None)
        (own,) = queries.own_seasons(session, school, today=DURING)
        assert queries.joint_asked(session, school) == 1
        assert queries.joint_asked(session, Scope.at(world.paths["b"])) == 0
    assert (own.season.id, own.to_do, own.returned) == (season, ("一次家长课堂",), ("一次家长课堂",))
    assert own.due == date(2026, 5, 24), "seven days before the end"
