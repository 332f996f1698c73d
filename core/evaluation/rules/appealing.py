"""申诉: when a school may appeal and against what, who may answer, what an answer must hold."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from core.errors import Refused
from core.evaluation.rules import tally
from core.evaluation.rules.filling import is_whole
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import AppealState, RoundState

PLEA, ANSWER = 2000, 2000  # characters
ANSWERS = (AppealState.UPHELD, AppealState.PARTLY, AppealState.REJECTED)


class Apart(StrEnum):
    """What keeps somebody from answering an appeal; the first that holds is told."""

    CHAIR = "chair"
    RATED = "rated"
    SETTLED = "settled"
    TIED = "tied"


def may_appeal(state: RoundState, publicity_until: date, today: date) -> bool:
    """Whether schools may appeal: during publicity, up to its last day."""
    return state is RoundState.PUBLICITY and today <= publicity_until


def checked_codes(spec: RubricSpec, codes: Collection[str]) -> str:
    """The items appealed against, in the rubric's order, blank-separated; "" for the whole result.

    Raises Refused for an item that the rubric does not know.
    """
    if not spec.by_code.keys() >= set(codes):
        raise Refused("appeal.unknown_item")
    return " ".join(code for code in spec.by_code if code in set(codes))


def checked_text(text: str, code: str, most: int) -> str:
    """What was written, tidied. Raises Refused(code) for nothing and for more than `most` characters."""
    said = text.strip()
    if not 0 < len(said) <= most:
        raise Refused(code, most=most)
    return said


def checked_marks(
    spec: RubricSpec, appealed: Collection[str], outcome: AppealState, marks: Mapping[str, Mark]
) -> dict[str, Mark]:
    """The marks that the answer puts in place, in their one form.

    An appeal that is upheld, in part or whole, changes one item at least; one that is rejected changes none. Only items
    appealed against may change, all where the whole was. Raises Refused for anything else and for a mark that cannot be.
    """
    if outcome not in ANSWERS:
        raise Refused("appeal.no_such_answer")
    if bool(marks) is (outcome is AppealState.REJECTED):
        raise Refused("appeal.rejected_changes_nothing" if marks else "appeal.nothing_changed")
    if appealed and not set(marks) <= set(appealed):
        raise Refused("appeal.other_item")
    found = {code: tally.checked(spec, code, mark) for code, mark in marks.items()}
    for code, mark in found.items():
        if not is_whole(spec, spec.by_code[code], mark):
            raise Refused("appeal.mark_incomplete", item=code)
    return found


def apart(*, chairs: bool, rated: bool, settled: bool, tied: bool) -> Apart | None:
    """What keeps somebody from answering; None when nothing does."""
    held = {Apart.CHAIR: chairs, Apart.RATED: rated, Apart.SETTLED: settled, Apart.TIED: tied}
    return next((one for one, holds in held.items() if holds), None)
