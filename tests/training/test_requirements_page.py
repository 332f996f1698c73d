"""师资要求 on the screen."""

from streamlit.testing.v1 import AppTest

from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.training import queries
from core.training.queries import HeldRequirements
from tests.training.access_hours import published
from tests.training.test_hours_page import everything, put
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press, run
from tests.world import World


def field_of(world: World, name: str) -> str:
    """The key of a field of the draft that begins from the shipped basic requirements."""
    return f"requirements.{world.orgs['county']}.basic.1_0.{name}"


def part(test: AppTest, name: str) -> AppTest:
    test.button_group(key="requirements.part").set_value(name)
    return run(test)


def editing(world: World) -> AppTest:
    return part(opened(world, "researcher", "requirements"), "修改并发布")


def held(world: World, at: str = "a") -> HeldRequirements:
    with reading() as session:
        return queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs[at])


def test_everybody_reads_what_holds_and_where_it_comes_from(sqlite_world: World) -> None:
    test = opened(sqlite_world, "counsellor_a", "requirements")
    told = everything(test)
    assert "系统自带" in told
    assert "每学年不少于 8 学时，请按本地文件核定" in told
    assert "每名对应学生不超过 1,000 名" in told
    assert "修改并发布" not in str([group.options for group in test.button_group])


def test_a_bureau_changes_a_figure_and_publishes_it(sqlite_world: World) -> None:
    put(sqlite_world, hours="9")
    test = editing(sqlite_world)
    assert "没有不同" in words(test)
    test.number_input(key=field_of(sqlite_world, "line0.hours")).set_value(12.0)
    run(test)
    assert "专（兼）职心理教师每学年培训：学时 8 → 12" in words(test)
    press(test, "按这一稿试算")
    told = everything(test)
    assert "有要求 1 位，达到 1 位，还缺 0 位" in told
    assert "有要求 1 位，达到 0 位，还缺 1 位" in told
    test.text_area(key=field_key(test, "为什么这样定")).input("按区里的通知")
    press(test, "发布")
    assert "新版本已发布" in words(test)
    assert (held(sqlite_world).version, held(sqlite_world).spec.people[0].hours) == ("1", 12)
    assert "按区里的通知" in everything(part(test, "发布过的版本"))


def field_key(test: AppTest, label: str) -> str:
    return str(field(test.text_area, label).key)


def test_what_cannot_be_met_or_is_not_filled_in_cannot_be_published(sqlite_world: World) -> None:
    test = editing(sqlite_world)
    test.number_input(key=field_of(sqlite_world, "cap")).set_value(7.0)
    run(test)
    assert "学时比上限还多" in words(test)
    assert "发布" not in labels(test)
    test.number_input(key=field_of(sqlite_world, "cap")).set_value(80.0)
    test.text_input(key=field_of(sqlite_world, "line0.source")).set_value("")
    run(test)
    assert "请写上“专（兼）职心理教师每学年培训”的依据" in words(test)
    assert "发布" not in labels(test)


def test_a_line_is_added_and_another_left_out(sqlite_world: World) -> None:
    test = press(editing(sqlite_world), "再加一条")
    test.text_input(key=field_of(sqlite_world, "line1.title")).set_value("教研活动")
    run(test)
    test.text_input(key=field_of(sqlite_world, "line1.source")).set_value("区里的通知")
    test.selectbox(key=field_of(sqlite_world, "line1.category")).set_value("research")
    test.checkbox(key=field_of(sqlite_world, "line0.out")).check()
    run(test)
    told = words(test)
    assert "新增：教研活动，专职、兼职，教研活动 8 学时，年度结束前" in told
    assert "去掉：专（兼）职心理教师每学年培训" in told
    assert "发布" in labels(test)


def test_an_old_version_is_opened_and_none_says_so(sqlite_world: World) -> None:
    assert "还没有发布过本地要求" in words(part(opened(sqlite_world, "leader", "requirements"), "发布过的版本"))
    with writing() as session:
        published(session, sqlite_world)
    test = pick(part(opened(sqlite_world, "leader", "requirements"), "发布过的版本"), "requirements.history")
    assert "浙江示范点公开报道" in everything(test)
