"""A workbook of trainings that people completed: one definition behind template, help text and importer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.columns import Column
from core.students.rules.names import clean_name
from core.training.rules import roster_cells as cells_of
from core.training.rules.staff import HoursFacts, hours_flaw

OTHER = "other"
SAID = {
    "training.training_title_needed": "title",
    "training.hours_unlikely": "hours",
    "training.held_unlikely": "held_on",
}
"""In which column a flaw of the facts is shown."""


class Line(NamedTuple):
    """One row: somebody at a school, by its name in the file ("" = none is named), and one training."""

    row: int
    school: str
    name: str
    facts: HoursFacts


def columns(categories: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns, with the titles of the sorts of training that there are by key."""
    return (
        Column("name", "姓名", ("教师姓名", "参训人", "参训教师", "名字"), required=True,
               help="与“心理教师”名册里一致；没有登记的人请先登记", example="林示例"),
        Column("school", "学校", ("学校名称", "所在学校", "单位", "单位名称", "工作单位"),
               help="写系统里的学校全名或学校代码；只传一所学校时可以不写", example="示例小学"),
        Column("title", "培训名称", ("培训", "培训项目", "活动名称", "课程名称"), required=True, help="不超过 80 个字",
               example="危机识别专题培训"),
        Column("category", "类别", ("培训类别", "学时类别"), help="不写的算“其他”", example=categories["training"], kind="choice",
               choices=tuple(categories.values())),
        Column("held_on", "日期", ("培训日期", "培训时间", "完成日期"), required=True, help="完成的那一天", example="2025-10-11",
               kind="date"),
        Column("hours", "学时", ("学时数", "课时", "培训学时"), required=True, help="大于 0，最多一位小数", example="8"),
    )  # fmt: skip


def lines(
    rows: Iterable[Mapping[str, Any]], place: Place, today: date, categories: Mapping[str, str]
) -> tuple[list[Line], list[Problem]]:
    """What the rows say, and everything that is wrong in them; rows that are wrong say nothing."""
    known = {title: key for key, title in categories.items()} | {"": OTHER}
    found, problems = list[Line](), list[Problem]()
    for cells in rows:
        texts = {column.key: tidy(cells.get(column.key) or "") for column in columns(categories)}
        line, wrong = _understood(cells["row"], texts, known, today)
        found += [line] if line else []
        problems += [place.problem(cells["row"], key, texts[key], code) for key, code in wrong]
    return found, problems


def _understood(
    row: int, texts: Mapping[str, str], known: Mapping[str, str], today: date
) -> tuple[Line | None, list[tuple[str, str]]]:
    wrong = list(_unread(texts, known))
    held_on, hours = cells_of.day_in(texts["held_on"]), cells_of.amount_in(texts["hours"])
    if wrong or held_on is None or hours is None:
        return None, wrong
    facts = HoursFacts(" ".join(texts["title"].split()), held_on, hours, known["".join(texts["category"].split())])
    if flaw := hours_flaw(facts, today):
        return None, [(SAID[flaw], flaw)]
    return Line(row, "".join(texts["school"].split()), clean_name(texts["name"]), facts), []


def _unread(texts: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    if not texts["name"]:
        yield "name", "training.name_needed"
    if "".join(texts["category"].split()) not in known:
        yield "category", "training.unknown_category"
    if cells_of.is_doubtful(texts["held_on"]):
        yield "held_on", "training.month_doubtful"
    elif cells_of.day_in(texts["held_on"]) is None:
        yield "held_on", "training.unknown_day"
    if cells_of.amount_in(texts["hours"]) is None:
        yield "hours", "training.unknown_amount"
