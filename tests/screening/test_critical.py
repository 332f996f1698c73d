"""A flagged critical item is never missed: 10,000 sheets that hide it in every way a file can."""

from typing import Any

import numpy as np
import pytest

from core.access import Capability
from core.cases.queries import Filter, warnings
from core.database import reading, writing
from core.screening import packs
from core.screening.actions import raise_urgent
from core.screening.rules.drafts import ScaleChoice
from core.sheets.export import csv_bytes
from tests.screening.builders import IDENTITY, a_campaign, checked, confirmed, enrol, pupils
from tests.world import World

MHT = packs.scale("mht")
CRITICAL = [each.item - 1 for each in MHT.critical]
VALIDITY = [item - 1 for item in MHT.validity.items] if MHT.validity else []
HEADERS = [*IDENTITY, *(f"MHT 第{number}题" for number in range(1, 101))]
PEOPLE = 2_500


def sheets(seed: int) -> tuple[list[list[Any]], np.ndarray[Any, Any]]:
    """Rows for PEOPLE people in a random state each, and whether a critical item is ticked and readable there."""
    chance = np.random.default_rng(seed)
    answers = (chance.random((PEOPLE, 100)) < 0.15).astype(int)
    answers[:, CRITICAL] = chance.random((PEOPLE, 2)) < 0.06
    state = chance.choice(["low", "invalid", "gap", "broken"], PEOPLE)
    answers[np.ix_(state == "invalid", VALIDITY)] = 1
    cells = answers.astype(object)
    for at in np.flatnonzero(state == "gap"):
        cells[at, chance.integers(0, 100, 5)] = None
    for at in np.flatnonzero(state == "broken"):
        cells[at, chance.integers(0, 100, 3)] = ["9", "？", "是是"]
    ticked = (cells[:, CRITICAL] == 1).any(axis=1)
    identity = [list(row.values()) for row in pupils(PEOPLE)]
    return [[*who, *row] for who, row in zip(identity, cells.tolist(), strict=True)], ticked


@pytest.mark.parametrize("seed", range(4))
def test_no_ticked_critical_item_is_missed(sqlite_world: World, seed: int) -> None:
    rows, ticked = sheets(seed)
    enrol(sqlite_world, pupils(PEOPLE))
    campaign = a_campaign(sqlite_world, scales=(ScaleChoice("mht"),))
    content = csv_bytes(HEADERS, rows)
    strict = checked(sqlite_world, "counsellor_b", campaign, content)
    assert not strict.ok
    wanted = [at + 2 for at in np.flatnonzero(ticked)]
    assert [row.row for row in strict.urgent] == wanted
    if seed % 2:
        with writing() as session:
            raise_urgent(session, sqlite_world.actor("counsellor_b"), strict)
    else:
        confirmed(
            sqlite_world,
            "counsellor_b",
            checked(sqlite_world, "counsellor_b", campaign, content, blanks_for_bad_cells=True),
        )
    scope = sqlite_world.actor("counsellor_b").over(Capability.VIEW_WARNINGS)
    with reading() as session:
        listed = warnings(session, scope, Filter(campaign, urgent=True), limit=None)
    assert {row.person_id for row in listed} == {row.person_id for row in strict.urgent}
    assert len(listed) == len(wanted) > 200
