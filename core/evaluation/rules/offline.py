"""The workbook of a sheet: its columns, and the part aside that says which sheet it is and what it began from."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.evaluation.rules.marks import packed, unpacked
from core.evaluation.rules.merging_sheets import Kept
from core.evaluation.rules.spec import SHARED, RubricSpec
from core.sheets.columns import Column

FORM, ASIDE = "评分表", "守望标识"
CODE, SELF, REASON = "编号", "学校自评", "扣分理由"
HEADS = (CODE, "指标", "项目", "怎么看", "要求", SELF, "可以填")
LAYOUT = ("类别", "编号", "版次", "分数", "理由")
ABOUT, ITEM = "表", "项"
"""What a row aside is about: the whole sheet, or one item."""


class Origin(NamedTuple):
    """Which sheet a workbook was made of, when, and what was kept of every item then."""

    assignment_id: int
    rubric: str
    version: str
    made_at: str
    kept: Mapping[str, Kept]


def mark_columns(spec: RubricSpec) -> dict[int, str]:
    """The headers of the columns for marks: one, or one a standard where items are marked for each by themselves.

    An item with a single mark has it in the first column.
    """
    if all(spec.marks_of(item) == (SHARED,) for item in spec.items):
        return {0: "打分"}
    return {at: f"打分·{one.title}" for at, one in enumerate(spec.standards)}


def columns(spec: RubricSpec) -> list[Column]:
    """The columns that are read back."""
    marks = [Column(f"mark{at}", title, required=True) for at, title in mark_columns(spec).items()]
    return [Column("code", CODE, required=True), *marks, Column("reason", REASON)]


def aside_rows(origin: Origin) -> list[tuple[str, ...]]:
    """The part aside, as the rows of a table under LAYOUT."""
    about = (ABOUT, str(origin.assignment_id), origin.version, origin.rubric, origin.made_at)
    items = [
        (ITEM, code, str(kept.edition), json.dumps(packed(kept.mark), sort_keys=True), kept.reason)
        for code, kept in sorted(origin.kept.items())
        if kept.mark is not None
    ]
    return [about, *items]


def origin_of(rows: Iterable[Sequence[str | None]]) -> Origin | None:
    """What `aside_rows` wrote; None for anything else."""
    found = [[cell or "" for cell in row[: len(LAYOUT)]] for row in rows]
    about = next((row for row in found if row[0] == ABOUT and len(row) == len(LAYOUT)), None)
    if about is None or not about[1].isascii() or not about[1].isdecimal():
        return None
    try:
        kept = {row[1]: _kept(row) for row in found if row[0] == ITEM}
    except (ValueError, ArithmeticError, AttributeError):
        return None
    return Origin(int(about[1]), about[3], about[2], about[4], kept)


def _kept(row: Sequence[str]) -> Kept:
    padded = [*row, *[""] * (len(LAYOUT) - len(row))]
    return Kept(unpacked(json.loads(padded[3])), padded[4], int(padded[2]))
