"""A calendar file (RFC 5545, .ics) of events, for the calendars of phones and computers."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from core.agenda.rules.events import KIND_TITLES, Event

MAKER = "-//Shouwang//Agenda//ZH"
DOMAIN = "shouwang"
ZONE = "Asia/Shanghai"


def calendar_file(events: Iterable[Event], *, name: str, at: datetime) -> bytes:
    """The events as a calendar called `name`, made at `at` (aware).

    Whole days are days without a zone, so they are the same days everywhere, and DTEND is the day after the last (RFC 5545,
    3.6.1); hours are told in UTC. A UID stays the same as long as the thing exists, so that a newer file replaces it. What
    lasts whole days, or over a night, leaves people free (TRANSP). Lines are folded and texts escaped by icalendar.
    """
    book = Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        book.add(key, value)
    book.add("x-wr-calname", name)
    book.add("x-wr-timezone", ZONE)
    for event in events:
        book.add_component(_entry(event, at))
    return bytes(book.to_ical())


def _entry(event: Event, at: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.key}@{DOMAIN}")
    entry.add("dtstamp", at.astimezone(UTC))
    entry.add("summary", event.words)
    entry.add("description", f"{KIND_TITLES[event.kind]}，{event.org}")
    entry.add("categories", [KIND_TITLES[event.kind]])
    if event.place:
        entry.add("location", event.place)
    if event.starts is not None and event.ends is not None:
        entry.add("dtstart", event.starts.astimezone(UTC))
        entry.add("dtend", event.ends.astimezone(UTC))
    else:
        entry.add("dtstart", event.since)
        entry.add("dtend", event.until + timedelta(1))
    if event.starts is None or event.since != event.until:
        entry.add("transp", "TRANSPARENT")
    if event.planned:
        entry.add("status", "TENTATIVE")
    return entry
