"""账号管理 and 操作记录 on the screen."""

import ast
from pathlib import Path

from sqlalchemy import text
from streamlit.testing.v1 import AppTest

import core
from core import clock
from core.accounts import actions, queries
from core.database import engine, reading, writing
from core.ui.words.acts import ACTS, FAMILIES
from tests.ui import screens
from tests.ui.app import words
from tests.ui.screens import field, opened, press
from tests.world import PASSWORD, World


def pick(test: AppTest, username: str) -> AppTest:
    return screens.pick(test, "accounts.list", list(test.dataframe[0].value["账号"]).index(username))


def test_accounts_within_reach_are_listed(sqlite_world: World) -> None:
    test = opened(sqlite_world, "school_admin_a", "accounts")
    assert set(test.dataframe[0].value["账号"]) == {
        "school_admin_a", "school_lead_a", "counsellor_a", "counsellor_a2", "class_teacher_a",
    }  # fmt: skip


def test_a_new_account_shows_its_password_once(sqlite_world: World) -> None:
    test = opened(sqlite_world, "school_admin_a", "accounts")
    test.button_group(key="accounts.part").set_value("新增").run()
    field(test.text_input, "姓名").input("陈新")
    field(test.text_input, "账号").input("chen.xin")
    press(test, "新增账号")
    password = test.code[0].value
    with writing() as session:
        assert actions.sign_in(session, username="chen.xin", password=password, device="", now=clock.now())
    assert not test.run().code


def test_a_new_account_without_a_place_to_choose_breaks_nothing(sqlite_world: World) -> None:
    test = opened(sqlite_world, "school_admin_a", "accounts")
    test.button_group(key="accounts.part").set_value("新增").run()
    test.text_input(key="accounts.place").input("nowhere%").run()
    press(test, "新增账号")
    assert "没有做成" not in words(test)


def test_only_roles_that_may_be_given_are_offered(sqlite_world: World) -> None:
    test = opened(sqlite_world, "school_admin_a", "accounts")
    test.button_group(key="accounts.part").set_value("新增").run()
    offered = field(test.selectbox, "角色").options
    assert offered == ["学校管理员", "分管校领导", "心理教师", "班主任"]


def test_a_search_without_result_says_so(sqlite_world: World) -> None:
    test = opened(sqlite_world, "admin", "accounts")
    test.text_input(key="accounts.words").input("nobody-here").run()
    assert "没有账号" in words(test)


def test_acts_are_listed_in_words(sqlite_world: World) -> None:
    with writing() as session:
        actions.unlock(session, sqlite_world.actor("admin"), account_id=sqlite_world.accounts["counsellor_a"])
    shown = opened(sqlite_world, "admin", "audit").dataframe[0].value
    assert list(shown["做了什么"]) == ["登录", "解除锁定"]
    assert list(shown["谁"]) == ["admin的名字", "admin的名字"]


def test_acts_of_a_stranger_are_not_listed(sqlite_world: World) -> None:
    with writing() as session:
        actions.sign_in(session, username="counsellor_c", password=PASSWORD, device="", now=clock.now())
    assert list(opened(sqlite_world, "admin", "audit").dataframe[0].value["单位"]) == ["云溪区"]


def test_a_kind_without_acts_says_so(sqlite_world: World) -> None:
    test = opened(sqlite_world, "admin", "audit")
    test.selectbox(key="audit.family").select("organisation").run()
    assert "没有操作记录" in words(test)


def test_the_chain_is_checked_in_words(sqlite_world: World) -> None:
    test = press(opened(sqlite_world, "admin", "audit"), "检查记录是否完整")
    assert "没有被改动" in words(test)
    with engine().begin() as connection:
        connection.execute(text("DROP TRIGGER audit_event_no_update"))
        connection.execute(text("UPDATE audit_event SET action = 'account.enabled' WHERE number = 1"))
    assert "从第 1 条起对不上" in words(press(test, "检查记录是否完整"))


def test_every_act_that_core_records_has_words() -> None:
    calls = (
        node
        for path in Path(core.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record" and len(node.args) > 2
    )
    recorded = {node.args[2].value for node in calls if isinstance(node.args[2], ast.Constant)}
    assert len(recorded) > 20
    assert recorded - set(ACTS) == set()
    assert {act.partition(".")[0] for act in ACTS} == set(FAMILIES)


def test_a_reset_password_is_shown_once(sqlite_world: World) -> None:
    test = press(pick(opened(sqlite_world, "admin", "accounts"), "counsellor_a"), "重置密码")
    with writing() as session:
        assert actions.sign_in(
            session, username="counsellor_a", password=test.code[0].value, device="", now=clock.now()
        )
    assert not test.run().code


def test_a_disabled_account_says_so_and_may_be_enabled(sqlite_world: World) -> None:
    test = press(pick(opened(sqlite_world, "admin", "accounts"), "counsellor_a"), "停用")
    assert "账号已停用" in words(test)
    shown = test.dataframe[0].value.set_index("账号")
    assert shown.loc["counsellor_a", "状态"] == "已停用"
    assert "账号已启用" in words(press(pick(test, "counsellor_a"), "启用"))


def test_a_role_is_given_from_the_screen(sqlite_world: World) -> None:
    test = pick(opened(sqlite_world, "school_admin_a", "accounts"), "counsellor_a")
    next(
        box for box in test.selectbox if box.label == "角色" and "班主任" in box.options and "全部" not in box.options
    ).select("class_teacher")
    assert "角色已保存" in words(press(test, "授予"))
    assert test.dataframe[0].value.set_index("账号").loc["counsellor_a", "角色"] == "心理教师、班主任"


def test_correcting_a_name_keeps_the_telephone_number(sqlite_world: World) -> None:
    counsellor = sqlite_world.accounts["counsellor_a"]
    with writing() as session:
        actions.correct(session, sqlite_world.actor("admin"), account_id=counsellor, name="旧名", phone="0571-000")
    test = pick(opened(sqlite_world, "admin", "accounts"), "counsellor_a")
    field(test.text_input, "姓名").input("新名")
    press(test, "保存")
    with reading() as session:
        row = queries.account(session, sqlite_world.actor("admin").scope, counsellor, now=clock.now())
    assert (row.name, row.phone) == ("新名", "0571-000")


def test_the_last_administrator_is_kept_in_words(sqlite_world: World) -> None:
    test = press(pick(opened(sqlite_world, "province_admin", "accounts"), "province_admin"), "停用")
    assert "这是最后一位系统管理员" in words(test)
