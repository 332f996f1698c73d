"""Cells as people write them."""

from decimal import Decimal
from typing import Any

import pytest

from core.evaluation.rules.forms.coding import Uncoded, coded
from core.evaluation.rules.forms.scales import Levels, level_lines, read_levels, stretch_of
from core.evaluation.rules.forms.settings import read_settings
from core.evaluation.rules.forms.texts import named, run_together, score
from core.evaluation.rules.spec import Anchor, Band

NAMED: dict[str, tuple[str, str, str | None]] = {
    "B1 组织机构（3分）": ("B1", "组织机构", "3"),
    "C1 心理健康教育目标与规划(3分)": ("C1", "心理健康教育目标与规划", "3"),
    "Ａ１　规划管理　２０分": ("A1", "规划管理", "20"),
    "A1规划管理 20分": ("A1", "规划管理", "20"),
    "一、组织领导 比重10": ("一", "组织领导", "10"),
    "（二）队伍建设": ("二", "队伍建设", None),
    "1.1 有小组": ("1.1", "有小组", None),
    "3、专职教师（2.5分）": ("3", "专职教师", "2.5"),
    "A 组织": ("A", "组织", None),
    "组织领导\n（10 分）": ("", "组织领导", "10"),
    "3名专职教师": ("", "3名专职教师", None),
    "20 ㎡以上": ("", "20 ㎡以上", None),
    "心理健康教育": ("", "心理健康教育", None),
    "一年两次": ("", "一年两次", None),
    "SCL-90 的使用": ("SCL-90", "的使用", None),
    "（专职）教师": ("", "（专职）教师", None),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items(), ids=list(NAMED))
def test_a_cell_is_taken_apart(text: str, expected: tuple[str, str, str | None]) -> None:
    code, title, points = expected
    assert named(text) == (code, title, None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5", 5), ("5分", 5), ("５ 分", 5), ("2.5", Decimal("2.5")), ("五", None), ("5-6", None), ("", None)],
)
def test_points_are_numbers(text: str, expected: Decimal | None) -> None:
    assert score(text) == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("C1 小组（2分） C2 计划（3分）", ["C1", "C2"]), ("C1 小组\nC2 计划\nC3 制度", ["C1", "C2", "C3"]), ("C1 小组", []),
        ("见 C1 和 C2", []), ("小组", []), ("PHQ9 和 GAD7 量表", []),
    ],
)  # fmt: skip
def test_entries_that_run_together_are_told(text: str, codes: list[str]) -> None:
    assert run_together(text) == codes


STRETCHES: dict[str, tuple[Any, Any, str, str]] = {
    "60㎡以下": (None, 60, "x]", "㎡"), "100-120㎡": (100, 120, "[]", "㎡"), "120 平方米以上": (120, None, "[x", "㎡"),
    "不足60": (None, 60, "x)", ""), "超过 100 m2": (100, None, "(x", "㎡"), "≥10": (10, None, "[x", ""),
    "60≤x<100": (60, 100, "[)", ""), "60<X≤100": (60, 100, "(]", ""), "x": (None, None, "xx", ""),
    "2～4项": (2, 4, "[]", "项"), "3名及以上": (3, None, "[x", "名"),
    "至少 1 名": (1, None, "[x", "名"), "60%以内": (None, 60, "x]", "%"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STRETCHES.items(), ids=list(STRETCHES))
def test_stretches_are_read_as_people_write_them(text: str, expected: tuple[Any, Any, str, str]) -> None:
    low, high, form, unit = expected
    found = stretch_of(text)
    assert found is not None
    assert (found[0]["low"], found[0]["high"], found[1]) == (low, high, unit)
    assert (found[0]["low_open"], found[0]["high_closed"]) == (form[0] == "(", form[1] == "]")


@pytest.mark.parametrize("text", ["没有", "其中2项", "齐全6个", "满足一项", "60", "不足60以下", "位置合理", ""])
def test_what_is_no_stretch_is_none(text: str) -> None:
    assert stretch_of(text) is None


def test_levels_come_back_as_they_were_written() -> None:
    anchors = (
        Anchor(label="没有：一点也没有", score=Decimal(0)),
        Anchor(label="有（两次）", score=Decimal("2.5"), scores={"model": Decimal(1)}),
    )
    lines = level_lines(Levels(anchors), {"model": "示范"})
    assert lines == "0分：没有：一点也没有\n2.5分[示范 1分]：有（两次）"
    assert read_levels(lines, {"示范": "model"}, None) == Levels(anchors)


def test_bands_of_one_standard_come_back_apart() -> None:
    bands = (Band(high=Decimal(60), score=Decimal(0)), Band(low=Decimal(60), score=Decimal(3), label="够了"))
    written = Levels(bands=bands, others={"示范": bands[1:]})
    assert read_levels(level_lines(written, {"model": "示范"}), {"示范": "model"}, None) == written


@pytest.mark.parametrize("text", ["0分：没有\nA：0.8", "好就给满分", "[优秀]60≤x：3分", "3分[优秀 1分]：有"])
def test_the_first_line_that_says_no_level_is_told(text: str) -> None:
    assert read_levels(text, {"示范": "model"}, None) == text.split("\n")[-1]


def test_settings_are_read_one_by_one() -> None:
    found = read_settings("单位 ㎡；间隔 0.5\n示范满分 5 分\n可不适用", {"示范": "model"})
    assert found == ({"unit": "㎡", "step": Decimal("0.5"), "may_be_na": True}, {"model": Decimal(5)})
    assert read_settings("单位 ㎡；从严", {}) == "从严"
    assert read_settings("优秀满分 5", {"示范": "model"}) == "优秀满分 5"


def test_bare_numbers_begin_anew_below_every_indicator() -> None:
    parts = [
        Uncoded("一", None),
        Uncoded("1", 0),
        Uncoded("二", None),
        Uncoded("1", 2),
        Uncoded("", 2),
        Uncoded("", None),
    ]
    assert coded(parts) == ["一", "1", "二", "二.1", "二1", "2"]
