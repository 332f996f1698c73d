"""移交: a school offers a file to another one, and takes the offer back."""

from typing import Any

from sqlmodel import Session, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.accounts.queries import account
from core.cases.actions.loading import hold, person_of
from core.cases.actions.notices import notify
from core.cases.actions.steps import loaded, stepped
from core.cases.rules.handovers import (
    ANSWER_DAYS,
    INSIDE,
    TIER,
    HandoverKind,
    HandoverState,
    HandoverStep,
    handing_flaw,
    handover_after,
)
from core.cases.rules.notices import NoticeCode
from core.cases.rules.referrals import Consented, waiting_days, words_flaw
from core.cases.rules.states import Step
from core.cases.tables import Case, Handover, HandoverOffer, HandoverSlip
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import calendar, get
from core.organisations.rules import Level
from core.students.queries import ages


def propose_handover(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    to_school_id: int,
    kind: HandoverKind,
    consented: Consented,
    note: str,
    tier: str,
    days: int = ANSWER_DAYS,
) -> int:
    """Offer a case in care to another school, of this county or any other; answers the handover's id.

    Until it accepts, that school learns the tier (`tier` is its label), the age and whom to call, and nothing else. `days`
    is the number of school days to answer. Raises Refused without the guardian's yes, without a note, or for a teacher's case.
    """
    scope = require(actor, Capability.WORK_CASES)
    hold(session, person_of(session, scope, case_id))
    case = loaded(session, scope, case_id)
    if kind not in INSIDE or not _may_receive(session, case, to_school_id):
        raise Refused("cases.handover_place")
    row = begun(session, actor, case, kind, consented, note, days=days, to_school_id=to_school_id)
    session.add(_offer(session, actor, row, case, tier))
    session.flush()
    audit.record(
        session, actor, "handover.proposed", row, org_id=case.school_id, case=case_id, to=to_school_id, kind=kind.value
    )
    return row.id or 0


def revoke_handover(session: Session, actor: Actor, *, handover_id: int, why: str) -> None:
    """Take an offer (or a paper package) back while nobody has answered it; the case is in care again."""
    row, case = outgoing(session, actor, handover_id)
    if flaw := words_flaw(why):
        raise Refused(flaw)
    answered(session, actor, row, HandoverStep.REVOKE, why.strip())
    stepped(session, actor, case, Step.TURN_BACK, why=why.strip(), at=clock.now())
    audit.record(session, actor, "handover.revoked", row, org_id=row.from_school_id, case=case.id)


def begun(
    session: Session,
    actor: Actor,
    case: Case,
    kind: HandoverKind,
    consented: Consented,
    note: str,
    *,
    days: int,
    **to: Any,
) -> Handover:
    """The handover of a loaded case and the sender's slip; the case is 移交中 from now on."""
    today = clock.today()
    if case.is_staff:
        raise Refused("cases.handover_staff")
    if flaw := handing_flaw(consented, today) or words_flaw(note):
        raise Refused(flaw)
    answer_by = calendar(session, org_id=case.school_id).after(today, waiting_days(days))
    row = Handover(
        case_id=case.id or 0, from_school_id=case.school_id, kind=kind, consent=consented.consent,
        consent_who=consented.who.strip(), consent_how=consented.how, consent_on=consented.on, note=note.strip(),
        proposed_at=clock.now(), proposed_by=actor.user_id, answer_by=answer_by, **to,
    )  # fmt: skip
    stepped(session, actor, case, Step.HAND_OVER, why=row.note, at=row.proposed_at)
    session.add(row)
    session.flush()
    session.add(
        HandoverSlip(
            handover_id=row.id or 0, from_school_id=row.from_school_id, to_school_id=row.to_school_id, kind=kind,
            sent_on=today, answer_by=answer_by,
        )
    )  # fmt: skip
    session.flush()
    return row


def outgoing(session: Session, actor: Actor, handover_id: int) -> tuple[Handover, Case]:
    """A handover of a case the actor works on, and the case, both held; raises NotFound outside the scope."""
    scope = require(actor, Capability.WORK_CASES)
    statement = within(scope, select(Handover).where(Handover.id == handover_id), Handover)
    row = session.exec(statement.with_for_update(of=Handover)).first()
    if row is None:
        raise NotFound
    return row, loaded(session, scope, row.case_id)


def answered(session: Session, actor: Actor, row: Handover, step: HandoverStep, words: str | None) -> HandoverState:
    """Write the answer down on the handover, the receiver's offer and the sender's slip, and tell whoever proposed it.

    Offer and slip belong to one side each, and either side answers: that is why they are read past the scope.
    """
    state = handover_after(row.state, step)
    row.state, row.answered_at, row.answered_by, row.answer = state, clock.now(), actor.user_id, words
    offers = select(HandoverOffer).where(HandoverOffer.handover_id == row.id)
    for offer in session.exec(within(SYSTEM_SCOPE, offers, HandoverOffer)):
        offer.state = state
        session.add(offer)
    kept = select(HandoverSlip).where(HandoverSlip.handover_id == row.id)
    for slip in session.exec(within(SYSTEM_SCOPE, kept, HandoverSlip)):
        slip.state, slip.answered_on = state, clock.today()
        session.add(slip)
    session.add(row)
    session.flush()
    told = {row.proposed_by} - {actor.user_id}
    notify(session, told, NoticeCode.HANDOVER_ANSWERED, at=clock.now(), handover_id=row.id)
    return state


def _may_receive(session: Session, case: Case, to_school_id: int) -> bool:
    if to_school_id == case.school_id:
        return False
    try:
        place = get(session, SYSTEM_SCOPE, to_school_id)  # schools' names are no secret, and any may receive
    except NotFound:
        return False
    return place.level is Level.SCHOOL and place.closed_on is None


def _offer(session: Session, actor: Actor, row: Handover, case: Case, tier: str) -> HandoverOffer:
    """The minimum. The age is looked up past the scope: the new school's roster may have the pupil already."""
    today = clock.today()
    age = ages(session, SYSTEM_SCOPE, people=[case.person_id], on=today).get(case.person_id)
    phone = account(session, SYSTEM_SCOPE, actor.user_id, now=clock.now()).phone

    return HandoverOffer(
        handover_id=row.id or 0, to_school_id=row.to_school_id or 0, from_school_id=row.from_school_id,
        severity=case.severity, tier=tier.strip()[:TIER], age=age, contact=actor.name, phone=phone, sent_on=today,
        answer_by=row.answer_by,
    )  # fmt: skip
