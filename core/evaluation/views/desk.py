"""工作台: what waits of evaluation: a school's own part, schools to mark, and what those who hold a round decide."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from core.evaluation.queries import AppealRow, EntryRow, MySheetRow, RectificationRow, RoundRow
from core.evaluation.rules.rounds import due_on
from core.evaluation.rules.selfing import Standing, is_fillable
from core.evaluation.rules.states import EntryState
from core.ui.parts import Todo
from core.ui.parts.lists import Urgency
from core.ui.words import count, month_day

SELF, MARKING, MODERATION, AFTER = (
    f"pages/evaluation/{name}.py" for name in ("self", "marking", "moderation", "after")
)
AT_ONCE, SOON = 1, 7
"""Days before a last day: from when on something is for today, and for these days."""


class Job(NamedTuple):
    """Something to do and the page where it is done."""

    todo: Todo
    page: str


def self_jobs(round_: RoundRow, entries: Sequence[EntryRow], today: date) -> list[Job]:
    """What a school still owes to a round, in one line; what was returned to be completed in another."""
    open_ = [
        row for row in entries if is_fillable(Standing(round_.state, row.state, round_.self_until, row.due_on), today)
    ]
    returned = [row for row in open_ if row.state is EntryState.RETURNED]
    owed = [due_on(round_.self_until, row.due_on) for row in open_ if row not in returned]
    jobs = []
    if returned:
        todo = Todo("assignment_return", "自评请补充", round_.title, "这几天", "去补充", "soon")
        jobs.append(Job(todo, SELF))
    if owed:
        last = min(owed)
        todo = Todo(
            "fact_check", days_left((last - today).days), round_.title, month_day(last), "去自评", _urgency(last, today)
        )
        jobs.append(Job(todo, SELF))
    return jobs


def rater_jobs(sheets: Iterable[MySheetRow], today: date) -> list[Job]:
    """The schools somebody has not finished marking, a line a round."""
    jobs = []
    for (_, title, last), rows in groupby(
        (row for row in sheets if row.is_open), key=lambda row: (row.round_id, row.round, row.due_on)
    ):
        what = f"还有 {count(len(list(rows)))} 所没打完"
        jobs.append(Job(Todo("edit_note", what, title, month_day(last), "去打分", _urgency(last, today)), MARKING))
    return jobs


def moderation_job(items: int) -> list[Job]:
    """Items that raters saw too differently and nobody has settled."""
    what = f"合议 {count(items)} 项等着定下来"
    todo = Todo("forum", what, "几位评审看法差得多，一起看一看", "这几天", "去合议", "soon")
    return [Job(todo, MODERATION)] if items else []


def appeal_job(appeals: Sequence[AppealRow], today: date) -> list[Job]:
    """Appeals that wait for an answer."""
    open_ = [row for row in appeals if row.is_open]
    if not open_:
        return []
    last = min(row.publicity_until for row in open_)
    todo = Todo(
        "gavel", f"申诉 {count(len(open_))} 件等答复", "由没有参加评审的同事来答复", month_day(last), "去答复",
        _urgency(last, today),
    )  # fmt: skip
    return [Job(todo, AFTER)]


def recheck_job(rows: Sequence[RectificationRow]) -> list[Job]:
    """What schools say is put right, and waits to be looked at again."""
    what = f"整改待复核 {count(len(rows))} 条"
    return [Job(Todo("rule", what, "学校说已经改好", "这几天", "去复核", "soon"), AFTER)] if rows else []


def rectification_job(rows: Sequence[RectificationRow], today: date) -> list[Job]:
    """What the own school has to put right."""
    if not rows:
        return []
    last = min(row.due_on for row in rows)
    what = f"整改 {count(len(rows))} 条等着改好"
    return [Job(Todo("construction", what, rows[0].round, month_day(last), "去整改", _urgency(last, today)), AFTER)]


def days_left(days: int) -> str:
    """How long a school still has for its self-assessment; fewer than 0 days lie behind its last one."""
    if days < 0:
        return f"自评已过最后一天 {-days} 天"
    return f"自评 {days} 天后到期" if days else "自评今天到期"


def _urgency(last: date, today: date) -> Urgency:
    days = (last - today).days
    return "now" if days <= AT_ONCE else "soon" if days <= SOON else "later"
