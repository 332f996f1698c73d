"""When a talk or a follow-up is due, and when what stayed undone goes to the next level."""

from datetime import date, timedelta

from core.workdays import WorkCalendar


def due_on(raised_on: date, *, urgent: bool, amount: int, unit: str, calendar: WorkCalendar) -> date:
    """The day by which the first talk is due: the same day for a flagged critical item, else the level's clock.

    `unit` is "hours" (up to 24 are the same day, holiday or not) or "school_days".
    """
    if urgent:
        return raised_on
    if unit == "hours":
        return raised_on + timedelta(days=(amount - 1) // 24)
    return calendar.after(raised_on, amount)


def next_follow_up(held_on: date, every: int, calendar: WorkCalendar) -> date:
    """The day of the next follow-up: `every` school days after the last."""
    return calendar.after(held_on, every)


def has_run_out(due: date | None, today: date) -> bool:
    """Whether a clock ran out: its whole day has passed. Without a day it never does."""
    return due is not None and today > due
