"""What a contest lets nobody read or take along before its time, against a licence, or after it was put away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlmodel import select

from core import clock
from core.database import files, unowned, writing
from core.errors import NotFound
from core.evaluation import actions, queries
from core.evaluation.rules.states import ContestState, ContestSubject
from core.library import actions as library
from core.library.rules import ResourceState
from core.library.tables import Resource
from tests.evaluation.contests import LATER, a_contest, a_judge, a_nomination, a_resource, judged
from tests.library.builders import a_file
from tests.world import World

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day_in_june() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def with_resource(world: World, state: ContestState, **other: object) -> tuple[int, int, int]:
    """A selection with one resource of school A that has a file and is recommended upwards: contest, nomination, resource."""
    with writing() as session:
        contest_id = a_contest(session, world, state, subject=ContestSubject.RESOURCES)
        a_judge(session, world, contest_id)
        resource_id = a_resource(session, world, **other)
        a_file(session, world, resource_id, digest=files.keep(b"%PDF-1.7 %%EOF"))
        given = {"resource_id": resource_id, "award": "first", "forwarded": True}
        return contest_id, a_nomination(session, world, contest_id, **given), resource_id


def test_why_an_award_was_changed_is_told_with_the_award_and_not_before(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9), "b": (8, 8)})
        bureau, school = world.actor("researcher"), world.actor("counsellor_a")
        actions.award(session, bureau, nomination_id=found["a"], award="second", reason="降为二等奖")

        def told() -> list[str]:
            return [one.decided_reason for one in queries.nominations(session, school.scope, contest_id=contest_id)]

        assert told() == [""]
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        assert told() == ["降为二等奖"]


def test_why_something_was_put_out_is_told_at_once(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9)})
        actions.put_out(session, world.actor("researcher"), nomination_id=found["a"], reason="不是本校的")
        (one,) = queries.nominations(session, world.actor("counsellor_a").scope, contest_id=contest_id)
        assert one.decided_reason == "不是本校的"


@pytest.mark.parametrize(("licence", "may"), [("own_shared", True), ("view_only", False), ("unknown", False)])
def test_a_judge_takes_along_only_what_the_licence_gives_away(sqlite_world: World, licence: str, may: bool) -> None:
    world = sqlite_world
    _, nomination_id, _ = with_resource(world, ContestState.REVIEW, licence=licence)
    with writing() as session:
        judge, given = world.actor("reviewer"), {"nomination_id": nomination_id}
        (file,) = queries.judged_work(session, judge.scope, judge_id=judge.user_id, **given).files
        assert actions.open_judged_file(session, judge, file_id=file.id, **given).may_be_taken is may
        bureau = world.actor("researcher")
        assert actions.open_work_file(session, bureau, file_id=file.id, **given).may_be_taken is may


@pytest.mark.parametrize(("licence", "many"), [("own_shared", 1), ("view_only", 0)])
def test_what_may_only_be_looked_at_does_not_go_upwards_in_the_archive(
    sqlite_world: World, licence: str, many: int
) -> None:
    world = sqlite_world
    contest_id, _, _ = with_resource(world, ContestState.PUBLICITY, licence=licence)
    with writing() as session:
        content = actions.export_forwarded(session, world.actor("researcher"), contest_id=contest_id)
    names = ZipFile(BytesIO(content)).namelist()
    assert len([name for name in names if "/材料" in name]) == many
    assert "01_云溪一小/推荐表.docx" in names


@pytest.mark.parametrize("gone", ["taken back", "removed"])
def test_what_a_school_took_back_is_no_longer_shown_to_those_who_judge(sqlite_world: World, gone: str) -> None:
    world = sqlite_world
    _, nomination_id, resource_id = with_resource(world, ContestState.REVIEW, summary="写着学生的事")
    school, judge = world.actor("counsellor_a"), world.actor("reviewer")
    with writing() as session:
        (file,) = queries.judged_work(session, judge.scope, nomination_id=nomination_id, judge_id=judge.user_id).files
        library.take_back(session, school, resource_id=resource_id)
        if gone == "removed":
            library.remove_resource(session, school, resource_id=resource_id)
    with writing() as session:
        seen = queries.judged_work(session, judge.scope, nomination_id=nomination_id, judge_id=judge.user_id)
        assert (seen.files, seen.text) == ((), "学校已经把这份材料收回，现在看不到。")
        with pytest.raises(NotFound):
            actions.open_judged_file(session, judge, nomination_id=nomination_id, file_id=file.id)
        with pytest.raises(NotFound):
            actions.open_work_file(session, world.actor("researcher"), nomination_id=nomination_id, file_id=file.id)
        row = session.exec(unowned(select(Resource).where(Resource.id == resource_id), Resource)).one()
        row.state, row.removed_at = ResourceState.SENT, None
        session.flush()
        assert (
            queries.judged_work(session, judge.scope, nomination_id=nomination_id, judge_id=judge.user_id).text
            == "写着学生的事"
        )
