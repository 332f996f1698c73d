"""Nobody learns by a side door what the role keeps from them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from core.access import SYSTEM_SCOPE, Capability, Reach, Scope
from core.database import within, writing
from core.errors import NotFound
from core.screening.actions import open_sheets
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.screening.tables import Campaign, Response, Rollup, Upload
from core.students.rules import Population
from tests.cases.care import enrolled
from tests.screening.builders import a_campaign
from tests.ui.app import signed_in
from tests.world import World

NOW = datetime(2025, 10, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize("who", ["counsellor_a", "counsellor_b", "centre", "school_lead_a"])
def test_nobody_opens_the_sheets_of_a_teacher_who_is_on_no_list(sqlite_world: World, who: str) -> None:
    person, campaign = enrolled(sqlite_world, population=Population.TEACHER), a_campaign(sqlite_world, opened=False)
    with writing() as session:
        upload = Upload(
            campaign_id=campaign, org_id=sqlite_world.orgs["a"], file_digest="0", by_id=1, at=NOW, counts={}
        )
        session.add(upload)
        session.flush()
        session.add(
            Response(
                campaign_id=campaign, person_id=person, school_id=sqlite_world.orgs["a"], upload_id=upload.id or 0,
                scale_key="phq9", scale_version="1", status=SheetStatus.VALID, fingerprint=b"", sealed="",
            )
        )  # fmt: skip
    actor = sqlite_world.actor(who)
    if not actor.can(Capability.SEE_SCORES):
        return
    with pytest.raises(NotFound), writing() as session:
        open_sheets(session, actor, person_id=person, campaign_id=campaign)


def test_a_second_role_that_counts_everybody_keeps_small_numbers_hidden(sqlite_world: World) -> None:
    """A leader who also looks after the county's level may look at those, not at whom the classes look after."""
    centre, leader = sqlite_world.actor("centre"), sqlite_world.actor("leader")
    both = replace(centre, grants=(*leader.grants, *centre.grants))
    counted, seen = both.over(Capability.VIEW_METRICS), both.over(Capability.VIEW_WARNINGS)
    assert not seen.encloses(counted)
    assert seen.encloses(centre.over(Capability.VIEW_METRICS))


@pytest.mark.parametrize(
    ("own", "other", "whole"),
    [
        (Reach("/1/"), Reach("/1/"), True),
        (Reach("/1/"), Reach("/1/2/"), True),
        (Reach("/1/2/"), Reach("/1/"), False),
        (Reach("/1/"), Reach("/1/", levels=frozenset({"区级"})), True),
        (Reach("/1/", levels=frozenset({"区级"})), Reach("/1/"), False),
        (Reach("/1/", levels=frozenset({"区级", "市级"})), Reach("/1/", levels=frozenset({"区级"})), True),
        (Reach("/1/", levels=frozenset({"区级"})), Reach("/1/", levels=frozenset({"校级"})), False),
        (Reach("/1/"), Reach("/1/", staff=True), False),
        (Reach("/1/", staff=True), Reach("/1/"), True),
        (Reach("/1/", classes=frozenset({3})), Reach("/1/", classes=frozenset({3})), False),
    ],
)
def test_a_scope_encloses_what_every_row_of_lies_in_it(own: Reach, other: Reach, whole: bool) -> None:
    assert Scope((own,)).encloses(Scope((other,))) is whole


def test_small_numbers_of_teachers_are_hidden_from_their_colleagues(sqlite_world: World) -> None:
    campaign = a_campaign(sqlite_world, opened=False)
    with writing() as session:
        about_staff = update(Campaign).values(population=Population.TEACHER, state=CampaignState.CLOSED)
        session.execute(within(SYSTEM_SCOPE, about_staff, Campaign))
        for severity, people in ((0, 20), (4, 1)):
            session.add(
                Rollup(
                    campaign_id=campaign, school_id=sqlite_world.orgs["a"], grade=0, mark=Mark.DUE,
                    status=SheetStatus.VALID, severity=severity, critical=False, people=people,
                )
            )  # fmt: skip
    shown = signed_in(sqlite_world, "counsellor_a", "overview").run()
    assert not shown.exception
    assert "1" not in [metric.value for metric in shown.metric]
