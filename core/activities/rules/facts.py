"""What is kept of an activity, and what is wrong with it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from core.activities.rules import Audience

TITLE, NOTE = 80, 400
"""The longest texts, in characters."""
EARLIEST = date(1990, 1, 1)
MOST_SESSIONS, MOST_ATTENDANCES = 500, 200_000
AUDIENCE_TITLES: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.PUPILS: "学生",
        Audience.TEACHERS: "教师",
        Audience.PARENTS: "家长",
        Audience.COMMUNITY: "社会",
    }
)


class ActivityFacts(NamedTuple):
    """An activity as it was held: `sessions` times (场次), for `attendances` people counted each time (人次)."""

    held_on: date
    title: str
    audience: Audience
    sessions: int = 1
    attendances: int = 0
    note: str = ""


def tidied(facts: ActivityFacts) -> ActivityFacts:
    """The same without spaces at the ends."""
    return facts._replace(title=facts.title.strip(), note=facts.note.strip())


def activity_flaw(facts: ActivityFacts, today: date) -> str | None:
    """The code of what is wrong, or None; what has yet to be held is not recorded."""
    if not 0 < len(facts.title) <= TITLE:
        return "activities.title_needed"
    if len(facts.note) > NOTE:
        return "activities.note_too_long"
    if not EARLIEST <= facts.held_on <= today:
        return "activities.held_unlikely"
    if not 1 <= facts.sessions <= MOST_SESSIONS:
        return "activities.sessions_unlikely"
    return None if 0 <= facts.attendances <= MOST_ATTENDANCES else "activities.attendances_unlikely"
