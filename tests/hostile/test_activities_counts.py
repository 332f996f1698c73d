"""A season is set against its own like of a year before, and against no other."""

from datetime import date

import pytest

from core.access import Scope
from core.activities import queries
from core.activities.rules import SeasonKind, SeasonState
from core.database import reading, writing
from tests.activities.board_builders import a_report
from tests.activities.season_builders import a_season
from tests.world import World

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("days", "pupils"),
    [
        ((date(2024, 11, 1), date(2025, 5, 3)), 2),
        ((date(2025, 5, 3), date(2025, 6, 20)), 1),
        ((date(2024, 11, 1),), None),
    ],
    ids=["another before", "another behind", "another alone"],
)
def test_an_occasion_of_another_time_of_the_year_is_no_year_before(
    sqlite_world: World, days: tuple[date, ...], pupils: int | None
) -> None:
    other = {"kind": SeasonKind.OTHER}
    with writing() as session:
        season = a_season(session, sqlite_world, **other)
        for number, day in enumerate(days, 1):
            span = {"starts_on": day, "ends_on": day, "plan_until": None, "report_until": day}
            past = a_season(session, sqlite_world, state=SeasonState.CLOSED, school_year=2024, **span, **other)
            a_report(session, sqlite_world, past, pupils=number, held_on=day, until=day)
    with reading() as session:
        found = queries.board(session, Scope.at(sqlite_world.paths["county"]), season_id=season, today=TODAY)
    assert (found.earlier.pupils if found.earlier else None) == pupils
