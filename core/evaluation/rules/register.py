"""A workbook of recognitions: one definition behind template, help text and importer, and what it would change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.evaluation.rules.recognising import RecognitionDraft, flaw, tidied
from core.evaluation.rules.states import Rank
from core.evaluation.rules.titles import RANKS
from core.organisations.rules import Place
from core.sheets.cells import day_of, tidy
from core.sheets.columns import Column

RANK_WORDS = {title: rank for rank, title in RANKS.items()}
RANK_WORDS |= {
    "国家": Rank.NATIONAL,
    "省": Rank.PROVINCE,
    "自治区级": Rank.PROVINCE,
    "市": Rank.CITY,
    "地市级": Rank.CITY,
}
RANK_WORDS |= dict.fromkeys(("区", "县", "区级", "县级", "区县", "县区级", "县(区)级", "区(县)级"), Rank.COUNTY)
NO_END = frozenset(["", "长期", "长期有效", "永久", "无", "无期限"])
COLUMNS = (
    Column("school", "学校", ("学校名称", "单位", "单位名称", "单位全称"), required=True, help="写系统里的学校全名",
           example="示例小学"),
    Column("title", "称号", ("认定称号", "荣誉称号", "认定名称", "项目", "称号名称"), required=True, help="认定的是什么",
           example="标准化心理辅导室"),
    Column("grade", "等级", ("认定等级", "星级", "档次"), help="没有分等级就空着", example="示范"),
    Column("rank", "级别", ("认定级别", "层级"), required=True, help="由哪一级认定", example="区县级", kind="choice",
           choices=tuple(RANKS.values())),
    Column("number", "编号", ("证书编号", "认定编号", "文号", "牌匾编号"), required=True,
           help="名册里不能有两个相同的编号", example="云心室〔2026〕0001号"),
    Column("granted_on", "认定日期", ("授牌日期", "发文日期", "认定时间"), required=True, help="哪一天认定的",
           example="2026-06-01", kind="date"),
    Column("valid_until", "有效期至", ("有效期", "到期日期"), help="长期有效的空着，或写“长期”", example="2029-05-31",
           kind="date"),
)  # fmt: skip
SAID = {
    "recognition.title": "title",
    "recognition.grade": "grade",
    "recognition.number": "number",
    "recognition.granted_unlikely": "granted_on",
    "recognition.ends_before": "valid_until",
}
"""In which column a flaw of a draft is shown."""


class Line(NamedTuple):
    """One row: the school as the file names it, and the draft, whose school is still to be found."""

    row: int
    school: str
    draft: RecognitionDraft


class RegisterCheck(NamedTuple):
    """A workbook as it was understood; `new` are not in the register yet, `unchanged` stand there word for word."""

    lines: tuple[Line, ...]
    place: Place
    problems: tuple[Problem, ...]
    new: tuple[Line, ...]
    unchanged: int

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.lines) and not any(one.gravity is Gravity.MUST_FIX for one in self.problems)


def understand(
    row: int, cells: Mapping[str, str | None], place: Place, today: date
) -> tuple[Line | None, list[Problem]]:
    """What a row says, or None with everything that is wrong in the row."""
    texts = {column.key: tidy(cells.get(column.key) or "") for column in COLUMNS}
    wrong = [place.problem(row, key, texts[key], code) for key, code in _unread(texts)]
    if wrong:
        return None, wrong
    draft = tidied(RecognitionDraft(
        0, texts["title"], texts["grade"], RANK_WORDS[texts["rank"]], texts["number"],
        day_of(texts["granted_on"]) or date.min, day_of(texts["valid_until"]),
    ))  # fmt: skip
    if code := flaw(draft, today):
        return None, [place.problem(row, SAID[code], texts[SAID[code]], code)]
    return Line(row, "".join(texts["school"].split()), draft), []


def plan(
    lines: Sequence[Line], known: Mapping[str, RecognitionDraft | None], place: Place
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines that are new, and what keeps the others from being taken: every number once in file and register.

    `known` is the register by number; None stands for a line out of reach. One that says the same is passed over.
    """
    first: dict[str, Line] = {}
    new, problems = list[Line](), list[Problem]()
    for line in lines:
        number = line.draft.number
        if number in first:
            twice = {"first": str(first[number].row)}
            problems.append(place.problem(line.row, "number", number, "recognition.number_twice", **twice))
        elif number in known and known[number] != line.draft:
            problems.append(place.problem(line.row, "number", number, "recognition.number_taken"))
        elif number not in known:
            new.append(line)
        first.setdefault(number, line)
    return tuple(new), tuple(problems)


def _unread(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    if not texts["school"]:
        yield "school", "recognition.school_needed"
    if texts["rank"] not in RANK_WORDS:
        yield "rank", "recognition.unknown_rank"
    if day_of(texts["granted_on"]) is None:
        yield "granted_on", "recognition.unknown_day"
    if texts["valid_until"] not in NO_END and day_of(texts["valid_until"]) is None:
        yield "valid_until", "recognition.unknown_day"
