"""休学 and 复学: fixed steps in their order.

Source: 《中小学生因心理问题休复学的杭州专家共识》(健康研究 2025, 45(3): 241): four steps out, five back, and an appeal.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.cases.rules.referrals import words_flaw


class Track(StrEnum):
    """Out of school, and back into it."""

    LEAVE = "leave"
    RETURN = "return"


class TrackPoint(StrEnum):
    """One step of a track."""

    NOTICED = "noticed"
    ASSESSED = "assessed"
    FAMILY = "family"
    APPLIED = "applied"
    PAPERS = "papers"
    REVIEWED = "reviewed"
    WEIGHED = "weighed"
    DECIDED = "decided"
    SUPPORTED = "supported"


POINTS: Mapping[Track, tuple[TrackPoint, ...]] = {
    Track.LEAVE: (TrackPoint.NOTICED, TrackPoint.ASSESSED, TrackPoint.FAMILY, TrackPoint.APPLIED),
    Track.RETURN: (
        TrackPoint.PAPERS, TrackPoint.REVIEWED, TrackPoint.WEIGHED, TrackPoint.DECIDED, TrackPoint.SUPPORTED,
    ),
}  # fmt: skip

TRACK_TITLES = {Track.LEAVE: "休学", Track.RETURN: "复学"}
POINT_TITLES = {
    TrackPoint.NOTICED: "发现识别",
    TrackPoint.ASSESSED: "专业评估",
    TrackPoint.FAMILY: "家校沟通",
    TrackPoint.APPLIED: "申请",
    TrackPoint.PAPERS: "交材料",
    TrackPoint.REVIEWED: "校审",
    TrackPoint.WEIGHED: "综合评估",
    TrackPoint.DECIDED: "通过／不通过",
    TrackPoint.SUPPORTED: "复学后支持",
}


class Taken(NamedTuple):
    """A step that was taken; `passed` is the answer of 通过/不通过 and None elsewhere."""

    track: Track
    point: TrackPoint
    held_on: date
    passed: bool | None = None


def next_points(taken: Sequence[Taken]) -> tuple[tuple[Track, TrackPoint], ...]:
    """What may come next, given all that was taken in order.

    A track is finished before the other begins; a pupil may already be away when the first step is written down. 不通过
    leads back to the first step of 复学.
    """
    if not taken:
        return tuple((track, points[0]) for track, points in POINTS.items())
    last = taken[-1]
    points = POINTS[last.track]
    if last.passed is False:
        return ((last.track, points[0]),)
    if last.point is not points[-1]:
        return ((last.track, points[points.index(last.point) + 1]),)
    other = Track.RETURN if last.track is Track.LEAVE else Track.LEAVE
    return ((other, POINTS[other][0]),)


def track_flaw(taken: Sequence[Taken], step: Taken, *, person: str, note: str, today: date) -> str | None:
    """Why a step cannot be written down; None when it can."""
    if (step.track, step.point) not in next_points(taken):
        return "cases.track_order"
    if (step.passed is not None) is not (step.point is TrackPoint.DECIDED):
        return "cases.track_decision"
    if step.held_on > today:
        return "cases.track_ahead"
    if taken and step.held_on < taken[-1].held_on:
        return "cases.track_backwards"
    return words_flaw(note) if person.strip() else "cases.track_person"
