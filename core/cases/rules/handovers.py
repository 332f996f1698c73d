"""移交: kinds, states, and what a receiving school may know before it accepts."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from core.cases.rules.referrals import Consent, Consented, consent_flaw
from core.cases.rules.transitions import led

TIER, LONGEST_PLACE = 40, 80
"""Characters of a tier's label, and of the name of a place outside the system."""
ANSWER_DAYS = 5
"""School days to answer a handover: a default (默认值，请按本地文件核定), no rule above the bureau names one."""


class HandoverKind(StrEnum):
    """Why a file moves."""

    PROMOTION = "promotion"
    TRANSFER = "transfer"
    MERGER = "merger"
    OUTSIDE = "outside"


HANDOVER_TITLES = {
    HandoverKind.PROMOTION: "小升初",
    HandoverKind.TRANSFER: "转学",
    HandoverKind.MERGER: "分校合并",
    HandoverKind.OUTSIDE: "转到系统外",
}


class HandoverState(StrEnum):
    """Where a handover stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REVOKED = "revoked"


HANDOVER_STATE_TITLES = {
    HandoverState.PROPOSED: "等待接收",
    HandoverState.ACCEPTED: "已接收",
    HandoverState.RETURNED: "已退回",
    HandoverState.REVOKED: "已撤回",
}


class HandoverStep(StrEnum):
    """What can be done with a handover that was proposed."""

    ACCEPT = "accept"
    RETURN = "return"
    REVOKE = "revoke"


INSIDE = tuple(kind for kind in HandoverKind if kind is not HandoverKind.OUTSIDE)
HANDOVER_STEPS: Mapping[tuple[HandoverState, HandoverStep], HandoverState] = {
    (HandoverState.PROPOSED, HandoverStep.ACCEPT): HandoverState.ACCEPTED,
    (HandoverState.PROPOSED, HandoverStep.RETURN): HandoverState.RETURNED,
    (HandoverState.PROPOSED, HandoverStep.REVOKE): HandoverState.REVOKED,
}


def handover_after(state: HandoverState, step: HandoverStep) -> HandoverState:
    """Where `step` leads; raises Refused("cases.no_such_handover_step") where it is not legal."""
    return led(HANDOVER_STEPS, state, step, "cases.no_such_handover_step")


def handing_flaw(asked: Consented, today: date) -> str | None:
    """Why a file may not be handed over: the guardian has to have said yes."""
    flaw = consent_flaw(asked, today)
    return flaw or (None if asked.consent is Consent.GIVEN else "cases.handover_consent")


def paper_number(year: int, handover_id: int) -> str:
    """The number on a paper package and on its slip."""
    return f"移{year}-{handover_id:06d}"
