"""转介: a case goes to a centre or a hospital, and comes back with what they say."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.cases.actions.notices import notify
from core.cases.actions.steps import loaded, stepped
from core.cases.queries.institutions import InstitutionRow, institutions
from core.cases.queries.referrals import answers_for
from core.cases.rules.notices import NoticeCode
from core.cases.rules.referrals import (
    ACCEPT_DAYS,
    Consent,
    Consented,
    ReferralState,
    ReferralStep,
    farther,
    referral_after,
    sending_flaw,
    waiting_days,
    words_flaw,
)
from core.cases.rules.states import Step
from core.cases.tables import Case, Referral
from core.database import within
from core.errors import NotAllowed, NotFound, Refused
from core.organisations.queries import calendar


def refer(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    institution_id: int,
    reason: str,
    consented: Consented,
    urgent_why: str = "",
    days: int = ACCEPT_DAYS,
) -> int:
    """Send a case in care to an institution; answers the referral's id. A bureau's centre sees the case from now on.

    Without the guardian's yes only with `urgent_why`. `days` is the number of school days to answer. Raises Refused where
    the case is not in care, a reason or the consent is missing, or the institution is not offered to the school.
    """
    scope = require(actor, Capability.WORK_CASES)
    case, today = loaded(session, scope, case_id), clock.today()
    _refuse(sending_flaw(consented, urgent_why, today) or words_flaw(reason))
    to = _offered(session, case, institution_id)
    row = Referral(
        case_id=case_id, institution_id=to.id, centre_level=to.level, care_level_before=case.care_level,
        reason=reason.strip(), consent=consented.consent, consent_who=consented.who.strip(), consent_how=consented.how,
        consent_on=consented.on, urgent_why=urgent_why.strip() or None if consented.consent is not Consent.GIVEN else None,
        sent_at=clock.now(), sent_by=actor.user_id,
        accept_by=calendar(session, org_id=case.school_id).after(today, waiting_days(days)),
    )  # fmt: skip
    facts = {"care_level": farther(case.care_level, to.level)} if to.level else {}
    stepped(session, actor, case, Step.REFER, why=row.reason, at=row.sent_at, **facts)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "referral.sent", row, org_id=case.school_id, case=case_id, to=to.id, consent=row.consent.value
    )
    return row.id or 0


def accept_referral(session: Session, actor: Actor, *, referral_id: int, note: str = "") -> None:
    """Take a referral: the centre itself, never whoever sent it; for a hospital the school writes down that it did."""
    row, case = _answering(session, actor, referral_id)
    _answer(row, actor, ReferralStep.ACCEPT, note.strip() or None)
    _saved(session, actor, row, case, "referral.accepted")
    _tell(session, actor, row, NoticeCode.REFERRAL_ANSWERED)


def decline_referral(session: Session, actor: Actor, *, referral_id: int, why: str) -> None:
    """Do not take a referral; the case is in the school's care again. Raises Refused without a reason."""
    row, case = _answering(session, actor, referral_id)
    _refuse(words_flaw(why))
    _answer(row, actor, ReferralStep.DECLINE, why.strip())
    _home(session, actor, row, case, why.strip())
    _saved(session, actor, row, case, "referral.declined")
    _tell(session, actor, row, NoticeCode.REFERRAL_ANSWERED)


def come_back(
    session: Session, actor: Actor, *, referral_id: int, feedback: str, conclusion: str, next_steps: str = ""
) -> None:
    """An accepted referral ends: feedback and conclusion are kept, the case is in the school's care again.

    The centre writes it, or the school from the paper that came back; nobody has to wait for the other.
    """
    row, case = _loaded(session, require(actor, Capability.WORK_CASES), referral_id)
    _refuse(words_flaw(feedback) or words_flaw(conclusion))
    row.state = referral_after(row.state, ReferralStep.COME_BACK)
    row.feedback, row.conclusion, row.next_steps = feedback.strip(), conclusion.strip(), next_steps.strip() or None
    row.returned_at, row.returned_by = clock.now(), actor.user_id
    _home(session, actor, row, case, row.conclusion)
    _saved(session, actor, row, case, "referral.returned")
    _tell(session, actor, row, NoticeCode.REFERRAL_BACK)


def revoke_referral(session: Session, actor: Actor, *, referral_id: int, why: str) -> None:
    """The sender, or a colleague at the sending school, takes a referral back while nobody has answered it."""
    scope = require(actor, Capability.WORK_CASES)
    row, case = _loaded(session, scope, referral_id)
    if row.sent_by != actor.user_id and not _at_school(session, scope, case):
        raise NotAllowed(capability=Capability.WORK_CASES.value)
    _refuse(words_flaw(why))
    _answer(row, actor, ReferralStep.REVOKE, why.strip())
    _home(session, actor, row, case, why.strip())
    _saved(session, actor, row, case, "referral.revoked")


def _refuse(flaw: str | None) -> None:
    if flaw:
        raise Refused(flaw)


def _offered(session: Session, case: Case, institution_id: int) -> InstitutionRow:
    for row in institutions(session, org_id=case.school_id):
        if row.id == institution_id:
            return row
    raise Refused("cases.institution_gone")


def _loaded(session: Session, scope: Scope, referral_id: int) -> tuple[Referral, Case]:
    statement = within(scope, select(Referral).where(col(Referral.id) == referral_id), Referral)
    row = session.exec(statement.with_for_update(of=Referral)).first()
    if row is None:
        raise NotFound
    return row, loaded(session, scope, row.case_id)


def _answering(session: Session, actor: Actor, referral_id: int) -> tuple[Referral, Case]:
    scope = require(actor, Capability.WORK_CASES)
    row, case = _loaded(session, scope, referral_id)
    if not answers_for(scope, row.centre_level):
        raise NotAllowed(capability=Capability.WORK_CASES.value)
    if row.centre_level and row.sent_by == actor.user_id:
        raise Refused("cases.referral_own")
    return row, case


def _answer(row: Referral, actor: Actor, step: ReferralStep, words: str | None) -> None:
    row.state = referral_after(row.state, step)
    row.answered_at, row.answered_by, row.answer = clock.now(), actor.user_id, words


def _home(session: Session, actor: Actor, row: Referral, case: Case, why: str) -> None:
    """Back into the school's care; whoever was let in for the referral alone sees it no more."""
    facts: dict[str, Any] = {}
    if row.centre_level and not _escalated_since(case, row.sent_at):
        facts["care_level"] = row.care_level_before
    stepped(session, actor, case, Step.COME_BACK, why=why, at=clock.now(), **facts)


def _escalated_since(case: Case, sent_at: datetime) -> bool:
    return case.escalated_at is not None and case.escalated_at > sent_at


def _at_school(session: Session, scope: Scope, case: Case) -> bool:
    """Whether the actor works on every case of the school, not on those of some handling levels alone."""
    statement = select(Case.id).where(Case.id == case.id)
    return session.exec(within(scope.at_every_level, statement, Case)).first() is not None


def _saved(session: Session, actor: Actor, row: Referral, case: Case, action: str) -> None:
    session.add(row)
    session.flush()
    audit.record(
        session, actor, action, row, org_id=case.school_id, case=row.case_id, state=ReferralState(row.state).value
    )


def _tell(session: Session, actor: Actor, row: Referral, code: NoticeCode) -> None:
    """Whoever sent it hears of it, unless they did it themselves."""
    notify(session, {row.sent_by} - {actor.user_id}, code, at=clock.now(), referral_id=row.id)
