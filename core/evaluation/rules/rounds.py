"""What a round must be told before it can start, and until when a school may do its part."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from core.evaluation.rules.states import EntryState, ResultRule, RoundKind

TITLE = 60  # characters
MOST_RATERS = 15
"""Raters a school: more than any panel has."""
TRIMMED_FROM = 4
"""From so many raters on the highest and the lowest can be left out and two remain."""
SHORTENED = (RoundKind.SUPERVISION, RoundKind.INSPECTION)
"""Kinds that a bureau may hold without self-assessment or without publicity: it visits, and tells the school alone."""


class RoundDraft(NamedTuple):
    """A round as it was filled in. `rubric` is a choice's ref; gaps are told in points, in anchors, or not at all."""

    org_id: int
    kind: RoundKind
    title: str
    school_year: int
    rubric: str
    opens_on: date
    self_until: date
    review_until: date
    publicity_until: date
    rectify_until: date | None = None
    raters: int = 2
    shows_self: bool = True
    with_self: bool = True
    with_publicity: bool = True
    gap_points: Decimal | None = None
    gap_anchors: int | None = None
    rule: ResultRule = ResultRule.MEAN
    chair_id: int | None = None
    target: int | None = None
    previous_id: int | None = None

    @property
    def dates(self) -> "Dates":
        """Its days."""
        return Dates(self.opens_on, self.self_until, self.review_until, self.publicity_until, self.rectify_until)


class Dates(NamedTuple):
    """The days of a round: each is the last one of its step."""

    opens_on: date
    self_until: date
    review_until: date
    publicity_until: date
    rectify_until: date | None = None

    @property
    def in_order(self) -> bool:
        """Whether no step ends before the one in front of it."""
        told = [day for day in self if day is not None]
        return all(before <= after for before, after in pairwise(told))

    def only_later(self, than: "Dates") -> bool:
        """Whether no day lies before the one it takes the place of; a day that was not told yet may be told."""
        pairs = zip(than, self, strict=True)
        return all(before is None or (after is not None and after >= before) for before, after in pairs)


def flaw(draft: RoundDraft, rubrics: Collection[str]) -> str | None:
    """The code of the first thing that is wrong with a draft, None when nothing is; `rubrics` are the refs to choose from."""
    return next((code for code, wrong in _flaws(draft, rubrics) if wrong), None)


def _flaws(draft: RoundDraft, rubrics: Collection[str]) -> list[tuple[str, bool]]:
    shortened = not (draft.with_self and draft.with_publicity)
    points, anchors = draft.gap_points, draft.gap_anchors
    return [
        ("evaluation.round_title", not 0 < len(draft.title.strip()) <= TITLE),
        ("evaluation.unknown_rubric", draft.rubric not in rubrics),
        ("evaluation.dates_out_of_order", not draft.dates.in_order),
        ("evaluation.rater_count", not 1 <= draft.raters <= MOST_RATERS),
        ("evaluation.chair_needed", draft.rule is ResultRule.CHAIR and draft.chair_id is None),
        ("evaluation.trimmed_from_four", draft.rule is ResultRule.TRIMMED and draft.raters < TRIMMED_FROM),
        ("evaluation.step_not_skipped", shortened and draft.kind not in SHORTENED),
        ("evaluation.bad_target", draft.target is not None and draft.target < 1),
        ("evaluation.bad_gap", (points is not None and points < 0) or (anchors is not None and anchors < 0)),
    ]


def due_on(self_until: date, own: date | None) -> date:
    """The last day on which a school submits: its own extension, else the round's."""
    return own or self_until


def is_late(state: EntryState, due: date, today: date) -> bool:
    """Whether a school should have submitted by now: its last day is over, and what it sent does not lie there."""
    return state not in (EntryState.SUBMITTED, EntryState.EXEMPT) and today > due
