"""Reports of a season and who joined them, put there by nobody. Everybody in here is fictitious."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from core import clock
from core.activities.rules import JointState, ReportState
from core.activities.tables import ActivityFile, JointSchool
from tests.activities.builders import NOW, an_activity
from tests.activities.season_builders import a_season
from tests.world import World

DURING, AFTER = date(2026, 5, 14), date(2026, 6, 20)
SENT = datetime(2026, 5, 12, 2, tzinfo=UTC)


def a_report(session: Session, world: World, season: int, at: str = "a", **other: Any) -> int:
    """An accepted lecture for 80 pupils, sent on 12 May, unless told otherwise."""
    usual = {
        "season_id": season, "item": "lecture", "state": ReportState.ACCEPTED, "held_on": date(2026, 5, 11),
        "parents": None, "pupils": 80, "first_sent_at": SENT, "sent_at": SENT,
    }  # fmt: skip
    return an_activity(session, world, at, **{**usual, **other})


def joined(session: Session, world: World, activity: int, at: str, **other: Any) -> None:
    """A school that agreed to have held it together, unless told otherwise."""
    usual = {"state": JointState.AGREED, "by_id": world.accounts["researcher"], "at": NOW}
    session.add(JointSchool(**{**usual, **other}, activity_id=activity, school_id=world.orgs[at]))
    session.flush()


def a_photo(session: Session, world: World, activity: int, **other: Any) -> None:
    """A picture of an activity, unless told otherwise; there are no bytes behind it."""
    made = {"made_by": world.accounts["researcher"], "made_at": NOW}
    usual = {"title": "照片", "kind": "jpeg", "digest": "d", "thumb": "t", "size": 1}
    session.add(ActivityFile(**{**usual, **other, **made}, activity_id=activity))
    session.flush()


def this_month(session: Session, world: World, **other: Any) -> int:
    """A season that began a week ago and runs for three more."""
    today = clock.today()
    days = {
        "starts_on": today - timedelta(days=7), "ends_on": today + timedelta(days=21),
        "report_until": today + timedelta(days=25), "plan_until": None,
    }  # fmt: skip
    return a_season(session, world, **{**days, **other})
