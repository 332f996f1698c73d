"""组织机构 on the screen."""

import pytest
from streamlit.testing.v1 import AppTest

from core.database import reading
from core.organisations import queries
from core.organisations.rules import Stage
from tests.ui import screens
from tests.ui.app import words
from tests.ui.screens import field, press, run
from tests.world import World


def opened(world: World, who: str = "admin", part: str | None = None) -> AppTest:
    test = screens.opened(world, who, "organisations")
    if part:
        test.button_group(key="organisations.part").set_value(part)
        run(test)
    return test


def schools(world: World) -> list[str]:
    with reading() as session:
        return [row.name for row in queries.schools(session, world.actor("admin").scope)]


def test_schools_within_reach_are_listed(sqlite_world: World) -> None:
    shown = opened(sqlite_world).dataframe[0].value
    assert list(shown["学校"]) == ["云溪一小", "云溪中学"]
    assert list(shown["学段"]) == ["小学", "初中、高中"]
    assert list(opened(sqlite_world, "counsellor_a").dataframe[0].value["学校"]) == ["云溪一小"]


def test_a_search_without_result_says_so(sqlite_world: World) -> None:
    test = opened(sqlite_world)
    test.text_input(key="organisations.words").input("没有这所").run()
    assert "这里还没有学校" in words(test)


def test_who_only_reads_is_offered_nothing_to_change(sqlite_world: World) -> None:
    test = opened(sqlite_world, "leader")
    assert test.button_group(key="organisations.part").options == ["学校", "教育局"]


def test_the_bureaus_stand_below_each_other(sqlite_world: World) -> None:
    shown = opened(sqlite_world, "province_admin", "教育局").dataframe[0].value
    assert [name.strip("　") for name in shown["单位"]] == ["示例省", "示例市", "云溪区", "临川县"]
    assert [name.count("　") for name in shown["单位"]] == [0, 1, 2, 2]


def test_a_school_without_bureaus_meets_an_empty_state(sqlite_world: World) -> None:
    assert "没有教育局" in words(opened(sqlite_world, "counsellor_a", "教育局"))


def test_a_school_is_added(sqlite_world: World) -> None:
    test = opened(sqlite_world, part="新增")
    field(test.text_input, "名称").input("云溪三小")
    field(test.button_group, "学段").select(Stage.PRIMARY)
    press(test, "新增")
    assert "已新增" in words(test)
    assert schools(sqlite_world) == ["云溪一小", "云溪三小", "云溪中学"]


def test_a_refusal_is_said_in_words_and_keeps_what_was_typed(sqlite_world: World) -> None:
    test = opened(sqlite_world, part="新增")
    field(test.text_input, "名称").input("云溪一小")
    field(test.button_group, "学段").select(Stage.PRIMARY)
    press(test, "新增")
    assert "同一个上级单位下已经有这个名称" in words(test)
    assert field(test.text_input, "名称").value == "云溪一小"


def test_a_school_without_a_stage_is_not_added(sqlite_world: World) -> None:
    test = opened(sqlite_world, part="新增")
    field(test.text_input, "名称").input("云溪三小")
    press(test, "新增")
    assert "请至少选一个学段" in words(test)
    assert len(schools(sqlite_world)) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [("云溪三小,云溪区,小学", "新增"), ("云溪三小,没有的区,小学", "找不到上级单位"), ("", "表格里没有单位")],
)
def test_a_workbook_is_looked_at_before_it_is_imported(sqlite_world: World, row: str, said: str) -> None:
    test = opened(sqlite_world, part="从表格导入")
    content = f"单位名称,上级单位,学段\n{row}\n".encode()
    test.file_uploader[0].upload("单位.csv", content, "text/csv")
    run(test)
    assert said in words(test) + repr([metric.label for metric in test.metric])
    assert len(schools(sqlite_world)) == 2


def test_a_confirmed_workbook_is_imported(sqlite_world: World) -> None:
    test = opened(sqlite_world, part="从表格导入")
    test.file_uploader[0].upload(
        "单位.csv", "单位名称,上级单位,学段\n云溪三小,云溪区,小学\n".encode(), "text/csv"
    ).run()
    next(box for box in test.checkbox if "核对" in box.label).check()
    press(test, "确认导入")
    assert "已导入" in words(test)
    assert schools(sqlite_world) == ["云溪一小", "云溪三小", "云溪中学"]


def pick(test: AppTest, table: str, column: str, name: str) -> AppTest:
    return screens.pick(test, table, [text.strip("　") for text in test.dataframe[0].value[column]].index(name))


def test_a_school_is_renamed_described_and_closed(sqlite_world: World) -> None:
    test = pick(opened(sqlite_world), "organisations.schools", "学校", "云溪一小")
    field(test.text_input, "名称").input("云溪一小学")
    assert "名称已保存" in words(press(test, "保存名称"))
    test = pick(test, "organisations.schools", "学校", "云溪一小学")
    field(test.checkbox, "寄宿制").check()
    assert "学校信息已保存" in words(press(test, "保存学校信息"))
    assert test.dataframe[0].value.set_index("学校").loc["云溪一小学", "寄宿"] == "是"
    press(pick(test, "organisations.schools", "学校", "云溪一小学"), "停用")
    assert schools(sqlite_world) == ["云溪中学"]


def test_a_bureau_with_open_schools_is_not_closed(sqlite_world: World) -> None:
    test = pick(opened(sqlite_world, part="教育局"), "organisations.bureaus", "单位", "云溪区")
    assert "下面还有在用的单位" in words(press(test, "停用"))


def test_who_only_reads_gets_no_forms_for_what_was_picked(sqlite_world: World) -> None:
    test = pick(opened(sqlite_world, "leader"), "organisations.schools", "学校", "云溪一小")
    assert not [button for button in test.button if button.label in {"保存名称", "停用", "保存学校信息"}]
