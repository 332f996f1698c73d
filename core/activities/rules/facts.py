"""What is kept of an activity, and what is wrong with it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from core.activities.rules import ActivityKind, Audience

TITLE, PLACE, NOTE = 80, 80, 2000
"""The longest texts, in characters."""
EARLIEST = date(1990, 1, 1)
MOST_SESSIONS, MOST_ATTENDANCES, MOST_WORKS, MOST_PARTNERS = 500, 200_000, 20_000, 20
AUDIENCE_TITLES: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.PUPILS: "学生",
        Audience.TEACHERS: "教师",
        Audience.PARENTS: "家长",
        Audience.COMMUNITY: "社区",
    }
)
KIND_TITLES: Mapping[ActivityKind, str] = MappingProxyType(
    {
        ActivityKind.LECTURE: "讲座、宣讲",
        ActivityKind.CLASS: "心理课、主题班会、团队日",
        ActivityKind.GROUP: "团体辅导、拓展",
        ActivityKind.TALK: "谈心",
        ActivityKind.PARENTS: "家长课堂、家长会",
        ActivityKind.VISIT: "家访",
        ActivityKind.COMMUNITY: "心理服务进社区",
        ActivityKind.SHOW: "心理剧、展演、游园",
        ActivityKind.TEACHERS: "教师减压、教师培训",
        ActivityKind.MEETING: "研判、座谈会",
        ActivityKind.MEDIA: "推送、专栏、热线推广",
        ActivityKind.OTHER: "其他",
    }
)
FOR_NOBODY_PRESENT = frozenset({ActivityKind.MEDIA})
"""What is read, not attended: it needs no audience."""
NO_WORKS: Mapping[str, int] = MappingProxyType({})


class ActivityFacts(NamedTuple):
    """An activity as it was held, from `held_on` to `until`: `sessions` times (场次), for the people counted each time (人次).

    An audience is None where the activity was not for it, 0 where nobody came. `works` counts the works by kind (作品),
    `partners` are keys of the pack.
    """

    kind: ActivityKind
    title: str
    held_on: date
    until: date
    place: str = ""
    sessions: int = 1
    pupils: int | None = None
    teachers: int | None = None
    parents: int | None = None
    community: int | None = None
    works: Mapping[str, int] = NO_WORKS
    partners: tuple[str, ...] = ()
    note: str = ""

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom it was for."""
        return tuple(audience for audience in Audience if self.people(audience) is not None)

    @property
    def attendances(self) -> int:
        """人次 of all audiences."""
        return sum(self.people(audience) or 0 for audience in Audience)

    def people(self, audience: Audience) -> int | None:
        """人次 of one audience; None where it was not for them."""
        found: int | None = getattr(self, audience.value)
        return found


def tidied(facts: ActivityFacts) -> ActivityFacts:
    """The same without spaces at the ends, without kinds of works of which there were none, each partner once."""
    return facts._replace(
        title=facts.title.strip(),
        place=facts.place.strip(),
        note=facts.note.strip(),
        works={kind: number for kind, number in facts.works.items() if number},
        partners=tuple(dict.fromkeys(facts.partners)),
    )


def for_one(facts: ActivityFacts, audience: Audience, people: int) -> ActivityFacts:
    """The same, for so many people of one audience."""
    return ActivityFacts(**facts._asdict() | {audience.value: people})


def activity_flaw(facts: ActivityFacts, today: date) -> str | None:
    """The code of what is wrong with an activity that is to count, or None; what has yet to be held is not recorded."""
    if not facts.title:
        return "activities.title_needed"
    if not EARLIEST <= facts.held_on <= today:
        return "activities.held_unlikely"
    if facts.until > today:
        return "activities.until_unlikely"
    if not facts.audiences and facts.kind not in FOR_NOBODY_PRESENT:
        return "activities.audience_needed"
    return kept_flaw(facts)


def kept_flaw(facts: ActivityFacts) -> str | None:
    """The code of what a draft cannot be kept with either, or None: texts too long, numbers and days that cannot be."""
    if len(facts.title) > TITLE:
        return "activities.title_needed"
    if len(facts.place) > PLACE:
        return "activities.place_too_long"
    if len(facts.note) > NOTE:
        return "activities.note_too_long"
    if facts.until < facts.held_on or facts.held_on < EARLIEST:
        return "activities.until_unlikely"
    return _number_flaw(facts)


def _number_flaw(facts: ActivityFacts) -> str | None:
    if not 1 <= facts.sessions <= MOST_SESSIONS:
        return "activities.sessions_unlikely"
    if any(not 0 <= (facts.people(audience) or 0) <= MOST_ATTENDANCES for audience in Audience):
        return "activities.attendances_unlikely"
    if any(not 0 <= number <= MOST_WORKS for number in facts.works.values()):
        return "activities.works_unlikely"
    return "activities.partners_many" if len(facts.partners) > MOST_PARTNERS else None
