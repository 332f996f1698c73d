"""A roster file becomes people, classes and enrolments; nothing else changes."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from core import audit
from core.access import SYSTEM_SCOPE
from core.database import files, reading, unowned, within, writing
from core.errors import Gravity, InvalidFile, NotAllowed, NotFound
from core.students.actions import check_roster
from core.students.rules.changes import Change
from core.students.tables import Enrolment, Person
from tests.students.builders import (
    HEADERS,
    TEACHER,
    a_pupil,
    brought_in,
    checked,
    codes,
    csv_file,
    imported,
    national,
    xlsx_file,
)
from tests.world import SCHOOL_YEAR, World


def everybody() -> list[Person]:
    with reading() as session:
        found = list(session.exec(unowned(select(Person).order_by(col(Person.id)), Person)))
        session.expunge_all()
    return found


def enrolments(year: int = SCHOOL_YEAR) -> list[Enrolment]:
    with reading() as session:
        statement = select(Enrolment).where(Enrolment.school_year == year).order_by(col(Enrolment.person_id))
        found = list(session.exec(unowned(statement, Enrolment)))
        session.expunge_all()
    return found


def test_a_new_pupil_is_stored_whole(world: World) -> None:
    receipt = brought_in(world, "school_admin_a", [a_pupil(特殊群体="留守儿童、单亲")])
    (person,) = everybody()
    assert (person.number, person.name, person.birth_date) == (national(1), "陈示宁", "2015-03-12")
    assert (person.groups, person.sex.value) == ("left_behind,single_parent", "female")
    assert (person.school_id, person.class_id) == (world.orgs["a"], world.classes["a5"])
    (enrolment,) = enrolments()
    assert (enrolment.person_id, enrolment.grade, enrolment.class_id) == (person.id, 5, world.classes["a5"])
    assert (receipt.counts.new, receipt.written) == (1, 1)


def test_the_same_file_twice_writes_no_person(world: World) -> None:
    rows = [a_pupil(i, 特殊群体=groups) for i, groups in enumerate((None, "无", "留守"), 1)]
    brought_in(world, "school_admin_a", rows)
    before = [person.model_dump() for person in everybody()]
    receipt = brought_in(world, "school_admin_a", rows)
    assert (receipt.written, receipt.counts.same, receipt.counts.changed) == (0, 3, 0)
    assert [person.model_dump() for person in everybody()] == before
    assert len(enrolments()) == 3


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"性别": "男"}, ("sex",)),
        ({"出生日期": "2015-03-13"}, ("birth_date",)),
        ({"特殊群体": "孤儿"}, ("groups",)),
        ({"特殊群体": "无"}, ("groups",)),
        ({"班级": "2班"}, ()),
        ({"年级": "四年级"}, ()),
        ({"姓名": "陈改名"}, ("name",)),
    ],
)
def test_what_changed_is_counted_shown_and_written(world: World, change: dict[str, str], told: tuple[str, ...]) -> None:
    brought_in(world, "school_admin_a", [a_pupil(1, 特殊群体="留守"), a_pupil(2)])
    check = checked(world, "school_admin_a", csv_file([a_pupil(1, **{"特殊群体": "留守", **change}), a_pupil(2)]))
    assert (check.counts.changed, check.counts.same) == (1, 1)
    assert [(row.change, row.told) for row in check.changes] == [(Change.CHANGED, told)]
    assert imported(world, "school_admin_a", check).written == 1
    assert checked(world, "school_admin_a", csv_file([a_pupil(1, **{"特殊群体": "留守", **change})])).counts.same == 1


@pytest.mark.parametrize("silent", ["性别", "出生日期", "特殊群体", "班级"])
def test_what_a_file_does_not_say_stays_as_it_is(world: World, silent: str) -> None:
    brought_in(world, "school_admin_a", [a_pupil(特殊群体="留守")])
    before = everybody()[0].model_dump()
    assert brought_in(world, "school_admin_a", [a_pupil(**{"特殊群体": "留守", silent: None})]).counts.same == 1
    headers = [header for header in HEADERS if header != silent]
    without = checked(world, "school_admin_a", csv_file([a_pupil(特殊群体="留守")], headers))
    assert imported(world, "school_admin_a", without).written == 0
    assert everybody()[0].model_dump() == before


def test_pupils_whom_a_file_omits_stay_and_are_counted(world: World) -> None:
    brought_in(world, "school_admin_a", [a_pupil(1), a_pupil(2), a_pupil(3, 年级="六年级")])
    receipt = brought_in(world, "school_admin_a", [a_pupil(1)])
    assert receipt.counts.absent == 1  # the sixth-grader's grade is not in the file
    assert len(everybody()) == len(enrolments()) == 3


def test_a_move_within_the_scope_is_shown_and_done(world: World) -> None:
    brought_in(world, "centre", [a_pupil()])
    check = checked(world, "centre", csv_file([a_pupil(学校="云溪中学", 年级="初一")]))
    assert check.counts.moved == 1
    (row,) = check.changes
    assert (row.before and row.before.school, row.after.school) == ("云溪一小", "云溪中学")
    imported(world, "centre", check)
    assert [(e.school_id, e.grade, e.class_id) for e in enrolments()] == [(world.orgs["b"], 7, world.classes["b7"])]
    assert [(p.school_id, p.class_id) for p in everybody()] == [(world.orgs["b"], world.classes["b7"])]


def test_a_number_in_use_outside_the_scope_is_named_and_left_alone(world: World) -> None:
    brought_in(world, "counsellor_c", [a_pupil(学校="临川中学", 年级="初一")])
    before = everybody()[0].model_dump()
    check = checked(world, "school_admin_a", csv_file([a_pupil(姓名="别的人"), a_pupil(2)]))
    assert [(p.code, p.gravity, p.details) for p in check.problems] == [
        ("students.number_elsewhere", Gravity.CHECK, ())
    ]
    receipt = imported(world, "school_admin_a", check)
    assert (receipt.counts.elsewhere, receipt.counts.new) == (1, 1)
    assert everybody()[0].model_dump() == before
    assert len(everybody()) == len(enrolments()) == 2


def test_another_schools_row_must_go_whether_its_number_is_known_or_not(world: World) -> None:
    brought_in(world, "school_admin_b", [a_pupil(1, 学校="云溪中学", 年级="初一")])
    check = checked(world, "school_admin_a", csv_file([a_pupil(i, 学校="云溪中学") for i in (1, 2)]))
    assert [p.code for p in check.must_fix] == ["students.not_own_school"] * 2
    assert check.counts.elsewhere == 0
    assert not check.ready


def test_an_unknown_school_must_be_fixed(world: World) -> None:
    check = checked(
        world, "centre", csv_file([a_pupil(学校="没有的学校"), a_pupil(2, 学校="临川中学"), a_pupil(3, 学校=None)])
    )
    assert codes(check) == ["school_unknown", "school_unknown", "school_missing"]


def test_a_single_school_need_not_be_named(world: World) -> None:
    headers = [header for header in HEADERS if header != "学校"]
    assert checked(world, "counsellor_a", csv_file([a_pupil()], headers)).ready
    assert checked(world, "centre", csv_file([a_pupil()], headers), school_id=world.orgs["a"]).ready
    assert not checked(world, "centre", csv_file([a_pupil()], headers)).ready


def test_a_school_outside_the_scope_does_not_exist(world: World) -> None:
    with pytest.raises(NotFound):
        checked(world, "school_admin_a", csv_file([a_pupil()]), school_id=world.orgs["b"])


def test_nothing_is_written_while_something_must_be_fixed(world: World) -> None:
    check = checked(world, "school_admin_a", csv_file([a_pupil(1), a_pupil(2, 年级="十三")]))
    with pytest.raises(InvalidFile):
        imported(world, "school_admin_a", check)
    assert not everybody()


def test_a_check_of_one_school_cannot_be_imported_by_another(world: World) -> None:
    check = checked(world, "school_admin_a", csv_file([a_pupil()]))
    with pytest.raises(NotFound):
        imported(world, "school_admin_b", check)
    assert not everybody()


@pytest.mark.parametrize("who", ["leader", "admin", "researcher", "class_teacher_a", "reviewer", "nobody"])
def test_only_those_who_manage_rosters_may_look_or_import(sqlite_world: World, who: str) -> None:
    check = checked(sqlite_world, "school_admin_a", csv_file([a_pupil()]))
    with pytest.raises(NotAllowed):
        checked(sqlite_world, who, csv_file([a_pupil()]))
    with pytest.raises(NotAllowed):
        imported(sqlite_world, who, check)


def test_repetitions_within_a_file(sqlite_world: World) -> None:
    same, other, two = national(1), national(2), national(3)
    rows = [
        a_pupil(1),
        a_pupil(1, 学籍号=f" {same.lower()} "),
        a_pupil(2),
        a_pupil(2, 学籍号=other, 班级="2班"),
        a_pupil(3),
        a_pupil(3, 学籍号=two, 姓名="另一人"),
    ]
    check = checked(sqlite_world, "school_admin_a", csv_file(rows))
    assert [(p.row, p.code.removeprefix("students.")) for p in check.problems] == [
        (3, "row_twice"),
        (4, "number_twice"),
        (5, "number_twice"),
        (6, "number_of_two_people"),
        (7, "number_of_two_people"),
    ]
    assert dict(check.problems[1].details) == {"rows": "4、5"}
    receipt = brought_in(sqlite_world, "school_admin_a", rows[:2])
    assert receipt.counts.new == 1


def test_numbers_that_excel_has_rounded_are_refused_with_one_reason(sqlite_world: World) -> None:
    rows = [a_pupil(i, 学籍号=str(330100200801010000 + 1024 * i)) for i in range(1, 9)]
    rows = [{**row, "学籍号": str(int(float(row["学籍号"] or "")))} for row in rows]
    check = checked(sqlite_world, "school_admin_a", csv_file(rows))
    assert [(p.code, p.row, p.column) for p in check.must_fix] == [("students.digits_lost", 0, "A")]


def test_a_number_on_record_under_another_name_is_pointed_out(world: World) -> None:
    brought_in(world, "school_admin_a", [a_pupil()])
    check = checked(world, "school_admin_a", csv_file([a_pupil(姓名="王另名")]))
    assert [(p.code, p.column) for p in check.problems] == [("students.name_differs_from_record", "B")]
    assert check.ready


def test_a_stale_check_meets_the_database_as_it_is(world: World) -> None:
    mine = checked(world, "school_admin_a", csv_file([a_pupil(1, 班级="3班"), a_pupil(2)]))
    brought_in(world, "counsellor_a", [a_pupil(1)])
    receipt = imported(world, "school_admin_a", mine)
    assert (receipt.counts.changed, receipt.counts.new) == (1, 1)
    assert len(everybody()) == len(enrolments()) == 2


def test_a_pupil_taken_in_elsewhere_since_the_check_is_left_alone(world: World) -> None:
    mine = checked(world, "school_admin_a", csv_file([a_pupil(1)]))
    brought_in(world, "counsellor_c", [a_pupil(1, 学校="临川中学", 年级="初一")])
    assert imported(world, "school_admin_a", mine).counts.elsewhere == 1
    assert [person.school_id for person in everybody()] == [world.orgs["c"]]


def test_an_old_year_does_not_move_anybody_back(world: World) -> None:
    brought_in(world, "centre", [a_pupil(学校="云溪中学", 年级="初一")])
    receipt = brought_in(world, "centre", [a_pupil(年级="六年级")], year=SCHOOL_YEAR - 1)
    assert (receipt.counts.moved, receipt.counts.changed, receipt.written) == (0, 1, 0)
    assert [(p.school_id, p.class_id) for p in everybody()] == [(world.orgs["b"], world.classes["b7"])]
    assert [(e.school_id, e.grade) for e in enrolments(SCHOOL_YEAR - 1)] == [(world.orgs["a"], 6)]


def test_whoever_had_left_is_back(world: World) -> None:
    brought_in(world, "school_admin_a", [a_pupil()])
    with writing() as session:
        (row,) = session.exec(within(SYSTEM_SCOPE, select(Enrolment), Enrolment))
        row.left = True
    check = checked(world, "school_admin_a", csv_file([a_pupil()]))
    assert [row.told for row in check.changes] == [("returned",)]
    imported(world, "school_admin_a", check)
    assert [row.left for row in enrolments()] == [False]


def test_teachers_are_a_population_of_their_own(world: World) -> None:
    staff = csv_file([{"工号": national(1), "姓名": "林示例", "学校": "云溪一小"}], ("工号", "姓名", "学校"))
    brought_in(world, "school_admin_a", [a_pupil(1)])
    check = checked(world, "school_admin_a", staff, population=TEACHER)
    imported(world, "school_admin_a", check)
    assert [person.population.value for person in everybody()] == ["student", "teacher"]
    assert [(e.grade, e.class_id) for e in enrolments()] == [(5, world.classes["a5"]), (0, None)]
    assert checked(world, "school_admin_a", staff, population=TEACHER).counts.same == 1


def test_every_sheet_that_is_a_roster_is_read_and_the_others_are_named(sqlite_world: World) -> None:
    from core.sheets.export import Table, workbook

    pages = [
        Table("说明", ("请看",), (("这里没有名册",),)),
        Table("五年级", HEADERS, [list(a_pupil(1).values())]),
        Table("六年级", HEADERS, [list(a_pupil(2, 年级="六").values())]),
    ]
    check = checked(sqlite_world, "school_admin_a", workbook(pages))
    assert (codes(check), check.counts.new) == (["sheet_left_out"], 2)


def test_a_file_without_a_number_column_says_what_is_missing(sqlite_world: World) -> None:
    check = checked(sqlite_world, "school_admin_a", csv_file([a_pupil()], ("姓名", "年级", "班级")))
    assert (codes(check), check.ready) == (["column_missing"], False)


def test_a_column_pointed_out_by_hand_is_used(sqlite_world: World) -> None:
    content = csv_file([{**a_pupil(), "编号": national(9)}], ("编号", "姓名", "年级", "班级"))
    check = checked(sqlite_world, "school_admin_a", content, mapping={"number": "A"})
    assert check.rows["number"].to_list() == [national(9)]


def test_an_import_is_one_record_with_counts_and_the_file_is_kept_sealed(world: World) -> None:
    content = xlsx_file([a_pupil(1), a_pupil(2)])
    receipt = imported(world, "school_admin_a", checked(world, "school_admin_a", content))
    with reading() as session:
        (event,) = audit.events(session, world.actor("school_admin_a").scope, action="roster.imported")
        assert (event.number, event.details["new"], event.details["digest"]) == (receipt.number, 2, receipt.digest)
        assert "陈" not in str(event.details)
    assert files.fetch(receipt.digest) == content


def test_nothing_clear_lies_on_the_disk(sqlite_world: World, tmp_path: Path) -> None:
    brought_in(sqlite_world, "school_admin_a", [a_pupil(特殊群体="留守", 班级="实验班")])
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "实验班".encode() in stored  # a class's name is no secret: the scan sees what is stored
    for secret in ("陈示宁", national(1), national(1)[1:], "2015-03-12", "left_behind", "留守"):
        assert secret.encode() not in stored
        assert secret.encode("utf-16-le") not in stored


def test_checking_alone_changes_nothing(world: World) -> None:
    with reading() as session:
        check_roster(
            session, world.actor("school_admin_a"), content=csv_file([a_pupil()]), filename="a.csv", school_year=2025
        )
    assert not everybody()
