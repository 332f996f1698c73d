"""No sequence of legal acts puts a warning where nobody who is meant to look sees it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Capability
from core.accounts.packs import roles
from core.cases import actions
from core.cases.actions import Finding, Settled, Terms, settle
from core.cases.queries import CaseFilter, Filter, cases, panel_items, warning, warnings
from core.cases.rules.escalation import next_level
from core.cases.rules.panels import Decision
from core.cases.rules.states import WarningState
from core.cases.rules.tiering import LADDER
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.screening.queries import campaign_list
from core.screening.rules.states import CampaignState
from core.screening.tables import Campaign
from core.students.rules import Population
from tests.cases.care import (
    GRAVE,
    MIDDLE,
    MILD,
    NOW,
    TODAY,
    WHY,
    act,
    closed,
    enrolled,
    in_care,
    refused,
    reported,
    talked,
    warned,
)  # fmt: skip
from tests.cases.test_handovers import offered, the_offer
from tests.screening.builders import a_campaign
from tests.world import World

VIEW = Capability.VIEW_WARNINGS
MILDER, WORSE = "phq9:total:0:16.0:3:2", "phq9:total:0:23.0:4:4"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def sees(actor: Actor, warning_id: int) -> bool:
    with reading() as session:
        return warning(session, actor.over(VIEW), warning_id) is not None


def brought_in(world: World, person: int, at: str, severity: int, *, level: str, staff: bool = False) -> Settled:
    """A sheet of the campaign's list, which is frozen with the school `at`."""
    klass = None if staff else world.classes[{"a": "a5", "b": "b7"}[at]]
    found = Finding(person, world.orgs[at], klass, 5, severity, level, False, WORSE if severity == 4 else MILDER)
    terms = Terms({4: TODAY, 3: TODAY, 2: TODAY}, TODAY, staff)
    with writing() as session:
        return settle(session, campaign_id=1, findings=[found], cleared=[], terms=terms, at=clock.now())


def on_the_list(world: World) -> int:
    with reading() as session:
        (row,) = warnings(session, SYSTEM_SCOPE, Filter(1, state=None))
        return row.id


def test_every_level_a_clock_leads_to_is_looked_after_by_somebody() -> None:
    far = set().union(*(role.levels for role in roles().values() if Capability.WORK_CASES in role.capabilities))
    assert {next_level(level) for level in LADDER[:-1]} <= far | {"校级"}


def test_a_teacher_nobody_talks_with_stays_with_the_centre_however_often_the_clock_runs_out(
    sqlite_world: World,
) -> None:
    person = enrolled(sqlite_world, population=Population.TEACHER)
    one = reported(sqlite_world, person, "centre")
    for week in range(1, 5):
        with clock.stopped_at(NOW + timedelta(days=14 * week)):
            with writing() as session:
                assert actions.escalate(session, now=clock.now()).warnings == 1
            assert sees(sqlite_world.actor("centre"), one)
            talked(sqlite_world, one, "centre")
            act(sqlite_world, "centre", actions.exclude, warning_id=one, why=WHY)
            act(sqlite_world, "centre", actions.reconsider, warning_id=one, why=WHY)


def test_a_milder_sheet_never_takes_a_teachers_case_out_of_the_centres_sight(sqlite_world: World) -> None:
    person = enrolled(sqlite_world, population=Population.TEACHER)
    a_campaign(sqlite_world, opened=False)
    brought_in(sqlite_world, person, "a", 4, level="区级", staff=True)
    one = on_the_list(sqlite_world)
    talked(sqlite_world, one, "centre")
    act(sqlite_world, "centre", actions.confirm, warning_id=one, tier=GRAVE, why=WHY)
    assert brought_in(sqlite_world, person, "a", 3, level="校级", staff=True) == Settled(revised=1)
    assert warned(one).state is WarningState.IN_CARE
    assert sees(sqlite_world.actor("centre"), one)


@pytest.mark.parametrize("decided", [True, False], ids=["in care", "undecided"])
def test_a_corrected_sheet_leaves_a_file_with_the_school_that_took_it_over(sqlite_world: World, decided: bool) -> None:
    person = enrolled(sqlite_world)
    a_campaign(sqlite_world, opened=False)
    brought_in(sqlite_world, person, "a", 3, level="校级")
    one = on_the_list(sqlite_world)
    if decided:
        talked(sqlite_world, one)
        case = int(act(sqlite_world, "counsellor_a", actions.confirm, warning_id=one, tier=MIDDLE, why=WHY))
    else:
        case, _ = in_care(sqlite_world, person)
    offered(sqlite_world, case)
    act(sqlite_world, "counsellor_b", actions.accept_handover, offer_id=the_offer(sqlite_world))
    assert brought_in(sqlite_world, person, "a", 4, level="区级") == Settled(revised=1)
    assert (warned(one).state, warned(one).school_id) == (WarningState.AWAITING_INTERVIEW, sqlite_world.orgs["b"])
    assert sees(sqlite_world.actor("counsellor_b"), one)
    assert not sees(sqlite_world.actor("counsellor_a"), one)


def test_a_corrected_sheet_leaves_a_warning_in_the_class_that_its_pupil_is_in_today(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    a_campaign(sqlite_world, opened=False)
    brought_in(sqlite_world, person, "a", 2, level="班级")
    with writing() as session:
        sixth = update(Warning).values(class_id=sqlite_world.classes["a6"], grade=6)
        session.execute(within(SYSTEM_SCOPE, sixth, Warning))
    brought_in(sqlite_world, person, "a", 3, level="班级")
    assert warned(on_the_list(sqlite_world)).class_id == sqlite_world.classes["a6"]


def test_a_warning_that_moved_never_reopens_a_case_at_the_school_it_left(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    old, moved = in_care(sqlite_world, person)
    closed(sqlite_world, old)
    with writing() as session:  # a graver sheet: it waits again
        waits = update(Warning).where(col(Warning.id) == moved).values(state=WarningState.AWAITING_INTERVIEW)
        session.execute(within(SYSTEM_SCOPE, waits, Warning))
    newer, _ = in_care(sqlite_world, person, tier=MILD)
    offered(sqlite_world, newer)
    act(sqlite_world, "counsellor_b", actions.accept_handover, offer_id=the_offer(sqlite_world))
    assert sees(sqlite_world.actor("counsellor_b"), moved)
    closed(sqlite_world, newer, "counsellor_b", "counsellor_b")
    case = act(sqlite_world, "counsellor_b", actions.confirm, warning_id=moved, tier=MIDDLE, why=WHY)
    with reading() as session:
        [found] = cases(session, sqlite_world.actor("counsellor_b").over(VIEW), CaseFilter(people=[person]))
        assert found.id == case != old
    assert sees(sqlite_world.actor("counsellor_b"), moved)


def test_a_warning_brought_from_another_county_stands_on_a_list_that_its_new_school_can_open(
    sqlite_world: World,
) -> None:
    person = enrolled(sqlite_world)
    foreign = a_campaign(sqlite_world, opened=False)
    with writing() as session:
        done = update(Campaign).values(state=CampaignState.CLOSED)
        session.execute(within(SYSTEM_SCOPE, done, Campaign))
    case, _ = in_care(sqlite_world, person)
    brought_in(sqlite_world, person, "a", 3, level="校级")
    offered(sqlite_world, case, "c")
    act(sqlite_world, "counsellor_c", actions.accept_handover, offer_id=the_offer(sqlite_world, "counsellor_c"))
    assert sees(sqlite_world.actor("counsellor_c"), on_the_list(sqlite_world))
    lists = {"counsellor_c": [foreign], "school_admin_b": [foreign], "centre_c": []}
    for who, known in lists.items():
        with reading() as session:
            seen = sqlite_world.actor(who).over(VIEW)
            rows = campaign_list(session, sqlite_world.actor(who).scope, states=[CampaignState.CLOSED], warned=seen)
        assert [row.id for row in rows] == known, who


def test_a_panel_can_be_held_although_somebody_on_its_list_went_to_another_school(sqlite_world: World) -> None:
    leaving, staying = (in_care(sqlite_world, enrolled(sqlite_world, serial))[0] for serial in (8000, 8001))
    place = {"org_id": sqlite_world.orgs["a"], "held_on": TODAY, "title": "十月研判会"}
    panel = act(sqlite_world, "counsellor_a", actions.plan_panel, **place)
    act(sqlite_world, "counsellor_a", actions.add_items, panel_id=panel, case_ids=[leaving, staying])
    offered(sqlite_world, leaving)
    act(sqlite_world, "counsellor_b", actions.accept_handover, offer_id=the_offer(sqlite_world))
    held = {"panel_id": panel, "held_on": TODAY, "attendees": "王老师、李老师、赵老师"}
    refused("panels.undecided", sqlite_world, "counsellor_a", actions.hold_panel, **held)
    with reading() as session:
        (item,) = panel_items(session, sqlite_world.actor("counsellor_a").over(Capability.WORK_CASES), panel)
    said = {"decision": Decision.KEEP, "rationale": WHY}
    act(sqlite_world, "counsellor_a", actions.record_decision, item_id=item.id, **said)
    act(sqlite_world, "counsellor_a", actions.hold_panel, **held)
