"""To which level somebody goes whose clock ran out."""

from datetime import date, timedelta

from core.cases.rules.tiering import LADDER, above
from core.workdays import WorkCalendar

GRACE = 3
"""Default: school days that a follow-up may be late before the next level hears of it (to be confirmed locally)."""
COUNTY = "区级"
"""Where a same-day review that nobody held is seen to at the latest."""


def next_level(level: str, *, urgent: bool = False) -> str:
    """The level that looks after somebody once the clock at `level` ran out; the highest keeps them.

    A same-day review goes at least to the county. An unknown level goes there, too: nobody falls off the ladder.
    """
    if level not in LADDER:
        return COUNTY
    farther = above(level) or level
    return COUNTY if urgent and LADDER.index(farther) < LADDER.index(COUNTY) else farther


def is_near(level: str) -> bool:
    """Whether a level ends below the county."""
    return level not in LADDER or LADDER.index(level) < LADDER.index(COUNTY)


def latest_missed(today: date, calendar: WorkCalendar, grace: int = GRACE) -> date:
    """The latest day whose follow-up, not held, is more than `grace` school days late on `today`."""
    day = today - timedelta(days=1)
    while calendar.between(day, today - timedelta(days=1)) < grace:
        day -= timedelta(days=1)
    return day
