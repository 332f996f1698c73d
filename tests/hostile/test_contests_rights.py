"""What a contest lets nobody read or take along before its time, against a licence, or after it was put away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlmodel import select

from core import clock
from core.activities.rules import JointState, ReportState
from core.activities.tables import Activity, JointSchool
from core.database import files, unowned, writing
from core.errors import Conflict, NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.queries.works import TAKEN_BACK
from core.evaluation.rules.contests import SHOWN, edition_of
from core.evaluation.rules.states import ContestState, ContestSubject, TieKind
from core.evaluation.tables import Contest, RaterTie
from core.library import actions as library
from core.library.rules import ResourceState
from core.library.tables import Resource
from tests.evaluation.contests import LATER, a_contest, a_judge, a_nomination, a_resource, judged
from tests.library.builders import a_file
from tests.together import together
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
        assert (seen.files, seen.text) == ((), TAKEN_BACK)
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


AWAY = [
    pytest.param(Activity, {"state": ReportState.RETURNED}, id="a report that was given back"),
    pytest.param(Activity, {"removed_at": NOW}, id="a report that was removed"),
    pytest.param(Resource, {"state": ResourceState.DRAFT}, id="a resource that was taken back"),
    pytest.param(Resource, {"state": ResourceState.RETURNED}, id="a resource that was given back"),
]


@pytest.mark.parametrize(("table", "change"), AWAY)
def test_a_work_that_is_with_its_school_again_is_on_no_list_and_in_no_archive(
    sqlite_world: World, table: type[Activity | Resource], change: dict[str, object]
) -> None:
    world, bureau = sqlite_world, sqlite_world.actor("researcher")
    with writing() as session:
        contest_id = a_contest(session, world, ContestState.PUBLICITY)
        given = {"resource_id": a_resource(session, world)} if table is Resource else {}
        a_nomination(session, world, contest_id, award="first", forwarded=True, total=9, **given)
        row = session.exec(unowned(select(table), table)).one()
        for name, value in change.items():
            setattr(row, name, value)
        session.flush()
        assert queries.honours(session, bureau.scope, contest_id=contest_id) == []
        for export in (actions.export_awards, actions.export_forwarded):
            with pytest.raises(Refused):
                export(session, bureau, contest_id=contest_id)
        contest = session.exec(unowned(select(Contest), Contest)).one()
        contest.state = ContestState.CLOSED
        session.flush()
        assert len(queries.honours(session, bureau.scope, contest_id=contest_id)) == 1, "what was awarded at the close"
        with pytest.raises(Refused, check=lambda error: error.code == "contests.nobody_forwarded"):
            actions.export_forwarded(session, bureau, contest_id=contest_id)


def test_nothing_is_made_public_while_a_work_is_with_its_school(sqlite_world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, sqlite_world, {"a": (9, 9), "b": (8, 8)})
        report = session.exec(
            unowned(select(Activity).where(Activity.org_id == sqlite_world.orgs["a"]), Activity)
        ).one()
        report.state = ReportState.RETURNED
        session.flush()
        bureau = sqlite_world.actor("researcher")
        with pytest.raises(Refused, check=lambda error: error.code == "contests.works_away"):
            actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        actions.put_out(session, bureau, nomination_id=found["a"], reason="材料没有再交")
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        assert [one.school for one in queries.honours(session, bureau.scope, contest_id=contest_id)] == ["云溪中学"]


@pytest.mark.parametrize("state", [one for one in ContestState if one not in SHOWN])
def test_there_is_no_list_and_no_archive_but_from_publicity_on(sqlite_world: World, state: ContestState) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, state)
        a_nomination(session, sqlite_world, contest_id, award="first", forwarded=True)
        bureau = sqlite_world.actor("researcher")
        assert queries.honours(session, bureau.scope, contest_id=contest_id) == []
        for export in (actions.export_awards, actions.export_forwarded):
            with pytest.raises(Refused, check=lambda error: error.code == "contests.not_now"):
                export(session, bureau, contest_id=contest_id)


@pytest.mark.parametrize(("said", "tied"), [(JointState.NAMED, True), (JointState.AGREED, True),
                                            (JointState.DECLINED, False)])  # fmt: skip
def test_nobody_judges_what_their_own_school_held_together_with_another(
    sqlite_world: World, said: JointState, tied: bool
) -> None:
    world, judge = sqlite_world, sqlite_world.actor("reviewer")
    with writing() as session:
        contest_id, _ = judged(session, world, {"a": (9, 9)})
        activity = session.exec(unowned(select(Activity), Activity)).one()
        session.add(
            JointSchool(activity_id=activity.id, school_id=world.orgs["b"], state=said, by_id=judge.user_id, at=NOW)
        )
        session.add(
            RaterTie(account_id=judge.user_id, school_id=world.orgs["b"], kind=TieKind.FORMER, told_by=judge.user_id,
                     told_at=NOW)
        )  # fmt: skip
        session.flush()
        (sheet,) = queries.judging(session, judge.scope, judge_id=judge.user_id)
        assert sheet.tied is tied
        (place,) = queries.places_of(session, world.actor("researcher").scope, contest_id=contest_id)
        assert place.sheets == (0 if tied else 1)


def test_fewer_go_upwards_only_once_that_few_are_chosen(sqlite_world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, ContestState.PUBLICITY, forward=2)
        for at in ("a", "b"):
            a_nomination(session, sqlite_world, contest_id, at, award="second", forwarded=True)
        bureau = sqlite_world.actor("researcher")
        fewer = queries.contest_seen(session, bureau.scope, contest_id).draft._replace(forward=1)
        with pytest.raises(Refused, check=lambda error: error.code == "contests.forward_many"):
            actions.change_contest(session, bureau, contest_id=contest_id, edition=0, draft=fewer)
        actions.forward(session, bureau, contest_id=contest_id, nomination_ids=[])
        assert actions.change_contest(session, bureau, contest_id=contest_id, edition=0, draft=fewer) == 1


def test_of_two_who_publish_at_the_same_moment_one_is_told_that_it_was_done(world: World) -> None:
    with writing() as session:
        contest_id, _ = judged(session, world, {"a": (9, 9)})

    def deed(who: str) -> str:
        with clock.stopped_at(NOW), writing() as session:
            actions.to_publicity(session, world.actor(who), contest_id=contest_id, public_until=LATER)
        return "done"

    assert sorted(together(lambda: deed("researcher"), lambda: deed("centre"))) == ["contests.not_now", "done"]


def test_judges_are_saved_beside_one_who_lost_the_right_since(sqlite_world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, ContestState.REVIEW)
        a_judge(session, sqlite_world, contest_id, "counsellor_a")
        bureau, ids = (
            sqlite_world.actor("researcher"),
            [sqlite_world.accounts[one] for one in ("counsellor_a", "reviewer")],
        )
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=ids)
        assert len(queries.judges(session, bureau.scope, contest_id=contest_id)) == 2
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=ids[1:])
        with pytest.raises(NotFound):
            actions.set_judges(session, bureau, contest_id=contest_id, account_ids=ids)


def test_what_a_colleague_decided_meanwhile_is_not_overwritten(sqlite_world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, sqlite_world, {"a": (9, 9), "b": (8, 8)})
        bureau, centre = sqlite_world.actor("researcher"), sqlite_world.actor("centre")
        nobody, both = edition_of(), [sqlite_world.accounts[one] for one in ("reviewer", "centre")]
        given = {"nomination_id": found["b"], "reason": "评委集体商议", "edition": edition_of("", "")}
        actions.award(session, centre, award="first", **given)
        with moved_on():
            actions.award(session, bureau, award="second", **given)
        with moved_on():
            actions.set_judges(session, bureau, contest_id=contest_id, account_ids=both, edition=nobody)
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        (up,) = [one.id for one in queries.nominations(session, bureau.scope, contest_id=contest_id) if one.forwarded]
        with moved_on():
            actions.forward(session, bureau, contest_id=contest_id, nomination_ids=[], edition=nobody)
        actions.forward(session, bureau, contest_id=contest_id, nomination_ids=[], edition=edition_of(up))


def moved_on() -> "pytest.RaisesExc[Conflict]":
    return pytest.raises(Conflict, check=lambda error: error.code == "contests.moved_on")
