"""What screens of the register show to whom."""

from datetime import timedelta

import pytest

from core import clock
from core.database import writing
from tests.training.builders import a_certificate, a_counsellor
from tests.ui.app import words
from tests.ui.screens import opened
from tests.world import World, account_row


@pytest.mark.parametrize(("who", "sees"), [("head", False), ("counsellor_a", True)])
@pytest.mark.parametrize("slug", ["staff", "certificates"])
def test_a_leader_reads_no_names_at_a_school_either(sqlite_world: World, slug: str, who: str, sees: bool) -> None:
    world = sqlite_world
    with writing() as session:
        world.accounts["head"] = account_row(session, "head", "leader", world.orgs["a"])
        a_certificate(session, a_counsellor(session, world, "a"), clock.today() + timedelta(days=10))
    test = opened(world, who, slug)
    told = words(test) + "".join(str(table.value) for table in test.dataframe)
    assert ("林示例" in told) is sees
