"""Whose hours count where, by which requirements, and who reads a name beside them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.event import listen
from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.audit import AuditEvent
from core.database import unowned, writing
from core.errors import NotFound
from core.training import actions, packs, queries
from core.training.queries import HourRow
from core.training.rules import StaffKind
from core.training.rules.school_standing import SchoolMeasure
from core.training.rules.standing import LineState
from core.training.tables import StaffMember, TrainingHours
from tests.training.access_hours import published, requirements
from tests.training.builders import TODAY, a_certificate, a_counsellor, a_post, some_hours
from tests.world import World

CERTIFIED = (
    requirements()
)  # a calendar year; 40 hours full-time, of them 16 face to face; half of what is over is carried


def rows(session: Session, scope: Scope = SYSTEM_SCOPE, **other: Any) -> list[HourRow]:
    return queries.hour_rows(session, scope, **{"today": TODAY, **other})


def hours(session: Session, staff_id: int, amount: str, held_on: date, category: str = "online") -> None:
    row = TrainingHours(staff_id=staff_id, title="课程", category=category, held_on=held_on, hours=Decimal(amount))
    session.add(row)
    session.flush()


def test_the_shipped_requirements_hold_where_nobody_has_published(world: World) -> None:
    with writing() as session:
        held = queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["a"])
    assert (held.spec.key, held.org_name, held.version) == ("basic", "", "1.0")


def test_the_nearest_bureau_that_published_decides_with_its_newest_version(world: World) -> None:
    other = packs.requirement_packs()["online_course"]
    with writing() as session:
        published(session, world, "city")
        assert queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["a"]).org_name == "示例市"
        published(session, world, "county", other)
        assert queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["a"]).spec == other
        assert queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["c"]).spec == CERTIFIED


def test_versions_of_others_are_nobody_elses(world: World) -> None:
    with writing() as session:
        version = published(session, world, "other_county")
        scope = world.actor("researcher").scope
        assert queries.requirement_versions(session, scope, org_id=world.orgs["a"]) == []
        with pytest.raises(NotFound):
            queries.requirement_version(session, scope, org_id=world.orgs["a"], version_id=version)


@pytest.mark.parametrize(("amount", "met"), [("7.9", False), ("8", True), ("8.1", True)])
def test_hours_of_the_school_year_are_held_against_the_requirement(world: World, amount: str, met: bool) -> None:
    with writing() as session:
        one = a_counsellor(session, world)
        some_hours(session, one, amount)
        some_hours(session, one, "50", held_on=date(2025, 8, 31))
        [row] = rows(session)
    assert (row.name, row.credits.year, row.standing.met) == ("林示例", 2025, met)
    assert (row.credits.total, row.standing.lacking) == (Decimal(amount), max(8 - Decimal(amount), Decimal(0)))


def test_each_school_is_counted_by_its_own_year_and_carries_over_by_its_own_rule(world: World) -> None:
    with writing() as session:
        published(session, world, "other_county")
        here, there = a_counsellor(session, world), a_counsellor(session, world, "c", name="周示例")
        for one in (here, there):
            hours(session, one, "30", date(2025, 11, 1))
            hours(session, one, "5", date(2026, 1, 15))
        found = {row.school: row.credits for row in rows(session)}
    assert (found["云溪一小"].year, found["云溪一小"].total) == (2025, 35)
    assert (found["临川中学"].year, found["临川中学"].total) == (2026, 8)  # 5, and half of the 6 above the cap of 24


def test_a_past_year_counts_who_was_in_post_at_its_end(world: World) -> None:
    with writing() as session:
        a_counsellor(session, world, name="在岗示例")
        a_counsellor(session, world, name="离岗示例", until=date(2025, 9, 30))
        a_counsellor(session, world, name="新来示例", since=date(2025, 10, 1))
        now, before = ({row.name for row in rows(session, year=year)} for year in (None, 2024))
    assert (now, before) == ({"在岗示例", "新来示例"}, {"在岗示例", "离岗示例"})


def test_a_newcomer_is_asked_by_months_and_a_missed_year_is_late(world: World) -> None:
    with writing() as session:
        a_counsellor(session, world, since=date(2026, 3, 1))
        [now] = rows(session)
        [later] = rows(session, today=date(2026, 9, 1), year=2025)
    assert [(line.needed, line.state) for line in now.standing.lines] == [(4, LineState.SHORT)]
    assert [line.state for line in later.standing.lines] == [LineState.LATE]


def test_a_person_with_two_posts_is_one_row_where_the_file_lies(world: World) -> None:
    with writing() as session:
        one = a_counsellor(session, world, kind=StaffKind.PART_TIME)
        a_post(session, world, one, "b", kind=StaffKind.CLASS_TEACHER)
        some_hours(session, one)
        [row] = rows(session)
        second = rows(session, Scope.at(world.paths["b"]))
        own = rows(session, Scope.at(world.paths["a"]))
    assert (row.school, row.kinds) == ("云溪一小", (StaffKind.PART_TIME, StaffKind.CLASS_TEACHER))
    assert (second, own) == ([], [row])


def test_a_merged_file_is_nobody(world: World) -> None:
    with writing() as session:
        kept, other = a_counsellor(session, world), a_counsellor(session, world, "b")
        session.exec(unowned(StaffMember.__table__.update(), StaffMember).where(StaffMember.id == other).values(merged_into=kept))  # type: ignore[attr-defined]  # fmt: skip
        assert [row.staff_id for row in rows(session)] == [kept]


def test_the_own_row_is_that_of_the_account_alone(world: World) -> None:
    with writing() as session:
        mine = a_counsellor(session, world, account_id=world.accounts["counsellor_a"])
        a_counsellor(session, world, name="周示例")
        some_hours(session, mine, "3")
        found = queries.own_hours(session, world.accounts["counsellor_a"], today=TODAY)
        assert queries.own_hours(session, world.accounts["counsellor_b"], today=TODAY) is None
    assert found is not None
    assert (found.staff_id, found.name, found.credits.total) == (mine, "", 3)


def test_numbers_of_a_school_are_those_of_its_rows(world: World) -> None:
    with writing() as session:
        for at, (amount, kind) in enumerate([("8", StaffKind.FULL_TIME), ("2.5", StaffKind.PART_TIME)]):
            some_hours(session, a_counsellor(session, world, "b", name=f"示例{at}", kind=kind), amount)
        a_counsellor(session, world, "b", name="志愿示例", kind=StaffKind.VOLUNTEER)
        listed = [row for row in rows(session) if row.school == "云溪中学"]
        found = {row.school: row for row in queries.hour_figures(session, SYSTEM_SCOPE, today=TODAY)}
    one, nobody = found["云溪中学"], found["云溪一小"]
    assert (one.people, one.asked, one.met, one.short, one.late) == (3, 2, 1, 1, 0)
    assert (one.short, one.met) == (sum(bool(r.standing.short) for r in listed), sum(r.standing.met for r in listed))
    assert (one.counted, one.recorded) == (Decimal("10.5"), Decimal("10.5"))
    assert one.by_line == {"专（兼）职心理教师每学年培训": (2, 1)}
    assert (nobody.people, nobody.asked, nobody.counted) == (0, 0, 0)


def test_what_is_asked_of_a_school_is_measured_by_its_own_requirements(world: World) -> None:
    with writing() as session:
        published(session, world, "county")
        a_certificate(session, a_counsellor(session, world, "b"))
        a_counsellor(session, world, "b", name="周示例", kind=StaffKind.PART_TIME)
        found = {row.school: {line.measure: line for line in row.lines} for row in queries.hour_figures(
            session, SYSTEM_SCOPE, today=TODAY)}  # fmt: skip
    lines = found["云溪中学"]
    assert lines[SchoolMeasure.CERTIFIED][1:] == (1, 2, False)  # 60 % of two are two
    assert lines[SchoolMeasure.FULL_TIME][1:] == (1, 2, False)  # junior and senior
    assert lines[SchoolMeasure.RATIO].met is None  # nobody on roll
    assert all(line.met is None for line in found["云溪一小"].values())
    assert SchoolMeasure.CERTIFIED not in found["临川中学"]


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_who_keeps_the_register_takes_people_along_and_who_looks_takes_numbers(world: World) -> None:
    with writing() as session, clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        some_hours(session, a_counsellor(session, world), "3.5")
        county = world.orgs["county"]
        whole = sheets(actions.export_hours(session, world.actor("researcher"), org_id=county))
        numbers = sheets(actions.export_hour_figures(session, world.actor("leader"), org_id=county))
        acts = session.exec(unowned(select(AuditEvent.action), AuditEvent)).all()
    [heads, person] = whole["教师学时"]
    told = dict(zip(heads, person, strict=True))
    assert (told["姓名"], told["学校"], told["状态"], told["计入学时"]) == ("林示例", "云溪一小", "还缺", 3.5)
    assert told["还缺"] == "专（兼）职心理教师每学年培训 4.5 学时"
    assert list(numbers) == ["各校学时"]
    assert numbers["各校学时"] == whole["各校学时"]
    assert "林示例" not in str(numbers)
    assert set(acts) >= {"hours.exported", "hours.figures_exported"}


def test_a_school_takes_along_its_own_alone(world: World) -> None:
    with writing() as session:
        a_counsellor(session, world)
        a_counsellor(session, world, "b", name="周示例")
        own = sheets(actions.export_hours(session, world.actor("school_admin_a"), org_id=world.orgs["a"]))
        assert [row[0] for row in own["各校学时"][1:]] == ["云溪一小"]
        assert "周示例" not in str(own)


def test_numbers_cost_the_same_statements_whatever_the_number_of_people(world: World) -> None:
    def counted(session: Session) -> int:
        spent: list[str] = []
        listen(session.connection(), "before_cursor_execute", lambda _c, _k, text, *_: spent.append(text))
        queries.hour_figures(session, SYSTEM_SCOPE, today=TODAY)
        return len(spent)

    with writing() as session:
        few = counted(session)
    with writing() as session:
        for at in range(6):
            some_hours(session, a_counsellor(session, world, "ab"[at % 2], name=f"示例{at}"))
    with writing() as session:
        assert counted(session) == few
