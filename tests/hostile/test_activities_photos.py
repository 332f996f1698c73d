"""A face that was blurred, or taken away, is found nowhere; and no file tells where it was made."""

import pytest
from sqlmodel import select

from core import settings
from core.activities import actions
from core.activities.rules import PlanState, ReportState
from core.activities.tables import ActivityFile
from core.database import Base, files, reading, unowned, writing
from core.database.letting_go import NAMING
from core.errors import Conflict, Refused
from core.library import actions as library
from tests.activities.builders import an_activity
from tests.activities.file_builders import a_photo, hidden
from tests.activities.report_builders import a_report
from tests.activities.season_builders import a_plan, a_season
from tests.media.builders import PDF, photo, split_in_two
from tests.media.test_bare import paper, pictures_of
from tests.world import World

NO_FILES = {"username", "source", "based_on", "form_key"}
"""Columns as long as a digest that name no kept file."""


def put(world: World, count: int = 1) -> list[int]:
    """Activities with the same photograph; answers its ids."""
    with writing() as session:
        return [a_photo(session, an_activity(session, world), world, split_in_two()) for _ in range(count)]


def kept_of(file_id: int) -> set[str]:
    with reading() as session:
        statement = select(ActivityFile).where(ActivityFile.id == file_id)
        row = session.exec(unowned(statement, ActivityFile)).one()
        return {row.digest, row.thumb}


def on_disk() -> set[str]:
    return {path.name for path in (settings.current().var / "files").rglob("*") if path.is_file()}


def act(world: World, verb: str, **given: object) -> None:
    with writing() as session:
        getattr(actions, verb)(session, world.actor("counsellor_a"), **given)


def blur(world: World, file_id: int) -> None:
    with reading() as session:
        given = hidden(session, file_id)
    act(world, "blur_file", file_id=file_id, given=given)


def test_the_photograph_before_it_was_blurred_leaves_the_disk(world: World) -> None:
    (file,) = put(world)
    before = kept_of(file)
    blur(world, file)
    assert not before & on_disk()
    assert kept_of(file) <= on_disk()


def test_a_photograph_that_was_taken_away_leaves_the_disk(world: World) -> None:
    (file,) = put(world)
    act(world, "remove_file", file_id=file)
    assert on_disk() == set()


def test_what_another_activity_shows_stays_until_the_last_lets_go(world: World) -> None:
    one, other = put(world, 2)
    before = kept_of(one)
    blur(world, one)
    assert before <= on_disk()
    act(world, "remove_file", file_id=other)
    assert not before & on_disk()


def test_what_the_library_took_over_stays(world: World) -> None:
    (file,) = put(world)
    act(world, "faces_fine", file_id=file)
    with reading() as session:
        row = session.exec(unowned(select(ActivityFile), ActivityFile)).one()
    with writing() as session:
        library.from_activity(session, world.actor("counsellor_a"), activity_id=row.activity_id, file_ids=[file])
    blur(world, file)
    assert {row.digest, row.thumb} <= on_disk()


def test_an_act_that_broke_off_lets_nothing_go(world: World) -> None:
    (file,) = put(world)
    with reading() as session:
        given = hidden(session, file)

    def broken() -> None:
        with writing() as session:
            actions.blur_file(session, world.actor("counsellor_a"), file_id=file, given=given)
            raise Refused("broken.off")

    with pytest.raises(Refused):
        broken()
    assert kept_of(file) <= on_disk()
    assert files.fetch(next(iter(kept_of(file))))


def test_a_click_that_came_twice_leaves_nothing_of_its_own_on_the_disk(sqlite_world: World) -> None:
    """The second is refused when it is written down, as one that was done already."""

    def add(content: bytes) -> None:
        with writing() as session:
            session.info["form_key"] = "the same"
            given = {"activity_id": talk, "title": "签到表", "content": content}
            actions.add_file(session, sqlite_world.actor("counsellor_a"), **given)

    with writing() as session:
        talk = an_activity(session, sqlite_world)
    add(PDF)
    with pytest.raises(Conflict):
        add(PDF * 2)
    assert on_disk() == {files.digest_of(PDF)}


def test_every_column_that_may_name_a_kept_file_is_known() -> None:
    long = {
        column.name for table in Base.metadata.tables.values() for column in table.columns
        if getattr(column.type, "length", None) == len(files.digest_of(b""))
    }  # fmt: skip
    assert long == NAMING | NO_FILES


@pytest.mark.parametrize("verb", ["add_file", "attach_plan_file"])
def test_a_paper_tells_no_place_of_the_photographs_in_it(world: World, verb: str) -> None:
    with writing() as session:
        season, talk = a_season(session, world), an_activity(session, world)
    where = {
        "add_file": {"activity_id": talk},
        "attach_plan_file": {"season_id": season, "school_id": world.orgs["a"]},
    }[verb]
    act(world, verb, title="方案", content=paper(photo()), **where)
    kept = [files.fetch(digest) for digest in on_disk()]
    assert [b"PhoneMaker" in picture for one in kept for picture in pictures_of(one)] == [False]


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED, ReportState.LOGGED])
def test_whatever_lay_beside_what_is_removed_leaves_the_disk_with_it(world: World, state: ReportState) -> None:
    """Also of what was sent once, and came back: nobody could open it any more."""
    with writing() as session:
        held = (
            an_activity(session, world, state=state) if state is ReportState.LOGGED
            else a_report(session, world, a_season(session, world), state=state)
        )  # fmt: skip
        a_photo(session, held, world, split_in_two())
    act(world, "add_file", activity_id=held, title="签到表", content=PDF)
    assert len(on_disk()) == 3, "the photograph, its small picture, the list"
    act(world, "remove" if state is ReportState.LOGGED else "remove_report", activity_id=held)
    assert on_disk() == set()


def test_a_paper_that_was_taken_away_leaves_the_disk(sqlite_world: World) -> None:
    with writing() as session:
        report = a_report(session, sqlite_world, a_season(session, sqlite_world), state=ReportState.RETURNED)
    act(sqlite_world, "add_file", activity_id=report, title="签到表", content=PDF)
    with reading() as session:
        (row,) = session.exec(unowned(select(ActivityFile), ActivityFile))
    act(sqlite_world, "remove_file", file_id=row.id)
    assert on_disk() == set()


def test_the_plan_of_before_leaves_the_disk(sqlite_world: World) -> None:
    with writing() as session:
        season = a_season(session, sqlite_world)
        plan = a_plan(session, sqlite_world, season, state=PlanState.RETURNED)
    given = {"season_id": season, "school_id": sqlite_world.orgs["a"], "title": "方案"}
    for content in (PDF, PDF * 2, PDF * 2):
        act(sqlite_world, "attach_plan_file", content=content, **given)
        assert on_disk() == {files.digest_of(content)}
    act(sqlite_world, "remove_plan_file", plan_id=plan)
    assert on_disk() == set()
