"""A workbook of organisations: one definition behind template, help text and importer."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from core.errors import Problem
from core.organisations.rules.kinds import (
    LEVEL_TITLES,
    NAME_LENGTH,
    SETTING_TITLES,
    STAGE_TITLES,
    Facts,
    Level,
    Setting,
    Stage,
)
from core.sheets.cells import day_of, tidy
from core.sheets.columns import Column

SEPARATORS = re.compile(r"[、,，;；/\s+和]+")
YES = frozenset(["是", "有", "√", "1", "y", "yes", "true"])
NO = frozenset(["", "否", "无", "没有", "×", "0", "n", "no", "false"])
LONGEST = {"code": 20, "district": 40, "alliance": 40}  # characters
LEVELS = {**{title: level for level, title in LEVEL_TITLES.items()}, "县": Level.COUNTY, "区": Level.COUNTY}
LEVELS |= {"区县": Level.COUNTY, "区(县)": Level.COUNTY, "县(区)": Level.COUNTY, "": Level.SCHOOL}
SETTINGS = {title: setting for setting, title in SETTING_TITLES.items()}
SETTINGS |= {"城市": Setting.URBAN, "城镇": Setting.TOWN, "镇": Setting.TOWN, "农村": Setting.RURAL, "": Setting.URBAN}
STAGES: dict[str, tuple[Stage, ...]] = {title: (stage,) for stage, title in STAGE_TITLES.items()}
STAGES |= {
    "普高": (Stage.SENIOR,),
    "职高": (Stage.VOCATIONAL,),
    "九年一贯制": (Stage.PRIMARY, Stage.JUNIOR),
    "完全中学": (Stage.JUNIOR, Stage.SENIOR),
    "十二年一贯制": (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
}

COLUMNS = (
    Column("name", "单位名称", ("学校名称", "学校", "名称", "单位"), required=True, help="全称", example="示例小学"),
    Column("level", "层级", ("单位层级", "级别"), help="空着就是学校", example="学校", kind="choice",
           choices=("市", "县（区）", "学校")),
    Column("parent", "上级单位", ("主管单位", "上级", "所属单位", "所属教育局"),
           help="写系统里或本文件里的单位全称；空着就是您所在的单位", example="示例区教育局"),
    Column("code", "单位代码", ("学校代码", "学校标识码", "标识码", "代码"), help="选填", example="3300000001"),
    Column("stages", "学段", ("办学类型", "学校类型"), help="学校必填；几个学段用顿号分开，也可写“九年一贯制”“完全中学”",
           example="小学、初中"),
    Column("setting", "城乡", ("城乡类型", "城乡分类"), help="空着就是城区", example="镇区", kind="choice",
           choices=tuple(SETTING_TITLES.values())),
    Column("district", "学区", ("片区", "教育片区"), help="选填"),
    Column("alliance", "联盟", ("教育联盟", "集团", "教育集团"), help="选填"),
    Column("pilot", "试点", ("试点校", "是否试点"), help="空着就是“否”", kind="choice", choices=("是", "否")),
    Column("boarding", "寄宿", ("寄宿制", "是否寄宿"), help="空着就是“否”", kind="choice", choices=("是", "否")),
    Column("opened_on", "设立日期", ("建校日期", "启用日期"), help="选填，如 2020-09-01", kind="date"),
)  # fmt: skip


class Line(NamedTuple):
    """One organisation as a workbook names it; `row` is its spreadsheet row."""

    row: int
    name: str
    level: Level
    parent: str
    code: str | None
    facts: Facts | None
    opened_on: date | None


class Place(NamedTuple):
    """Where a row stands, for the problems found in it: the sheet, and letter and header of every column."""

    sheet: str
    letters: Mapping[str, str]
    titles: Mapping[str, str]

    def problem(self, row: int, key: str, value: str, code: str, **details: str) -> Problem:
        """A problem in the row's cell under `key`."""
        letter, title = self.letters.get(key, ""), self.titles.get(key, "")
        return Problem(self.sheet, row, letter, value, code, title=title, details=tuple(details.items()))


def understand(row: int, cells: Mapping[str, str | None], place: Place) -> tuple[Line | None, list[Problem]]:
    """The organisation a row names, or None with everything that is wrong in the row."""
    texts = {column.key: tidy(cells.get(column.key) or "") for column in COLUMNS}
    texts["name"] = " ".join(texts["name"].split())
    wrong = [place.problem(row, key, texts[key], code, **details) for key, code, details in _wrong(texts)]
    return (None, wrong) if wrong else (_line(row, texts), [])


def _wrong(texts: Mapping[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Key, code and details of every cell that cannot be taken as it is."""
    level, stages = LEVELS.get(texts["level"]), _stages(texts["stages"])
    if not 0 < len(texts["name"]) <= NAME_LENGTH:
        yield "name", "organisation.name_needed", {"most": str(NAME_LENGTH)}
    if level is None or level is Level.PROVINCE:
        yield "level", "organisation.unknown_level", {}
    if stages is None or (level is Level.SCHOOL and not stages):
        yield "stages", "organisation.unknown_stage", {}
    if texts["setting"] not in SETTINGS:
        yield "setting", "organisation.unknown_word", {}
    for key in ("pilot", "boarding"):
        if texts[key].lower() not in YES | NO:
            yield key, "organisation.unknown_word", {}
    if texts["opened_on"] and day_of(texts["opened_on"]) is None:
        yield "opened_on", "organisation.unknown_day", {}
    for key, most in LONGEST.items():
        if len(texts[key]) > most:
            yield key, "organisation.too_long", {"most": str(most)}


def _line(row: int, texts: Mapping[str, str]) -> Line:
    level = LEVELS[texts["level"]]
    facts = Facts(
        stages=_stages(texts["stages"]) or (),
        setting=SETTINGS[texts["setting"]],
        district=texts["district"],
        alliance=texts["alliance"],
        pilot=texts["pilot"].lower() in YES,
        boarding=texts["boarding"].lower() in YES,
    ) if level is Level.SCHOOL else None  # fmt: skip
    return Line(row, texts["name"], level, texts["parent"], texts["code"] or None, facts, day_of(texts["opened_on"]))


def _stages(text: str) -> tuple[Stage, ...] | None:
    words = [word for word in SEPARATORS.split(text) if word]
    if any(word not in STAGES for word in words):
        return None
    return tuple(stage for word in words for stage in STAGES[word])
