"""How far an improvement came: from a weak item to a training need, a session, the people sent, and a second look."""

from collections.abc import Sequence
from enum import StrEnum

from core.evaluation.rules.states import RectificationState


class Link(StrEnum):
    """The last link of the chain that is there."""

    RAISED = "raised"  # 已提需求
    ARRANGED = "arranged"  # 已安排培训
    SENT = "sent"  # 已派人参加
    TRAINED = "trained"  # 已有人完成
    CHECKED = "checked"  # 已复查


def link_of(
    *, sessions: int, sent: int, completed: int, rechecks: Sequence[RectificationState], after: float | None
) -> Link:
    """The furthest link: a re-check that passed or asked again, or a result in a later round, ends the chain.

    `sessions` answer the need, `sent` and `completed` count the school's people in them, `after` is the share of the
    item's points in a later round, None without one. ValueError for counts that cannot be.
    """
    if not 0 <= completed <= sent or (sent and not sessions):
        raise ValueError("people complete what they were sent to")
    if after is not None or any(state in SEEN_AGAIN for state in rechecks):
        return Link.CHECKED
    if completed:
        return Link.TRAINED
    if sent:
        return Link.SENT
    return Link.ARRANGED if sessions else Link.RAISED


SEEN_AGAIN = frozenset({RectificationState.PASSED, RectificationState.AGAIN})
"""States of something to be put right that somebody has looked at a second time."""
LINK_TITLES = {
    Link.RAISED: "已提需求",
    Link.ARRANGED: "已安排培训",
    Link.SENT: "已派人参加",
    Link.TRAINED: "已有人完成",
    Link.CHECKED: "已复查",
}
