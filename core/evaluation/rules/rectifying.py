"""整改: what is weak enough to be put right, what a request must hold, when it is overdue."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.errors import Refused
from core.evaluation.rules.results import NodeScore
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import RectificationState, RoundState

WEAK = Decimal("0.6")
"""Below this share of the points an item is proposed to be put right; our default, changed on the page."""
WHAT, WHO, REPLY, FINDING, REASON = 400, 60, 2000, 1000, 400  # characters
MEANWHILE = (RoundState.RECOGNISED, RoundState.RECTIFYING)
"""While something may be put up, replied to and re-checked."""
TO_DO = (RectificationState.OPEN, RectificationState.AGAIN)


class Suggestion(NamedTuple):
    """An item to be put right: the share it reached (None for a deduction or a veto), and what may be asked for."""

    code: str
    title: str
    share: Decimal | None
    what: str


class Wanted(NamedTuple):
    """What a school has to put right at one item, who there sees to it, by when."""

    code: str
    what: str
    who: str
    due_on: date


def suggestions(
    spec: RubricSpec, items: Mapping[str, NodeScore], vetoes: Collection[str], *, below: Decimal = WEAK
) -> tuple[Suggestion, ...]:
    """The weak items of a result: vetoes that happened and points taken away first, then the lowest share first.

    An item is weak under `below` of its points; at `below` it is not. What does not apply, or gives nothing, is left out.
    """
    found = [_suggested(item, items.get(item.code), vetoes, below) for item in spec.by_code.values()]
    weak = [one for one in found if one is not None]
    return tuple(sorted(weak, key=lambda one: Decimal(-1) if one.share is None else one.share))


def checked(spec: RubricSpec, wanted: Wanted, today: date) -> Wanted:
    """What was written, tidied. Raises Refused for an unknown item, nothing written, a day that is over."""
    what, who = " ".join(wanted.what.split()), " ".join(wanted.who.split())
    if wanted.code not in spec.by_code:
        raise Refused("rectification.unknown_item")
    if not 0 < len(what) <= WHAT:
        raise Refused("rectification.what", most=WHAT)
    if not 0 < len(who) <= WHO:
        raise Refused("rectification.who", most=WHO)
    check_due(wanted.due_on, today)
    return Wanted(wanted.code, what, who, wanted.due_on)


def check_due(due_on: date, today: date) -> None:
    """Raise Refused for a last day that is over already."""
    if due_on < today:
        raise Refused("rectification.due_passed")


def is_overdue(state: RectificationState, due_on: date, today: date) -> bool:
    """Whether the school should have said by now that it is done; what waits for the re-check is not overdue."""
    return state in TO_DO and today > due_on


def _suggested(item: Item, score: NodeScore | None, vetoes: Collection[str], below: Decimal) -> Suggestion | None:
    if item.code in vetoes:
        return Suggestion(item.code, item.title, None, f"{item.title}：发生了一票否决的情形，请说明原因并整改。"[:WHAT])
    if score is None or score.na or score.score is None:
        return None
    if score.most <= 0:
        taken = Suggestion(item.code, item.title, None, f"{item.title}：被扣 {-score.score:f} 分，请整改。"[:WHAT])
        return taken if score.score < 0 else None
    share = score.score / score.most
    told = f"{item.title}：满分 {_plain(score.most)}，得 {_plain(score.score)}。"
    return (
        Suggestion(item.code, item.title, share, f"{told}{_one_line(item.guidance)}"[:WHAT]) if share < below else None
    )


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
