"""The rules of the calendar: what an event is, how days and months hold events, how a calendar file says it."""

from core.agenda.rules.events import KIND_TITLES, Event, EventKind, chosen, in_span
from core.agenda.rules.month import MonthPlan, first_of, month_plan, other_month

__all__ = [
    "KIND_TITLES",
    "Event",
    "EventKind",
    "MonthPlan",
    "chosen",
    "first_of",
    "in_span",
    "month_plan",
    "other_month",
]
