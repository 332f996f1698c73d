"""A school's own part of a round: when it may be filled in, what is still missing, what a proposal puts down."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from core.errors import Refused
from core.evaluation.rules import tally
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.proposals import KNOWN, Proposal
from core.evaluation.rules.spec import QUANTITIES, Item, Kind, RubricSpec
from core.evaluation.rules.states import EntryState, RoundState

NOTE, STATEMENT, REASON = 2000, 2000, 400
PROPOSED = 400  # characters of what was proposed
HUNDREDTH = Decimal("0.01")
EVERYBODY_FILLS = (RoundState.SELF,)
SOME_STILL_FILL = (RoundState.SELF, RoundState.REVIEW)
WITHOUT_POINTS = (Kind.DEDUCT, Kind.VETO)


class Standing(NamedTuple):
    """Where an entry stands: its round's state and day, its own state, and the day of its extension."""

    round_state: RoundState
    state: EntryState
    self_until: date
    due_on: date | None = None

    @property
    def last_day(self) -> date:
        """The day until which the entry may be handed in."""
        return self.due_on or self.self_until


class Lack(NamedTuple):
    """What an entry still needs, as codes in the rubric's order: marks, and evidence for marks that claim points."""

    marks: tuple[str, ...]
    evidence: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.marks or self.evidence)


def check_fillable(at: Standing, today: date) -> None:
    """Raise Refused unless the school may change its part now.

    While the round is at self-assessment; while it is in review, for an entry that was returned or whose extension runs.
    """
    if at.state is EntryState.EXEMPT:
        raise Refused("evaluation.entry_exempt")
    if at.state is EntryState.SUBMITTED:
        raise Refused("evaluation.entry_submitted")
    later = at.state is EntryState.RETURNED or (at.due_on is not None and today <= at.due_on)
    if at.round_state not in (SOME_STILL_FILL if later else EVERYBODY_FILLS):
        raise Refused("evaluation.self_over")


def is_fillable(at: Standing, today: date) -> bool:
    """Whether check_fillable lets the school change its part."""
    try:
        check_fillable(at, today)
    except Refused:
        return False
    return True


def check_in_time(at: Standing, today: date) -> None:
    """Raise Refused, naming the day, for an entry that is handed in too late; a returned one may come at any time."""
    if at.state is not EntryState.RETURNED and today > at.last_day:
        day = at.last_day
        raise Refused("evaluation.self_late", year=day.year, month=day.month, day=day.day)


def check_returnable(at: Standing) -> None:
    """Raise Refused unless the entry was handed in and its round's review is not over."""
    if at.state is not EntryState.SUBMITTED:
        raise Refused("evaluation.not_handed_in")
    if at.round_state not in SOME_STILL_FILL:
        raise Refused("evaluation.too_late_to_return")


def lack(rubric: RubricSpec, marks: Mapping[str, Mark], linked: Collection[str]) -> Lack:
    """What is missing before the entry can be handed in; `linked` are the codes with evidence beside them."""
    unmarked = tally.tally(rubric, marks).missing
    owed = (code for code, item in rubric.by_code.items() if code not in linked and owes(rubric, item, marks.get(code)))
    return Lack(unmarked, tuple(owed))


def owes(rubric: RubricSpec, item: Item, mark: Mark | None) -> bool:
    """Whether evidence must lie beside the item.

    Where the rubric requires it; not for what does not apply, and not for a mark that claims no points by any standard:
    nobody can prove what they say is not there. Deductions and vetoes give no points and are always proved.
    """
    if not item.evidence_required or (mark is not None and mark.na):
        return False
    if mark is None or item.kind in WITHOUT_POINTS:
        return True
    claimed = (tally.points_of(item, mark, key) for key in rubric.standard_keys)
    return any(points is None or points > 0 for points in claimed)


def proposed_mark(rubric: RubricSpec, item: Item, proposal: Proposal | None) -> Mark | None:
    """The mark that a proposal fills in; None where nothing is known, or where a person must judge.

    Only quantities are filled in: a measured one to two decimals (half up), a counted one where it is a whole number.
    """
    if item.proposal not in KNOWN or proposal is None or proposal.value is None or item.kind not in QUANTITIES:
        return None
    value = proposal.value.quantize(HUNDREDTH, ROUND_HALF_UP)
    if value < 0 or (item.kind is Kind.COUNT and value != value.to_integral_value()):
        return None
    return tally.checked(rubric, item.code, Mark(tuple((key, value) for key in rubric.marks_of(item))))


def proposed_words(proposal: Proposal) -> str:
    """What was proposed, to be kept beside the mark: quantity, how it came, as of when."""
    known = KNOWN[proposal.key]
    value = "未知" if proposal.value is None else f"{proposal.value.normalize():f} {known.unit}"
    day = proposal.as_of
    return f"{known.title} {value}（{proposal.words}；截至 {day.year}年{day.month}月{day.day}日）"[:PROPOSED]
