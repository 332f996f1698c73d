"""The states of campaigns, of people who are due, and of answer sheets."""

from enum import StrEnum


class CampaignState(StrEnum):
    """A campaign's life: prepared, taking sheets in, over."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Mark(StrEnum):
    """Whether somebody counts as due. Completion = tested ÷ (due); leave and exempt are taken out of the denominator."""

    DUE = "due"
    LEAVE = "leave"
    EXEMPT = "exempt"


class SheetStatus(StrEnum):
    """What came in. Only VALID may carry a tier; the others are never 正常."""

    UNTESTED = "untested"
    INCOMPLETE = "incomplete"
    RETEST = "retest"
    VALID = "valid"
