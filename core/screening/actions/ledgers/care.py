"""重点关注学生台账: one row a person on a list, the name masked; the newest warning says why, the case how it goes on."""

from collections.abc import Iterator, Sequence
from datetime import date

from core.cases.queries import FiledWarning
from core.cases.rules.institutions import InstitutionKind
from core.cases.rules.referrals import ReferralState
from core.cases.rules.states import CaseState, Outcome, Source, Step, WarningState
from core.cases.tables import Case
from core.screening import packs
from core.screening.actions.ledgers.book import NOBODY, UNKNOWN, Book, day
from core.screening.rules.reasons import Kind, decode, sentence
from core.sheets.export import Table, Value
from core.students.rules import GROUP_TITLES
from core.students.rules.words import SEX_TITLES

COLUMNS = (
    *("编号", "学校", "年级", "班级", "姓名", "性别", "年龄", "来源", "量表与超标因子", "关键题", "等级", "类别"),
    *("家庭类型", "责任人", "一生一策", "家长告知日", "访谈次数", "最近跟进", "下次跟进", "是否转介", "是否就医"),
    *("诊断", "等级变更记录", "状态"),
)
"""诊断 stays empty: what a hospital found is not taken along in a list."""
SOURCES = {
    Source.SCREENING: "普测",
    Source.OBSERVATION: "日常",
    Source.SELF: "自荐",
    Source.OTHERS: "他荐",
    Source.HOSPITAL: "医院",
}
STATES = {
    CaseState.IN_CARE: "跟进中",
    CaseState.REFERRED: "跟进中",
    CaseState.HANDING_OVER: "跟进中",
    CaseState.CLOSING: "观察中",
    CaseState.CLOSED: "已解除",
}
AWAITING, GONE = "待复核", "已转出"
AWAY = (Outcome.MOVED_AWAY, Outcome.GRADUATED)
NOTICE = "guardian_notice"
SEEN = (ReferralState.ACCEPTED, ReferralState.RETURNED)


def table(book: Book) -> Table:
    """The ledger; whoever was only excluded is not on it."""
    return Table("重点关注学生台账", COLUMNS, [_row(book, rows) for rows in _by_person(book)])


def _by_person(book: Book) -> Iterator[list[FiledWarning]]:
    found: dict[int, list[FiledWarning]] = {}
    for row in book.filed.warnings:
        if row.state is not WarningState.EXCLUDED:
            found.setdefault(row.person_id, []).append(row)
    yield from found.values()


def _row(book: Book, rows: Sequence[FiledWarning]) -> tuple[Value, ...]:
    newest = rows[-1]
    case = _case(book, rows)
    about: FiledWarning | Case = case or newest
    face, profile = book.faces.get(newest.person_id, NOBODY), book.profiles.get(newest.person_id, UNKNOWN)
    reasons, critical = why(newest)
    return (
        number_of(case, newest), *book.place(about), face.name, SEX_TITLES[profile.sex], profile.age(book.today),
        SOURCES[newest.source], reasons, critical, book.label(about), about.care_level or about.level,
        "、".join(GROUP_TITLES[one] for one in profile.groups), responsible(book, case), _plan(book, case),
        *_talks(book, rows), case.next_on if case else None, *_referred(book, case), None, _changes(book, case),
        state_of(case),
    )  # fmt: skip


def _case(book: Book, rows: Sequence[FiledWarning]) -> Case | None:
    """The person's open case, else the newest."""
    cases = [book.filed.cases[row.case_id] for row in rows if row.case_id and row.case_id in book.filed.cases]
    return max(cases, key=lambda case: (case.state is not CaseState.CLOSED, case.opened_at), default=None)


def number_of(case: Case | None, warning: FiledWarning) -> str:
    """A number that leads back into the system, and nowhere else."""
    return f"GA{case.id:06d}" if case else f"YJ{warning.id:06d}"


def why(row: FiledWarning) -> tuple[str, str]:
    """Scales with what was found, and critical items; of a report what was seen."""
    if row.source is not Source.SCREENING:
        return row.reasons, ""
    found = decode(row.reasons)
    critical = [one for one in found if one.kind is Kind.CRITICAL]
    return sentence(packs.scales(), [one for one in found if one not in critical]), sentence(packs.scales(), critical)


def responsible(book: Book, case: Case | None) -> str:
    """Who looks after the case, and who walks beside the person."""
    if case is None:
        return ""
    ids = [case.responsible_id, *(row.account_id for row in book.filed.mentors.get(case.id or 0, ()))]
    return "、".join(dict.fromkeys(book.colleagues[one] for one in ids if one in book.colleagues))


def _plan(book: Book, case: Case | None) -> str:
    if case is None:
        return ""
    return "已制定" if any(row.is_goal for row in book.filed.tasks.get(case.id or 0, ())) else "未制定"


def _talks(book: Book, rows: Sequence[FiledWarning]) -> tuple[date | None, int, date | None]:
    """The day the guardian was told, how many interviews there were, and the day of the last entry."""
    entries = [entry for row in rows for entry in book.filed.entries.get(row.id or 0, ())]
    told = max((entry.held_on for entry in entries if entry.form == NOTICE), default=None)
    interviews = sum(entry.form in book.interviews for entry in entries)
    return told, interviews, max((entry.held_on for entry in entries), default=None)


def _referred(book: Book, case: Case | None) -> tuple[str, str]:
    """Whether the person was ever referred, and whether a hospital saw them."""
    if case is None:
        return "否", "否"
    steps = {change.step for change in book.filed.changes.get(case.id or 0, ())}
    return "是" if Step.REFER in steps else "否", "是" if seen_by_hospital(book, case) else "否"


def seen_by_hospital(book: Book, case: Case) -> bool:
    """Whether a hospital took the person in, or the case ended in treatment."""
    hospitals = {key for key, (_, kind) in book.filed.institutions.items() if kind is InstitutionKind.HOSPITAL}
    there = (
        row.institution_id in hospitals and row.state in SEEN for row in book.filed.referrals.get(case.id or 0, ())
    )
    return any(there) or case.outcome is Outcome.IN_TREATMENT


def _changes(book: Book, case: Case | None) -> str:
    said = [
        f"{day(change.at)} {book.label(case, change.from_severity)}→{book.label(case, change.to_severity)}"
        for change in (book.filed.changes.get(case.id or 0, ()) if case else ())
        if case and change.from_severity not in (None, change.to_severity)
    ]
    return "；".join(said)


def state_of(case: Case | None) -> str:
    """The field's own word for where the person stands."""
    if case is None:
        return AWAITING
    return GONE if case.state is CaseState.CLOSED and case.outcome in AWAY else STATES[case.state]
