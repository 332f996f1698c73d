"""The time line of a round: which step follows which, what each step waits for, which can be taken back."""

from datetime import date
from typing import NamedTuple

from core.evaluation.rules.states import RoundState as State

LINE = tuple(State)
SEEN_BY_RATERS = (State.REVIEW, State.MODERATION)
"""While raters rate, and talk over what they rated, they look into the evidence; not before, and no longer after."""
SEEN_BY_SCHOOLS = (State.PUBLICITY, State.RECOGNISED, State.RECTIFYING, State.CLOSED)
"""From publicity on a school sees its result."""
UNBLINDED = (State.MODERATION, *SEEN_BY_SCHOOLS)
"""From moderation on, raters and managers see each other's marks; so there is no way back from there."""


class Standing(NamedTuple):
    """How far everything in a round is; all are counts.

    `late` schools did not submit, `open_sheets` are assigned for schools that did and neither submitted nor withdrawn,
    `unrated` schools submitted but nobody rates them, `thin` ones have raters but fewer than the round asks for.
    `tied` sheets count, though a tie of the rater to the school was told since. In `begun` ones something was put down,
    exempt ones included.
    """

    entries: int = 0
    exempt: int = 0
    submitted: int = 0
    open_sheets: int = 0
    unrated: int = 0
    thin: int = 0
    tied: int = 0
    marks: int = 0
    begun: int = 0
    open_moderations: int = 0
    open_appeals: int = 0
    open_rectifications: int = 0

    @property
    def due(self) -> int:
        """Entries that are not exempt."""
        return self.entries - self.exempt

    @property
    def late(self) -> int:
        """Entries due that were not submitted."""
        return self.due - self.submitted


class Lack(NamedTuple):
    """What a step waits for (its code), and how many of it."""

    code: str
    many: int


def line(*, with_self: bool = True, with_publicity: bool = True) -> tuple[State, ...]:
    """The steps of a round in order."""
    left_out = {state for state, kept in ((State.SELF, with_self), (State.PUBLICITY, with_publicity)) if not kept}
    return tuple(state for state in LINE if state not in left_out)


def next_states(state: State, *, with_self: bool = True, with_publicity: bool = True) -> tuple[State, ...]:
    """The steps that may follow: the next of the line; a round without anything to put right may close at once."""
    steps = line(with_self=with_self, with_publicity=with_publicity)
    if state is State.RECOGNISED:
        return (State.RECTIFYING, State.CLOSED)
    return steps[steps.index(state) + 1 :][:1]


def lacks(to: State, found: Standing, *, publicity_until: date, with_publicity: bool, today: date) -> tuple[Lack, ...]:
    """What the step to `to` still waits for; nothing when it may be taken."""
    waits: dict[State, list[Lack]] = {
        State.SELF: [Lack("evaluation.no_entries", int(found.due == 0))],
        State.REVIEW: [Lack("evaluation.no_entries", int(found.due == 0))],
        State.MODERATION: [Lack("evaluation.sheets_open", found.open_sheets)],
        State.PUBLICITY: [
            Lack("evaluation.moderations_open", found.open_moderations),
            Lack("evaluation.publicity_over", int(today > publicity_until)),
        ],
        State.RECOGNISED: [
            Lack("evaluation.moderations_open", found.open_moderations),
            Lack("evaluation.publicity_runs", int(with_publicity and today <= publicity_until)),
            Lack("evaluation.appeals_open", found.open_appeals),
        ],
        State.CLOSED: [Lack("evaluation.rectifications_open", found.open_rectifications)],
    }
    return tuple(lack for lack in waits.get(to, []) if lack.many)


def notes(to: State, found: Standing) -> tuple[Lack, ...]:
    """What should be known before the step to `to`, though it does not wait for it: who is left out, and how many."""
    told: dict[State, list[Lack]] = {
        State.REVIEW: [Lack("evaluation.not_submitted", found.late)],
        State.MODERATION: [
            Lack("evaluation.left_out", found.late),
            Lack("evaluation.unrated", found.unrated),
            Lack("evaluation.too_few_rate", found.thin),
            Lack("evaluation.tied_since", found.tied),
        ],
    }
    return tuple(lack for lack in told.get(to, []) if lack.many)


def back_from(state: State, *, with_self: bool = True) -> State | None:
    """The step before, where going back harms nobody: from self-assessment and from review."""
    if state is State.SELF:
        return State.DRAFT
    if state is State.REVIEW:
        return State.SELF if with_self else State.DRAFT
    return None


def keeps_from_back(state: State, found: Standing) -> tuple[Lack, ...]:
    """Why the step cannot be taken back: schools or raters have begun already."""
    told = [
        Lack("evaluation.schools_began", found.begun if state is State.SELF else 0),
        Lack("evaluation.raters_began", found.marks),
    ]
    return tuple(lack for lack in told if lack.many)
