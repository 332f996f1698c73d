"""A workbook of trainings is looked at as a whole, compared with what is on record, and written as a whole."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.sheets.export import csv_bytes, template
from core.training import actions, packs, queries
from core.training.rules.hours_plan import HoursCheck
from core.training.rules.hours_workbook import columns
from core.training.rules.staff import HoursFacts
from tests.training.builders import a_counsellor, a_post
from tests.training.session_builders import a_completion, a_part, a_session
from tests.world import World

NOW = datetime(2026, 4, 2, 2, tzinfo=UTC)
HEADERS = ("姓名", "学校", "培训名称", "类别", "日期", "学时")
ROW = ("林示例", "云溪一小", "危机识别", "集中培训", "2025-10-11", "8")


@pytest.fixture(autouse=True)
def _in_april() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def with_(**other: str) -> tuple[str, ...]:
    return tuple(other.get(header, value) for header, value in zip(HEADERS, ROW, strict=True))


def checked(world: World, *rows: tuple[str, ...], who: str = "centre", at: str | None = None) -> HoursCheck:
    with reading() as session:
        return actions.check_hours(
            session, world.actor(who), content=csv_bytes(HEADERS, rows), filename="学时.csv",
            school_id=world.orgs[at] if at else None,
        )  # fmt: skip


def imported(world: World, check: HoursCheck, who: str = "centre") -> actions.HoursReceipt:
    with writing() as session:
        return actions.import_hours(session, world.actor(who), check)


def put(world: World, at: str = "a", **other: object) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def on_record(staff_id: int) -> list[HoursFacts]:
    with reading() as session:
        return [row.facts for row in queries.hours(session, SYSTEM_SCOPE, staff_id=staff_id)]


def test_trainings_are_taken_in_and_the_same_file_again_changes_nothing(world: World) -> None:
    staff_id = put(world)
    rows = (ROW, with_(培训名称="片区教研", 类别="", 日期="2025年12月5日", 学时="2.5学时"))
    assert imported(world, checked(world, *rows)) == (2, 0, 0)
    assert on_record(staff_id) == [
        HoursFacts("片区教研", date(2025, 12, 5), Decimal("2.5"), "other"),
        HoursFacts("危机识别", date(2025, 10, 11), Decimal(8), "training"),
    ]
    again = checked(world, *rows)
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    assert imported(world, again) == (0, 0, 2)


def test_what_the_file_says_otherwise_is_changed(world: World) -> None:
    staff_id = put(world)
    imported(world, checked(world, ROW))
    assert imported(world, checked(world, with_(培训名称=" 危机 识别 ", 学时="6"))) == (0, 1, 0)
    assert [facts.hours for facts in on_record(staff_id)] == [Decimal(6)]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"姓名": ""}, "A", "training.name_needed"),
        ({"姓名": "周示例"}, "A", "training.nobody_of_name"),
        ({"学校": "没有这所"}, "B", "training.unknown_school"),
        ({"学校": ""}, "B", "training.school_needed"),
        ({"培训名称": ""}, "C", "training.training_title_needed"),
        ({"类别": "听课"}, "D", "training.unknown_category"),
        ({"日期": "去年"}, "E", "training.unknown_day"),
        ({"日期": "2025.1"}, "E", "training.month_doubtful"),
        ({"日期": "2026-04-03"}, "E", "training.held_unlikely"),
        ({"学时": "若干"}, "F", "training.unknown_amount"),
        ({"学时": "0"}, "F", "training.hours_unlikely"),
        ({"学时": "0.25"}, "F", "training.hours_unlikely"),
        ({"学时": "501"}, "F", "training.hours_unlikely"),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_its_cell(
    sqlite_world: World, change: dict[str, str], column: str, code: str
) -> None:
    put(sqlite_world)
    check = checked(sqlite_world, ROW, with_(**change))
    assert [(one.row, one.column, one.code) for one in check.problems] == [(3, column, code)]
    with pytest.raises(Refused) as refusal:
        imported(sqlite_world, check)
    assert refusal.value.code == "training.check_first"


def test_two_rows_of_one_training_that_disagree_are_a_problem(sqlite_world: World) -> None:
    put(sqlite_world)
    check = checked(sqlite_world, ROW, ROW, with_(学时="6"))
    assert [(one.row, one.code, dict(one.details)) for one in check.problems] == [
        (4, "training.hours_disagree", {"first": "2"})
    ]


def test_hours_that_a_session_credited_are_put_right_there(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    with writing() as session:
        part = a_part(session, sqlite_world, a_session(session, sqlite_world), staff_id)
        a_completion(session, sqlite_world, part)
    same = with_(培训名称="危机识别与转介", 日期="2026-03-12")
    assert checked(sqlite_world, same).unchanged == 1
    other = with_(培训名称="危机识别与转介", 日期="2026-03-12", 学时="16")
    assert [one.code for one in checked(sqlite_world, other).problems] == ["training.hours_of_session"]


def test_of_two_with_one_name_the_one_who_was_there_that_day_is_meant(sqlite_world: World) -> None:
    put(sqlite_world, since=date(2015, 9, 1), until=date(2020, 6, 30))
    now = put(sqlite_world, since=date(2024, 9, 1))
    imported(sqlite_world, checked(sqlite_world, ROW))
    assert len(on_record(now)) == 1
    both = put(sqlite_world, since=date(2025, 9, 1))
    assert on_record(both) == []
    later = with_(日期="2025-12-01")
    assert [one.code for one in checked(sqlite_world, later).problems] == ["training.two_of_name"]


def test_a_school_writes_no_hours_into_another_schools_file(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    with writing() as session:
        a_post(session, sqlite_world, staff_id, "b")
    check = checked(sqlite_world, with_(学校=""), who="school_admin_b")
    assert [one.code for one in check.problems] == ["training.hours_kept_elsewhere"]
    with pytest.raises(NotFound):
        checked(sqlite_world, ROW, who="school_admin_b", at="a")


def test_the_template_is_read_as_an_empty_file(sqlite_world: World) -> None:
    content = template("培训学时", columns(packs.hour_categories()))
    with reading() as session:
        check = actions.check_hours(session, sqlite_world.actor("centre"), content=content, filename="模板.xlsx")
    assert (check.problems, check.planned, check.ready) == ((), (), False)
