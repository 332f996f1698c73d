"""研判会: what a panel may decide about whom, and what has to stand before it counts as held."""

import re
from collections.abc import Sequence
from enum import StrEnum

from core.errors import Refused

LEAST = 4
"""Characters that a rationale needs."""
LONGEST = 500
"""Characters of a rationale or of the minutes' note."""
TITLE = 60
"""Characters of a title."""
QUORUM = 2
"""People without whom a talk is no panel."""
MOST = 100
"""Items of one panel."""


class PanelState(StrEnum):
    """Planned and being prepared or talked through; or held, and never changed again."""

    OPEN = "open"
    HELD = "held"


class Decision(StrEnum):
    """What a panel says about one person. Carrying it out is a step of the case's own."""

    KEEP = "keep"
    RAISE = "raise"
    LOWER = "lower"
    REFER = "refer"
    CLOSE = "close"
    EXCLUDE = "exclude"


OF_A_WARNING = (Decision.KEEP, Decision.RAISE, Decision.LOWER, Decision.EXCLUDE)
OF_A_CASE = (Decision.KEEP, Decision.RAISE, Decision.LOWER, Decision.REFER, Decision.CLOSE)


def decisions(*, is_case: bool) -> tuple[Decision, ...]:
    """What can be decided: a warning that nobody has confirmed can be excluded, a case referred or closed."""
    return OF_A_CASE if is_case else OF_A_WARNING


def check_decision(decision: Decision, rationale: str, *, is_case: bool) -> str:
    """The rationale as it is kept; raises Refused for what cannot be decided here, or without a reason."""
    if decision not in decisions(is_case=is_case):
        raise Refused("panels.not_decidable")
    said = rationale.strip()
    if len(said) < LEAST:
        raise Refused("panels.rationale_needed", least=LEAST)
    if len(said) > LONGEST:
        raise Refused("panels.text_too_long", most=LONGEST)
    return said


def attendees(text: str) -> tuple[str, ...]:
    """The names in a line such as "王老师、李老师，赵医生", each once."""
    names = (name.strip() for name in re.split(r"[、，,;；\n]+", text))
    return tuple(dict.fromkeys(name for name in names if name))


def check_held(people: Sequence[str], decided: Sequence[bool]) -> None:
    """Raise Refused unless the panel may count as held: people who met, items, and a decision about each."""
    if len(people) < QUORUM:
        raise Refused("panels.quorum", least=QUORUM)
    if not decided:
        raise Refused("panels.no_items")
    if left := sum(not one for one in decided):
        raise Refused("panels.undecided", left=left)


def check_open(state: PanelState) -> None:
    """Raise Refused for a panel that was held: its record stays as it is."""
    if state is not PanelState.OPEN:
        raise Refused("panels.held")
