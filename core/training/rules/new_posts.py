"""A workbook of posts to be made next year: one definition behind template, help text and reader."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.columns import Column
from core.training.rules.forecast import MOST_NEW
from core.training.rules.rates import Posts

COLUMNS = (
    Column("school", "学校", ("学校名称", "单位", "单位名称"), required=True, help="写系统里的学校全名", example="示例小学"),
    Column("full", "新增专职", ("专职", "新增专职人数", "拟增专职"), help="拟新增的专职心理教师人数；没有就空着或写 0",
           example="1", kind="integer"),
    Column("part", "新增兼职", ("兼职", "新增兼职人数", "拟增兼职"), help="拟新增的兼职心理教师人数；没有就空着或写 0",
           example="0", kind="integer"),
)  # fmt: skip


class Line(NamedTuple):
    """One row: the school by its name in the file, and what is to be made there."""

    row: int
    school: str
    posts: Posts


def understand(row: int, cells: Mapping[str, str | None], place: Place) -> tuple[Line | None, list[Problem]]:
    """What a row says, or None with everything that is wrong in the row."""
    texts = {column.key: tidy(cells.get(column.key) or "") for column in COLUMNS}
    wrong = [place.problem(row, key, texts[key], code) for key, code in _wrong(texts)]
    if wrong:
        return None, wrong
    posts = Posts(*(_number(texts[key]) or 0 for key in ("full", "part")))
    return Line(row, "".join(texts["school"].split()), posts), []


def _wrong(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not texts["school"]:
        yield "school", "training.new_posts_school"
    for key in ("full", "part"):
        if _number(texts[key]) is None:
            yield key, "training.new_posts_number"


def _number(text: str) -> int | None:
    """0 to MOST_NEW; an empty cell is 0, anything else is not read."""
    plain = (text or "0").removesuffix(".0")
    return int(plain) if plain.isdecimal() and int(plain) <= MOST_NEW else None
