"""Somebody who looks after some handling levels learns nothing of pupils whom another level looks after."""

import pytest

from core.access import Capability
from core.cases.queries import Filter, warnings
from core.database import reading, writing
from core.errors import NotFound
from core.screening.actions import open_sheets
from tests.screening.builders import a_campaign, brought, enrol, phq, pupils
from tests.ui.app import signed_in
from tests.world import World


@pytest.fixture
def campaign(sqlite_world: World) -> int:
    """Three pupils of one school: looked after by the county, by the school, by nobody."""
    people = pupils(3)
    enrol(sqlite_world, people)
    made = a_campaign(sqlite_world)
    rows = [phq(people[0], 23), phq(people[1], 17), phq(people[2], 2)]
    brought(sqlite_world, "counsellor_b", made, rows)
    return made


def people_of(world: World, who: str, campaign: int) -> list[int]:
    with reading() as session:
        return [
            row.person_id
            for row in warnings(session, world.actor(who).over(Capability.VIEW_WARNINGS), Filter(campaign))
        ]


def opened(world: World, who: str, campaign: int, person: int) -> int:
    with writing() as session:
        return len(open_sheets(session, world.actor(who), person_id=person, campaign_id=campaign))


def test_the_centre_opens_the_sheets_of_its_own_pupils_alone(sqlite_world: World, campaign: int) -> None:
    (own,) = people_of(sqlite_world, "centre", campaign)
    assert opened(sqlite_world, "centre", campaign, own) == 1
    every = people_of(sqlite_world, "counsellor_b", campaign)
    fine = max(every) + 1 if max(every) + 1 not in every else min(every) - 1
    for other in {*every, fine} - {own}:
        with pytest.raises(NotFound):
            opened(sqlite_world, "centre", campaign, other)


def test_the_counsellor_opens_the_sheets_of_the_whole_school(sqlite_world: World, campaign: int) -> None:
    for person in people_of(sqlite_world, "counsellor_b", campaign):
        assert opened(sqlite_world, "counsellor_b", campaign, person) == 1


@pytest.mark.parametrize(
    ("who", "tiles"), [("centre", ["已隐去", "已隐去"]), ("leader", ["已隐去", "已隐去"]), ("counsellor_b", ["2", "1"])]
)
def test_small_numbers_are_hidden_from_whoever_looks_after_some_levels_alone(
    sqlite_world: World, campaign: int, who: str, tiles: list[str]
) -> None:
    shown = signed_in(sqlite_world, who, "overview").run()
    assert not shown.exception
    assert [metric.value for metric in shown.metric][3:5] == tiles
