"""Sheets of who was there and of scores: one definition behind template, help text and importer; rows name participants."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.columns import Column
from core.training.rules import PartState
from core.training.rules.codes import same_name, tail_of
from core.training.rules.completing import WHOLE, score_flaw
from core.training.rules.sessions import Module

WHO = (
    Column("name", "姓名", ("参训教师", "教师姓名", "名字"), required=True, help="与报名时一致", example="林示例"),
    Column("school", "学校", ("学校名称", "单位", "所在学校"), help="有同名的人时要写", example="示例小学"),
    Column("tail", "手机号后四位", ("手机后四位", "手机号", "手机", "联系电话"), help="有同名同校的人时要写；写全号也可以",
           example="0000"),
)  # fmt: skip
MODULE = Column(
    "module", "模块", ("课程", "场次", "单元"), help="签到的是哪个模块；不写就算页面上选的那个", example="模块一"
)
THERE = Column(
    "there",
    "到场",
    ("是否到场", "是否签到", "到场情况", "签到", "已签到"),
    kind="choice",
    choices=("是", "否"),
    help="写“是”或打勾算到场，空着或写“否”算没有到；没有这一列时，每一行都算到场",
    example="是",
)
SCORE = Column("score", "成绩", ("分数", "考核成绩", "得分"), required=True, help="0—100，最多一位小数", example="85")
SIGN_IN_COLUMNS = (*WHO, MODULE, THERE)
SCORE_COLUMNS = (*WHO, SCORE)
CAME = frozenset(["是", "到", "已到", "到场", "出席", "签到", "已签到", "有", "1", "y", "yes", "√", "✓", "✔", "☑"])
AWAY = frozenset(["", "否", "未到", "没到", "缺席", "缺勤", "请假", "未签到", "无", "0", "n", "no", "×", "x", "✗", "✘"])
GONE = frozenset([PartState.WITHDRAWN])


class Participant(NamedTuple):
    """Somebody in the session, as rows may name them; `modules` are those signed in for."""

    id: int
    name: str
    school: str
    phone: str
    state: PartState
    score: Decimal | None
    modules: frozenset[str]


class SignInCheck(NamedTuple):
    """A sheet of sign-ins as it was understood: `new` are (participation, module), `known` how many were there already."""

    session_id: int
    new: tuple[tuple[int, str], ...]
    known: int
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.new) and not any(one.gravity is Gravity.MUST_FIX for one in self.problems)


class ScoreCheck(NamedTuple):
    """A sheet of scores as it was understood: those that are new or differ, by participation."""

    session_id: int
    new: Mapping[int, Decimal]
    known: int
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return bool(self.new) and not any(one.gravity is Gravity.MUST_FIX for one in self.problems)


Rows = Iterable[Mapping[str, str | None]]
"""Rows of a sheet: cells by the key of their column, and under "row" the number that a spreadsheet shows."""


def sign_ins(
    session_id: int, rows: Rows, people: Sequence[Participant], modules: Sequence[Module], default: str, place: Place
) -> SignInCheck:
    """Who was there, by the sheet; a row that names no module speaks of `default`."""
    codes = {same_name(word): one.code for one in modules for word in (one.title, one.code)}
    new, known, problems = dict[tuple[int, str], None](), 0, list[Problem]()
    for row in rows:
        came, odd = _came(row, place)
        who, wrong = _who(row, people, place) if came else (None, odd)
        word = tidy(row.get("module") or "")
        module = codes.get(same_name(word)) if word and modules else default
        if came and (module is None or (modules and module == WHOLE)):
            wrong += [place.problem(_number(row), "module", word, "training.unknown_module")]
        problems += wrong
        if who is None or wrong or module is None:
            continue
        known += module in who.modules
        if module not in who.modules:
            new[(who.id, module)] = None
    return SignInCheck(session_id, tuple(new), known, tuple(problems))


def scores(session_id: int, rows: Rows, people: Sequence[Participant], place: Place) -> ScoreCheck:
    """Who reached what, by the sheet; two rows that give one person two scores are a problem."""
    told, problems = dict[int, tuple[int, Decimal]](), list[Problem]()
    before = {one.id: one.score for one in people}
    for row in rows:
        who, wrong = _who(row, people, place)
        text, number = tidy(row.get("score") or ""), _number(row)
        score = _score(text)
        if score is None:
            wrong += [place.problem(number, "score", text, "training.score_unlikely")]
        elif who and who.id in told and told[who.id][1] != score:
            wrong += [place.problem(number, "score", text, "training.two_scores", first=str(told[who.id][0]))]
        problems += wrong
        if who and score is not None and not wrong:
            told.setdefault(who.id, (number, score))
    new = {part: score for part, (_, score) in told.items() if before[part] != score}
    return ScoreCheck(session_id, new, len(told) - len(new), tuple(problems))


def _who(
    row: Mapping[str, str | None], people: Sequence[Participant], place: Place
) -> tuple[Participant | None, list[Problem]]:
    """Whom a row names: by the name, and by school and end of the phone number where they are written."""
    name, school, tail = (tidy(row.get(key) or "") for key in ("name", "school", "tail"))
    found = [one for one in people if same_name(one.name) == same_name(name)]
    if school:
        found = [one for one in found if same_name(one.school) == same_name(school)]
    if tail:  # digits cut short by a spreadsheet fit nobody: not even who has no phone on file
        digits = tail_of(tail)
        found = [one for one in found if digits and tail_of(one.phone) == digits]
    there = [one for one in found if one.state not in GONE]
    if len(there) == 1:
        return there[0], []
    code = "training.two_alike" if there else "training.withdrawn_before" if found else "training.not_on_list"
    return None, [place.problem(_number(row), "name", name, code)]


def _came(row: Mapping[str, str | None], place: Place) -> tuple[bool, list[Problem]]:
    """Whether a row tells of somebody who was there; all rows do where nothing is asked about it."""
    if "there" not in place.letters:
        return True, []
    word = tidy(row.get("there") or "").casefold()
    if word in CAME | AWAY:
        return word in CAME, []
    return False, [place.problem(_number(row), "there", word, "training.unknown_there")]


def _number(row: Mapping[str, str | None]) -> int:
    return int(row["row"] or 0)


def _score(text: str) -> Decimal | None:
    try:
        score = Decimal(text.removesuffix("分"))
    except InvalidOperation:
        return None
    return score if score.is_finite() and score_flaw(score) is None else None
