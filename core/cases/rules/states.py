"""The life-cycle of warnings and cases: which step leads from where to where, and nothing else does."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from core.cases.rules.transitions import led
from core.errors import Refused


class WarningState(StrEnum):
    """Where a warning stands; every warning is in exactly one. Once confirmed it stands where its case stands."""

    AWAITING_INTERVIEW = "awaiting_interview"
    EXCLUDED = "excluded"
    IN_CARE = "in_care"
    REFERRED = "referred"
    HANDING_OVER = "handing_over"
    CLOSING = "closing"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class CaseState(StrEnum):
    """Where a case stands."""

    IN_CARE = "in_care"
    REFERRED = "referred"
    HANDING_OVER = "handing_over"
    CLOSING = "closing"
    CLOSED = "closed"


class Source(StrEnum):
    """How somebody came to notice."""

    SCREENING = "screening"
    OBSERVATION = "observation"
    SELF = "self"
    OTHERS = "others"
    HOSPITAL = "hospital"


class Step(StrEnum):
    """What can be done with a case."""

    OPEN = "open"
    JOIN = "join"
    RETIER = "retier"
    REFER = "refer"
    COME_BACK = "come_back"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    TURN_BACK = "turn_back"
    PROPOSE = "propose"
    KEEP = "keep"
    CLOSE = "close"
    REOPEN = "reopen"


class Outcome(StrEnum):
    """How a case ended."""

    RECOVERED = "recovered"
    STABLE = "stable"
    MOVED_AWAY = "moved_away"
    GRADUATED = "graduated"
    IN_TREATMENT = "in_treatment"
    OTHER = "other"


IN_CARE, REFERRED, HANDING_OVER = CaseState.IN_CARE, CaseState.REFERRED, CaseState.HANDING_OVER
CLOSING, CLOSED = CaseState.CLOSING, CaseState.CLOSED

STEPS: Mapping[tuple[CaseState, Step], CaseState] = {
    (IN_CARE, Step.JOIN): IN_CARE,
    (REFERRED, Step.JOIN): REFERRED,
    (HANDING_OVER, Step.JOIN): HANDING_OVER,
    (CLOSING, Step.JOIN): IN_CARE,
    (IN_CARE, Step.RETIER): IN_CARE,
    (REFERRED, Step.RETIER): REFERRED,
    (IN_CARE, Step.REFER): REFERRED,
    (REFERRED, Step.COME_BACK): IN_CARE,
    (IN_CARE, Step.HAND_OVER): HANDING_OVER,
    (HANDING_OVER, Step.TAKE_OVER): IN_CARE,
    (HANDING_OVER, Step.TURN_BACK): IN_CARE,
    (IN_CARE, Step.PROPOSE): CLOSING,
    (CLOSING, Step.KEEP): IN_CARE,
    (CLOSING, Step.CLOSE): CLOSED,
    (CLOSED, Step.REOPEN): IN_CARE,
}
"""Every legal step of a case that is open or was; a case begins IN_CARE, when a warning is confirmed.

JOIN is a further warning confirmed into the case: nobody closes it over that.
"""

UNDECIDED = frozenset({WarningState.AWAITING_INTERVIEW})
BALANCED = tuple(state for state in WarningState if state is not WarningState.WITHDRAWN)
"""The states a list adds up from; a withdrawn warning stands on no list."""
OPEN_STATES = frozenset(BALANCED) - {WarningState.EXCLUDED, WarningState.CLOSED}


def after(state: CaseState, step: Step) -> CaseState:
    """Where `step` leads from `state`; raises Refused("cases.no_such_step") for a step that is not legal there."""
    return led(STEPS, state, step, "cases.no_such_step")


def mirrored(state: CaseState) -> WarningState:
    """Where a confirmed warning stands while its case stands in `state`."""
    return WarningState(state.value)


def may_withdraw(state: WarningState, *, urgent: bool, touched: bool = False) -> bool:
    """Whether a corrected sheet alone takes a warning back.

    Only while nobody has acted on it, and never where a critical item was flagged: somebody has to look at that, a file
    cannot unsay it.
    """
    return state is WarningState.AWAITING_INTERVIEW and not urgent and not touched


class Found(NamedTuple):
    """What a warning says in short."""

    severity: int
    urgent: bool


def comes_back(state: WarningState, before: Found, now: Found) -> bool:
    """Whether a decided warning waits for a talk again: a sheet now says something graver than what was decided on."""
    decided = state not in (WarningState.AWAITING_INTERVIEW, WarningState.WITHDRAWN)
    return decided and (now.severity > before.severity or (now.urgent and not before.urgent))


class Closing(NamedTuple):
    """What stands when somebody wants to close a case."""

    outcome: Outcome | None
    open_tasks: int
    second_person: bool
    proposed_by: int | None
    closed_by: int


def check_closing(closing: Closing) -> None:
    """Raise Refused unless the case may be closed: an outcome, no open task, and a second person where the tier wants one."""
    if closing.outcome is None:
        raise Refused("cases.outcome_needed")
    if closing.open_tasks:
        raise Refused("cases.tasks_open", tasks=closing.open_tasks)
    if closing.second_person and closing.proposed_by == closing.closed_by:
        raise Refused("cases.second_person_needed")
