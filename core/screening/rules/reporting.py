"""逐级上报: the life of a school's report, its figures, and whether the bureau above looks at it before it counts."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from core.cases.rules.states import BALANCED, WarningState
from core.cases.rules.tiering import Tier
from core.errors import Refused

LONGEST = 800
"""Characters of a statement or of a review's note."""
LEAST = 4
"""Characters that say why a report is returned."""


class ReportState(StrEnum):
    """Where a report stands. A school that has none is missing."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class ReportStep(StrEnum):
    """What can be done with a report."""

    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"


STEPS: Mapping[tuple[ReportState, ReportStep], ReportState] = {
    (ReportState.DRAFT, ReportStep.WRITE): ReportState.DRAFT,
    (ReportState.RETURNED, ReportStep.WRITE): ReportState.RETURNED,
    (ReportState.DRAFT, ReportStep.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, ReportStep.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, ReportStep.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportStep.ACCEPT): ReportState.ACCEPTED,
    (ReportState.ACCEPTED, ReportStep.RETURN): ReportState.RETURNED,
}
"""Every legal step. An accepted report may be returned once more: what was overlooked then is put right by the school."""


def after(state: ReportState, step: ReportStep, *, reviewed: bool = True) -> ReportState:
    """Where `step` leads; a submitted report that nobody reviews is accepted at once.

    Raises Refused("reports.no_such_step") for a step that is not legal.
    """
    try:
        to_state = STEPS[state, step]
    except KeyError:
        raise Refused("reports.no_such_step") from None
    return ReportState.ACCEPTED if step is ReportStep.SUBMIT and not reviewed else to_state


def is_reviewed(tiers: Iterable[Tier]) -> bool:
    """Whether the policy asks the bureau to look at reports: it has a level that a second person looks at."""
    return any(tier.second_person for tier in tiers)


class Standing(NamedTuple):
    """How many people of one tier stand in one state of the balance."""

    state: WarningState
    severity: int
    people: int


class Figures(NamedTuple):
    """What a report counts: who was due and tested, and the balance by state and tier."""

    due: int = 0
    tested: int = 0
    standings: tuple[Standing, ...] = ()

    @property
    def listed(self) -> int:
        """Everybody on the balance."""
        return sum(one.people for one in self.standings)

    def of(self, *, state: WarningState | None = None, severity: int | None = None) -> int:
        """People in one state, of one tier, or both."""
        return sum(
            one.people
            for one in self.standings
            if (state is None or one.state is state) and (severity is None or one.severity == severity)
        )

    def by_tier(self, severities: Sequence[int]) -> tuple[int, ...]:
        """People of each tier, and last those tested who stand on no list."""
        found = [self.of(severity=severity) for severity in severities]
        return (*found, max(self.tested - sum(found), 0))


def figures(due: int, tested: int, standings: Iterable[Standing]) -> Figures:
    """The figures with equal standings put together, those of no balance left out, in the order of the balance."""
    sums: dict[tuple[WarningState, int], int] = {}
    for one in standings:
        sums[one.state, one.severity] = sums.get((one.state, one.severity), 0) + one.people
    ordered = sorted((key for key in sums if key[0] in BALANCED and sums[key]), key=_order)
    return Figures(due, tested, tuple(Standing(*key, sums[key]) for key in ordered))


def total(parts: Iterable[Figures]) -> Figures:
    """All of them as one."""
    every = list(parts)
    standings = (one for part in every for one in part.standings)
    return figures(sum(part.due for part in every), sum(part.tested for part in every), standings)


def packed(found: Figures) -> dict[str, Any]:
    """The figures as they are stored."""
    people: dict[str, dict[str, int]] = {}
    for one in found.standings:
        people.setdefault(one.state.value, {})[str(one.severity)] = one.people
    return {"due": found.due, "tested": found.tested, "people": people}


def unpacked(stored: Mapping[str, Any]) -> Figures:
    """The figures that `packed` stored."""
    rows = [
        Standing(WarningState(state), int(severity), people)
        for state, tiers in stored["people"].items()
        for severity, people in tiers.items()
    ]
    return figures(stored["due"], stored["tested"], rows)


def checked_text(text: str, *, least: int = 0) -> str:
    """The text without space around it; raises Refused where it is too short or too long."""
    said = text.strip()
    if len(said) < least:
        raise Refused("reports.say_why", least=least)
    if len(said) > LONGEST:
        raise Refused("reports.text_too_long", most=LONGEST)
    return said


def _order(key: tuple[WarningState, int]) -> tuple[int, int]:
    return BALANCED.index(key[0]), -key[1]
