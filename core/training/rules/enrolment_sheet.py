"""A workbook of people to enrol: one definition behind template, help text and importer; a row is a person."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.columns import Column
from core.training.rules.codes import same_name
from core.training.rules.enrolment import Wish

COLUMNS = (
    Column("school", "学校", ("学校名称", "所在学校", "单位", "单位名称"), help="写系统里的学校全名；只报本校时可以不写",
           example="示例小学"),
    Column("name", "姓名", ("教师姓名", "参训人", "参训教师", "参训人员", "名字"), required=True,
           help="与“心理教师”名册里一致；没有登记的人请先登记", example="林示例"),
    Column("tail", "手机后四位", ("手机号后四位", "手机尾号", "手机号后4位", "手机后4位", "手机", "手机号", "联系电话"),
           help="选填；本校有同名老师时要写。写全号也可以", example="0001"),
)  # fmt: skip
TAIL = 4  # digits


class Line(NamedTuple):
    """One row: somebody by name, the school as the file names it ("" = none), the last digits of the phone or ""."""

    row: int
    school: str
    name: str
    tail: str


class Known(NamedTuple):
    """Somebody of a school on the register; `here` tells whether the post still lasts."""

    wish: Wish
    name: str
    phone: str
    here: bool


class EnrolmentCheck(NamedTuple):
    """A workbook as it was understood: `wanted` are to get a place, `already` have one. No problem means it is ready."""

    session_id: int
    wanted: tuple[Wish, ...]
    already: int
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be imported."""
        return bool(self.wanted) and not self.problems


def understand(row: int, cells: Mapping[str, str | None], place: Place) -> tuple[Line | None, list[Problem]]:
    """What a row says, or None with everything that is wrong in the row."""
    texts = {column.key: "".join(tidy(cells.get(column.key) or "").split()) for column in COLUMNS}
    number = texts["tail"].replace("-", "")
    wrong = [] if texts["name"] else [place.problem(row, "name", "", "training.name_needed")]
    if number and not (number.isascii() and number.isdigit() and len(number) >= TAIL):
        wrong.append(place.problem(row, "tail", texts["tail"], "training.enrol_tail"))
    return (None, wrong) if wrong else (Line(row, texts["school"], texts["name"], number[-TAIL:]), [])


def recognised(line: Line, people: Iterable[Known]) -> tuple[Known | None, str]:
    """Who of a school is meant, or the code of why that cannot be told.

    The last digits decide where they are given, except for somebody without a phone on file. Of two with one name, the one
    who is still there is meant.
    """
    named = [one for one in people if same_name(one.name) == same_name(line.name)]
    fit = [one for one in named if not line.tail or not one.phone or one.phone.endswith(line.tail)]
    sure = [one for one in fit if line.tail and one.phone] or fit
    found = [one for one in sure if one.here] or sure
    if not found:
        return None, "training.enrol_nobody"
    return (found[0], "") if len(found) == 1 else (None, "training.enrol_two")
