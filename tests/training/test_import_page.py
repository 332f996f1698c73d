"""从表格导入 on the screen: trainings, and people who may be on file at another school."""

from streamlit.testing.v1 import AppTest

from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.training import queries
from tests.training.builders import a_counsellor
from tests.ui.app import words
from tests.ui.screens import field, opened, press
from tests.world import World

HOURS = "姓名,学校,培训名称,日期,学时\n{name},云溪一小,危机识别,2025-10-11,8\n"
MOVED = "姓名,学校,类别,到岗日期,手机\n林示例,云溪中学,兼职,2025-09-01,13800010002\n"


def at_import(world: World, who: str = "centre") -> AppTest:
    test = opened(world, who, "staff")
    test.button_group(key="staff.part").set_value("从表格导入").run()
    assert not test.exception
    return test


def upload(test: AppTest, text: str) -> AppTest:
    test.file_uploader[0].upload("表.csv", text.encode(), "text/csv").run()
    assert not test.exception
    return test


def put(world: World) -> int:
    with writing() as session:
        return a_counsellor(session, world, phone="13800010002")


def test_trainings_are_looked_at_and_taken_in(sqlite_world: World) -> None:
    staff_id = put(sqlite_world)
    test = at_import(sqlite_world)
    test.button_group(key="staff.import.sort").set_value("培训学时").run()
    assert "还没有登记" in words(upload(test, HOURS.format(name="周示例")))
    upload(test, HOURS.format(name="林示例"))
    field(test.checkbox, "我已核对，文件里没有的保持原样。").check()
    press(test, "确认导入")
    assert "已导入" in words(test)
    with reading() as session:
        assert [row.facts.title for row in queries.hours(session, SYSTEM_SCOPE, staff_id=staff_id)] == ["危机识别"]


def test_who_may_be_on_file_elsewhere_is_pointed_out_and_may_be_imported(sqlite_world: World) -> None:
    put(sqlite_world)
    test = upload(at_import(sqlite_world), MOVED)
    assert "可能已经登记在另一所学校" in words(test)
    field(test.checkbox, "我已核对，文件里没有的保持原样。").check()
    press(test, "确认导入")
    assert "已导入" in words(test)
    assert "林示例" in str(opened(sqlite_world, "centre", "duplicates").dataframe[0].value.to_dict())
