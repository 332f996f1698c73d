"""The life of a report, what it lacks of what was asked for, and what may be taken over from an earlier one."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from core.activities.rules import ReportState, SeasonState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.facts import FOR_NOBODY_PRESENT, ActivityFacts

COMMENT = 400  # characters
LEAST_COMMENT = 2


class Step(StrEnum):
    """What can be done with a report."""

    WRITE = "write"
    SEND = "send"
    TAKE_BACK = "take_back"
    RETURN = "return"
    ACCEPT = "accept"
    REOPEN = "reopen"
    REMOVE = "remove"


class Move(NamedTuple):
    """From which states a step leads where (None: it stays), and in which states of the season it may be done."""

    sources: frozenset[ReportState]
    to: ReportState | None
    seasons: frozenset[SeasonState]


RUNNING = frozenset({SeasonState.OPEN})
TOLD = frozenset({SeasonState.OPEN, SeasonState.CLOSED})
"""A season that has closed still takes what was given back, and still decides on what had been sent."""
WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})
LIFE: Mapping[Step, Move] = MappingProxyType(
    {
        Step.WRITE: Move(WRITABLE, None, TOLD),
        Step.SEND: Move(WRITABLE, ReportState.SENT, TOLD),
        Step.TAKE_BACK: Move(frozenset({ReportState.SENT}), ReportState.DRAFT, RUNNING),
        Step.RETURN: Move(frozenset({ReportState.SENT}), ReportState.RETURNED, TOLD),
        Step.ACCEPT: Move(frozenset({ReportState.SENT}), ReportState.ACCEPTED, TOLD),
        Step.REOPEN: Move(frozenset({ReportState.ACCEPTED}), ReportState.RETURNED, TOLD),
        Step.REMOVE: Move(WRITABLE, None, TOLD),
    }
)
STATE_TITLES: Mapping[ReportState, str] = MappingProxyType(
    {
        ReportState.LOGGED: "只登记",
        ReportState.DRAFT: "草稿",
        ReportState.SENT: "待审核",
        ReportState.RETURNED: "请补充",
        ReportState.ACCEPTED: "已通过",
    }
)
LACKS: Mapping[str, str] = MappingProxyType(
    {
        "people": "到场人次",
        "photos": "照片",
        "file": "文件",
        "words": "一段文字",
        "works": "作品件数",
    }
)
"""What a report may lack, in the order in which it is told."""


def step_flaw(step: Step, state: ReportState, season: SeasonState) -> str | None:
    """The code of why a step cannot be done now, or None. A draft of a season that closed is written no further."""
    move = LIFE[step]
    if state not in move.sources:
        return "activities.report_moved_on"
    late = season is SeasonState.CLOSED and state is ReportState.DRAFT and step is not Step.REMOVE
    return "activities.season_state" if season not in move.seasons or late else None


def steps_open(state: ReportState, season: SeasonState) -> frozenset[Step]:
    """What can be done with a report in this state of the season."""
    return frozenset(step for step in Step if step_flaw(step, state, season) is None)


def comment_flaw(comment: str) -> str | None:
    """The code of what is wrong with what a school is told, or None: it has to say something."""
    return None if LEAST_COMMENT <= len(comment.strip()) <= COMMENT else "activities.comment_needed"


def lacks(item: ItemSpec | None, facts: ActivityFacts, photos: int, files: int) -> tuple[str, ...]:
    """What a report lacks of what its item asks for, as keys of LACKS; () when it is complete.

    It may be sent all the same: the bureau sees what is missing, and may ask for it. What is read, not attended, needs nobody.
    """
    if item is None:
        return ()
    asked = item.evidence
    missing = {
        "people": facts.kind not in FOR_NOBODY_PRESENT and not any(facts.people(one) for one in item.audiences),
        "photos": photos < asked.photos,
        "file": asked.file and not files,
        "words": asked.words and not facts.note.strip(),
        "works": asked.works and not any(facts.works.values()),
    }
    return tuple(key for key in LACKS if missing[key])


def off_season(facts: ActivityFacts, starts_on: date, ends_on: date) -> bool:
    """Whether it was held entirely before or after the season: possible, and worth a second look."""
    return facts.until < starts_on or facts.held_on > ends_on


def taken_over(earlier: ActivityFacts, draft: ActivityFacts) -> ActivityFacts:
    """A new draft with the words and the partners of an earlier report: no numbers, no days, no photographs.

    The place is the draft's own where it has one: the plan knows better.
    """
    return draft._replace(
        title=earlier.title, place=draft.place or earlier.place, partners=earlier.partners, note=earlier.note
    )


def begun(item: ItemSpec, today: date) -> ActivityFacts:
    """A new draft of what an item asks for."""
    return ActivityFacts(item.kind, item.title, today, today)
