"""Seasons: planned, opened, changed, closed, called off; who sees which; who takes part and who is exempt."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import Scope
from core.activities import actions, packs, queries
from core.activities.rules import ActivityKind, ReportState, SeasonState
from core.activities.rules.checklists import ChecklistSpec
from core.activities.tables import Activity, SeasonSchool
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.organisations.tables import Organisation
from tests.activities.access_seasons import PLAIN, draft
from tests.activities.season_builders import CHECKLIST, IN_SEASON, a_season, an_exemption
from tests.together import together
from tests.world import World


@pytest.fixture(autouse=True)
def _in_the_middle_of_the_season() -> Iterator[None]:
    with clock.stopped_at(IN_SEASON):
        yield


def act(world: World, verb: Any, who: str = "researcher", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def put(world: World, **other: Any) -> int:
    with writing() as session:
        return a_season(session, world, **other)


def seen(world: World, at: str, **chosen: Any) -> list[queries.SeasonRow]:
    with reading() as session:
        return queries.seasons_seen(session, Scope.at(world.paths[at]), **chosen)


def part(world: World, season_id: int, at: str = "county") -> dict[str, queries.SeasonSchoolRow]:
    with reading() as session:
        rows = queries.season_schools(session, Scope.at(world.paths[at]), season_id=season_id)
    names = {org_id: key for key, org_id in world.orgs.items()}
    return {names[row.school_id]: row for row in rows}


def reported(world: World, season_id: int, item: str, state: ReportState = ReportState.SENT, at: str = "a") -> None:
    with writing() as session:
        made = {"made_by": world.accounts["counsellor_a"], "made_at": IN_SEASON}
        day = date(2026, 5, 8)
        session.add(Activity(
            org_id=world.orgs[at], season_id=season_id, item=item, kind=ActivityKind.LECTURE, title="讲座", held_on=day,
            until=day, state=state, **made))  # fmt: skip


def shorter() -> ChecklistSpec:
    return CHECKLIST.model_copy(update={"items": CHECKLIST.items[:1]})


def test_a_school_sees_what_a_bureau_above_opened_and_no_plan(world: World) -> None:
    opened, planned = put(world), put(world, state=SeasonState.PLANNED, title="筹备")
    city, elsewhere = put(world, at="city", title="市里"), put(world, at="other_county", title="临川")
    assert {row.id for row in seen(world, "a")} == {opened, city}
    assert {row.id for row in seen(world, "county")} == {opened, planned, city}
    assert {row.id for row in seen(world, "city")} == {opened, planned, city, elsewhere}
    with reading() as session:
        assert queries.seasons_seen(session, Scope()) == []
        with pytest.raises(NotFound):
            queries.season_seen(session, Scope.at(world.paths["a"]), planned)
        row = queries.season_seen(session, Scope.at(world.paths["a"]), opened)
    assert (row.org_name, row.checklist, row.org_path) == ("云溪区", CHECKLIST, world.paths["county"])


def test_seasons_are_chosen_by_state_and_year_and_the_latest_stands_first(sqlite_world: World) -> None:
    spring = put(sqlite_world)
    autumn = put(
        sqlite_world, starts_on=date(2025, 10, 8), ends_on=date(2025, 10, 17), state=SeasonState.CLOSED, plan_until=None
    )
    before = put(sqlite_world, school_year=2024, starts_on=date(2025, 5, 1))
    assert [row.id for row in seen(sqlite_world, "a")] == [spring, autumn, before]
    assert [row.id for row in seen(sqlite_world, "a", school_year=2025)] == [spring, autumn]
    assert [row.id for row in seen(sqlite_world, "a", states=[SeasonState.CLOSED])] == [autumn]


def test_a_season_goes_its_way_and_every_open_school_below_takes_part(world: World) -> None:
    with writing() as session:
        closed = session.exec(
            unowned(select(Organisation), Organisation).where(Organisation.id == world.orgs["b"])
        ).one()
        closed.closed_on = date(2026, 1, 31)
    season_id = act(world, actions.make_season, draft=draft(world)._replace(title=" 5·25  活动月 "))
    assert part(world, season_id) == {}
    assert act(world, actions.open_season, season_id=season_id) == 1
    assert set(part(world, season_id)) == {"a"}
    (row,) = seen(world, "a")
    assert (row.title, row.state, row.school_year) == ("5·25 活动月", SeasonState.OPEN, 2025)
    act(world, actions.close_season, season_id=season_id)
    act(world, actions.reopen_season, season_id=season_id)
    act(world, actions.cancel_season, season_id=season_id, reason=" 台风  停课 ")
    (row,) = seen(world, "a")
    assert (row.state, row.reason) == (SeasonState.CANCELLED, "台风 停课")


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("open_season", SeasonState.OPEN),
        ("open_season", SeasonState.CLOSED),
        ("close_season", SeasonState.PLANNED),
        ("close_season", SeasonState.CANCELLED),
        ("reopen_season", SeasonState.OPEN),
        ("reopen_season", SeasonState.CANCELLED),
        ("drop_season", SeasonState.OPEN),
        ("drop_season", SeasonState.CANCELLED),
    ],
)
def test_a_step_out_of_order_is_refused(sqlite_world: World, verb: str, state: SeasonState) -> None:
    season_id = put(sqlite_world, state=state)
    with pytest.raises(Refused, match="season_state"):
        act(sqlite_world, getattr(actions, verb), season_id=season_id)
    assert seen(sqlite_world, "county")[0].state is state


def test_what_cannot_be_is_refused_and_nothing_is_kept(sqlite_world: World) -> None:
    with pytest.raises(Refused, match="season_title"):
        act(sqlite_world, actions.make_season, draft=draft(sqlite_world)._replace(title=" "))
    with pytest.raises(NotFound):
        act(sqlite_world, actions.make_season, draft=draft(sqlite_world, "a"))
    with pytest.raises(NotAllowed):
        act(sqlite_world, actions.make_season, "school_admin_a", draft=draft(sqlite_world))
    with pytest.raises(Refused, match="reason_needed"):
        act(sqlite_world, actions.cancel_season, season_id=put(sqlite_world), reason=" 雨 ")
    assert [row.state for row in seen(sqlite_world, "county")] == [SeasonState.OPEN]


def test_a_bureau_without_schools_tells_nobody(sqlite_world: World) -> None:
    with writing() as session:
        for one in session.exec(unowned(select(Organisation), Organisation)):
            one.closed_on = date(2026, 1, 31) if one.id == sqlite_world.orgs["c"] else None
        season_id = a_season(session, sqlite_world, at="other_county", state=SeasonState.PLANNED)
    with pytest.raises(Refused, match="no_schools"):
        act(sqlite_world, actions.open_season, "city_centre", season_id=season_id)


def test_a_plan_that_nobody_was_told_of_is_dropped(sqlite_world: World) -> None:
    season_id = put(sqlite_world, state=SeasonState.PLANNED)
    act(sqlite_world, actions.drop_season, season_id=season_id)
    assert seen(sqlite_world, "county") == []


def test_a_change_counts_and_a_stale_one_is_a_conflict(sqlite_world: World) -> None:
    season_id, plan = put(sqlite_world), draft(sqlite_world)
    change = {"season_id": season_id, "edition": 0}
    assert act(sqlite_world, actions.change_season, **change, draft=plan._replace(guidance=" 主题 ")) == 1
    with pytest.raises(Conflict, match="season_moved_on"):
        act(sqlite_world, actions.change_season, **change, draft=plan)
    with pytest.raises(Refused, match="organiser_stays"):
        act(sqlite_world, actions.change_season, "city_centre", season_id=season_id, edition=1,
            draft=draft(sqlite_world, "city"))  # fmt: skip
    (row,) = seen(sqlite_world, "county")
    assert (row.guidance, row.edition) == ("主题", 1)


@pytest.mark.parametrize("state", list(SeasonState))
def test_what_is_over_stays_as_it_was(sqlite_world: World, state: SeasonState) -> None:
    season_id = put(sqlite_world, state=state)
    given = {"season_id": season_id, "edition": 0, "draft": draft(sqlite_world)}
    if state in (SeasonState.CLOSED, SeasonState.CANCELLED):
        with pytest.raises(Refused, match="season_state"):
            act(sqlite_world, actions.change_season, **given)
    else:
        assert act(sqlite_world, actions.change_season, **given) == 1


@pytest.mark.parametrize("use", ["reported", "exempt"])
def test_an_item_in_use_stays_in_the_checklist(sqlite_world: World, use: str) -> None:
    season_id = put(sqlite_world)
    plan = draft(sqlite_world)._replace(checklist=shorter())
    if use == "reported":
        reported(sqlite_world, season_id, "parents", ReportState.DRAFT)
    else:
        with writing() as session:
            an_exemption(session, sqlite_world, season_id, item="parents")
    with pytest.raises(Refused, match="item_in_use"):
        act(sqlite_world, actions.change_season, season_id=season_id, edition=0, draft=plan)
    assert seen(sqlite_world, "a")[0].checklist == CHECKLIST


def test_an_item_that_nobody_used_may_go(sqlite_world: World) -> None:
    season_id = put(sqlite_world)
    reported(sqlite_world, season_id, "lecture")
    with writing() as session:
        an_exemption(session, sqlite_world, season_id)
    plan = draft(sqlite_world)._replace(checklist=shorter())
    act(sqlite_world, actions.change_season, season_id=season_id, edition=0, draft=plan)
    assert seen(sqlite_world, "a")[0].checklist == shorter()


def test_a_new_version_of_a_checklist_leaves_seasons_as_they_are(world: World) -> None:
    season_id = put(world, checklist=packs.checklists()[packs.PLAIN])
    act(world, actions.publish_checklist, org_id=world.orgs["county"], spec=PLAIN, note="按本区文件")
    assert seen(world, "a")[0].checklist.title == "通用 4 个 1"
    assert seen(world, "a")[0].id == season_id


def test_a_school_is_dropped_and_taken_back(world: World) -> None:
    given = {"season_id": put(world), "school_id": world.orgs["a"]}
    with pytest.raises(Refused, match="school_in_already"):
        act(world, actions.add_school, **given)
    act(world, actions.drop_school, **given)
    assert set(part(world, given["season_id"])) == {"b"}
    with pytest.raises(NotFound):
        act(world, actions.drop_school, **given)
    act(world, actions.add_school, **given)
    assert set(part(world, given["season_id"])) == {"a", "b"}
    with pytest.raises(NotFound):
        act(world, actions.add_school, season_id=given["season_id"], school_id=world.orgs["c"])
    with reading() as session:
        assert len(session.exec(unowned(select(SeasonSchool), SeasonSchool)).all()) == 2


@pytest.mark.parametrize(("state", "stays"), [(ReportState.DRAFT, False), (ReportState.SENT, True)])
def test_a_school_that_has_reported_is_not_dropped(sqlite_world: World, state: ReportState, stays: bool) -> None:
    season_id = put(sqlite_world)
    reported(sqlite_world, season_id, "lecture", state)
    given = {"season_id": season_id, "school_id": sqlite_world.orgs["a"]}
    if stays:
        with pytest.raises(Refused, match="school_reported"):
            act(sqlite_world, actions.drop_school, **given)
    else:
        act(sqlite_world, actions.drop_school, **given)
    assert ("a" in part(sqlite_world, season_id)) is stays


def test_schools_are_exempt_from_an_item_or_from_all_and_once_only(world: World) -> None:
    season_id, both = put(world), [world.orgs["a"], world.orgs["b"]]
    given = {"season_id": season_id, "reason": "校舍改造"}
    assert act(world, actions.exempt, school_ids=both[:1], item="lecture", **given) == 1
    assert act(world, actions.exempt, school_ids=both, item="lecture", **given) == 1
    assert act(world, actions.exempt, school_ids=both[1:], item="", **given) == 1
    told = {name: (row.exempt_all, row.exempt_items) for name, row in part(world, season_id).items()}
    assert told == {"a": (False, {"lecture"}), "b": (True, {"lecture"})}
    assert {row.school_id for row in part(world, season_id, "a").values()} == {world.orgs["a"]}


def test_an_exemption_is_lifted_and_stays_on_record(world: World) -> None:
    season_id = put(world)
    with writing() as session:
        exemption = an_exemption(session, world, season_id, item="lecture")
    act(world, actions.lift_exemption, exemption_id=exemption)
    assert part(world, season_id)["a"].exempt_items == frozenset()
    with pytest.raises(NotFound):
        act(world, actions.lift_exemption, exemption_id=exemption)
    assert (
        act(world, actions.exempt, season_id=season_id, school_ids=[world.orgs["a"]], item="lecture", reason="停课")
        == 1
    )


@pytest.mark.parametrize(
    ("change", "error"),
    [({"item": "gone"}, Refused), ({"reason": " "}, Refused), ({"school": "c"}, NotFound)],
)
def test_an_exemption_needs_a_school_in_it_an_item_of_the_list_and_a_reason(
    sqlite_world: World, change: dict[str, str], error: type[Exception]
) -> None:
    season_id = put(sqlite_world)
    told = {"item": "lecture", "reason": "校舍改造", "school": "a"} | change
    schools = [sqlite_world.orgs["b"], sqlite_world.orgs[told.pop("school")]]
    with pytest.raises(error):
        act(sqlite_world, actions.exempt, "city_centre", season_id=season_id, school_ids=schools, **told)
    assert not any(row.exempt_items for row in part(sqlite_world, season_id).values())


def test_a_county_exempts_its_schools_from_a_season_of_the_city(sqlite_world: World) -> None:
    season_id = put(sqlite_world, at="city")
    given = {"season_id": season_id, "item": "", "reason": "校舍改造"}
    assert act(sqlite_world, actions.exempt, school_ids=[sqlite_world.orgs["a"]], **given) == 1
    with pytest.raises(NotFound):
        act(sqlite_world, actions.exempt, school_ids=[sqlite_world.orgs["c"]], **given)
    with pytest.raises(NotFound):
        act(sqlite_world, actions.drop_school, season_id=season_id, school_id=sqlite_world.orgs["a"])


def test_a_closed_school_is_no_longer_among_those_that_take_part(sqlite_world: World) -> None:
    season_id = put(sqlite_world)
    with writing() as session:
        rows = unowned(select(Organisation), Organisation).where(Organisation.id == sqlite_world.orgs["b"])
        session.exec(rows).one().closed_on = date(2026, 5, 2)
    assert set(part(sqlite_world, season_id)) == {"a"}
    act(sqlite_world, actions.drop_school, season_id=season_id, school_id=sqlite_world.orgs["b"])
    with pytest.raises(Refused, match="school_closed"):
        act(sqlite_world, actions.add_school, season_id=season_id, school_id=sqlite_world.orgs["b"])


def test_two_people_open_a_season_together_and_one_does(world: World) -> None:
    season_id = put(world, state=SeasonState.PLANNED)
    opens = partial(act, world, actions.open_season, season_id=season_id)
    assert sorted(map(str, together(opens, opens))) == ["2", "activities.season_state"]
    assert set(part(world, season_id)) == {"a", "b"}


def test_what_is_written_down_of_a_season_holds_no_words_of_it(sqlite_world: World) -> None:
    season_id = act(sqlite_world, actions.make_season, draft=draft(sqlite_world))
    act(sqlite_world, actions.open_season, season_id=season_id)
    given = {"season_id": season_id, "item": "lecture", "reason": "校舍改造"}
    act(sqlite_world, actions.exempt, school_ids=[sqlite_world.orgs["a"]], **given)
    with reading() as session:
        told = session.exec(unowned(select(AuditEvent).order_by(AuditEvent.number), AuditEvent)).all()  # type: ignore[arg-type]  # a column
    assert [(one.action, one.details) for one in told] == [
        ("season.made", {"kind": "may_25"}),
        ("season.opened", {"schools": 2}),
        ("season.exempted", {"item": "lecture"}),
    ]
    assert [one.org_id for one in told] == [sqlite_world.orgs["county"]] * 2 + [sqlite_world.orgs["a"]]
