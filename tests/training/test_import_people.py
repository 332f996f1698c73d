"""Who a row speaks of: people with several posts, people who left, moved or share a name; nobody is overwritten unasked."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

import pytest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.errors import Gravity
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.queries import PersonRow
from core.training.rules import StaffKind
from core.training.rules.plan import StaffCheck
from tests.training.builders import a_certificate, a_counsellor, a_post
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
LIN = {
    "姓名": "林示例",
    "类别": "专职",
    "学校": "云溪一小",
    "到岗日期": "2024-09-01",
    "出生年月": "1986-04",
    "手机": "13800010002",
}
FACTS = {"birth_month": "1986-04", "phone": "13800010002"}


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def checked(world: World, *rows: Mapping[str, str], who: str = "centre") -> StaffCheck:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    content = csv_bytes(headers, [[row.get(key, "") for key in headers] for row in rows])
    with reading() as session:
        return actions.check_staff(session, world.actor(who), content=content, filename="名册.csv")


def imported(world: World, *rows: Mapping[str, str], who: str = "centre") -> actions.StaffReceipt:
    check = checked(world, *rows, who=who)
    with writing() as session:
        return actions.import_staff(session, world.actor(who), check)


def put(world: World, at: str = "a", **other: object) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def on_file() -> list[PersonRow]:
    with reading() as session:
        return sorted(queries.people(session, SYSTEM_SCOPE, today=clock.today()), key=lambda row: row.id)


def codes(check: StaffCheck) -> list[tuple[str, Gravity]]:
    return [(one.code, one.gravity) for one in check.problems]


def test_somebody_at_another_school_is_asked_about_and_never_overwritten(world: World) -> None:
    known = put(world, "a", **FACTS)
    moved = {**LIN, "学校": "云溪中学", "类别": "兼职", "出生年月": ""}
    check = checked(world, moved)
    assert codes(check) == [("training.perhaps_known", Gravity.CHECK)]
    assert imported(world, moved).new == 1
    before, after = on_file()
    assert (before.id, before.posts[0].kind, len(before.posts)) == (known, StaffKind.FULL_TIME, 1)
    assert after.posts[0].kind is StaffKind.PART_TIME
    assert imported(world, moved) == (0, 0, 1, 0)
    with reading() as session:
        asked = queries.duplicate_pairs(session, SYSTEM_SCOPE, today=clock.today())
    assert [(pair.left.id, pair.right.id) for pair in asked] == [(before.id, after.id)]


def test_a_certificate_number_alone_makes_the_question_too(world: World) -> None:
    known = put(world, "a")
    with writing() as session:
        a_certificate(session, known, number="XL2024001")
    row = {"姓名": "林示例", "类别": "专职", "学校": "云溪中学", "到岗日期": "2025-09-01"}
    paper = {"证书种类": "心理咨询师", "证书编号": "xl 2024001", "发证日期": "2020-06-01"}
    assert [code for code, _ in codes(checked(world, {**row, **paper}))] == ["training.perhaps_known"]
    assert codes(checked(world, row)) == [], "a name alone is no question"


def test_one_person_of_two_schools_in_one_file_has_two_posts(world: World) -> None:
    second = {**LIN, "学校": "云溪中学", "类别": "兼职"}
    assert imported(world, LIN, second) == (1, 0, 0, 0)
    (person,) = on_file()
    assert {(post.school_id, post.kind) for post in person.posts} == {
        (world.orgs["a"], StaffKind.FULL_TIME),
        (world.orgs["b"], StaffKind.PART_TIME),
    }
    assert imported(world, LIN, second) == (0, 0, 1, 0)


def test_two_of_one_name_at_two_schools_are_two(world: World) -> None:
    second = {**LIN, "学校": "云溪中学", "出生年月": "1990-01", "手机": "13800019999"}
    assert imported(world, LIN, second).new == 2


def test_a_namesake_with_other_facts_at_the_same_school_is_refused(world: World) -> None:
    put(world, "a", **FACTS)
    other = {**LIN, "出生年月": "1991-12", "手机": "13911112222"}
    assert codes(checked(world, other)) == [("training.namesake_differs", Gravity.MUST_FIX)]
    assert codes(checked(world, {**other, "手机": LIN["手机"]})) == [], "one of the two may be put right by a file"
    assert codes(checked(world, {**other, "姓名": "林示例（初中）"})) == []


def test_who_left_and_comes_back_is_the_same_where_facts_say_so(world: World) -> None:
    known = put(world, "a", until=date(2025, 6, 30), **FACTS)
    assert imported(world, {**LIN, "到岗日期": "2026-02-20"}) == (0, 1, 0, 0)
    (person,) = on_file()
    assert (person.id, [post.until for post in person.posts]) == (known, [date(2025, 6, 30), None])


def test_who_left_and_a_newcomer_of_the_name_are_two(world: World) -> None:
    put(world, "a", until=date(2025, 6, 30), **FACTS)
    assert imported(world, {**LIN, "到岗日期": "2026-02-20", "出生年月": "1999-01", "手机": ""}).new == 1
    assert len(on_file()) == 2


def test_an_end_that_the_file_leaves_open_stays(world: World) -> None:
    put(world, "a", until=date(2026, 6, 30), **FACTS)
    assert imported(world, LIN) == (0, 0, 1, 0)
    assert on_file()[0].posts[0].until == date(2026, 6, 30)


def test_a_post_ends_when_the_file_says_so(world: World) -> None:
    put(world, "a", **FACTS)
    assert imported(world, {**LIN, "离岗日期": "2026-01-31"}) == (0, 1, 0, 0)
    assert on_file()[0].posts[0].until == date(2026, 1, 31)


def test_of_somebody_whose_file_lies_elsewhere_only_the_post_is_changed(world: World) -> None:
    known = put(world, "a", **FACTS)
    with writing() as session:
        a_post(session, world, known, "b")
    row = {
        **LIN,
        "学校": "云溪中学",
        "类别": "兼职",
        "手机": "13911112222",
        "证书种类": "心理咨询师",
        "发证日期": "2016-05",
    }
    check = checked(world, row, who="school_admin_b")
    assert codes(check) == [("training.kept_elsewhere", Gravity.CHECK)]
    assert imported(world, row, who="school_admin_b") == (0, 1, 0, 0)
    (person,) = on_file()
    assert person.phone == FACTS["phone"]
    assert {(post.school_id, post.kind) for post in person.posts} == {
        (world.orgs["a"], StaffKind.FULL_TIME),
        (world.orgs["b"], StaffKind.PART_TIME),
    }


def test_a_checked_certificate_that_changes_must_be_checked_anew(world: World) -> None:
    known = put(world, "a", **FACTS)
    with writing() as session:
        stamp = {"checked_by": world.accounts["centre"], "checked_at": NOW}
        a_certificate(session, known, number="XL2024001", kind="心理咨询师", **stamp)
    paper = {"证书种类": "心理咨询师", "证书编号": "XL2024001", "发证日期": "2020-06-01"}
    assert imported(world, {**LIN, **paper}) == (0, 0, 1, 0)
    assert imported(world, {**LIN, **paper, "有效期至": "2030-06-01"}) == (0, 1, 0, 1)
    with reading() as session:
        (row,) = queries.certificates(session, SYSTEM_SCOPE, staff_id=known)
    assert (row.facts.valid_until, row.facts.number) == (date(2030, 6, 1), "XL2024001")
    assert imported(world, {**LIN, **paper}) == (0, 0, 1, 0), "an end that the file leaves open stays"
