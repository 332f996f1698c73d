"""Workbooks as rubrics: what people fill in is read, what cannot be told is said with its place."""

import io
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest
from sqlmodel import Session

from core.database import reading, writing
from core.errors import InvalidFile, NotAllowed, Refused
from core.evaluation import actions, packs, queries
from core.evaluation.rules.forms import RubricCheck
from core.evaluation.rules.lint import lint
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.evaluation.views.rubrics_files import empty_form, rubric_workbook
from tests.evaluation.clean import clean
from tests.world import World

Rows = Sequence[Sequence[object]]


def book(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet, with these ranges merged."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def looked_at(world: World, content: bytes, name: str = "评分表.xlsx", who: str = "researcher") -> RubricCheck:
    with reading() as session:
        return actions.check_rubric(session, world.actor(who), content=content, filename=name)


def read(world: World, rows: Rows, merged: Sequence[str] = ()) -> RubricSpec:
    check = looked_at(world, book(rows, merged))
    assert check.problems == ()
    assert check.spec is not None
    return check.spec


def wrong(world: World, rows: Rows) -> list[tuple[str, str]]:
    """Places and codes."""
    check = looked_at(world, book(rows))
    assert check.spec is None
    return [(f"{one.column}{one.row}", one.code.removeprefix("rubric_sheet.")) for one in check.problems]


def item(spec: RubricSpec, title: str) -> Item:
    return next(one for one in spec.items if one.title == title)


EVERY = {**packs.rubrics(), "clean": clean()}


@pytest.mark.parametrize("spec", EVERY.values(), ids=list(EVERY))
def test_what_is_written_is_read_back_the_same(sqlite_world: World, spec: RubricSpec) -> None:
    check = looked_at(sqlite_world, rubric_workbook(spec))
    assert check.problems == ()
    assert check.spec == spec


def test_an_empty_form_holds_its_example_alone(sqlite_world: World) -> None:
    check = looked_at(sqlite_world, empty_form())
    assert [one.code for one in check.problems] == ["rubric_sheet.empty"]


def test_merged_indicators_reach_down(sqlite_world: World) -> None:
    spec = read(
        sqlite_world,
        [
            ["某区评估细则"],
            ["一级指标", "二级指标", "评估内容", "分值", "评估方法"],
            ["A1 规划管理（8分）", "B1 机构建设（8分）", "有领导小组", 5, "查看文件"],
            [None, None, "有专人负责", "３分", "座谈"],
            [],
            ["A2 组织实施 10分", "B2 课程", "开足课时", 4, None],
            [None, "B3 个别辅导", "有记录", 6, None],
            ["合计", None, None, 18, None],
            ["评估人签字：", None, None, None, None],
        ],
        ["A1:E1", "A3:A4", "B3:B4", "A6:A7"],
    )
    assert [(node.code, node.parent, node.title, node.points) for node in spec.nodes] == [
        ("A1", "", "规划管理", 8), ("B1", "A1", "机构建设", 8), ("A2", "", "组织实施", 10), ("B2", "A2", "课程", None),
        ("B3", "A2", "个别辅导", None),
    ]  # fmt: skip
    assert [(one.code, one.parent, one.title, one.points, one.method) for one in spec.items] == [
        ("B1.1", "B1", "有领导小组", 5, "查看文件"), ("B1.2", "B1", "有专人负责", 3, "座谈"),
        ("B2.1", "B2", "开足课时", 4, ""), ("B3.1", "B3", "有记录", 6, ""),
    ]  # fmt: skip
    assert (spec.title, spec.level_names) == ("评分表", ("一级指标", "二级指标", "评估内容"))
    assert not [one for one in lint(spec) if one.gravity == "error"]


def test_two_standards_side_by_side(sqlite_world: World) -> None:
    """After the published form whose second indicator prints 3 points for three items of 3."""
    spec = read(
        sqlite_world,
        [
            ["一级指标", "二级指标", "达标要求", "示范要求", "评估形式"],
            ["B1 目标规划（3分）", "C1 心理健康教育目标与规划（3分）", "有计划", "有规划和计划", "查看文件"],
            ["B2 组织机构（3分）", "C2 教育网络（3分）", "有小组", "有网络", "会议记录"],
            [None, "C3 管理制度（3分）", "有制度", "制度齐全", "查看文件"],
            [None, "C4 危机干预制度(3分)", "有预案", "有演练", "照片"],
        ],
    )
    assert [(one.key, one.title) for one in spec.standards] == [("pass", "达标"), ("model", "示范")]
    assert [(one.code, one.parent, one.points, one.separate) for one in spec.items] == [
        ("C1", "B1", 3, True), ("C2", "B2", 3, True), ("C3", "B2", 3, True), ("C4", "B2", 3, True),
    ]  # fmt: skip
    assert [each.text for each in item(spec, "教育网络").requirements] == ["有小组", "有网络"]
    sums = [dict(one.details) for one in lint(spec) if one.code == "rubric.node_sum"]
    assert sums == [{"printed": "3", "sum": "9"}]


def test_columns_of_points_are_anchors_and_those_that_tell_an_area_its_bands(sqlite_world: World) -> None:
    """After the published form that gives 60-100 m² no points and 120 m² two."""
    spec = read(
        sqlite_world,
        [
            ["项目", "指标", "0分", "1分", "3分", "5分", "评分"],
            ["专用场地及设备", "位置", "不合理", "方便或安全", "满足一项", "满足两项", None],
            [None, "使用面积", "没有", "60㎡以下", "100-120㎡", "120㎡以上", None],
            [None, "功能区设置", "没有", "其中2项", "4项", "齐全6个", None],
        ],
    )
    place, area = item(spec, "位置"), item(spec, "使用面积")
    assert (place.kind, place.points, [(one.label, one.score) for one in place.anchors]) == (
        Kind.ANCHORS, 5, [("不合理", 0), ("方便或安全", 1), ("满足一项", 3), ("满足两项", 5)],
    )  # fmt: skip
    assert (area.kind, area.unit, area.points, len(area.bands)) == (Kind.MEASURE, "㎡", 5, 4)
    assert item(spec, "功能区设置").kind is Kind.ANCHORS
    said = [(one.code, dict(one.details)["span"]) for one in lint(spec) if one.where == area.code]
    assert said == [("rubric.band_gap", "60—100"), ("rubric.band_overlap", "120")]


@pytest.mark.parametrize(
    "heads", [["A=1", "B=0.8", "C=0.6", "D=0.4"], ["A", "B", "C", "D"], ["Ａ＝１", "B（0.8）", "C:.6", "D=0.4"]]
)
def test_columns_of_grades_are_coefficients(sqlite_world: World, heads: list[str]) -> None:
    spec = read(
        sqlite_world,
        [
            ["一级指标", "评估内容", "评估要素", "评估方法", "分值", "评估等级", None, None, None, "评估得分"],
            [None, None, None, None, None, *heads, None],
            ["A1 规划管理20分", "机构", "有领导小组", "查文件", 5, None, None, None, None, None],
            [None, None, "有专人", "座谈", 3, None, None, None, None, None],
        ],
        ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:I1", "J1:J2"],
    )
    assert {one.kind for one in spec.items} == {Kind.GRADES}
    assert [(one.label, one.share) for one in spec.items[0].grades] == [
        ("A", 1), ("B", Decimal("0.8")), ("C", Decimal("0.6")), ("D", Decimal("0.4")),
    ]  # fmt: skip
    assert [node.title for node in spec.nodes][1:] == ["机构"]


def test_numbers_that_begin_anew_stay_apart(sqlite_world: World) -> None:
    spec = read(
        sqlite_world,
        [
            ["项目", "评估内容", "分值"],
            ["一、组织领导", "1、领导小组", 2],
            [None, "2、专项计划", 2],
            ["二、队伍建设", "1、专职教师", 3],
            [None, "2．持证", 4],
        ],
    )
    assert [(one.code, one.parent) for one in spec.items] == [("1", "一"), ("2", "一"), ("二.1", "二"), ("二.2", "二")]
    assert [one.title for one in spec.items] == ["领导小组", "专项计划", "专职教师", "持证"]


def test_a_code_that_stands_twice_is_left_to_the_linter(sqlite_world: World) -> None:
    spec = read(sqlite_world, [["一级指标", "评估内容", "分值"], ["A 组织", "C1 小组", 2], [None, "C1 计划", 2]])
    assert [one.code for one in lint(spec) if one.gravity == "error"] == ["rubric.item_code_twice"]


def test_levels_and_settings_are_read_line_by_line(sqlite_world: World) -> None:
    spec = read(
        sqlite_world,
        [
            ["评估内容", "分值", "评分方式", "各档与分值", "佐证材料", "其他设置"],
            ["小组", 5, None, "0分：没有；3分：有；5分：好", "文件、照片", "必交佐证；可不适用"],
            ["面积", 6, None, "x<60：0分；60≤x<100：3分（一般）；100以上：6分", None, "单位 ㎡"],
            ["教师", 4, "按数量", "x<1：0分\n1≤x：4分", None, "单位 名\n代填 staff.any\n低于 4 分否决"],
            ["材料", 4, "扣分", None, None, "每次扣 2 分"],
            ["泄密", None, "一票否决", None, "说明", None],
            ["校本", 2.5, None, None, None, None],
        ],
    )
    assert [one.kind for one in spec.items] == [
        Kind.ANCHORS, Kind.MEASURE, Kind.COUNT, Kind.DEDUCT, Kind.VETO, Kind.STEPS,
    ]  # fmt: skip
    group, area, staff, papers, _, own = spec.items
    assert (group.evidence, group.evidence_required, group.may_be_na) == (("文件", "照片"), True, True)
    assert [(band.low, band.high, band.score, band.label) for band in area.bands] == [
        (None, 60, 0, ""), (60, 100, 3, "一般"), (100, None, 6, ""),
    ]  # fmt: skip
    assert (staff.unit, staff.proposal, staff.veto_below) == ("名", "staff.any", 4)
    assert (papers.each, own.step) == (2, Decimal("0.5"))


def test_what_goes_on_below_an_item_is_added_to_it(sqlite_world: World) -> None:
    rows = [["评估内容", "分值", "评分要点"], ["小组", 5, "有文件"], [None, None, "有分工"]]
    assert read(sqlite_world, rows).items[0].guidance == "有文件\n有分工"


HEAD = ["一级指标", "评估内容", "分值", "评分方式", "各档与分值", "其他设置"]
WRONG: dict[str, tuple[list[object], list[tuple[str, str]]]] = {
    "points run together": (["A", "小组", "4 3 3"], [("C2", "points_together")]),
    "points in two lines": (["A", "小组", "4\n3"], [("C2", "points_together")]),
    "points that are no number": (["A", "小组", "若干"], [("C2", "points_unread")]),
    "no points": (["A", "小组", None], [("C2", "points_needed")]),
    "points without an item": ([None, None, 4], [("B2", "nameless")]),
    "several items in one cell": (["A", "C1 小组（2分） C2 计划（3分）", 5], [("B2", "cells_together")]),
    "several indicators in one cell": (["A1 规划\nA2 制度", "小组", 5], [("A2", "cells_together")]),
    "a way of marking nobody knows": (["A", "小组", 5, "看着办"], [("D2", "kind_unread")]),
    "levels nobody can read": (["A", "小组", 5, None, "0分：没有\n好就给满分"], [("E2", "levels_unread")]),
    "levels of another kind": (["A", "小组", 5, "按等级系数", "0分：没有"], [("E2", "levels_unread")]),
    "a setting nobody knows": (["A", "小组", 5, None, None, "从严"], [("F2", "setting_unread")]),
    "everything at once": (["A", "小组", "若干", "看着办", "什么", "从严"], [
        ("C2", "points_unread"), ("D2", "kind_unread"), ("F2", "setting_unread"), ("E2", "levels_unread")]),
    "more text than fits": (["A", "长" * 301, 5], [("0", "senseless")]),
}  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), WRONG.values(), ids=list(WRONG))
def test_what_cannot_be_told_is_said_with_its_place(
    sqlite_world: World, row: list[object], expected: list[tuple[str, str]]
) -> None:
    assert wrong(sqlite_world, [HEAD, row]) == expected


def test_every_problem_is_said_at_once(sqlite_world: World) -> None:
    rows = [HEAD, ["A", "小组", "若干"], [None, "计划", 3], [None, "制度", "2 3"]]
    assert wrong(sqlite_world, rows) == [("C2", "points_unread"), ("C4", "points_together")]


def test_a_table_without_items_says_so(sqlite_world: World) -> None:
    assert wrong(sqlite_world, [["分值", "评估方法"], [5, "查"]]) == [("1", "no_items")]
    assert wrong(sqlite_world, [["一级指标", "评估内容", "分值"]]) == [("0", "empty")]
    check = looked_at(sqlite_world, book([["姓名", "年龄"], ["某", 3]]))
    assert [one.code for one in check.problems] == ["header_not_found"]


def test_a_line_of_the_second_sheet_that_was_changed_for_the_worse_is_said(sqlite_world: World) -> None:
    made = openpyxl.load_workbook(io.BytesIO(rubric_workbook(packs.rubric("room_standard"))))
    sheet = made["说明"]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "等级线")
    assert row
    sheet.cell(row, 3).value = "九十"
    buffer = io.BytesIO()
    made.save(buffer)
    check = looked_at(sqlite_world, buffer.getvalue())
    assert [(one.sheet, one.row, one.code) for one in check.problems] == [("说明", row, "rubric_sheet.fact_unread")]


def test_what_is_no_table_is_refused(sqlite_world: World) -> None:
    with pytest.raises(InvalidFile):
        looked_at(sqlite_world, b"%PDF-1.4")


def test_a_workbook_is_for_those_who_manage_evaluation(sqlite_world: World) -> None:
    with pytest.raises(NotAllowed):
        looked_at(sqlite_world, empty_form(), who="counsellor_a")


def imported(session: Session, world: World, check: RubricCheck) -> int:
    return actions.import_rubric(session, world.actor("researcher"), org_id=world.orgs["county"], check=check)


def test_what_was_read_becomes_a_draft(world: World) -> None:
    check = looked_at(world, book([["一级指标", "评估内容", "分值"], ["A 组织", "小组", 2]]))
    assert check.spec is not None
    with writing() as session:
        first, second = imported(session, world, check), imported(session, world, check)
        rows = [queries.rubric_version(session, world.actor("researcher").scope, one) for one in (first, second)]
    assert all(row.is_draft and row.spec.items == check.spec.items for row in rows)
    assert rows[0].key != rows[1].key
    assert {row.based_on for row in rows} == {"file"}


def test_a_shipped_rubric_that_was_changed_in_a_workbook_takes_the_next_version(world: World) -> None:
    check = looked_at(world, rubric_workbook(packs.rubric("room_standard")))
    with writing() as session:
        row = queries.rubric_version(session, world.actor("researcher").scope, imported(session, world, check))
    assert (row.key, row.version) == ("room_standard", "1.1")


def test_a_file_with_problems_becomes_nothing(world: World) -> None:
    check = looked_at(world, book([["评估内容", "分值"], ["小组", "若干"]]))
    with writing() as session, pytest.raises(Refused, match="check_first"):
        imported(session, world, check)
