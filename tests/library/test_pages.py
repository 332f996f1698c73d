"""资源库 on the screen: found, opened in place, taken along, rated; a stranger sees nothing of it."""

from collections.abc import Sequence

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.library import actions
from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import ResourceDraft
from core.library.views import shelf
from core.ui import state
from tests.library.builders import EXAM, RIGHT
from tests.library.screens import look_for, one, put, shown, tick
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, press, run
from tests.world import World, account_row

TALK = ResourceDraft(
    ResourceKind.MICRO, "五分钟学会说不", "教学生拒绝不合理的要求。", "林示例", 2024, "view_only", ("primary",), ("relations",)
)  # fmt: skip
MANY = 3


def acts(name: str) -> int:
    with reading() as session:
        statement = select(AuditEvent).where(col(AuditEvent.action) == name)
        return len(session.exec(unowned(statement, AuditEvent)).all())


def titles(test: AppTest, *known: str) -> list[str]:
    said = words(test)
    return [title for title in known if f"**{title}**" in said]


def facet(test: AppTest, name: str) -> Sequence[str]:
    """The values offered, with their counts."""
    return list(test.button_group(key=f"shelf.{name}").options)


def test_an_empty_library_says_how_it_fills(sqlite_world: World) -> None:
    assert "资源库里还没有资源" in words(opened(sqlite_world, "class_teacher_a", "library"))


def test_a_teacher_finds_by_words_and_facets_that_count(sqlite_world: World) -> None:
    put(sqlite_world, "a", draft=EXAM)
    put(sqlite_world, "b", draft=TALK)
    both = (EXAM.title, TALK.title)
    test = opened(sqlite_world, "class_teacher_a", "library")
    assert titles(test, *both) == list(both)
    assert facet(test, "kinds") == ["课例 1", "微课 1"]
    assert facet(test, "years") == ["2025 年 1", "2024 年 1"]
    tick(test, "shelf.kinds", ResourceKind.MICRO)
    assert titles(test, *both) == [TALK.title]
    look_for(test, "考试焦虑")
    assert "没有找到合适的资源" in words(test)
    press(test, "清空条件")
    assert titles(test, *both) == list(both)
    look_for(test, "考试焦虑")
    assert titles(test, *both) == [EXAM.title]


def test_a_value_that_a_pack_no_longer_has_is_not_offered(sqlite_world: World) -> None:
    put(sqlite_world, files=0, draft=EXAM._replace(topics=("exam", "dropped"), licence="dropped"))
    test = opened(sqlite_world, "counsellor_b", "library")
    assert facet(test, "topics") == ["考试心理 1"]


def test_a_click_opens_the_one_that_was_meant(sqlite_world: World) -> None:
    here = put(sqlite_world, draft=EXAM)
    put(sqlite_world, draft=TALK)
    test = opened(sqlite_world, "counsellor_b", "library")
    with pytest.MonkeyPatch.context() as patch:
        went: list[int] = []
        patch.setattr("core.library.views.cards.go_to", went.append)
        test.button(key=f"shelf.card.open.{here}").click()
        run(test)
    assert went == [here]


def test_another_page_is_turned_and_a_new_question_begins_at_the_first(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "PAGE", 1)
    for number in range(MANY):
        put(sqlite_world, files=0, draft=EXAM._replace(title=f"考前第{number}课"))
    names = [f"考前第{number}课" for number in range(MANY)]
    test = opened(sqlite_world, "counsellor_b", "library")
    assert titles(test, *names) == [names[2]]
    test.session_state[test.session_state[state.HELD][shelf.AT].split()[0]] = 2
    run(test)
    assert titles(test, *names) == [names[1]]
    look_for(test, "考前")
    assert "第 1—1 条，共 3 条" in words(test)


def test_a_stranger_of_another_county_finds_nothing_and_opens_nothing(sqlite_world: World) -> None:
    here = put(sqlite_world)
    assert "资源库里还没有资源" in words(opened(sqlite_world, "counsellor_c", "library"))
    test = shown(sqlite_world, here, "counsellor_c")
    assert EXAM.title not in words(test)
    assert test.warning
    assert acts("resource.file_opened") == 0


def test_a_file_is_opened_once_and_stays_open(sqlite_world: World) -> None:
    here = put(sqlite_world)
    test = shown(sqlite_world, here)
    assert "共 2 页" in words(test)
    run(test)
    assert "共 2 页" in words(test)
    assert acts("resource.file_opened") == 1


def test_a_resource_is_rated_and_put_down_as_used_by_others_than_its_submitter(sqlite_world: World) -> None:
    here = put(sqlite_world)
    test = shown(sqlite_world, here)
    press(test, "提交评价")
    assert "请先点一下星星" in words(test)
    test.feedback[0].set_value(3)
    field(test.text_input, "一句话（可以不写）").input("拿来就能上")
    press(test, "提交评价")
    assert (one(here).stars, one(here).ratings) == (4.0, 1)
    assert "拿来就能上" in words(test)
    field(test.number_input, "有多少学生（可以不写）").set_value(45)
    press(test, "记下")
    assert one(here).lessons == 1
    assert "提交评价" not in labels(shown(sqlite_world, here, "counsellor_a"))


@pytest.mark.parametrize(("licence", "taken"), [("cc_by", True), ("view_only", False)])
def test_the_licence_says_whether_a_file_may_be_taken_along(sqlite_world: World, licence: str, taken: bool) -> None:
    test = shown(sqlite_world, put(sqlite_world, draft=EXAM._replace(licence=licence)))
    assert bool(test.get("download_button")) is taken
    assert ("仅供在线看" in words(test)) is not taken


def test_a_keeper_lays_a_resource_into_a_course_and_a_teacher_reads_it_there(sqlite_world: World) -> None:
    first, second = put(sqlite_world, draft=EXAM), put(sqlite_world, draft=TALK)
    for here in (first, second):
        assert "已经在：学习心理" in words(press(shown(sqlite_world, here, "researcher"), "放进去"))
    test = opened(sqlite_world, "class_teacher_a", "courses")
    assert "2 份资源" in words(test)
    test.button(key="courses.open.learning").click()
    run(test)
    assert f"**1　{EXAM.title}**" in words(test)
    assert not test.button_group
    test = opened(sqlite_world, "researcher", "courses", library_course="learning")  # type: ignore[arg-type]  # a key
    test.button_group(key="courses.what.learning").set_value("调整云溪区的顺序")
    run(test)
    test.button(key=next(str(b.key) for b in test.button if "courses.order" in str(b.key))).click()
    run(test)
    assert f"**1　{TALK.title}**" in words(test)


def test_a_keeper_takes_a_resource_off_and_puts_it_back(sqlite_world: World) -> None:
    here = put(sqlite_world)
    test = shown(sqlite_world, here, "researcher")
    press(test, "下架")
    assert "请写一句话说明" in words(test)
    field(test.text_area, "为什么下架").input("有更新的一版")
    press(test, "下架")
    assert one(here).state is ResourceState.OFF_SHELF
    assert "还没有选资源" in words(test)
    test = opened(sqlite_world, "researcher", "shelving")
    test.button_group(key="shelving.side").set_value("已下架")
    run(test)
    press(test, "重新上架")
    assert one(here).state is ResourceState.ON_SHELF


def test_a_keeper_looks_for_what_lies_on_the_shelf_and_puts_right_by_what_it_is_found(sqlite_world: World) -> None:
    here, _ = put(sqlite_world, draft=EXAM), put(sqlite_world, draft=TALK)
    test = opened(sqlite_world, "researcher", "shelving")
    test.button_group(key="shelving.side").set_value("已上架")
    run(test)
    assert TALK.title in words(test)
    field(test.text_input, "找哪一份").input("考前减压")
    run(test)
    field(test.multiselect, "主题").set_value([])
    press(test, "保存分类")
    assert "请选好学段和主题" in words(test)
    with writing() as session:
        actions.reclassify(session, sqlite_world.actor("centre"), resource_id=here, edition=0, classification=RIGHT)
    field(test.multiselect, "主题").set_value(["sleep"])
    press(test, "保存分类")
    assert one(here).topics == RIGHT.topics
    assert "刚才被别人改过" in words(test)
    press(test, "看最新的")
    field(test.multiselect, "主题").set_value(["stress"])
    press(test, "保存分类")
    assert (one(here).topics, one(here).stages, one(here).author) == (("stress",), RIGHT.stages, EXAM.author)


def test_who_keeps_no_shelf_of_a_bureau_is_told_who_puts_resources_there(sqlite_world: World) -> None:
    put(sqlite_world, state=ResourceState.SENT)
    with writing() as session:
        sqlite_world.accounts["keeper_a"] = account_row(session, "keeper_a", "researcher", sqlite_world.orgs["a"])
    test = opened(sqlite_world, "keeper_a", "shelving")
    assert "上架由上级单位来做" in words(test)
    assert "上架" not in labels(test)
