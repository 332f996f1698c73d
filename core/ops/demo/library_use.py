"""How the demo's library is used: downloads, lessons, stars, in numbers that differ from resource to resource."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.access import Actor
from core.library.rules import UseKind
from core.library.tables import Resource, ResourceRating, ResourceUse
from core.ops.demo import tales
from core.ops.demo.registry import County, School, morning

MOST, IN_CLASS, RATED = 9, 0.4, 0.3
"""Downloads of the most wanted, and how many of those who took it along used it in class and say what they think."""
STARS = (3, 4, 4, 5, 5, 5)
CLASS = (24, 48)
VIEW_ONLY = "view_only"


class Use(NamedTuple):
    """That somebody of a school took something along on a day."""

    row: Resource
    school: School
    day: date

    @property
    def who(self) -> Actor:
        """The counsellor."""
        return self.school.counsellor


def use_all(county: County, rows: Sequence[Resource]) -> None:
    """Write down who took what along, used it in class, and thought what of it."""
    uses = [use for row in rows if row.licence != VIEW_ONLY for use in _uses(county, row)]
    county.session.add_all(_use(one, UseKind.DOWNLOAD, None) for one in uses)
    for at, one in enumerate(uses):
        if float(county.noise.random()) < IN_CLASS:
            county.session.add(_use(one, UseKind.CLASS, int(county.noise.integers(*CLASS))))
        if float(county.noise.random()) < RATED:
            county.session.add(_rating(one, at))
    county.session.flush()


def _uses(county: County, row: Resource) -> Iterator[Use]:
    """Schools other than its own and the shown one, each once, between the day it was shelved and now."""
    others = [one for one in county.schools if one.id not in (row.org_id, county.shown.id)]
    many = min(int(county.noise.integers(0, MOST + 1)), len(others))
    since = (row.shelved_at or row.made_at).date()
    for at in county.noise.permutation(len(others))[:many].tolist():
        yield Use(row, others[at], since + timedelta(days=int(county.noise.integers(0, (county.day - since).days))))


def _use(one: Use, kind: UseKind, pupils: int | None) -> ResourceUse:
    return ResourceUse(
        resource_id=one.row.id or 0, org_id=one.school.id, account_id=one.who.user_id, kind=kind, on=one.day,
        pupils=pupils, at=morning(one.day),
    )  # fmt: skip


def _rating(one: Use, at: int) -> ResourceRating:
    said = tales.library().ratings
    return ResourceRating(
        resource_id=one.row.id or 0, org_id=one.school.id, account_id=one.who.user_id, stars=STARS[at % len(STARS)],
        words=said[at % len(said)], at=morning(one.day),
    )  # fmt: skip
