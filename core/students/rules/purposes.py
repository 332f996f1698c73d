"""Why somebody looks at a full name: a fixed list, so that the record can be read later."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a full name is needed for."""

    TALK = "talk"
    PARENTS = "parents"
    ROSTER = "roster"
    HANDOVER = "handover"
    URGENT = "urgent"
    OTHER = "other"


PURPOSE_TITLES = {
    Purpose.TALK: "约谈或关怀学生",
    Purpose.PARENTS: "联系家长",
    Purpose.ROSTER: "核对花名册",
    Purpose.HANDOVER: "转学或升学移交",
    Purpose.URGENT: "紧急情况处置",
    Purpose.OTHER: "其他（请说明）",
}
LEAST_WORDS = 4
"""Characters that explain 其他."""


def purpose_text(purpose: Purpose, note: str) -> str | None:
    """What the record keeps; None when 其他 is not explained in at least four characters."""
    words = " ".join(note.split())
    if purpose is Purpose.OTHER and len(words) < LEAST_WORDS:
        return None
    return f"{PURPOSE_TITLES[purpose].removesuffix('（请说明）')}：{words}" if words else PURPOSE_TITLES[purpose]
