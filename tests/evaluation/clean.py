"""A rubric that uses every part of the form and deserves no remark, and copies of it with one thing put wrong."""

from copy import deepcopy
from typing import Any

from core.evaluation.rules.spec import RubricSpec

GONE = object()
"""The value that takes a part away."""
SHEET: dict[str, Any] = {
    "key": "clean",
    "version": "1",
    "title": "干净的评分标准",
    "purpose": "school",
    "source": {"document": "本级自拟"},
    "level_names": ["一级指标", "二级指标"],
    "standards": [{"key": "pass", "title": "达标"}, {"key": "model", "title": "示范"}],
    "total": "60",
    "na_rule": "whole",
    "nodes": [
        {"code": "A", "title": "组织", "points": "20"},
        {"code": "A1", "parent": "A", "title": "机构", "points": "12"},
        {"code": "A2", "parent": "A", "title": "制度", "points": "8", "combine": "mean"},
        {"code": "B", "title": "条件", "points": "30", "scale_to": "30"},
        {"code": "C", "title": "加减", "points": "10", "cap": "10"},
    ],
    "items": [
        {
            "code": "s", "parent": "A1", "title": "机构健全", "kind": "steps", "points": "5", "step": "0.5",
            "guidance": "有机构、有分工", "evidence": ["文件"], "evidence_required": True,
        },
        {
            "code": "a", "parent": "A1", "title": "领导重视", "kind": "anchors", "points": "5",
            "anchors": [
                {"label": "没有", "score": 0},
                {"label": "有", "score": 3, "scores": {"model": 1}},
                {"label": "好", "score": 5},
            ],
            "requirements": [
                {"standard": "pass", "text": "每年一次专题会"}, {"standard": "model", "text": "每学期一次专题会"},
            ],
        },
        {"code": "c", "parent": "A1", "title": "专人负责", "kind": "check", "points": "2", "method": "看文件"},
        {
            "code": "g1", "parent": "A2", "title": "制度齐全", "kind": "grades", "points": "4", "weight": "2",
            "guidance": "看是否齐全", "may_be_na": True,
            "grades": [{"label": "A", "share": 1}, {"label": "B", "share": "0.8"}, {"label": "C", "share": "0.6"}],
        },
        {
            "code": "g2", "parent": "A2", "title": "制度落实", "kind": "steps", "points": "4", "guidance": "抽查",
            "separate": True,
        },
        {
            "code": "m", "parent": "B", "title": "使用面积", "kind": "measure", "points": "6", "unit": "㎡",
            "proposal": "rooms.area",
            "bands": [
                {"low": 0, "high": 60, "score": 0}, {"low": 60, "high": 100, "score": 3},
                {"low": 100, "high": 120, "score": 5}, {"low": 120, "score": 6},
            ],
            "requirements": [
                {
                    "standard": "model",
                    "bands": [{"high": 80, "score": 0}, {"low": 80, "high": 120, "score": 3}, {"low": 120, "score": 6}],
                },
            ],
        },
        {
            "code": "n", "parent": "B", "title": "专兼职教师", "kind": "count", "points": "6", "unit": "名",
            "proposal": "staff.any", "veto_below": "1", "evidence": ["聘书"],
            "bands": [
                {"low": 0, "high": 0, "high_closed": True, "score": 0},
                {"low": 1, "high": 2, "high_closed": True, "score": 3}, {"low": 3, "score": 6},
            ],
        },
        {
            "code": "p", "parent": "B", "title": "持证率", "kind": "measure", "points": "3", "unit": "%",
            "bands": [{"low": 0, "high": 60, "score": 0}, {"low": 60, "high": 100, "high_closed": True, "score": 3}],
        },
        {"code": "e", "parent": "C", "title": "特色", "kind": "steps", "points": "12", "guidance": "看总结"},
        {
            "code": "d", "parent": "C", "title": "材料缺漏", "kind": "deduct", "points": "4", "each": "2", "unit": "次",
            "guidance": "每缺一份扣 2 分",
        },
        {
            "code": "v", "title": "泄露测评信息", "kind": "veto", "guidance": "本学年是否发生", "evidence": ["情况说明"],
        },
    ],
    "lines": [{"title": "优秀", "at_least": 54}, {"title": "合格", "at_least": 36}],
    "grade_caps": [{"code": "B", "below": 15, "at_most": "合格"}, {"code": "s", "below": 2, "at_most": "合格"}],
}  # fmt: skip


def clean(*changes: tuple[str, Any]) -> RubricSpec:
    """The rubric, with the parts named changed: ("items.m.bands.1.low", 61); "+" behind a list adds to it."""
    sheet = deepcopy(SHEET)
    for path, value in changes:
        _change(sheet, path.split("."), value)
    return RubricSpec.model_validate(sheet)


def _change(sheet: dict[str, Any], path: list[str], value: Any) -> None:
    place: Any = sheet
    for step in path[:-1]:
        place = place[_at(place, step)]
    if path[-1] == "+":
        place.append(value)
    elif value is GONE:
        del place[_at(place, path[-1])]
    else:
        place[_at(place, path[-1])] = value


def _at(place: Any, step: str) -> Any:
    """A key, a position, or the position of the part with that code."""
    if isinstance(place, dict):
        return step
    if step.isdigit():
        return int(step)
    return next(at for at, one in enumerate(place) if step in (one.get("code"), one.get("standard"), one.get("key")))
