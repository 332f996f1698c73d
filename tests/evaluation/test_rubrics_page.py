"""评分标准 on the screen."""

from streamlit.testing.v1 import AppTest

from core.access import Scope
from core.database import reading
from core.evaluation import packs, queries
from core.evaluation.queries import RubricRow
from core.evaluation.rules.editing import rebuilt
from core.evaluation.rules.spec import Kind
from core.evaluation.views.rubrics_files import rubric_workbook
from core.ui.parts import XLSX
from tests.evaluation.clean import clean
from tests.evaluation.screens import opened
from tests.evaluation.test_rubrics import drafted, published, row_of, saved
from tests.ui.app import words
from tests.ui.screens import field, press, run
from tests.world import World


def turned(test: AppTest, part: str) -> AppTest:
    test.segmented_control[0].set_value(part)
    return run(test)


def rows_of(world: World) -> list[RubricRow]:
    with reading() as session:
        return queries.rubrics(session, Scope.at(world.paths["county"]))


def at_item(test: AppTest, code: str) -> AppTest:
    """Turn to a part of the draft."""
    box = field(test.selectbox, "改哪里")
    box.set_value(code)
    return run(test)


def test_a_school_reads_the_rubrics_and_changes_none(sqlite_world: World) -> None:
    published(sqlite_world, drafted(sqlite_world, title="云溪区辅导室标准"))
    drafted(sqlite_world, "pack:model_school", title="还没想好的标准")
    test = opened(sqlite_world, "rubrics", "counsellor_a")
    assert not test.segmented_control
    titles = field(test.selectbox, "看哪一份").options
    assert len(titles) == len(packs.rubrics()) + 1
    assert not [title for title in titles if "还没想好" in title]
    assert not [button.label for button in test.button if button.label in ("保存", "发布", "建草稿")]


def test_a_stranger_sees_nothing_of_it(sqlite_world: World) -> None:
    test = opened(sqlite_world, "rubrics", "class_teacher_a")
    assert "这一页不在您的权限里" in words(test)
    assert not test.selectbox


def test_every_shipped_rubric_can_be_read(sqlite_world: World) -> None:
    test = opened(sqlite_world, "rubrics")
    for key, spec in packs.rubrics().items():
        field(test.selectbox, "看哪一份").set_value(f"pack:{key}").run()
        assert not test.exception, key
        assert spec.items[0].code in words(test)
    assert "分值为建议" in words(test)


def test_a_variant_of_the_room_rubric_is_made_changed_and_published(sqlite_world: World) -> None:
    test = turned(opened(sqlite_world, "rubrics"), "新建")
    field(test.selectbox, "从哪里开始").set_value("pack:room_standard")
    field(test.text_input, "名称").input("云溪区辅导室标准")
    press(test, "建草稿")
    assert "草稿已建好" in words(test)
    assert "没有发现问题" in words(test)
    [row] = rows_of(sqlite_world)
    item = row.spec.items[1]
    at_item(test, item.code)
    field(test.text_input, "评什么").input("个别辅导室（新）")
    field(test.number_input, "分值").set_value(float(item.points) + 1)
    press(test, "保存这一项")
    [row] = rows_of(sqlite_world)
    assert (row.edition, row.spec.items[1].title, row.spec.items[1].points) == (1, "个别辅导室（新）", item.points + 1)
    assert row.spec.items[1].bands == item.bands  # the table that was not touched
    assert "下面各项合计" in words(test)
    press(test, "发布")
    assert "请写明理由" in words(test)
    field(test.text_area, next(one.label for one in test.text_area if "为什么这样发布" in one.label)).input("先试一年")
    press(test, "发布")
    assert "已发布" in words(test)
    [row] = rows_of(sqlite_world)
    assert (row.is_draft, row.reason) == (False, "先试一年")
    assert "还没有草稿" in words(test)


def test_an_item_saved_untouched_is_the_same(sqlite_world: World) -> None:
    """Every way of marking survives its form, tables included."""
    draft = drafted(sqlite_world)
    spec = rebuilt(clean(), key="room_standard", version="1.1")
    saved(sqlite_world, draft, spec)
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    for item in spec.items:
        at_item(test, item.code)
        press(test, "保存这一项")
    for node in spec.nodes:
        at_item(test, node.code)
        press(test, "保存这个指标")
    at_item(test, "")
    press(test, "保存")
    row = row_of(sqlite_world, draft)
    assert row.edition == 1 + len(spec.items) + len(spec.nodes) + 1
    assert row.spec == spec


def test_items_and_indicators_are_added_moved_and_taken_away(sqlite_world: World) -> None:
    draft = drafted(sqlite_world, "", title="新的标准")
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    at_item(test, "A")
    press(test, "加一项")
    assert [one.title for one in row_of(sqlite_world, draft).spec.items] == ["第一项", "新的一项"]
    assert field(test.text_input, "评什么").value == "新的一项"
    press(test, "上移")
    assert [one.title for one in row_of(sqlite_world, draft).spec.items] == ["新的一项", "第一项"]
    press(test, "删去")
    assert [one.title for one in row_of(sqlite_world, draft).spec.items] == ["第一项"]
    press(test, "加一个下级指标")
    assert [one.parent for one in row_of(sqlite_world, draft).spec.nodes] == ["", "A"]
    assert "这个指标下面没有内容" in words(test)


def test_the_whole_draft_is_shown_on_a_wish(sqlite_world: World) -> None:
    drafted(sqlite_world)
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    assert "查协议与记录" not in words(test)
    field(test.toggle, "看整份草稿").set_value(True).run()
    assert not test.exception
    assert "查协议与记录" in words(test)


def test_another_way_of_marking_begins_with_usual_levels(sqlite_world: World) -> None:
    draft = drafted(sqlite_world, "", title="新的标准")
    test = at_item(turned(opened(sqlite_world, "rubrics"), "改草稿"), "A1")
    field(test.selectbox, "评分方式").set_value(Kind.GRADES).run()
    press(test, "保存这一项")
    item = row_of(sqlite_world, draft).spec.items[0]
    assert [(one.label, str(one.share)) for one in item.grades] == [
        ("A", "1"),
        ("B", "0.8"),
        ("C", "0.6"),
        ("D", "0.4"),
    ]
    field(test.selectbox, "评分方式").set_value(Kind.ANCHORS).run()
    press(test, "保存这一项")
    item = row_of(sqlite_world, draft).spec.items[0]
    assert (item.kind, item.grades, [one.score for one in item.anchors]) == (Kind.ANCHORS, (), [0, 5])


def test_the_last_item_stays(sqlite_world: World) -> None:
    draft = drafted(sqlite_world, "", title="新的标准")
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    at_item(test, "A1")
    press(test, "删去")
    assert "这样保存不了" in words(test)
    assert len(row_of(sqlite_world, draft).spec.items) == 1


def test_two_standards_are_added_and_marked_apart(sqlite_world: World) -> None:
    draft = drafted(sqlite_world, "", title="两栏标准")
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    field(test.text_input, "标准 1").input("达标")
    field(test.text_input, "标准 2").input("示范")
    press(test, "保存")
    assert [one.title for one in row_of(sqlite_world, draft).spec.standards] == ["达标", "示范"]
    at_item(test, "A1")
    field(test.text_area, "示范要求").input("每学期一次")
    field(test.checkbox, "各标准分别打分").check()
    press(test, "保存这一项")
    item = row_of(sqlite_world, draft).spec.items[0]
    assert item.separate
    assert [each.text for each in item.requirements] == ["每学期一次"]
    assert "没有写达标的要求" in words(test)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(sqlite_world: World) -> None:
    draft = drafted(sqlite_world)
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    theirs = rebuilt(row_of(sqlite_world, draft).spec, title="她改的名称")
    saved(sqlite_world, draft, theirs, who="centre")
    field(test.text_input, "名称").input("我改的名称")
    press(test, "保存")
    assert "刚刚有人也改了这份草稿" in words(test)
    assert field(test.text_input, "名称").value == "我改的名称"
    assert row_of(sqlite_world, draft).title == "她改的名称"
    press(test, "看最新的")
    assert field(test.text_input, "名称").value == "她改的名称"
    for title in ("我改的名称", "又改的名称"):
        field(test.text_input, "名称").input(title)
        press(test, "保存")
        assert row_of(sqlite_world, draft).title == title


def test_a_draft_is_thrown_away_after_a_promise(sqlite_world: World) -> None:
    drafted(sqlite_world)
    test = turned(opened(sqlite_world, "rubrics"), "改草稿")
    press(test, "删去草稿")
    assert len(rows_of(sqlite_world)) == 1
    field(test.checkbox, "这份草稿不要了。").check()
    press(test, "删去草稿")
    assert rows_of(sqlite_world) == []


def test_a_workbook_becomes_a_draft(sqlite_world: World) -> None:
    test = turned(opened(sqlite_world, "rubrics"), "从表格导入")
    test.get("file_uploader")[0].set_value([("标准.xlsx", rubric_workbook(clean()), XLSX)]).run()
    assert not test.exception
    assert "没有发现问题" in words(test)
    press(test, "存成草稿")
    assert [row.spec for row in rows_of(sqlite_world)] == [clean()]
    assert "已存成草稿" in words(test)


def test_a_workbook_with_problems_lists_them(sqlite_world: World) -> None:
    test = turned(opened(sqlite_world, "rubrics"), "从表格导入")
    test.get("file_uploader")[0].set_value([("表.csv", "评估内容,分值\n小组,4 3\n".encode(), "text/csv")]).run()
    assert not test.exception
    said = words(test)
    assert "B2" in said
    assert "一个格子里有几个分值：4、3" in said
    assert not [button for button in test.button if button.label == "存成草稿"]
