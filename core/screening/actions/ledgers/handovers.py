"""移交单: one row a handover; what a school gave away it knows by its slip alone."""

from collections.abc import Sequence

from sqlmodel import Session

from core.cases.queries import SlipRow
from core.cases.rules.handovers import HANDOVER_STATE_TITLES, HANDOVER_TITLES
from core.cases.rules.referrals import CONSENT_TITLES, WAY_TITLES
from core.cases.tables import Case, Handover
from core.screening.actions.ledgers.book import NOBODY, Book, day
from core.screening.queries.people import places
from core.sheets.export import Table, Value

COLUMNS = (
    *("学生编号", "姓名", "原校", "新校", "原因", "清单", "监护人同意", "交（经办人）", "交的日期", "接（经办人）"),
    *("接的日期", "状态"),
)
WITH_THE_FILE = "已随档案移交"


def table(session: Session, book: Book, slips: Sequence[SlipRow]) -> Table:
    """The ledger, names in full where the maker may see them."""
    seen = [(book.filed.cases[key], row) for key, rows in book.filed.handovers.items() for row in rows]
    known = {row.id for _, row in seen}
    rows = [_row(book, case, row) for case, row in seen]
    rows += _gone(session, [slip for slip in slips if slip.handover_id not in known])
    return Table("移交单", COLUMNS, rows)


def _row(book: Book, case: Case, row: Handover) -> tuple[Value, ...]:
    face = book.full.get(case.person_id) or book.faces.get(case.person_id, NOBODY)
    schools = book.places.schools
    asked = f"{CONSENT_TITLES[row.consent]}（{row.consent_who}，{WAY_TITLES[row.consent_how]}，{row.consent_on}）"
    return (
        face.number, face.name, schools.get(row.from_school_id, ""),
        schools.get(row.to_school_id or 0) or row.to_name, HANDOVER_TITLES[row.kind], _contents(book, case), asked,
        book.colleagues.get(row.proposed_by), day(row.proposed_at), book.colleagues.get(row.answered_by),
        day(row.answered_at), HANDOVER_STATE_TITLES[row.state],
    )  # fmt: skip


def _contents(book: Book, case: Case) -> str:
    """What the file holds."""
    warnings = book.warnings_of(case.id or 0)
    entries = sum(len(book.filed.entries.get(row.id or 0, ())) for row in warnings)
    attached = len(book.filed.attachments.get(case.id or 0, ()))
    return f"预警 {len(warnings)} 条、记录 {entries} 份、附件 {attached} 个"


def _gone(session: Session, slips: Sequence[SlipRow]) -> list[tuple[Value, ...]]:
    schools = places(session, {key for row in slips for key in (row.from_school_id, row.to_school_id or 0)}).schools
    return [
        (
            None, WITH_THE_FILE, schools.get(row.from_school_id, ""), schools.get(row.to_school_id or 0, ""),
            HANDOVER_TITLES[row.kind], None, None, None, row.sent_on, None, row.answered_on,
            HANDOVER_STATE_TITLES[row.state],
        )
        for row in slips
    ]  # fmt: skip
