"""What the screens of the register share: what somebody asked for, chips of certificates, days and hours in words."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from core.training.queries import PostRow
from core.training.rules.certificates import FOREVER, CertificateState, certificate_state, days_left
from core.training.rules.titles import KIND_TITLES, STATE_TITLES
from core.ui.words import month_day

LATEST = date(2099, 12, 31)
"""The last day that a date box offers."""
Key = Callable[[str], str]
"""Answers the key of a form by its name (core.ui.page.form_key)."""
ELSEWHERE = "档案在别校"
CHIPS: Mapping[str, str] = {
    STATE_TITLES[CertificateState.VALID]: "#D8ECE3",
    STATE_TITLES[CertificateState.EXPIRING]: "#F3E3C4",
    STATE_TITLES[CertificateState.EXPIRED]: "#E6BC7A",
    STATE_TITLES[CertificateState.NONE]: "#E6ECE9",
    ELSEWHERE: "#F3F6F4",
}
"""The colour of a chip by its words."""


class Wish(NamedTuple):
    """What somebody asked for: a public action of core.training.actions, what it is given, its form, the words when done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    form: str
    done: str


def chip(last: date | None, today: date) -> str:
    """The chip of somebody's certificates."""
    return STATE_TITLES[certificate_state(last, today)]


def ends(last: date | None, today: date) -> str:
    """Until when certificates carry, with the days that are left where they are few."""
    if last is None or last == FOREVER:
        return "" if last is None else "长期"
    left = days_left(last, today) or 0
    soon = certificate_state(last, today) is CertificateState.EXPIRING
    return month_day(last, year=True) + (f"（还有 {left} 天）" if soon else "")


def post_words(row: PostRow) -> str:
    """A post in a choice."""
    until = month_day(row.until, year=True) if row.until else "现在"
    return f"{row.school} {KIND_TITLES[row.kind]}　{month_day(row.since, year=True)} — {until}"


def hours_words(hours: Decimal) -> str:
    """学时 without a needless decimal."""
    return f"{hours.normalize():f}"
