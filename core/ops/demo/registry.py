"""Who keeps the demo's registers and takes part in its rounds: its schools, from the strongest on. Everybody is fictitious."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

import numpy as np
from sqlmodel import Session

from core import clock
from core.access import Actor
from core.ops.demo.county import SchoolPlan
from core.ops.demo.staff import SHOWN_SCHOOL
from core.organisations.rules import Setting

ADVANTAGE = {Setting.URBAN: 0.14, Setting.TOWN: 0.03, Setting.RURAL: -0.08}
SHOWN_STRENGTH = 0.86
"""So that the shown school has been recognised, and has something left to reach for."""


class School(NamedTuple):
    """One school, its people at work, and how well it does: about the share of points it reaches, 0 to 1."""

    id: int
    name: str
    counsellor: Actor
    admin: Actor
    strength: float


class County(NamedTuple):
    """What registers and rounds are written with: schools from the strongest on, the county's people by username."""

    session: Session
    org_id: int
    schools: tuple[School, ...]
    people: Mapping[str, Actor]
    noise: np.random.Generator
    day: date

    @property
    def year(self) -> int:
        """The present school year."""
        return clock.school_year(self.day)

    @property
    def shown(self) -> School:
        """The school whose people are on the sign-in page."""
        return next(one for one in self.schools if one.name == SHOWN_SCHOOL)


def strength(plan: SchoolPlan, noise: np.random.Generator) -> float:
    """How well a school does: towns before villages, pilots before the rest, and some luck."""
    if plan.name == SHOWN_SCHOOL:
        return SHOWN_STRENGTH
    told = 0.72 + ADVANTAGE[plan.setting] + 0.06 * plan.pilot + float(noise.normal(0, 0.05))
    return min(max(told, 0.4), 0.97)


def morning(day: date) -> datetime:
    """Nine o'clock in Beijing."""
    return datetime.combine(day, time(9), clock.ZONE)
