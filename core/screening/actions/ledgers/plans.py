"""干预方案: one row an open case, from the newest interview and the plan."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from core.cases.queries import EntryRow
from core.cases.rules.states import CaseState
from core.cases.tables import Case, Task
from core.screening.actions.ledgers.book import NOBODY, Book
from core.screening.actions.ledgers.care import responsible
from core.sheets.export import Table, Value

COLUMNS = (
    *("编号", "姓名", "学校", "年级", "班级", "等级", "主要心理症状", "心理评估结论", "原因分析（生理）"),
    *("原因分析（心理）", "原因分析（社会）", "目标", "干预措施", "责任人", "访谈日期"),
)
PARTS: tuple[tuple[str, ...], ...] = (("mood", "risk"), ("judgement",), ("sleep",), ("stress",), ("peers", "family"))
"""Fields of the interview behind 主要心理症状, 心理评估结论, and the reasons in body, mind and surroundings."""
RISK, NO_RISK = "risk", "无"


def table(book: Book) -> Table:
    """The ledger, names in full where the maker may see them."""
    open_cases = [case for case in book.filed.cases.values() if case.state is not CaseState.CLOSED]
    return Table("干预方案", COLUMNS, [_row(book, case) for case in open_cases])


def _row(book: Book, case: Case) -> tuple[Value, ...]:
    face = book.full.get(case.person_id) or book.faces.get(case.person_id, NOBODY)
    interview = max(_interviews(book, case), key=lambda entry: (entry.held_on, entry.id), default=None)
    content = interview.content if interview else {}
    tasks = book.filed.tasks.get(case.id or 0, ())
    return (
        f"GA{case.id:06d}", face.name, *book.place(case), book.label(case), *(_said(content, keys) for keys in PARTS),
        "；".join(row.what for row in tasks if row.is_goal), "；".join(_measure(row) for row in tasks if not row.is_goal),
        responsible(book, case), interview.held_on if interview else None,
    )  # fmt: skip


def _interviews(book: Book, case: Case) -> Iterator[EntryRow]:
    for warning in book.warnings_of(case.id or 0):
        yield from (row for row in book.filed.entries.get(warning.id or 0, ()) if row.form in book.interviews)


def _said(content: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return "；".join(_words(key, content[key]) for key in keys if content.get(key) not in (None, "", NO_RISK))


def _words(key: str, answer: object) -> str:
    return f"自伤或自杀意念：{answer}" if key == RISK else str(answer)


def _measure(row: Task) -> str:
    notes = [row.who, _until(row.due_on), "已完成" if row.done_at else ""]
    told = "，".join(note for note in notes if note)
    return f"{row.what}（{told}）" if told else row.what


def _until(due: date | None) -> str:
    return f"{due} 前" if due else ""
