"""Staffing read from the register: schools in numbers, a look ahead, posts to be made, tables to take along."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from sqlmodel import col, select

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import NotFound
from core.organisations.rules import Setting
from core.organisations.tables import SchoolFacts
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.queries import NewPosts
from core.training.rules import Gender, StaffKind
from core.training.rules.forecast import Change, Why
from core.training.rules.rates import Posts
from core.training.rules.staffing import Norm, SchoolPosts, parted
from core.training.tables import StaffMember
from tests.cases.care import a_person
from tests.training.builders import TODAY, a_certificate, a_counsellor, a_post
from tests.world import SCHOOL_YEAR, World

DAY = timedelta(days=1)
THEN = date(2026, 9, 1)
FEMALE_55 = {"gender": Gender.FEMALE, "birth_month": "1970-09"}  # 55 and 3 months: December 2025
FEMALE_SOON = {"gender": Gender.FEMALE, "birth_month": "1971-01"}  # 55 and 4 months: May 2026
YOUNG = {"gender": Gender.MALE, "birth_month": "1990-01"}


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def put(world: World, at: str = "a", **other: Any) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def seen(world: World, who: str = "leader", at: str = "county") -> dict[str, SchoolPosts]:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_STAFF)
        rows = queries.school_posts(session, scope, org_id=world.orgs[at], today=TODAY, school_year=SCHOOL_YEAR)
    return {row.school: row for row in rows}


def changes(world: World, at: str = "county") -> dict[int, Change]:
    with reading() as session:
        return queries.staffing_changes(session, SYSTEM_SCOPE, org_id=world.orgs[at], today=TODAY, then=THEN)


def read_file(world: World, rows: list[list[str]], who: str = "leader") -> NewPosts:
    content = csv_bytes(["学校", "新增专职", "新增兼职"], rows)
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_STAFF)
        return queries.planned_posts(session, scope, content=content, filename="岗位.csv")


def test_every_school_stands_with_its_facts_and_what_is_asked_of_it(world: World) -> None:
    put(world)
    with writing() as session:
        facts = session.exec(unowned(select(SchoolFacts), SchoolFacts).where(SchoolFacts.school_id == world.orgs["a"]))
        row = facts.one()
        row.setting, row.district = Setting.RURAL, "东片学区"
        session.add(row)
        a_person(session, world, 8000)
    rows = seen(world)
    assert list(rows) == ["云溪一小", "云溪中学"]
    a, b = rows.values()
    assert (a.place, a.setting, a.posts, a.registered, a.pupils) == ("东片学区", Setting.RURAL, Posts(1, 0), True, 1)
    assert (b.place, b.posts, b.registered) == ("未分学区", Posts(0, 0), False)
    assert a.lines.full_time is not None
    assert len(b.stages) == 2


def test_a_school_is_counted_under_what_lies_below_the_place_looked_at(world: World) -> None:
    found = {at: {row.place for row in seen(world, "province_leader", at).values()} for at in ("province", "city")}
    assert found == {"province": {"示例市"}, "city": {"云溪区", "临川县"}}


def test_a_place_elsewhere_is_not_there(world: World) -> None:
    with pytest.raises(NotFound):
        seen(world, at="other_county")
    with pytest.raises(NotFound):
        seen(world, "counsellor_a", "county")


def test_who_was_never_registered_is_apart_from_nobody_in_post(world: World) -> None:
    put(world, until=TODAY - DAY)
    found = parted(seen(world).values(), Norm.EITHER)
    assert ([one.school for one in found.short], [one.school for one in found.unreported]) == (
        ["云溪一小"],
        ["云溪中学"],
    )


def test_the_register_tells_who_retires_and_who_is_past_the_age(world: World) -> None:
    with writing() as session:
        leaves = a_counsellor(session, world, **FEMALE_SOON)
        a_certificate(session, leaves)
    put(world, name="过龄", **FEMALE_55)
    put(world, name="年轻", **YOUNG)
    put(world, name="未填")
    put(world, name="教研", kind=StaffKind.RESEARCHER, **FEMALE_SOON)
    assert changes(world) == {
        world.orgs["a"]: Change(Posts(2, 0), 1, {Why.RETIRES: 1, Why.PAST: 1}, 1),
    }


def test_what_is_agreed_goes_before_the_legal_day(world: World) -> None:
    put(world, **FEMALE_SOON, retires_on=THEN)
    assert changes(world) == {}
    put(world, "b", **YOUNG, retires_on=THEN - DAY)
    assert changes(world)[world.orgs["b"]].people == {Why.RETIRES: 1}


def test_days_on_file_and_a_second_school_are_told(world: World) -> None:
    with writing() as session:
        staff_id = a_counsellor(session, world, **YOUNG, until=date(2026, 6, 30))
        a_post(session, world, staff_id, "b", since=date(2026, 7, 1), kind=StaffKind.PART_TIME)
    found = {school: change.people for school, change in changes(world).items()}
    assert found == {world.orgs["a"]: {Why.ENDS: 1}, world.orgs["b"]: {Why.BEGINS: 1}}


def test_a_file_that_was_merged_is_counted_nowhere(world: World) -> None:
    with writing() as session:
        kept, other = a_counsellor(session, world, **YOUNG), a_counsellor(session, world, **FEMALE_SOON)
        row = session.exec(unowned(select(StaffMember), StaffMember).where(StaffMember.id == other)).one()
        row.merged_into = kept
        session.add(row)
    assert changes(world) == {}


def test_posts_to_be_made_are_read_from_a_table(world: World) -> None:
    found = read_file(world, [["云溪一小", "１", ""], ["云溪中学", "0", "2"]])
    assert found == NewPosts({world.orgs["a"]: Posts(1, 0), world.orgs["b"]: Posts(0, 2)}, ())


def test_everything_wrong_with_a_table_is_told_and_nothing_of_it_used(world: World) -> None:
    rows = [
        ["云溪一小", "1", ""],
        ["", "1", ""],
        ["临川中学", "1", ""],
        ["云溪中学", "两", "21"],
        ["云溪一小", "2", ""],
    ]
    found = read_file(world, rows)
    assert found.posts == {}
    assert [(one.row, one.column, one.code) for one in found.problems] == [
        (3, "A", "training.new_posts_school"),
        (5, "B", "training.new_posts_number"),
        (5, "C", "training.new_posts_number"),
        (4, "A", "training.unknown_school"),
        (6, "A", "training.new_posts_twice"),
    ]


def test_the_tables_to_take_along_hold_numbers_and_are_written_down(world: World) -> None:
    put(world, name="林示例", **FEMALE_SOON)
    with writing() as session:
        leader, county = world.actor("leader"), world.orgs["county"]
        now = actions.export_staffing(session, leader, org_id=county)
        coming = {world.orgs["b"]: Posts(1, 0), world.orgs["c"]: Posts(1, 0)}
        ahead = actions.export_forecast(session, leader, org_id=county, then=THEN, coming=coming)
    sheets = {sheet.title: [list(row) for row in sheet.values] for sheet in openpyxl.load_workbook(io.BytesIO(now))}
    assert set(sheets) == {"各校", "按地区", "按学段", "按城乡"}
    schools = {row[0]: row for row in sheets["各校"][1:]}
    assert schools["云溪一小"][4:6] == [1, 0]
    assert schools["云溪中学"][4:7] == ["未报"] * 3
    assert sheets["按城乡"][-1][:7] == ["合计", 2, 1, 1, 50, 1, 50]
    head, *rows = openpyxl.load_workbook(io.BytesIO(ahead)).active.values
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(told) == {"云溪一小", "云溪中学"}
    assert (told["云溪一小"]["之后专职"], told["云溪一小"]["之后专职配备"]) == (0, "还缺")
    assert (told["云溪中学"]["之后专职"], told["云溪中学"]["之后专职配备"]) == (1, "达到")
    with reading() as session:
        events = session.exec(unowned(select(AuditEvent), AuditEvent).order_by(col(AuditEvent.number))).all()
    assert [one.action for one in events] == ["staffing.exported", "staffing.forecast_exported"]
    assert "林示例" not in repr([sheets, told, [one.details for one in events]])
