"""What stands in the calendar: a stretch of days, or hours of some days, that an organisation holds or asks for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from core.organisations.rules import Level


class EventKind(StrEnum):
    """Which area an event comes from."""

    SCREENING = "screening"  # 普测
    EVALUATION = "evaluation"  # 评估
    TRAINING = "training"  # 培训
    SEASON = "season"  # 活动月
    CONTEST = "contest"  # 评选与遴选


KIND_TITLES: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.SCREENING: "普测",
        EventKind.EVALUATION: "评估",
        EventKind.TRAINING: "培训",
        EventKind.SEASON: "活动月",
        EventKind.CONTEST: "评选",
    }
)


class Event(NamedTuple):
    """From `since` to `until`, both included; `starts` and `ends` are the hours of a meeting, None for whole days.

    `key` is the same as long as the thing exists, whatever is changed about it. `planned` ones are not told to
    those below yet. No name of a person stands in here.
    """

    key: str
    kind: EventKind
    title: str
    since: date
    until: date
    org: str
    level: Level
    place: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    planned: bool = False

    @property
    def words(self) -> str:
        """The title as it is shown, with 筹备中 where nobody below was told yet."""
        return f"{self.title}（筹备中）" if self.planned else self.title


def in_span(events: Iterable[Event], since: date, until: date) -> list[Event]:
    """Those that touch the days from `since` to `until`, both included, in the order in which they begin."""
    found = [one for one in events if one.since <= until and one.until >= since]
    return sorted(
        found, key=lambda one: (one.since, f"{one.starts:%Y%m%d%H%M}" if one.starts else "", one.until, one.key)
    )


def chosen(events: Iterable[Event], kinds: Collection[EventKind], levels: Collection[Level]) -> list[Event]:
    """Those of some kinds and of organisers of some levels; nothing named means all."""
    return [one for one in events if (not kinds or one.kind in kinds) and (not levels or one.level in levels)]
