"""Reads of the calendar."""

from core.agenda.queries.collecting import Seen, events, seen_through
from core.agenda.queries.sources import (
    campaign_events,
    contest_events,
    round_events,
    season_events,
    session_events,
)

__all__ = [
    "Seen",
    "campaign_events",
    "contest_events",
    "events",
    "round_events",
    "season_events",
    "seen_through",
    "session_events",
]
