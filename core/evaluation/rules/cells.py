"""Marks as they stand in the cells of a workbook: what is offered to choose, and what somebody wrote."""

import re
from decimal import Decimal

from core.evaluation.rules import filling
from core.evaluation.rules.filling import HAPPENED, MET, NEVER, NOT_APPLICABLE, NOT_MET, Choice
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.sheets.cells import tidy

NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
WORDS = 20  # characters of a grade that still serve as a choice
YES = {
    Kind.CHECK: ({MET, "是", "√", "✓", "1"}, {NOT_MET, "未达到", "不达到", "否", "×", "0"}),
    Kind.VETO: ({HAPPENED, "有", "是", "1"}, {NEVER, "无", "没有", "否", "0"}),
}
"""What stands for one and for nought."""
NOT_HERE = {NOT_APPLICABLE, "NA", "N/A", "n/a", "na", "/"}


def offered(spec: RubricSpec, item: Item, key: str) -> tuple[str, ...]:
    """The choices of an item's cell, the one that says it does not apply included; () where a number is written."""
    found = filling.choices(spec, item, key)
    apart = (NOT_APPLICABLE,) if item.may_be_na and found else ()
    return (*(label(one, found, item) for one in found), *apart)


def label(one: Choice, found: tuple[Choice, ...], item: Item) -> str:
    """One choice in a few characters: "5", "5 分", "A", "第 2 档", "达到"."""
    if item.kind is Kind.STEPS:
        return filling.plain(one.value)
    if item.kind in YES:
        return one.words
    if item.kind is Kind.GRADES and len(one.words) <= WORDS:
        return one.words
    told = {other.points for other in found}
    return f"{one.points} 分" if "" not in told and len(told) == len(found) else f"第 {one.value + 1} 档"


def explained(spec: RubricSpec, item: Item, key: str) -> str:
    """What may be written, a line each."""
    found = filling.choices(spec, item, key)
    if found and item.kind in (Kind.ANCHORS, Kind.GRADES):
        lines = [f"{label(one, found, item)}：{one.text}" for one in found]
    elif found:
        lines = ["、".join(label(one, found, item) for one in found)]
    elif item.kind is Kind.STEPS:
        lines = [f"0 到 {filling.plain(filling.most(spec, item, key))}，每 {filling.plain(item.step)} 分一档"]
    else:
        lines = [f"数字（{item.unit}）" if item.unit else "数字"]
    return "\n".join([*lines, *([NOT_APPLICABLE] if item.may_be_na else [])])


def written(spec: RubricSpec, item: Item, key: str, mark: Mark) -> str | float | None:
    """The cell of a mark; None for an empty one."""
    value = mark.value(key)
    if mark.na:
        return NOT_APPLICABLE
    if value is None:
        return None
    found = filling.choices(spec, item, key)
    chosen = next((one for one in found if one.value == value), None)
    if chosen is None or item.kind is Kind.STEPS:
        return float(value)
    return label(chosen, found, item)


def read(spec: RubricSpec, item: Item, key: str, text: str) -> Decimal | str | None:
    """The number a cell stands for, NOT_APPLICABLE, or None for what is neither; `text` is tidied and not empty."""
    if text in NOT_HERE:
        return NOT_APPLICABLE if item.may_be_na else None
    if item.kind in YES:
        yes, no = YES[item.kind]
        return Decimal(1) if text in yes else Decimal(0) if text in no else None
    if item.kind in (Kind.ANCHORS, Kind.GRADES):
        return _chosen(filling.choices(spec, item, key), item, text)
    bare = text.removesuffix(tidy(item.unit)).removesuffix("分").strip()
    return Decimal(bare) if NUMBER.fullmatch(bare) else None


def _chosen(found: tuple[Choice, ...], item: Item, text: str) -> Decimal | None:
    """The one choice that the text names: by its label, its words, both, or its points."""
    for named in (
        [one for one in found if text in (tidy(label(one, found, item)), tidy(one.words), tidy(one.text))],
        [one for one in found if one.points and text.removesuffix("分").strip() == one.points],
    ):
        if len(named) == 1:
            return named[0].value
    return None
