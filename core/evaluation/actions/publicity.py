"""公示名单: the schools that reached a grade, to be published as a paper or a workbook."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.errors import Refused
from core.evaluation.actions.loading import loaded_round
from core.evaluation.queries.results import ResultRow, result_rows
from core.evaluation.queries.rounds import RoundRow, round_seen
from core.evaluation.rules.headings import standard_title
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.sheets.export import Table, Value, workbook
from core.sheets.paper import Part, paper


class _List(NamedTuple):
    """The schools that stand on the list by one standard."""

    title: str
    rows: Sequence[ResultRow]


def export_publicity(
    session: Session, actor: Actor, *, round_id: int, as_workbook: bool = False, with_scores: bool = False
) -> bytes:
    """The 公示名单 of a round as .docx, or as .xlsx: schools with a grade, best grade first and then by name.

    Scores stand there only when that was chosen. Raises Refused("results.not_public") before publicity and
    Refused("results.nobody_listed") where no school reached a grade.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row, now = loaded_round(session, scope, round_id), clock.now()
    if row.state not in SEEN_BY_SCHOOLS:
        raise Refused("results.not_public")
    known = round_seen(session, scope, round_id)
    lists = [_listed(session, actor, known, standard) for standard in known.spec.standard_keys]
    entries = sum(len(one.rows) for one in lists)
    if not entries:
        raise Refused("results.nobody_listed")
    audit.record(
        session, actor, "results.publicity_exported", row, org_id=row.org_id, entries=entries, scores=with_scores,
        workbook=as_workbook,
    )  # fmt: skip
    if as_workbook:
        return workbook([_table(known, one, with_scores) for one in lists])
    return paper(f"{known.title}　公示名单", _parts(known, lists, with_scores), mark=_mark(known, now), at=now)


def _listed(session: Session, actor: Actor, round_: RoundRow, standard: str) -> _List:
    """Who stands on the list: whoever has a grade; where the rubric knows none, whoever no veto holds back."""
    scope, spec = actor.over(Capability.MANAGE_EVALUATION), round_.spec
    order = _grades(spec, standard)
    rows = [
        row
        for row in result_rows(session, scope, round_id=round_.id, standard=standard)
        if not row.vetoes and (row.grade or not order)
    ]
    return _List(standard_title(spec, standard) or "公示名单", sorted(rows, key=lambda row: _place(order, row.grade)))


def _grades(spec: RubricSpec, standard: str) -> list[str]:
    lines = [line for line in spec.lines if line.standard in ("", standard)]
    return [line.title for line in sorted(lines, key=lambda line: -line.at_least)]


def _place(order: Sequence[str], grade: str) -> int:
    return order.index(grade) if grade in order else len(order)


def _head(with_scores: bool) -> tuple[str, ...]:
    return ("序号", "学校", "等级", *(("得分",) if with_scores else ()))


def _cells(number: int, row: ResultRow, with_scores: bool) -> tuple[str, ...]:
    return (str(number), row.place, row.grade, *((_points(row.total),) if with_scores else ()))


def _table(round_: RoundRow, one: _List, with_scores: bool) -> Table:
    rows: list[tuple[Value, ...]] = [
        (number, *_cells(number, row, with_scores)[1:]) for number, row in enumerate(one.rows, 1)
    ]
    return Table(one.title, _head(with_scores), rows, f"{round_.title}　公示期 {_days(round_)}。{_appeal(round_)}")


def _parts(round_: RoundRow, lists: Sequence[_List], with_scores: bool) -> list[Part]:
    facts = [
        ("评估轮次", round_.title, "公示单位", round_.org_name),
        ("评分标准", f"{round_.spec.title}（{round_.rubric_version}）", "公示期", _days(round_)),
    ]
    boards = [
        Part(
            f"{one.title}（{len(one.rows)} 所）" if len(lists) > 1 else f"共 {len(one.rows)} 所",
            [_head(with_scores), *(_cells(number, row, with_scores) for number, row in enumerate(one.rows, 1))],
            header=True,
        )
        for one in lists
        if one.rows
    ]
    boards[-1] = boards[-1]._replace(below=_appeal(round_))
    return [Part("", facts), *boards]


def _appeal(round_: RoundRow) -> str:
    return (
        f"学校对结果有异议的，请在{_day(round_.publicity_until)}前登录本系统，在“申诉与整改”中写明理由，"
        f"由没有参加本校评审的人员复核；其他单位和个人可在公示期内向{round_.org_name}反映。"
    )


def _days(round_: RoundRow) -> str:
    begun = clock.local(round_.publicised_at).date() if round_.publicised_at else round_.publicity_until
    return f"{_day(begun)}至{_day(round_.publicity_until)}"


def _mark(round_: RoundRow, now: datetime) -> str:
    return f"{round_.org_name}　公示用　{_day(clock.local(now).date())}"


def _day(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"


def _points(total: Decimal) -> str:
    return f"{total:.2f}"
