"""The holidays that are shipped."""

from collections.abc import Mapping

from core import catalog
from core.organisations.rules.calendars import HolidayYear


def holiday_years() -> Mapping[str, HolidayYear]:
    """Every shipped year by key, such as "2026"."""
    return catalog.load("calendars", HolidayYear)
