"""The tree grows, moves and closes by its rules, and paths always say where a thing hangs."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Scope
from core.audit import AuditEvent
from core.database import reading, unowned, within, writing
from core.errors import AppError, NotAllowed, NotFound, Refused
from core.organisations import actions, queries
from core.organisations.rules import Facts, Level, Setting, Stage, may_hold
from core.organisations.tables import Organisation
from tests.world import World

PRIMARY = Facts(stages=(Stage.PRIMARY,))


def make(world: World, name: str, *, parent: str = "county", level: Level = Level.SCHOOL, who: str = "admin") -> int:
    facts = PRIMARY if level is Level.SCHOOL else None
    with writing() as session:
        org = actions.create(
            session, world.actor(who), parent_id=world.orgs[parent], level=level, name=name, facts=facts
        )
        return org.id or 0


def shift(world: World, what: int, to: int, *, who: str = "province_admin") -> None:
    with writing() as session:
        actions.move(session, world.actor(who), org_id=what, parent_id=to)


def paths() -> dict[int, str]:
    with reading() as session:
        return {row.id: row.path for row in queries.tree(session, SYSTEM_SCOPE)}


def insist_on_true_paths() -> None:
    """Every path is the parent's path and the own id."""
    with reading() as session:
        rows = {row.id: row for row in queries.tree(session, SYSTEM_SCOPE)}
    for row in rows.values():
        above = rows[row.parent_id].path if row.parent_id else "/"
        assert row.path == f"{above}{row.id}/"


def test_a_new_school_hangs_below_its_parent_with_its_facts(world: World) -> None:
    facts = Facts(stages=(Stage.JUNIOR, Stage.PRIMARY), setting=Setting.RURAL, district="东片", pilot=True)
    with writing() as session:
        org = actions.create(
            session, world.actor("admin"), parent_id=world.orgs["county"], level=Level.SCHOOL, name=" 云溪  三小 ",
            code="210001", opened_on=date(2020, 9, 1), facts=facts,
        )  # fmt: skip
    with reading() as session:
        (row,) = queries.find_schools(session, world.actor("admin").scope, ["云溪 三小"])["云溪 三小"]
    assert row.path == f"{world.paths['county']}{org.id}/"
    assert row.facts.stages == (Stage.PRIMARY, Stage.JUNIOR)
    assert row.facts == facts
    assert row.facts.grades == tuple(range(1, 10))


@pytest.mark.parametrize(
    ("parent", "child", "may"),
    [
        (parent, child, parent is not Level.SCHOOL and list(Level).index(parent) < list(Level).index(child))
        for parent, child in product(Level, Level)
    ],
)
def test_the_ladder_says_what_may_hang_below_what(parent: Level, child: Level, may: bool) -> None:
    assert may_hold(parent, child) is may


REFUSED: dict[str, tuple[str, Callable[[Session, World], object]]] = {
    "a name its sister has": (
        "organisation.name_taken",
        lambda s, w: actions.create(
            s, w.actor("admin"), parent_id=w.orgs["county"], level=Level.SCHOOL, name="云溪一小", facts=PRIMARY
        ),
    ),
    "a school below a school": (
        "organisation.wrong_level",
        lambda s, w: actions.create(
            s, w.actor("admin"), parent_id=w.orgs["a"], level=Level.SCHOOL, name="分校", facts=PRIMARY
        ),
    ),
    "a school without facts": (
        "organisation.facts_are_for_schools",
        lambda s, w: actions.create(s, w.actor("admin"), parent_id=w.orgs["county"], level=Level.SCHOOL, name="新学校"),
    ),
    "an empty name": (
        "organisation.bad_name",
        lambda s, w: actions.rename(s, w.actor("admin"), org_id=w.orgs["a"], name="  "),
    ),
    "a name that is too long": (
        "organisation.bad_name",
        lambda s, w: actions.rename(s, w.actor("admin"), org_id=w.orgs["a"], name="校" * 81),
    ),
    "a sister's name": (
        "organisation.name_taken",
        lambda s, w: actions.rename(s, w.actor("admin"), org_id=w.orgs["a"], name="云溪中学"),
    ),
    "moving below itself": (
        "organisation.below_itself",
        lambda s, w: actions.move(s, w.actor("province_admin"), org_id=w.orgs["county"], parent_id=w.orgs["a"]),
    ),
    "moving under itself": (
        "organisation.below_itself",
        lambda s, w: actions.move(s, w.actor("province_admin"), org_id=w.orgs["county"], parent_id=w.orgs["county"]),
    ),
    "moving the top": (
        "organisation.is_the_top",
        lambda s, w: actions.move(s, w.actor("province_admin"), org_id=w.orgs["province"], parent_id=w.orgs["city"]),
    ),
    "moving a county below a county": (
        "organisation.wrong_level",
        lambda s, w: actions.move(
            s, w.actor("province_admin"), org_id=w.orgs["county"], parent_id=w.orgs["other_county"]
        ),
    ),
    "closing what holds open schools": (
        "organisation.holds_open_ones",
        lambda s, w: actions.close(s, w.actor("admin"), org_id=w.orgs["county"], on=date(2026, 7, 1)),
    ),
    "closing the top": (
        "organisation.is_the_top",
        lambda s, w: actions.close(s, w.actor("province_admin"), org_id=w.orgs["province"], on=date(2026, 7, 1)),
    ),
    "planting a second tree": (
        "installation.not_empty",
        lambda s, _: actions.plant(s, name="另一个省", level=Level.PROVINCE),
    ),
}


@pytest.mark.parametrize(("code", "act"), REFUSED.values(), ids=REFUSED.keys())
def test_what_breaks_a_rule_is_refused(sqlite_world: World, code: str, act: Callable[[Session, World], object]) -> None:
    before = paths()
    with pytest.raises(Refused) as refusal, writing() as session:
        act(session, sqlite_world)
    assert refusal.value.code == code
    assert paths() == before


OUT_OF_REACH: dict[str, tuple[type[AppError], str, Callable[[Session, World, str], object]]] = {
    "a stranger's school": (
        NotFound,
        "admin",
        lambda s, w, who: actions.rename(s, w.actor(who), org_id=w.orgs["c"], name="别的名字"),
    ),
    "what lies above": (
        NotFound,
        "admin",
        lambda s, w, who: actions.rename(s, w.actor(who), org_id=w.orgs["city"], name="别的名字"),
    ),
    "moving to a stranger": (
        NotFound,
        "admin",
        lambda s, w, who: actions.move(s, w.actor(who), org_id=w.orgs["a"], parent_id=w.orgs["other_county"]),
    ),
    "no right at all": (
        NotAllowed,
        "school_admin_a",
        lambda s, w, who: actions.rename(s, w.actor(who), org_id=w.orgs["a"], name="别的名字"),
    ),
    "facts of a bureau": (
        NotFound,
        "admin",
        lambda s, w, who: actions.set_facts(s, w.actor(who), school_id=w.orgs["county"], facts=PRIMARY),
    ),
}


@pytest.mark.parametrize(("error", "who", "act"), OUT_OF_REACH.values(), ids=OUT_OF_REACH.keys())
def test_nobody_changes_what_is_out_of_reach(
    sqlite_world: World, error: type[AppError], who: str, act: Callable[[Session, World, str], object]
) -> None:
    with pytest.raises(error), writing() as session:
        act(session, sqlite_world, who)


def test_a_moved_county_takes_its_schools_along(world: World) -> None:
    other_city = make(world, "第二市", parent="province", level=Level.CITY, who="province_admin")
    shift(world, world.orgs["county"], other_city)
    insist_on_true_paths()
    assert (
        paths()[world.orgs["a"]] == f"{world.paths['province']}{other_city}/{world.orgs['county']}/{world.orgs['a']}/"
    )
    with reading() as session:
        seen = session.exec(within(Scope.at(world.paths["city"]), select(Organisation.name), Organisation)).all()
    assert set(seen) == {"示例市", "临川县", "临川中学"}


def test_a_moved_school_belongs_to_its_new_county_alone(world: World) -> None:
    shift(world, world.orgs["a"], world.orgs["other_county"])
    with reading() as session:
        rows = queries.schools(session, Scope.at(world.paths["county"]))
        assert [row.name for row in rows] == ["云溪中学"]
        assert queries.count_schools(session, Scope.at(world.paths["other_county"])) == 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6))
def test_paths_stay_true_whatever_is_moved(sqlite_world: World, moves: list[tuple[int, int]]) -> None:
    ids = sorted(paths())
    for what, to in moves:
        try:
            shift(sqlite_world, ids[what % len(ids)], ids[to % len(ids)])
        except Refused:
            continue
    insist_on_true_paths()


def test_a_closed_school_leaves_the_lists_and_may_come_back(world: World) -> None:
    admin = world.actor("admin")
    with writing() as session:
        actions.close(session, admin, org_id=world.orgs["a"], on=date(2026, 7, 1))
    with reading() as session:
        assert [row.name for row in queries.schools(session, admin.scope)] == ["云溪中学"]
        assert [row.is_open for row in queries.schools(session, admin.scope, closed=True)] == [False, True]
        assert queries.find_schools(session, admin.scope, ["云溪一小"]) == {}
    with writing() as session:
        actions.reopen(session, admin, org_id=world.orgs["a"])
    with reading() as session:
        assert queries.count_schools(session, admin.scope) == 2


def test_a_school_of_a_closed_bureau_cannot_reopen_alone(sqlite_world: World) -> None:
    admin = sqlite_world.actor("admin")
    with writing() as session:
        for key in ("a", "b", "county"):
            actions.close(session, admin, org_id=sqlite_world.orgs[key], on=date(2026, 7, 1))
    with pytest.raises(Refused), writing() as session:
        actions.reopen(session, admin, org_id=sqlite_world.orgs["a"])


def test_a_school_is_not_closed_before_it_opened(sqlite_world: World) -> None:
    with writing() as session:
        org = actions.create(
            session, sqlite_world.actor("admin"), parent_id=sqlite_world.orgs["county"], level=Level.SCHOOL,
            name="新学校", facts=PRIMARY, opened_on=date(2025, 9, 1),
        )  # fmt: skip
    for on, error in ((date(2025, 8, 31), True), (date(2025, 9, 1), False)):
        if error:
            with pytest.raises(Refused), writing() as session:
                actions.close(session, sqlite_world.actor("admin"), org_id=org.id or 0, on=on)
        else:
            with writing() as session:
                actions.close(session, sqlite_world.actor("admin"), org_id=org.id or 0, on=on)


def test_schools_are_found_by_words_and_paged(world: World) -> None:
    scope = world.actor("admin").scope
    with reading() as session:
        assert [row.name for row in queries.schools(session, scope, words="中学")] == ["云溪中学"]
        assert queries.count_schools(session, scope, words="%") == 0
        first, second = (queries.schools(session, scope, offset=at, limit=1)[0].id for at in (0, 1))
        assert {first, second} == {world.orgs["a"], world.orgs["b"]}
        assert queries.count_schools(session, world.actor("class_teacher_a").scope) == 0


def test_two_schools_of_one_name_are_both_found(sqlite_world: World) -> None:
    make(sqlite_world, "云溪一小", parent="other_county", who="province_admin")
    with reading() as session:
        assert len(queries.find_schools(session, SYSTEM_SCOPE, ["云溪一小", "没有"])["云溪一小"]) == 2


def test_every_change_of_the_tree_is_written_down(world: World) -> None:
    school = make(world, "云溪三小")
    admin = world.actor("admin")
    with writing() as session:
        actions.rename(session, admin, org_id=school, name="云溪三小学")
        actions.set_facts(session, admin, school_id=school, facts=PRIMARY)
        actions.close(session, admin, org_id=school, on=date(2026, 7, 1))
        actions.reopen(session, admin, org_id=school)
    shift(world, school, world.orgs["other_county"])
    with reading() as session:
        events = session.exec(unowned(select(AuditEvent).order_by(AuditEvent.number), AuditEvent)).all()
        assert [event.action.removeprefix("organisation.") for event in events] == [
            "created", "renamed", "facts_set", "closed", "reopened", "moved",
        ]  # fmt: skip
        assert {event.org_id for event in events} == {school}
        assert "云溪" not in repr([event.details for event in events])
