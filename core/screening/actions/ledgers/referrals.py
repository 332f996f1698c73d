"""转介登记: one row a referral, out and back."""

from core.cases.rules.referrals import CONSENT_TITLES, REFERRAL_TITLES, WAY_TITLES, ReferralState
from core.cases.rules.tracks import Track
from core.cases.tables import Case, Referral
from core.screening.actions.ledgers.book import NOBODY, Book, day
from core.sheets.export import Table, Value

COLUMNS = (
    *("编号", "出/返", "姓名", "学校", "年级", "班级", "等级", "转介原因", "研判会日期", "家长会谈与签收", "目标机构"),
    *("转出日", "反馈日", "结论", "复学评估", "后续方案", "状态"),
)


def table(book: Book) -> Table:
    """The ledger, names in full where the maker may see them."""
    rows = [
        _row(book, book.filed.cases[case_id], referral)
        for case_id, referrals in book.filed.referrals.items()
        for referral in referrals
    ]
    return Table("转介登记", COLUMNS, rows)


def _row(book: Book, case: Case, row: Referral) -> tuple[Value, ...]:
    face = book.full.get(case.person_id) or book.faces.get(case.person_id, NOBODY)
    asked = f"{CONSENT_TITLES[row.consent]}（{row.consent_who}，{WAY_TITLES[row.consent_how]}，{row.consent_on}）"
    institution, _ = book.filed.institutions.get(row.institution_id, ("", None))
    return (
        f"ZJ{row.id:06d}", "返" if row.state is ReferralState.RETURNED else "出", face.name, *book.place(case),
        book.label(case), row.reason, book.panels.get(case.id), asked, institution,
        day(row.sent_at), day(row.returned_at), row.conclusion, _back_to_school(book, case), row.next_steps,
        REFERRAL_TITLES[row.state],
    )  # fmt: skip


def _back_to_school(book: Book, case: Case) -> str:
    """The newest answer to 复学: whether it was let pass, and when."""
    answers = [
        row for row in book.filed.tracks.get(case.id or 0, ()) if row.track is Track.RETURN and row.passed is not None
    ]
    return f"{'通过' if answers[-1].passed else '不通过'}（{answers[-1].held_on}）" if answers else ""
