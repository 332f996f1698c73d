"""The board as tables to take along; 场次 and 人次 stand apart, and what is not asked is no zero."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.activities.rules.board_titles import PROGRESS_TITLES
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.progress import Cell, Line, Summary
from core.activities.rules.totals import Totals

Value = str | int | float | None
NOTHING_DUE, NOTHING_DONE, NO_EARLIER = "不涉及", "还没有完成的", "没有记录"
TOTAL_HEAD = ("项目", "今年", "去年")
BUREAU_HEAD = (
    *("地区", "应报学校", "应完成项", "已完成项", "完成率（%）", "准时完成项", "准时率（%）", "待审核项", "请补充项"),
    *("到期未报项", "场次", "人次"),
)


class SheetLine(NamedTuple):
    """A school on the sheet."""

    school: str
    cells: tuple[Cell, ...]
    line: Line
    totals: Totals


def school_head(items: Sequence[ItemSpec]) -> tuple[str, ...]:
    """The columns of `school_rows`."""
    figures = ("应完成项", "已完成项", "完成率（%）", "准时完成项", "没有人数和材料的项", "选做完成项", "场次", "人次")
    return ("学校", *(item.title for item in items), *figures)


def school_rows(rows: Iterable[SheetLine]) -> list[tuple[Value, ...]]:
    """One row a school: every item in words, then figures."""
    return [
        (
            row.school, *map(_cell, row.cells), row.line.due, row.line.done, _percent(row.line.rate, NOTHING_DUE),
            row.line.timely, row.line.hollow, row.line.extra, row.totals.sessions, row.totals.attendances,
        )
        for row in rows
    ]  # fmt: skip


def bureau_rows(rows: Iterable[tuple[str, Summary, Totals]]) -> list[tuple[Value, ...]]:
    """One row a place under BUREAU_HEAD."""
    return [
        (
            name, told.schools, told.due, told.done, _percent(told.rate, NOTHING_DUE), told.timely,
            _percent(told.timeliness, NOTHING_DONE), told.waiting, told.returned, told.missing, held.sessions,
            held.attendances,
        )
        for name, told, held in rows
    ]  # fmt: skip


def total_rows(
    now: Totals, before: Totals | None, *, works: Mapping[str, str], partners: Mapping[str, str]
) -> list[tuple[Value, ...]]:
    """What the season came to, this year and last, under TOTAL_HEAD; `works` and `partners` are words by key."""
    figures = {
        "活动（件）": "activities", "场次": "sessions", "人次": "attendances", "其中学生人次": "pupils",
        "其中教师人次": "teachers", "其中家长人次": "parents", "其中社区人次": "community", "其中合办方自报人次": "shared",
    }  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (title, getattr(now, name), getattr(before, name) if before else NO_EARLIER) for title, name in figures.items()
    ]
    for title, words, side in (("作品", works, "works"), ("合作单位", partners, "partners")):
        mine, theirs = getattr(now, side), getattr(before, side) if before else {}
        rows += [
            (f"{title}：{words.get(key, key)}", mine.get(key, 0), theirs.get(key, 0) if before else NO_EARLIER)
            for key in dict.fromkeys((*mine, *theirs))
        ]
    return rows


def _cell(one: Cell) -> str:
    marks = ["晚报"] * one.late + ["没有人数和材料"] * one.hollow
    return PROGRESS_TITLES[one.state] + (f"（{'、'.join(marks)}）" if marks else "")


def _percent(rate: float | None, absent: str) -> Value:
    return absent if rate is None else round(rate * 100, 1)
