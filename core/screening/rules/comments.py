"""What a class teacher may say about a pupil, and where that and the list say different things."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from core.errors import Refused

MOST = 120
"""Pupils of one act: more than any class has."""
LONGEST = 200
"""Characters of a note."""


class Concern(StrEnum):
    """What the teacher noticed: nothing particular, something to keep an eye on, something to worry about."""

    NOTHING = "nothing"
    WATCH = "watch"
    WORRIED = "worried"


class Gap(StrEnum):
    """How teacher and list differ: listed and nothing noticed; worried about and not listed."""

    UNNOTICED = "unnoticed"
    UNLISTED = "unlisted"


class Remark(NamedTuple):
    """What is said about one pupil."""

    person_id: int
    concern: Concern
    note: str = ""


def tidied(remarks: Sequence[Remark]) -> dict[int, Remark]:
    """The remarks by pupil, notes without space around them.

    Raises Refused for none or too many, for a pupil named twice, for what is no concern, and for a note too long.
    """
    if not 0 < len(remarks) <= MOST:
        raise Refused("comments.how_many", most=MOST)
    found = {one.person_id: one._replace(concern=_concern(one.concern), note=one.note.strip()) for one in remarks}
    if len(found) < len(remarks):
        raise Refused("comments.twice")
    if any(len(one.note) > LONGEST for one in found.values()):
        raise Refused("comments.note_too_long", most=LONGEST)
    return found


def gap(concern: Concern, *, listed: bool) -> Gap | None:
    """Where teacher and list differ about a pupil; None where they do not.

    "Keep an eye on" contradicts neither: it is not worried enough to ask for a talk, and not so sure as to doubt one.
    """
    if listed:
        return Gap.UNNOTICED if concern is Concern.NOTHING else None
    return Gap.UNLISTED if concern is Concern.WORRIED else None


def _concern(value: str) -> Concern:
    try:
        return Concern(value)
    except ValueError:
        raise Refused("comments.unknown_concern") from None
