"""What a training session is planned as, and what cannot be planned."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from core.training.rules import SessionKind
from core.training.rules.sessions import Module

TITLE, TOPIC, PLACE, LECTURER = 80, 400, 80, 40  # characters
CODE, MODULE_TITLE, CERTIFICATE = 20, 80, 80  # characters
MOST_MODULES, MOST_SEATS, MOST_HOURS = 40, 10_000, Decimal(1000)
LONGEST = timedelta(days=400)
"""From the first to the last hour: a course of a school year, with some room."""
TENTH = Decimal("0.1")
"""Hours (学时) are kept to one decimal."""
SETTLED_BY_PEOPLE = ("hours", "modules", "must_attend")
"""What somebody's sign-in was taken for: it stays as it is from the first sign-in on."""


class SessionDraft(NamedTuple):
    """A session as its organiser plans it; times are aware, `enrol_until` is the last day for schools to enrol."""

    org_id: int
    kind: SessionKind
    title: str
    starts_at: datetime
    ends_at: datetime
    hours: Decimal
    category: str
    enrol_until: date
    topic: str = ""
    place: str = ""
    lecturer: str = ""
    modules: tuple[Module, ...] = ()
    must_attend: int = 100
    pass_score: int | None = None
    seats: int | None = None
    certificate_title: str = ""


def tidied(draft: SessionDraft) -> SessionDraft:
    """Texts without needless spaces; with modules, the hours are their sum."""
    modules = tuple(one._replace(code=one.code.strip(), title=_plain(one.title)) for one in draft.modules)
    hours = sum((one.hours for one in modules), Decimal(0)) if modules else draft.hours
    return draft._replace(
        title=_plain(draft.title),
        place=_plain(draft.place),
        lecturer=_plain(draft.lecturer),
        certificate_title=_plain(draft.certificate_title),
        topic=draft.topic.strip(),
        modules=modules,
        hours=hours,
    )


def numbered(rows: Collection[tuple[str, Decimal]]) -> tuple[Module, ...]:
    """Modules by title and hours, with codes by their order: m1, m2, …"""
    return tuple(Module(f"m{number}", title, hours) for number, (title, hours) in enumerate(rows, 1))


def draft_flaw(draft: SessionDraft, categories: Collection[str], last_day: date) -> str:
    """The first thing that cannot be, as a code; "" for a sound draft. `last_day` is the day it ends, in Beijing."""
    return next(_flaws(draft, categories, last_day), "")


def changed_rules(before: SessionDraft, after: SessionDraft) -> tuple[str, ...]:
    """Which of the things that sign-ins were taken for differ."""
    return tuple(name for name in SETTLED_BY_PEOPLE if getattr(before, name) != getattr(after, name))


def _flaws(draft: SessionDraft, categories: Collection[str], last_day: date) -> Iterator[str]:
    if not 0 < len(draft.title) <= TITLE:
        yield "training.session_title"
    if len(draft.topic) > TOPIC or len(draft.place) > PLACE or len(draft.lecturer) > LECTURER:
        yield "training.session_words"
    if len(draft.certificate_title) > CERTIFICATE:
        yield "training.session_words"
    if draft.starts_at > draft.ends_at or draft.ends_at - draft.starts_at > LONGEST:
        yield "training.session_times"
    if draft.enrol_until > last_day:
        yield "training.enrol_until_late"
    if draft.category not in categories:
        yield "training.unknown_category"
    yield from _module_flaws(draft.modules)
    if not _countable(draft.hours):
        yield "training.session_hours"
    yield from _range_flaws(draft)


def _module_flaws(modules: tuple[Module, ...]) -> Iterator[str]:
    if len(modules) > MOST_MODULES:
        yield "training.too_many_modules"
    if any(not 0 < len(one.code) <= CODE or not 0 < len(one.title) <= MODULE_TITLE for one in modules):
        yield "training.module_title"
    if len({one.code for one in modules}) < len(modules) or len({one.title for one in modules}) < len(modules):
        yield "training.module_twice"
    if not all(_countable(one.hours) for one in modules):
        yield "training.module_hours"


def _range_flaws(draft: SessionDraft) -> Iterator[str]:
    if not 1 <= draft.must_attend <= 100:
        yield "training.must_attend"
    if draft.pass_score is not None and not 1 <= draft.pass_score <= 100:
        yield "training.pass_score"
    if draft.seats is not None and not 1 <= draft.seats <= MOST_SEATS:
        yield "training.seats"


def _countable(hours: Decimal) -> bool:
    """More than none, not absurd, and in tenths."""
    return hours.is_finite() and 0 < hours <= MOST_HOURS and hours == hours.quantize(TENTH)


def _plain(text: str) -> str:
    return " ".join(text.split())
