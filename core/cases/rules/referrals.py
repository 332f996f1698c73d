"""转介: the guardian's consent, the states of a referral, and who answers it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.cases.rules.institutions import InstitutionKind
from core.cases.rules.tiering import LADDER
from core.cases.rules.transitions import led

ACCEPT_DAYS = 3
"""School days to answer a referral: a default (默认值，请按本地文件核定), no rule above the bureau names one."""
MOST_DAYS = 60
"""School days: nothing may wait longer for an answer, whatever somebody agrees on."""
LEAST_WORDS, MOST_WORDS, MOST_PURPOSE = 4, 2_000, 60
"""Characters of a reason, a note or a piece of feedback, and of what a paper is printed for."""


class Consent(StrEnum):
    """What the guardian said."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


class ConsentWay(StrEnum):
    """How the guardian was asked."""

    WRITTEN = "written"
    IN_PERSON = "in_person"
    PHONE = "phone"


CONSENT_TITLES = {Consent.GIVEN: "同意", Consent.REFUSED: "不同意", Consent.NOT_REACHED: "还没有联系上"}
WAY_TITLES = {ConsentWay.WRITTEN: "书面", ConsentWay.IN_PERSON: "当面", ConsentWay.PHONE: "电话"}


class Consented(NamedTuple):
    """The guardian's answer: who was asked, how, and on which day."""

    consent: Consent
    who: str
    how: ConsentWay
    on: date


class ReferralState(StrEnum):
    """Where a referral stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETURNED = "returned"
    REVOKED = "revoked"


REFERRAL_TITLES = {
    ReferralState.SENT: "等待接收",
    ReferralState.ACCEPTED: "已接收",
    ReferralState.DECLINED: "未接收",
    ReferralState.RETURNED: "已返回",
    ReferralState.REVOKED: "已撤回",
}


class ReferralStep(StrEnum):
    """What can be done with a referral that was sent."""

    ACCEPT = "accept"
    DECLINE = "decline"
    COME_BACK = "come_back"
    REVOKE = "revoke"


LIVE = (ReferralState.SENT, ReferralState.ACCEPTED)
"""The case is 转介中 exactly while one of its referrals stands here."""
REFERRAL_STEPS: Mapping[tuple[ReferralState, ReferralStep], ReferralState] = {
    (ReferralState.SENT, ReferralStep.ACCEPT): ReferralState.ACCEPTED,
    (ReferralState.SENT, ReferralStep.DECLINE): ReferralState.DECLINED,
    (ReferralState.SENT, ReferralStep.REVOKE): ReferralState.REVOKED,
    (ReferralState.ACCEPTED, ReferralStep.COME_BACK): ReferralState.RETURNED,
}


def referral_after(state: ReferralState, step: ReferralStep) -> ReferralState:
    """Where `step` leads; raises Refused("cases.no_such_referral_step") where it is not legal."""
    return led(REFERRAL_STEPS, state, step, "cases.no_such_referral_step")


def waiting_days(days: int) -> int:
    """The school days an answer may take: at least one, at most MOST_DAYS."""
    return min(max(days, 1), MOST_DAYS)


def words_flaw(text: str) -> str | None:
    """Why a reason or a note says too little or too much."""
    size = len(text.strip())
    if size < LEAST_WORDS:
        return "cases.referral_words_short"
    return "cases.referral_words_long" if size > MOST_WORDS else None


def purpose_flaw(purpose: str) -> str | None:
    """Why what a paper is printed for says too little or too much."""
    return "cases.paper_purpose" if not LEAST_WORDS <= len(purpose.strip()) <= MOST_PURPOSE else None


def consent_flaw(asked: Consented, today: date) -> str | None:
    """Why what is written about the guardian's answer cannot be kept."""
    if not asked.who.strip():
        return "cases.consent_who"
    return "cases.consent_ahead" if asked.on > today else None


def sending_flaw(asked: Consented, urgent_why: str, today: date) -> str | None:
    """Why a referral may not be sent: without the guardian's yes only where it is 紧急, for a stated reason."""
    flaw = consent_flaw(asked, today)
    if flaw or asked.consent is Consent.GIVEN:
        return flaw
    return "cases.consent_missing" if words_flaw(urgent_why) else None


def answering_level(kind: InstitutionKind, centre_level: str | None) -> str | None:
    """The handling level whose people answer in the system; None where the school writes down what was answered.

    `centre_level` is the level of the bureau that keeps the centre, None below a bureau.
    """
    return centre_level if kind is InstitutionKind.CENTRE else None


def farther(level: str | None, other: str | None) -> str | None:
    """The farther of two handling levels; None is nearer than any."""
    known = [one for one in (level, other) if one in LADDER]
    return max(known, key=LADDER.index, default=None)
