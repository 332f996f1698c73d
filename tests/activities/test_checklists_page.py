"""活动清单 on the screen: looked at, changed, published."""

from streamlit.testing.v1 import AppTest

from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.queries import ChecklistRow
from core.database import reading
from tests.ui.app import words
from tests.ui.screens import field, opened, press, run
from tests.world import World


def every(world: World) -> list[ChecklistRow]:
    with reading() as session:
        return queries.checklist_history(session, SYSTEM_SCOPE, org_id=world.orgs["county"])


def choose(test: AppTest, name: str) -> AppTest:
    test.button_group(key="checklists.part").set_value(name)
    return run(test)


def test_the_shipped_lists_are_there_to_look_at(sqlite_world: World) -> None:
    test = opened(sqlite_world, "researcher", "checklists")
    field(test.selectbox, "清单").select("quangang")
    run(test)
    told = str(test.dataframe[0].value.to_dict())
    assert "一次谈心" in told
    assert "一段文字" in told
    assert "请按本地文件核定" in words(test)


def test_a_list_is_changed_and_published_and_stands_in_its_history(sqlite_world: World) -> None:
    test = choose(opened(sqlite_world, "researcher", "checklists"), "修改并发布")
    field(test.selectbox, "清单").select("plain")
    run(test)
    field(test.text_input, "名称").input("云溪 3 个 1")
    field(test.text_area, "说明（可不写）").input("")
    next(one for one in test.checkbox if one.label == "不要这一项").check()
    run(test)
    assert "发布" in [one.label for one in test.button]
    field(test.text_area, "为什么这样定").input("按本区通知")
    press(test, "发布")
    (row,) = every(sqlite_world)
    assert (row.title, row.note, len(row.spec.items), row.spec.source.note) == ("云溪 3 个 1", "按本区通知", 3, "")
    told = choose(opened(sqlite_world, "researcher", "checklists"), "发布过的版本")
    assert "云溪 3 个 1" in str(told.dataframe[0].value.to_dict())


def test_a_list_that_cannot_be_is_not_offered_for_publishing(sqlite_world: World) -> None:
    test = choose(opened(sqlite_world, "researcher", "checklists"), "修改并发布")
    press(test, "再加一项")
    assert "请给“第 5 项”写上做什么。" in words(test)
    assert "改好就能发布" in words(test)
    for label, text in (("做什么", "一次家长课堂"), ("进度板简称", "另")):
        [one for one in test.text_input if one.label == label][-1].input(text)
    run(test)
    assert "有两项同名" in words(test)
    assert "发布" not in [one.label for one in test.button]
    assert every(sqlite_world) == []
