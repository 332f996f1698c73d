"""Reports of a season put there by nobody. Everybody in here is fictitious."""

from datetime import date
from typing import Any

from sqlmodel import Session

from core.activities.queries.facts import columns_of
from core.activities.rules import ActivityKind, JointState, ReportState
from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity, ActivityFile, JointSchool
from tests.activities.season_builders import IN_SEASON
from tests.world import World

DAY = date(2026, 5, 11)
LECTURE = ActivityFacts(
    ActivityKind.LECTURE,
    "怎样和情绪做朋友",
    DAY,
    DAY,
    "报告厅",
    2,
    240,
    works={},
    partners=("hospital",),
    note="两场都坐满了",
)
TOLD = (ReportState.SENT, ReportState.RETURNED, ReportState.ACCEPTED)


def a_report(
    session: Session, world: World, season_id: int, at: str = "a", state: ReportState = ReportState.SENT, **other: Any
) -> int:
    """A lecture for pupils on 11 May, sent the day after, unless told otherwise."""
    sent = {"first_sent_at": IN_SEASON, "sent_at": IN_SEASON} if state in TOLD else {}
    made = {"made_by": world.accounts["counsellor_a"], "made_at": IN_SEASON, "item": "lecture"}
    row = Activity(
        **{**columns_of(LECTURE), **made, **sent, **other}, season_id=season_id, org_id=world.orgs[at], state=state
    )
    session.add(row)
    session.flush()
    return row.id or 0


def a_joint(
    session: Session, world: World, activity_id: int, at: str = "b", state: JointState = JointState.NAMED, **other: Any
) -> int:
    """A school named as joint organiser."""
    made = {"by_id": world.accounts["counsellor_a"], "at": IN_SEASON}
    row = JointSchool(activity_id=activity_id, school_id=world.orgs[at], state=state, **made, **other)
    session.add(row)
    session.flush()
    return row.id or 0


def a_photo(session: Session, world: World, activity_id: int, **other: Any) -> int:
    """The row of a photograph without any faces; no bytes are kept."""
    usual: dict[str, Any] = {"title": "照片", "kind": "jpeg", "digest": "0" * 64, "thumb": "1" * 64, "size": 9}
    made = {"made_by": world.accounts["counsellor_a"], "made_at": IN_SEASON}
    row = ActivityFile(**{**usual, **made, **other}, activity_id=activity_id)
    session.add(row)
    session.flush()
    return row.id or 0
