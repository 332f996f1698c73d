"""The printed forms of a referral: 转介出登记表 and 转介返回登记表."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases.queries.institutions import InstitutionRow, institutions
from core.cases.queries.referrals import ReferralRow, referrals, track_steps
from core.cases.rules.institutions import KIND_TITLES
from core.cases.rules.referrals import (
    CONSENT_TITLES,
    REFERRAL_TITLES,
    WAY_TITLES,
    Consented,
    ReferralState,
    purpose_flaw,
)
from core.cases.rules.tracks import POINT_TITLES, TRACK_TITLES
from core.cases.tables import Referral
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get
from core.sheets.paper import Part, paper
from core.students.actions import reveal
from core.students.queries import ages, person
from core.students.rules import Purpose
from core.students.rules.words import SEX_TITLES

OUT, BACK = "学生心理问题转介出登记表", "学生心理问题转介返回登记表"
SIGNED = "经办人（签字）：　　　　　　　监护人（签收）：　　　　　　　日期：　　　年　　月　　日"


class Pupil(NamedTuple):
    """Somebody as a paper names them: in full for those who may see names, masked for the others."""

    name: str
    number: str
    sex: str
    age: str
    school: str


def referral_form(session: Session, actor: Actor, *, referral_id: int, back: bool, tier: str, purpose: str) -> bytes:
    """The .docx of a referral that went out, or (`back`) of one that came back; `tier` is the label of the case's tier.

    Raises NotFound outside the scope, Refused without a purpose, and for the way back of one that has not come back.
    """
    require(actor, Capability.WORK_CASES)
    row = _row(session, actor, referral_id)
    if flaw := purpose_flaw(purpose):
        raise Refused(flaw)
    if back and row.state is not ReferralState.RETURNED:
        raise Refused("cases.referral_not_back")
    pupil = pupil_on_paper(session, actor, row.person_id, row.school_id, purpose)
    head = Part("一、学生", [
        ("编号", f"{row.sent_at:%Y}-{row.id:06d}", "等级", tier), *pupil_rows(pupil),
        ("转介机构", row.institution, "类别", KIND_TITLES[row.kind]),
    ])  # fmt: skip
    parts = [head, *(_back_parts(session, actor, row) if back else _out_parts(session, row))]
    audit.record(
        session, actor, "referral.printed", _stored(session, actor, row.id), org_id=row.school_id, purpose=purpose.strip(),
        case=row.case_id, back=back,
    )  # fmt: skip
    return paper(BACK if back else OUT, parts, mark=mark_of(actor, purpose), at=clock.now())


def mark_of(actor: Actor, purpose: str) -> str:
    """Who reads, when, and what for: the pale line of every page."""
    return f"{actor.name}（{actor.username}）{clock.local(clock.now()):%Y-%m-%d %H:%M} 打印　用途：{purpose.strip()}"


def pupil_on_paper(session: Session, actor: Actor, person_id: int, school_id: int, purpose: str) -> Pupil:
    """Who a case of the actor's is about; the full name only where they may see names, and written down then."""
    today, masked = clock.today(), ("—", "—", "—")
    try:
        card = person(session, actor.over(Capability.WORK_CASES), person_id=person_id)
        masked = (card.name, card.number, SEX_TITLES[card.sex])
        if actor.can(Capability.SEE_NAMES):
            full = reveal(session, actor, person_id=person_id, purpose=Purpose.OTHER, note=f"打印：{purpose.strip()}")
            masked = (full.name, full.number, masked[2])
    except NotFound:
        pass  # the file lies elsewhere already: the paper goes without a name
    age = ages(session, SYSTEM_SCOPE, people=[person_id], on=today).get(person_id)  # of a case the actor works on
    school = get(session, SYSTEM_SCOPE, school_id).name  # a school's name is no secret
    return Pupil(*masked, "" if age is None else f"{age} 岁", school)


def pupil_rows(pupil: Pupil) -> list[tuple[str, ...]]:
    """Two lines of a form."""
    return [
        ("学校", pupil.school, "姓名", pupil.name),
        ("学籍号", pupil.number, "性别 / 年龄", f"{pupil.sex}　{pupil.age}"),
    ]


def consent_rows(asked: Consented, urgent_why: str | None = None) -> list[tuple[str, ...]]:
    """What the guardian said, on a form."""
    said = f"{CONSENT_TITLES[asked.consent]}（{WAY_TITLES[asked.how]}）"
    rows: list[tuple[str, ...]] = [("监护人", asked.who, "意见", said), ("告知日期", day_words(asked.on), "", "")]
    return [*rows, ("紧急转介的原因", urgent_why)] if urgent_why else rows


def day_words(day: date) -> str:
    """2025年11月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _out_parts(session: Session, row: ReferralRow) -> list[Part]:
    to = _institution(session, row)
    call = (("联系人", to.facts.contact, "电话", to.facts.phone),) if to else ()
    return [
        Part("二、转介原因", [("转介原因", row.reason)]),
        Part("三、家长会谈", consent_rows(row.consented, row.urgent_why)),
        Part("四、办理", [
            *call,
            ("转出日期", day_words(clock.local(row.sent_at).date()), "最晚接收", day_words(row.accept_by)),
            ("研判会日期", "", "状态", REFERRAL_TITLES[row.state]),
        ], below=SIGNED),
    ]  # fmt: skip


def _back_parts(session: Session, actor: Actor, row: ReferralRow) -> list[Part]:
    returned = clock.local(row.returned_at).date() if row.returned_at else None
    scope = actor.over(Capability.WORK_CASES)
    steps = [
        (TRACK_TITLES[one.track], POINT_TITLES[one.point], day_words(one.held_on), _passed(one.passed))
        for one in track_steps(session, scope, case_id=row.case_id)
    ]
    tracks = [Part("四、休学与复学", [("手续", "步骤", "日期", "结果"), *steps], header=True)] if steps else []
    return [
        Part("二、机构反馈", [("反馈", row.feedback or ""), ("结论", row.conclusion or "")]),
        Part("三、后续安排", [
            ("后续方案", row.next_steps or ""), ("返回日期", day_words(returned) if returned else ""),
        ]),
        *tracks,
        Part("", [], below=SIGNED),
    ]  # fmt: skip


def _passed(passed: bool | None) -> str:
    return "" if passed is None else "通过" if passed else "不通过"


def _row(session: Session, actor: Actor, referral_id: int) -> ReferralRow:
    found = referrals(session, actor.over(Capability.WORK_CASES), referral_id=referral_id)
    if not found:
        raise NotFound
    return found[0]


def _institution(session: Session, row: ReferralRow) -> InstitutionRow | None:
    rows = institutions(session, org_id=row.school_id, inactive=True)
    return next((one for one in rows if one.id == row.institution_id), None)


def _stored(session: Session, actor: Actor, referral_id: int) -> Referral | None:
    statement = select(Referral).where(Referral.id == referral_id)
    return session.exec(within(actor.over(Capability.WORK_CASES), statement, Referral)).first()
