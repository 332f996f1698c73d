"""移交 to a place outside the system: a sealed paper package, and the slip that comes back."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases import packs
from core.cases.actions.closing import close, propose_closing
from core.cases.actions.handovers import answered, begun, outgoing
from core.cases.actions.loading import hold, person_of
from core.cases.actions.referral_papers import consent_rows, day_words, mark_of, pupil_on_paper, pupil_rows
from core.cases.actions.steps import loaded, stepped
from core.cases.queries.cases import CaseRow, case, changes, warnings_of
from core.cases.queries.handovers import HandoverRow, handovers
from core.cases.queries.records import entries, tasks
from core.cases.rules.handovers import (
    ANSWER_DAYS,
    LONGEST_PLACE,
    HandoverKind,
    HandoverState,
    HandoverStep,
    paper_number,
)
from core.cases.rules.referrals import Consented, purpose_flaw
from core.cases.rules.states import Outcome, Step
from core.cases.tables import Case, Task
from core.database import within
from core.errors import Refused
from core.sheets.paper import Part, paper

TITLE, SLIP = "学生心理档案移交包", "移交回执"
COVER = "密件：请由接收单位的心理教师当面拆封；不作评优、升学依据，不作诊断证明。"
SIGNED = "接收人（签字）：　　　　　　　接收单位（盖章）：　　　　　　　日期：　　　年　　月　　日"
TIER_STEPS = (Step.OPEN, Step.JOIN, Step.RETIER, Step.REOPEN)


def leave_system(
    session: Session, actor: Actor, *, case_id: int, to: str, consented: Consented, note: str, days: int = ANSWER_DAYS
) -> int:
    """Begin to hand a file over to a place that does not use the system; answers the handover's id.

    The case is 移交中 until the signed slip is recorded. Raises Refused without a place, the guardian's yes, or a note.
    """
    scope = require(actor, Capability.WORK_CASES)
    if not 0 < len(to.strip()) <= LONGEST_PLACE:
        raise Refused("cases.handover_place")
    hold(session, person_of(session, scope, case_id))
    row = begun(
        session,
        actor,
        loaded(session, scope, case_id),
        HandoverKind.OUTSIDE,
        consented,
        note,
        days=days,
        to_name=to.strip(),
    )
    row.paper = paper_number(clock.today().year, row.id or 0)
    session.add(row)
    session.flush()
    audit.record(session, actor, "handover.proposed", row, org_id=row.from_school_id, case=case_id, kind=row.kind.value)
    return row.id or 0


def outside_package(session: Session, actor: Actor, *, case_id: int, purpose: str, tiers: Mapping[int, str]) -> bytes:
    """The paper package of a file on its way out, as .docx: cover, summary, tiers, what was written when, and the slip.

    `tiers` are labels by severity. What entries say stays here; their days and kinds go along. Raises NotFound outside the
    scope, Refused where no file is on its way or the purpose is missing.
    """
    scope = require(actor, Capability.WORK_CASES)
    row = case(session, scope, case_id)
    if flaw := purpose_flaw(purpose):
        raise Refused(flaw)
    on_way = [one for one in handovers(session, scope, states=(HandoverState.PROPOSED,), case_id=case_id) if one.paper]
    if not on_way:
        raise Refused("cases.no_package")
    (handover,) = on_way
    pupil = pupil_on_paper(session, actor, row.person_id, row.school_id, purpose)
    numbered = [("移交编号", handover.paper or "", "接收单位", handover.to_name or "")]
    parts = [
        Part("封面", [*numbered, ("移出学校", pupil.school, "移交日期", _day(handover))], below=COVER),
        Part("一、学生", pupil_rows(pupil)),
        *_summary(session, actor, row, handover, tiers),
        Part(SLIP, [*numbered, ("移出学校", pupil.school, "档案", "1 份（密封）")], new_page=True, below=SIGNED),
    ]
    stored = session.exec(within(scope, select(Case).where(Case.id == case_id), Case)).one()
    audit.record(
        session, actor, "handover.printed", stored, org_id=row.school_id, purpose=purpose.strip(), handover=handover.id
    )
    return paper(TITLE, parts, mark=mark_of(actor, purpose), at=clock.now())


def record_receipt(session: Session, actor: Actor, *, handover_id: int, received_on: date, receiver: str) -> None:
    """The signed slip of a paper package came back: the case is proposed for closing as moved away.

    It is closed at once where its tier asks for no second person, no task is open and the actor may approve; otherwise it
    waits for whoever may. Raises Refused for a handover within the system, without a receiver, or for a day ahead.
    """
    row, file = outgoing(session, actor, handover_id)
    if row.kind is not HandoverKind.OUTSIDE:
        raise Refused("cases.no_package")
    if not receiver.strip() or not clock.local(row.proposed_at).date() <= received_on <= clock.today():
        raise Refused("cases.receipt_incomplete")
    said = f"{row.paper}：{day_words(received_on)}由 {receiver.strip()} 签收"
    answered(session, actor, row, HandoverStep.ACCEPT, said)
    stepped(session, actor, file, Step.TAKE_OVER, why=said, at=clock.now())
    audit.record(session, actor, "handover.received", row, org_id=row.from_school_id, case=file.id)
    propose_closing(session, actor, case_id=row.case_id, outcome=Outcome.MOVED_AWAY, why=said)
    if actor.can(Capability.APPROVE_CASES) and not file.second_person and not _open_tasks(session, row.case_id):
        close(session, actor, case_id=row.case_id, why=said)


def _open_tasks(session: Session, case_id: int) -> bool:
    """Whether anything planned is open: part of an act on a case that was loaded within the scope."""
    held = session.exec(within(SYSTEM_SCOPE, select(Task.done_at).where(Task.case_id == case_id), Task))
    return any(done is None for done in held)


def _summary(
    session: Session, actor: Actor, row: CaseRow, handover: HandoverRow, tiers: Mapping[int, str]
) -> list[Part]:
    scope = actor.over(Capability.WORK_CASES)
    steps = [one for one in changes(session, scope, row.id) if one.step in TIER_STEPS]
    changed = [(day_words(clock.local(one.at).date()), _tier(tiers, one.to_severity), one.why) for one in steps]
    seen = actor.over(Capability.SEE_SCORES)
    warnings = [one.id for one in warnings_of(session, scope, case_id=row.id)]
    known = packs.forms()
    written = [
        (day_words(one.held_on), known[one.form].title if one.form in known else one.form)
        for one in entries(session, seen, warning_ids=warnings)
        if one.replaced_by is None
    ]
    plans = [(one.what, one.who) for one in tasks(session, scope, row.id) if one.done_at is None]
    return [
        Part("二、基本情况", [
            ("建档日期", day_words(clock.local(row.opened_at).date()), "现在的等级", _tier(tiers, row.severity)),
            ("交接说明", handover.note), *consent_rows(handover.consented),
        ]),
        Part("三、等级变更", [("日期", "等级", "理由"), *changed], header=True),
        Part("四、记录目录", [("日期", "记录"), *written], header=True),
        Part("五、还在进行的措施", [("措施", "由谁"), *plans], header=True),
    ]  # fmt: skip


def _tier(tiers: Mapping[int, str], severity: int) -> str:
    return tiers.get(severity, "")


def _day(row: HandoverRow) -> str:
    return day_words(clock.local(row.proposed_at).date())
