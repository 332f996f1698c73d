"""What is wrong in an uploaded file: where it stands, what it is, how to mend it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from core.errors import Problem
from core.ui.words.areas import PROBLEMS, ProblemWords
from core.ui.words.blanks import fill

CALM = ProblemWords("这里的内容没有读懂", "请对照模板核对这一格；还是不行，请告诉管理员")
EMPTY = "（空）"
PLACES_SHOWN = 3


class ProblemRow(NamedTuple):
    """One kind of problem as plain text: where it stands, what is written there, what that is, how to mend it."""

    where: str
    value: str
    what: str
    fix: str


def problem_words(problem: Problem) -> ProblemWords:
    """What the problem is and how to mend it, blanks filled; a code without words gets a calm general sentence."""
    words = PROBLEMS.get(problem.code, CALM)
    blanks = {"value": problem.value or EMPTY, "title": problem.title, "row": problem.row, "column": problem.column}
    filled = [fill(sentence, blanks | dict(problem.details)) for sentence in words]
    return ProblemWords(filled[0] or CALM.what, filled[1] or CALM.fix)


def place_words(problem: Problem) -> str:
    """作答表 · C18; a whole row is 第 18 行, a whole column C 列, a whole sheet its name."""
    return _joined(problem.sheet, _spot(problem))


def problem_rows(problems: Iterable[Problem]) -> Iterator[ProblemRow]:
    """One row for each kind, in order of first appearance; problems that differ only in their place share a row."""
    kinds: dict[tuple[object, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        kinds[problem._replace(row=0, column="")].append(problem)
    for alike in kinds.values():
        yield ProblemRow(_places(alike), alike[0].value or EMPTY, *problem_words(alike[0]))


def _places(alike: list[Problem]) -> str:
    spots = "、".join(filter(None, map(_spot, islice(alike, PLACES_SHOWN))))
    more = f" 等 {len(alike):,} 处" if len(alike) > PLACES_SHOWN else ""
    return _joined(alike[0].sheet, f"{spots}{more}" if spots else "")


def _joined(sheet: str, spots: str) -> str:
    """A CSV file has no sheet to name."""
    return " · ".join(filter(None, (sheet, spots)))


def _spot(problem: Problem) -> str:
    if problem.row and problem.column:
        return f"{problem.column}{problem.row}"
    if problem.row:
        return f"第 {problem.row} 行"
    return f"{problem.column} 列" if problem.column else ""
