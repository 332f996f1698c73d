"""Classes are made once, within reach, and heading one opens nothing by itself."""

import pytest
from sqlmodel import select

from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import NotAllowed, NotFound
from core.organisations import actions, queries
from tests.world import SCHOOL_YEAR, World


def ensure(
    world: World, wanted: set[tuple[int, int, str]], who: str = "counsellor_a"
) -> dict[tuple[int, int, str], int]:
    with writing() as session:
        return actions.ensure_classes(session, world.actor(who), school_year=SCHOOL_YEAR, wanted=wanted)


def test_classes_that_exist_are_found_and_the_others_made(world: World) -> None:
    school = world.orgs["a"]
    found = ensure(world, {(school, 5, "1班"), (school, 5, "2班")})
    assert found[school, 5, "1班"] == world.classes["a5"]
    assert ensure(world, {(school, 5, "2班")}) == {(school, 5, "2班"): found[school, 5, "2班"]}
    with reading() as session:
        rows = queries.classes(session, world.actor("counsellor_a").scope, school_year=SCHOOL_YEAR)
        events = session.exec(unowned(select(AuditEvent), AuditEvent)).all()
        assert [(row.grade, row.name) for row in rows] == [(5, "1班"), (5, "2班"), (6, "1班")]
        assert [event.details for event in events] == [{"count": 1, "school_year": SCHOOL_YEAR}]


def test_no_class_is_made_when_one_school_is_out_of_reach(world: World) -> None:
    wanted = {(world.orgs["a"], 5, "9班"), (world.orgs["b"], 7, "9班")}
    with pytest.raises(NotFound):
        ensure(world, wanted)
    with reading() as session:
        assert len(queries.classes(session, world.actor("admin").scope, school_year=SCHOOL_YEAR)) == 4


def test_a_class_hangs_below_a_school_alone(sqlite_world: World) -> None:
    with pytest.raises(NotFound):
        ensure(sqlite_world, {(sqlite_world.orgs["county"], 5, "1班")}, "centre")


def test_nothing_wanted_changes_nothing(sqlite_world: World) -> None:
    assert ensure(sqlite_world, set()) == {}


def test_classes_of_one_school_in_their_order(sqlite_world: World) -> None:
    school = sqlite_world.orgs["a"]
    ensure(sqlite_world, {(school, 5, f"{number}班") for number in range(1, 12)})
    with reading() as session:
        scope = sqlite_world.actor("admin").scope
        rows = queries.classes(session, scope, school_year=SCHOOL_YEAR, school_id=school)
        assert [row.name for row in rows if row.grade == 5] == [f"{number}班" for number in range(1, 12)]
        own = sqlite_world.actor("class_teacher_a").scope
        assert [row.id for row in queries.classes(session, own, school_year=SCHOOL_YEAR)] == [
            sqlite_world.classes["a5"]
        ]


def test_a_head_is_written_down(world: World) -> None:
    with writing() as session:
        actions.set_head(
            session, world.actor("school_admin_a"), class_id=world.classes["a6"],
            account_id=world.accounts["class_teacher_a"],
        )  # fmt: skip
    with reading() as session:
        headed = queries.headed_classes(session, world.accounts["class_teacher_a"], school_year=SCHOOL_YEAR)
    assert {class_id for class_id, _ in headed} == {world.classes["a5"], world.classes["a6"]}


@pytest.mark.parametrize(("who", "error"), [("counsellor_b", NotFound), ("leader", NotAllowed)])
def test_nobody_names_the_head_of_a_class_out_of_reach(sqlite_world: World, who: str, error: type[Exception]) -> None:
    with pytest.raises(error), writing() as session:
        actions.set_head(session, sqlite_world.actor(who), class_id=sqlite_world.classes["a6"], account_id=None)
