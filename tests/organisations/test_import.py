"""A workbook of organisations is reported as a whole, written as a whole, and changes nothing the second time."""

import pytest
from sqlmodel import select

from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import InvalidFile, NotAllowed, Refused
from core.organisations import actions, queries
from core.organisations.actions import OrgReceipt
from core.organisations.rules import COLUMNS, Level, OrgCheck, Setting, Stage
from core.sheets.export import csv_bytes, template
from tests.organisations.test_tree import insist_on_true_paths, make
from tests.test_access_matrix import person
from tests.world import World

HEADERS = ["单位名称", "层级", "上级单位", "单位代码", "学段", "城乡", "学区", "试点", "设立日期"]


def checked(world: World, *rows: list[str], who: str = "admin") -> OrgCheck:
    content = csv_bytes(HEADERS, [row + [""] * (len(HEADERS) - len(row)) for row in rows])
    with reading() as session:
        return actions.check_organisations(session, world.actor(who), content=content, filename="单位.csv")


def imported(world: World, check: OrgCheck, who: str = "admin") -> OrgReceipt:
    with writing() as session:
        return actions.import_organisations(session, world.actor(who), check)


def names(world: World) -> set[str]:
    with reading() as session:
        return {row.name for row in queries.tree(session, world.actor("province_admin").scope)}


def test_new_schools_are_made_with_their_facts(world: World) -> None:
    check = checked(
        world,
        ["云溪三小", "学校", "云溪区", "2100003", "小学", "农村", "东片", "是", "2020年9月1日"],
        ["云溪一贯制", "", "", "", "九年一贯制"],
    )
    assert not check.problems
    assert imported(world, check) == OrgReceipt(new=2, changed=0, unchanged=0)
    insist_on_true_paths()
    with reading() as session:
        found = queries.find_schools(session, world.actor("admin").scope, ["云溪三小", "云溪一贯制"])
    (third,), (through,) = found["云溪三小"], found["云溪一贯制"]
    assert (third.facts.setting, third.facts.district, third.facts.pilot) == (Setting.RURAL, "东片", True)
    assert through.facts.stages == (Stage.PRIMARY, Stage.JUNIOR)
    assert through.parent_id == world.orgs["county"]


def test_bureaus_and_their_schools_come_in_one_file_in_any_order(world: World) -> None:
    check = checked(
        world, ["东湖一小", "学校", "东湖区", "", "小学"], ["东湖区", "区", "东湖市"], ["东湖市", "市", "示例省"],
        who="province_admin",
    )  # fmt: skip
    assert not check.problems
    imported(world, check, "province_admin")
    insist_on_true_paths()
    with reading() as session:
        rows = {row.name: row for row in queries.tree(session, world.actor("province_admin").scope)}
    assert rows["东湖一小"].parent_id == rows["东湖区"].id
    assert rows["东湖区"].parent_id == rows["东湖市"].id
    assert (rows["东湖市"].level, rows["东湖市"].depth) == (Level.CITY, 1)


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    rows = (["云溪三小", "学校", "云溪区", "", "小学"], ["云溪一小", "学校", "云溪区", "", "小学"])
    assert imported(world, checked(world, *rows)) == OrgReceipt(1, 0, 1)
    again = checked(world, *rows)
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    before = names(world)
    imported(world, again)
    assert names(world) == before


def test_what_the_file_says_differently_is_changed_and_what_it_omits_stays(world: World) -> None:
    receipt = imported(world, checked(world, ["云溪一小", "学校", "云溪区", "999", "小学、初中", "镇区"]))
    assert receipt == OrgReceipt(new=0, changed=1, unchanged=0)
    with reading() as session:
        (row,) = queries.find_schools(session, world.actor("admin").scope, ["云溪一小"])["云溪一小"]
    assert (row.code, row.facts.setting, row.facts.stages) == ("999", Setting.TOWN, (Stage.PRIMARY, Stage.JUNIOR))
    assert "云溪中学" in names(world)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["", "学校", "云溪区", "", "小学"], "organisation.name_needed", "A"),
        (["新校", "省", "云溪区", "", "小学"], "organisation.unknown_level", "B"),
        (["新校", "乡", "云溪区", "", "小学"], "organisation.unknown_level", "B"),
        (["新校", "学校", "没有的区", "", "小学"], "organisation.unknown_parent", "C"),
        (["新校", "学校", "临川县", "", "小学"], "organisation.unknown_parent", "C"),
        (["新校", "学校", "云溪一小", "", "小学"], "organisation.parent_cannot_hold", "C"),
        (["新校", "学校", "云溪区", "9" * 21, "小学"], "organisation.too_long", "D"),
        (["新校", "学校", "云溪区", "", ""], "organisation.unknown_stage", "E"),
        (["新校", "学校", "云溪区", "", "大学"], "organisation.unknown_stage", "E"),
        (["新校", "学校", "云溪区", "", "小学", "山区"], "organisation.unknown_word", "F"),
        (["新校", "学校", "云溪区", "", "小学", "", "", "也许"], "organisation.unknown_word", "H"),
        (["新校", "学校", "云溪区", "", "小学", "", "", "", "去年"], "organisation.unknown_day", "I"),
    ],
)
def test_a_problem_is_told_where_it_stands_and_nothing_is_written(
    sqlite_world: World, row: list[str], code: str, column: str
) -> None:
    check = checked(sqlite_world, ["云溪三小", "学校", "云溪区", "", "小学"], row)
    assert [(problem.code, problem.row, problem.column) for problem in check.problems] == [(code, 3, column)]
    before = names(sqlite_world)
    with pytest.raises(Refused):
        imported(sqlite_world, check)
    assert names(sqlite_world) == before


def test_every_problem_of_a_file_is_told_at_once(sqlite_world: World) -> None:
    check = checked(sqlite_world, ["", "乡", "", "", "大学", "山区"], ["新校", "学校", "没有", "", "小学"])
    assert len(check.problems) == 5


def test_one_school_twice_in_a_file_is_a_problem(sqlite_world: World) -> None:
    row = ["新校", "学校", "云溪区", "", "小学"]
    assert [problem.code for problem in checked(sqlite_world, row, row).problems] == ["organisation.twice_in_file"] * 2


def test_a_parent_of_a_name_that_two_have_is_ambiguous(sqlite_world: World) -> None:
    make(sqlite_world, "第二市", parent="province", level=Level.CITY, who="province_admin")
    with writing() as session:
        for parent in ("示例市", "第二市"):
            org = next(
                row for row in queries.tree(session, sqlite_world.actor("province_admin").scope) if row.name == parent
            )
            actions.create(
                session, sqlite_world.actor("province_admin"), parent_id=org.id, level=Level.COUNTY, name="同名区"
            )
    check = checked(sqlite_world, ["新校", "学校", "同名区", "", "小学"], who="province_admin")
    assert [problem.code for problem in check.problems] == ["organisation.parent_ambiguous"]


def test_a_file_without_the_needed_columns_is_told_so(sqlite_world: World) -> None:
    with reading() as session:
        check = actions.check_organisations(
            session, sqlite_world.actor("admin"), content=csv_bytes(["甲", "乙"], [["1", "2"]]), filename="x.csv"
        )
        assert check.problems
        with pytest.raises(InvalidFile):
            actions.check_organisations(session, sqlite_world.actor("admin"), content=b"", filename="x.csv")


def test_a_tree_that_changed_meanwhile_is_looked_at_again(sqlite_world: World) -> None:
    check = checked(sqlite_world, ["云溪三小", "学校", "云溪区", "", "小学"])
    make(sqlite_world, "云溪三小")
    assert imported(sqlite_world, check) == OrgReceipt(0, 0, 1)
    with writing() as session:
        actions.rename(session, sqlite_world.actor("admin"), org_id=sqlite_world.orgs["county"], name="云溪新区")
    with pytest.raises(InvalidFile):
        imported(sqlite_world, check)


def test_nobody_imports_what_they_may_not_manage(sqlite_world: World) -> None:
    check = checked(sqlite_world, ["云溪三小", "学校", "云溪区", "", "小学"])
    with pytest.raises(NotAllowed):
        imported(sqlite_world, check, "school_admin_a")
    with pytest.raises(InvalidFile), writing() as session:
        actions.import_organisations(session, person(sqlite_world, "admin", "a"), check)


def test_our_template_is_understood_and_its_example_skipped(sqlite_world: World) -> None:
    with reading() as session:
        check = actions.check_organisations(
            session, sqlite_world.actor("admin"), content=template("单位", COLUMNS), filename="单位.xlsx"
        )
    assert (check.problems, check.planned) == ((), ())
    assert not check.ready


def test_an_import_is_one_audit_row_of_counts(world: World) -> None:
    imported(world, checked(world, ["云溪三小", "学校", "云溪区", "", "小学"]))
    with reading() as session:
        (event,) = session.exec(unowned(select(AuditEvent), AuditEvent)).all()
        assert (event.action, event.details) == ("organisation.imported", {"new": 1, "changed": 0, "unchanged": 0})
