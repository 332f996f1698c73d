"""A workbook of supervision: one definition behind template, help text and importer; a row is a person in a meeting."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.columns import Column
from core.students.rules.names import clean_name
from core.training.rules import SupervisionKind
from core.training.rules import roster_cells as cells_of
from core.training.rules.supervision import KIND_TITLES, SupervisionFacts, SupervisionPack, supervision_flaw

BETWEEN = re.compile(r"[、,，;；/\n]+")
KINDS: Mapping[str, SupervisionKind] = {
    **{title: kind for kind, title in KIND_TITLES.items()},
    **dict.fromkeys(["个别", "个体", "个体督导", "一对一"], SupervisionKind.INDIVIDUAL),
    **dict.fromkeys(["团体", "小组", "小组督导", "团督"], SupervisionKind.GROUP),
}
SAID = {
    "training.supervision_day": "held_on",
    "training.supervision_hours": "hours",
    "training.supervisor_needed": "supervisor",
    "training.supervision_topics": "topics",
    "training.supervision_cases": "cases",
}
"""In which column a flaw of the facts is shown."""


class Line(NamedTuple):
    """One row: somebody at a school, by its name in the file ("" = none is named), and the meeting."""

    row: int
    school: str
    name: str
    facts: SupervisionFacts


def columns(pack: SupervisionPack) -> tuple[Column, ...]:
    """The columns, with the topics that there are."""
    topics = "、".join(pack.titles)
    return (
        Column("held_on", "日期", ("督导日期", "时间", "督导时间"), required=True, help="督导的那一天", example="2026-03-12",
               kind="date"),
        Column("kind", "方式", ("督导方式", "形式", "类型"), required=True,
               help="同一天、同一位督导师的团体督导算一次，一位老师写一行", example=KIND_TITLES[SupervisionKind.GROUP],
               kind="choice", choices=tuple(KIND_TITLES.values())),
        Column("hours", "时长", ("时长（小时）", "小时", "小时数", "督导时长"), required=True, help="小时，最多一位小数",
               example="2"),
        Column("supervisor", "督导师", ("督导", "督导老师", "督导教师", "督导专家"), required=True, help="不超过 40 个字",
               example="程示例"),
        Column("topics", "主题", ("督导主题", "议题", "内容"), required=True,
               help=f"只写列表里的主题，几个用顿号隔开，不写学生的情况：{topics}", example="危机评估、伦理与保密"),
        Column("cases", "个案数", ("案例数", "讨论个案数"), help="讨论了几个个案，只写数字；可以不写", example="1"),
        Column("school", "学校", ("学校名称", "所在学校", "单位", "单位名称"), required=True, help="写系统里的学校全名或学校代码",
               example="示例小学"),
        Column("name", "姓名", ("教师姓名", "参加教师", "被督导人", "名字"), required=True, help="与“心理教师”名册里一致",
               example="林示例"),
    )  # fmt: skip


def lines(
    rows: Iterable[Mapping[str, Any]], place: Place, today: date, pack: SupervisionPack
) -> tuple[list[Line], list[Problem]]:
    """What the rows say, and everything that is wrong in them; rows that are wrong say nothing."""
    found, problems, keys = list[Line](), list[Problem](), [column.key for column in columns(pack)]
    for cells in rows:
        texts = {key: tidy(cells.get(key) or "") for key in keys}
        line, wrong = _understood(cells["row"], texts, today, pack)
        found += [line] if line else []
        problems += [place.problem(cells["row"], key, texts[key], code) for key, code in wrong]
    return found, problems


def _understood(
    row: int, texts: Mapping[str, str], today: date, pack: SupervisionPack
) -> tuple[Line | None, list[tuple[str, str]]]:
    wrong = list(_unread(texts, pack))
    held_on, hours = cells_of.day_in(texts["held_on"]), cells_of.amount_in(texts["hours"])
    kind = KINDS.get("".join(texts["kind"].split()))
    if wrong or held_on is None or hours is None or kind is None:
        return None, wrong
    known = [one.key for one in pack.topics]
    said = {pack.titles[one] for one in _named(texts["topics"])}
    topics, supervisor = tuple(key for key in known if key in said), " ".join(texts["supervisor"].split())
    facts = SupervisionFacts(kind, held_on, hours, supervisor, topics, _cases(texts["cases"]) or 0)
    if flaw := supervision_flaw(facts, known, today):
        return None, [(SAID[flaw], flaw)]
    return Line(row, "".join(texts["school"].split()), clean_name(texts["name"]), facts), []


def _unread(texts: Mapping[str, str], pack: SupervisionPack) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    if not texts["name"]:
        yield "name", "training.name_needed"
    if "".join(texts["kind"].split()) not in KINDS:
        yield "kind", "training.supervision_kind"
    if cells_of.is_doubtful(texts["held_on"]):
        yield "held_on", "training.month_doubtful"
    elif cells_of.day_in(texts["held_on"]) is None:
        yield "held_on", "training.supervision_day"
    if cells_of.amount_in(texts["hours"]) is None:
        yield "hours", "training.supervision_hours"
    if not set(_named(texts["topics"])) <= set(pack.titles):
        yield "topics", "training.supervision_topics"
    if _cases(texts["cases"]) is None:
        yield "cases", "training.supervision_cases"


def _named(text: str) -> list[str]:
    return ["".join(one.split()) for one in BETWEEN.split(text) if one.strip()]


def _cases(text: str) -> int | None:
    digits = "".join(text.split()).removesuffix("个")
    if not digits:
        return 0
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None
