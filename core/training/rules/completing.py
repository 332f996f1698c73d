"""Whether somebody completed a session, why not, and what hours they are credited with."""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from core.training.rules import PartState, SessionKind
from core.training.rules.sessions import Module

TENTH = Decimal("0.1")
WHOLE = ""
"""The code of the one sitting that a session without modules has."""
MOST_SCORE = 100


class Why(StrEnum):
    """What decided about somebody's completion."""

    MET = "met"
    ABSENT = "absent"
    TOO_LITTLE = "too_little"
    NO_SCORE = "no_score"
    BELOW = "below"


WHY_TITLES: Mapping[Why, str] = {
    Why.MET: "达到结业要求",
    Why.ABSENT: "没有签到",
    Why.TOO_LITTLE: "参加的学时不够",
    Why.NO_SCORE: "还没有考核成绩",
    Why.BELOW: "考核还没有通过",
}


class Terms(NamedTuple):
    """What a session asks for and gives: hours by sitting (its modules, or WHOLE alone), `hours` for all of them.

    `must_attend` is the share of the hours in percent; `pass_score` None means that there is no assessment.
    """

    kind: SessionKind
    hours: Decimal
    sittings: Mapping[str, Decimal]
    must_attend: int
    pass_score: int | None


class Outcome(NamedTuple):
    """What becomes of a participation: COMPLETED or FAILED, why, the share attended in percent, the hours credited."""

    state: PartState
    why: Why
    share: Decimal
    hours: Decimal


def terms(
    kind: SessionKind, hours: Decimal, modules: Collection[Module], must_attend: int, pass_score: int | None
) -> Terms:
    """The terms of a session; one without modules has one sitting."""
    return Terms(kind, hours, {one.code: one.hours for one in modules} or {WHOLE: hours}, must_attend, pass_score)


def outcome(asked: Terms, signed: Collection[str], score: Decimal | None) -> Outcome:
    """What becomes of somebody who signed in at the sittings `signed`, with the assessment's `score` (None: not assessed).

    Incomplete is not passed: without a score where one is asked for, nobody completes. Hours are those of the sittings
    attended, as a share of the session's; an online course credits them even to who did not complete it, every other
    kind credits nothing then.
    """
    there = sum((hours for code, hours in asked.sittings.items() if code in signed), Decimal(0))
    whole = sum(asked.sittings.values(), Decimal(0))
    why = _why(asked, there, whole, score)
    earned = (asked.hours * there / whole).quantize(TENTH, ROUND_HALF_UP)
    kept = why is Why.MET or asked.kind is SessionKind.COURSE
    state = PartState.COMPLETED if why is Why.MET else PartState.FAILED
    return Outcome(state, why, (there * 100 / whole).quantize(TENTH, ROUND_HALF_UP), earned if kept else Decimal(0))


def score_flaw(score: Decimal | None) -> str | None:
    """The code of what is wrong with a score, out of 100 with at most one decimal; None where nothing is."""
    if score is None:
        return None
    exponent = score.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -1 and 0 <= score <= MOST_SCORE
    return None if fits else "training.score_unlikely"


def _why(asked: Terms, there: Decimal, whole: Decimal, score: Decimal | None) -> Why:
    if not there:
        return Why.ABSENT
    if there * 100 < asked.must_attend * whole:
        return Why.TOO_LITTLE
    if asked.pass_score is None:
        return Why.MET
    if score is None:
        return Why.NO_SCORE
    return Why.MET if score >= asked.pass_score else Why.BELOW
