"""心理教师 on the screen."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.training import queries
from core.training.queries import StaffRow
from core.training.rules import StaffKind
from core.training.rules.certificates import FOREVER
from tests.cases.screens import labels, opened, pick, press, run
from tests.training.builders import a_certificate, a_counsellor, a_post, some_hours
from tests.ui.app import words
from tests.world import World

DAY = timedelta(days=1)


def shown(world: World, who: str = "school_admin_a") -> AppTest:
    return opened(world, who, "staff")


def part(test: AppTest, name: str) -> AppTest:
    test.button_group(key="staff.part").set_value(name).run()
    assert not test.exception
    return test


def of_person(test: AppTest, name: str) -> AppTest:
    """What of the picked person is looked at."""
    next(one for one in test.button_group if one.key and one.key.startswith("staff.side.")).set_value(name).run()
    assert not test.exception
    return test


def choice(test: AppTest, label: str) -> Any:
    return next(one for one in test.selectbox if one.label == label)


def field(test: AppTest, label: str) -> object:
    return next(one for one in test.text_input if one.label == label)


def on_record(world: World, at: str = "a", *, left: bool = False) -> list[StaffRow]:
    with reading() as session:
        return queries.staff(session, SYSTEM_SCOPE, school_id=world.orgs[at], today=clock.today(), left=left)


def put(world: World, at: str = "a", **other: object) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def the_list(world: World, which: str = "list") -> str:
    return f"staff.{which}.{world.orgs['a']}"


def everything(test: AppTest) -> str:
    frames = "\n".join(str(frame.value.to_dict()) for frame in test.dataframe)
    return words(test) + frames + str([(one.label, one.value) for one in test.metric])


def test_an_empty_register_says_what_to_do_next(sqlite_world: World) -> None:
    assert "还没有登记心理教师" in words(shown(sqlite_world))
    assert "登记一位，或从表格导入" in words(shown(sqlite_world))
    assert "请本校管理员或区里登记" in words(shown(sqlite_world, "counsellor_a"))


def test_somebody_is_registered(sqlite_world: World) -> None:
    test = part(shown(sqlite_world), "登记一位")
    field(test, "姓名").input("林示例")  # type: ignore[attr-defined]
    press(test, "登记")
    assert "已登记" in words(test)
    assert [(row.name, row.kind) for row in on_record(sqlite_world)] == [("林示例", StaffKind.FULL_TIME)]


def test_a_refusal_is_said_in_words_and_keeps_what_was_typed(sqlite_world: World) -> None:
    put(sqlite_world)
    test = part(shown(sqlite_world), "登记一位")
    field(test, "姓名").input("林示例")  # type: ignore[attr-defined]
    press(test, "登记")
    assert "已经有这个姓名" in words(test)
    assert field(test, "姓名").value == "林示例"  # type: ignore[attr-defined]
    assert len(on_record(sqlite_world)) == 1


@pytest.mark.parametrize(
    ("days", "chip", "told"),
    [(None, "未登记", ""), (-1, "已过期", ""), (30, "将到期", "还有 30 天"), (400, "有效", "")],
)
def test_a_certificate_says_how_long_it_carries(sqlite_world: World, days: int | None, chip: str, told: str) -> None:
    staff_id = put(sqlite_world)
    if days is not None:
        with writing() as session:
            a_certificate(session, staff_id, clock.today() + days * DAY)
    row = shown(sqlite_world).dataframe[0].value.iloc[0]
    assert (list(row["state"]), told in row["ends"]) == ([chip], True)


def test_certificate_and_training_are_added_and_taken_away_for_whom_was_picked(sqlite_world: World) -> None:
    put(sqlite_world)
    test = pick(shown(sqlite_world), the_list(sqlite_world))
    choice(test, "证书种类").set_value("其他证书")
    press(run(test), "添加证书")
    assert "请写上证书种类" in words(test)
    choice(test, "证书种类").set_value("心理咨询师")
    field(run(test), "级别（选填）").input("2级")  # type: ignore[attr-defined]
    press(test, "添加证书")
    assert on_record(sqlite_world)[0].last_valid == FOREVER
    assert "待核验" in words(test)
    field(test, "证书编号（选填）").input("示例009")  # type: ignore[attr-defined]
    field(test, "发证机关（选填）").input("示例机构")  # type: ignore[attr-defined]
    press(test, "保存")
    assert "示例009" in words(test)
    press(test, "删去这张证书")
    assert on_record(sqlite_world)[0].last_valid is None
    of_person(test, "培训学时")
    field(test, "培训名称").input("危机识别")  # type: ignore[attr-defined]
    press(test, "添加培训")
    assert on_record(sqlite_world)[0].hours == 8
    press(test, "删去")
    assert on_record(sqlite_world)[0].hours == 0


def test_who_leaves_is_listed_below_and_can_come_back(sqlite_world: World) -> None:
    put(sqlite_world)
    test = of_person(pick(shown(sqlite_world), the_list(sqlite_world)), "岗位")
    next(one for one in test.date_input if one.label == "在岗的最后一天").set_value(clock.today() - DAY)
    press(test, "登记离岗")
    assert (on_record(sqlite_world), len(on_record(sqlite_world, left=True))) == ([], 1)
    press(of_person(pick(shown(sqlite_world), the_list(sqlite_world, "left")), "岗位"), "恢复在岗")
    assert len(on_record(sqlite_world)) == 1


def test_a_workbook_is_looked_at_before_it_is_taken_in(sqlite_world: World) -> None:
    test = part(shown(sqlite_world), "从表格导入")
    test.file_uploader[0].upload("名册.csv", "姓名,类别,到岗日期\n林示例,正式,去年\n".encode(), "text/csv").run()
    assert not test.exception
    assert "没有读懂" in words(test)
    assert on_record(sqlite_world) == []
    test.file_uploader[0].upload("名册.csv", "姓名,类别,到岗日期\n林示例,兼职,2024-09-01\n".encode(), "text/csv").run()
    next(box for box in test.checkbox if "核对" in box.label).check()
    press(test, "确认导入")
    assert "已导入" in words(test)
    assert [row.name for row in on_record(sqlite_world)] == ["林示例"]


def test_who_only_reads_at_the_school_sees_names_and_no_forms(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    with writing() as session:
        a_certificate(session, staff_id)
    test = pick(shown(sqlite_world, "counsellor_a"), the_list(sqlite_world))
    assert "林示例" in everything(test)
    assert "心理健康教育教师资格证" in words(test)
    assert not {"登记", "保存", "添加证书", "删去"} & set(labels(test))


def test_a_leader_sees_the_numbers_of_every_school_and_no_name(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    with writing() as session:
        a_certificate(session, staff_id)
        some_hours(session, staff_id)
    test = pick(shown(sqlite_world, "leader"), "staff.schools")
    told = everything(test)
    assert "林示例" not in told
    assert "示例001" not in told
    shown_schools = test.dataframe[0].value.set_index("school")
    assert list(shown_schools.loc["云溪一小"][["full", "part", "certified"]]) == ["1", "0", "1"]
    assert list(shown_schools.loc["云溪中学"][["full", "each"]]) == ["未报", "未报"]
    assert shown_schools.loc["云溪一小"]["each"] == "不适用"  # nobody is enrolled there
    assert not labels(test)


def test_the_bureau_that_keeps_the_register_opens_a_schools_people(sqlite_world: World) -> None:
    put(sqlite_world, "b")
    test = pick(shown(sqlite_world, "researcher"), "staff.schools", 1)
    assert test.dataframe[0].value.loc[1, "school"] == "云溪中学"
    assert "林示例" in str(test.dataframe[1].value.to_dict())
    assert "登记一位" in words(test)


def test_another_schools_people_are_not_shown(sqlite_world: World) -> None:
    put(sqlite_world)
    assert "林示例" not in everything(shown(sqlite_world, "counsellor_b"))


def test_a_bureau_moves_somebody_and_a_school_is_not_offered_to(sqlite_world: World) -> None:
    put(sqlite_world)
    own = of_person(pick(shown(sqlite_world), the_list(sqlite_world)), "岗位")
    assert "办理调动" not in labels(own)
    test = pick(shown(sqlite_world, "researcher"), "staff.schools")
    of_person(pick(test, the_list(sqlite_world)), "岗位")
    press(test, "办理调动")
    assert "已调动" in words(test)
    assert ([row.name for row in on_record(sqlite_world, "b")], on_record(sqlite_world)) == (["林示例"], [])


def test_facts_and_the_own_account_are_written_down(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    test = of_person(pick(shown(sqlite_world), the_list(sqlite_world)), "个人信息")
    field(test, "出生年月（选填）").input("1990-13")  # type: ignore[attr-defined]
    press(test, "保存")
    assert "请核对出生年月" in words(test)
    field(test, "出生年月（选填）").input("1990-05")  # type: ignore[attr-defined]
    press(test, "保存")
    assert "1990年5月生" in words(test)
    press(test, "关联")
    with reading() as session:
        row = queries.person(session, SYSTEM_SCOPE, staff_id)
    assert (row.birth_month, row.account_id is not None) == ("1990-05", True)


def test_a_school_nominates_and_the_bureau_chooses(sqlite_world: World) -> None:
    put(sqlite_world)
    test = of_person(pick(shown(sqlite_world), the_list(sqlite_world)), "梯队与荣誉")
    press(test, "推荐")
    assert "等区里确定" in words(test)
    above = pick(part(shown(sqlite_world, "researcher"), "梯队"), "staff.ladders")
    press(above, "确定人选")
    assert "任期记下了" in words(above)
    assert "确定人选" not in labels(part(shown(sqlite_world), "梯队"))


def test_a_second_school_sees_the_post_and_no_papers(sqlite_world: World) -> None:
    staff_id = put(sqlite_world, "b")
    with writing() as session:
        a_certificate(session, staff_id)
        a_post(session, sqlite_world, staff_id, kind=StaffKind.PART_TIME)
    test = pick(shown(sqlite_world), the_list(sqlite_world))
    told = everything(test)
    assert "林示例" in told
    assert "档案在别校" in told
    assert "心理健康教育教师资格证" not in told
    assert "登记离岗" in labels(test)


def test_a_scan_is_taken_by_its_content_and_not_by_its_name(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    with writing() as session:
        a_certificate(session, staff_id)
    test = pick(shown(sqlite_world), the_list(sqlite_world))
    test.file_uploader[0].upload("证书.pdf", b"<html></html>", "application/pdf")
    press(test, "上传")
    assert "只收 PDF、PNG、JPG" in words(test)
    test.file_uploader[0].upload("证书.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")
    press(test, "上传")
    assert "有扫描件" in words(test)
    assert "看扫描件" in labels(test)
