"""Proposals are gathered from where things are kept, for the schools asked about alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from core.access import Capability, Scope
from core.activities.rules import ActivityKind
from core.cases.rules.states import CaseState, Source
from core.cases.tables import Case, Task
from core.database import reading, writing
from core.errors import NotFound
from core.evaluation import queries
from core.evaluation.rules.proposals import KNOWN, Proposal
from core.evaluation.tables import Room
from core.organisations import actions
from core.training.rules import StaffKind
from tests.activities.builders import an_activity
from tests.activities.public_builders import some_calls
from tests.cases.care import a_person
from tests.screening.builders import a_campaign, brought, enrol, phq, pupils
from tests.training.builders import LONG_AGO, TODAY, a_certificate, a_counsellor, some_hours
from tests.world import SCHOOL_YEAR, World

SELF = Capability.SELF_ASSESS


def told(world: World, at: str = "a", who: str = "school_admin_a", year: int = SCHOOL_YEAR) -> dict[str, Proposal]:
    with reading() as session:
        scope = world.actor(who).over(SELF)
        return queries.proposals(session, scope, school_id=world.orgs[at], school_year=year, today=TODAY)


def a_case(session: Session, world: World, serial: int, at: str = "a", **other: Any) -> int:
    person = a_person(session, world, serial, at)
    here = {"person_id": person, "school_id": world.orgs[at], "origin_school_id": world.orgs[at], "grade": 5}
    usual: dict[str, Any] = {"source": Source.OBSERVATION, "severity": 2, "level": "校级", "next_on": TODAY}
    made = {"opened_at": LONG_AGO, "opened_by": world.accounts["counsellor_a"]}
    row = Case(**{**here, **usual, **made, **other})
    session.add(row)
    session.flush()
    return row.id or 0


def planned(session: Session, world: World, case_id: int, *, dropped: bool = False) -> None:
    made = {"created_at": LONG_AGO, "created_by": world.accounts["counsellor_a"]}
    session.add(Task(case_id=case_id, what="每周谈一次", dropped=dropped, **made))


def test_staff_in_post_their_valid_certificates_and_the_years_hours_are_proposed(world: World) -> None:
    with writing() as session:
        first = a_counsellor(session, world)
        second = a_counsellor(session, world, kind=StaffKind.PART_TIME, until=TODAY)
        a_counsellor(session, world, until=date(2026, 3, 1))
        a_counsellor(session, world, since=date(2026, 3, 3))
        a_counsellor(session, world, kind=StaffKind.CLASS_TEACHER)
        a_certificate(session, first, TODAY)
        a_certificate(session, second, date(2026, 3, 1))
        some_hours(session, first, "8.5", date(2025, 9, 1))
        some_hours(session, second, "4", date(2025, 8, 31))
    found = told(world)
    assert found["staff.full_time"].value == 1
    assert found["staff.any"].value == 2
    assert found["staff.certified_share"].value == 50
    assert found["training.hours_each"].value == Decimal("4.25")


def test_pupils_on_roll_fall_to_the_schools_counsellors(world: World) -> None:
    with writing() as session:
        a_counsellor(session, world)
        for serial in (1, 2, 3):
            a_person(session, world, serial)
        a_person(session, world, 4, "b")
    assert told(world)["staff.pupils_each"].value == 3


def test_completion_is_that_of_the_newest_screening_that_had_the_school_on_its_list(world: World) -> None:
    enrol(world, pupils(4, "b"))
    older = a_campaign(world, opens_on=date(2025, 9, 2))
    a_campaign(world, opens_on=date(2025, 11, 1), closes_on=date(2025, 11, 30), title="复测")
    brought(world, "counsellor_b", older, [phq(row) for row in pupils(4, "b")])
    found = told(world, "b", "counsellor_b")["screening.completion"]
    assert (found.value, "复测" in found.words) == (0, True)
    assert told(world)["screening.completion"].value is None


def test_a_screening_of_a_later_school_year_is_not_looked_at(world: World) -> None:
    enrol(world, pupils(2, "b"))
    campaign = a_campaign(world)
    brought(world, "counsellor_b", campaign, [phq(row) for row in pupils(1, "b")])
    assert told(world, "b", "counsellor_b")["screening.completion"].value == 50
    assert told(world, "b", "counsellor_b", SCHOOL_YEAR - 1)["screening.completion"].value is None


def test_activities_of_the_school_year_are_added_up_in_times_held_each_once(world: World) -> None:
    with writing() as session:
        an_activity(session, world, sessions=2)
        an_activity(session, world, parents=None, pupils=30, sessions=5, held_on=date(2026, 8, 31))
        an_activity(session, world, pupils=30, sessions=4)
        an_activity(session, world, held_on=date(2025, 8, 31))
        an_activity(session, world, held_on=date(2026, 9, 1))
        an_activity(session, world, removed_at=LONG_AGO)
        an_activity(session, world, "b", sessions=9)
    found = told(world)
    assert (found["activities.sessions"].value, found["activities.parents"].value) == (11, 6)


def test_home_visits_lectures_and_calls_of_the_school_year_are_known_by_themselves(world: World) -> None:
    with writing() as session:
        an_activity(session, world, sessions=2)
        an_activity(session, world, kind=ActivityKind.VISIT, sessions=30)
        an_activity(session, world, kind=ActivityKind.VISIT, sessions=5, held_on=date(2026, 9, 1))
        some_calls(session, world, calls=4)
        some_calls(session, world, "b", calls=9)
    found = told(world)
    keys = ("activities.lectures", "activities.visits", "activities.community", "hotline.calls")
    assert [found[key].value for key in keys] == [2, 30, 0, 4]


def test_somebody_who_may_not_see_cases_is_told_the_shares_of_many_and_nothing_of_few(world: World) -> None:
    with writing() as session:
        cases = [a_case(session, world, serial) for serial in range(1, 10)]
        planned(session, world, cases[0])
        planned(session, world, cases[1], dropped=True)
    assert told(world)["care.on_time"].value is None
    with writing() as session:
        a_case(session, world, 10, next_on=date(2026, 3, 1))
        a_case(session, world, 11, state=CaseState.CLOSED, next_on=date(2026, 3, 1))
        a_case(session, world, 12, is_staff=True, next_on=date(2026, 3, 1))
    found = told(world)
    assert (found["care.on_time"].value, found["care.planned_share"].value) == (90, 10)


def test_rooms_in_use_are_added_up(world: World) -> None:
    here = {"school_id": world.orgs["a"], "name": "辅导室"}
    with writing() as session:
        session.add(Room(**here, area=30, opened_on=TODAY))
        session.add(Room(**here, area=20, opened_on=date(2026, 3, 3)))
        session.add(Room(**here, area=25, closed_on=TODAY))
        session.add(Room(**here, area=15, closed_on=date(2026, 3, 3)))
    found = told(world)
    assert (found["rooms.area"].value, found["rooms.count"].value) == (45, 2)


def test_a_school_out_of_reach_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        told(world, "b")


def test_of_a_closed_school_every_quantity_says_that_nothing_is_known(world: World) -> None:
    with writing() as session:
        actions.close(session, world.actor("admin"), org_id=world.orgs["a"], on=TODAY)
    assert {one.value for one in told(world).values()} == {None}
    assert list(told(world)) == list(KNOWN)


def test_many_schools_are_told_as_each_would_be(world: World) -> None:
    with writing() as session:
        a_counsellor(session, world)
        an_activity(session, world, "b")
    wanted = [world.orgs[at] for at in ("a", "b", "c")]
    with reading() as session:
        scope = Scope.at(world.paths["county"])
        found = queries.proposals_for(session, scope, school_ids=wanted, school_year=SCHOOL_YEAR, today=TODAY)
        alone = {
            at: queries.proposals(session, scope, school_id=at, school_year=SCHOOL_YEAR, today=TODAY)
            for at in wanted[:2]
        }
    assert found == alone


def test_handling_levels_do_not_cut_the_sums(world: World) -> None:
    """The centre sees the cases of its own level alone; a share is of all."""
    with writing() as session:
        for serial in range(1, 11):
            a_case(session, world, serial, level="班级" if serial > 1 else "区级")
    with reading() as session:
        scope = world.actor("centre").over(Capability.MANAGE_EVALUATION)
        found = queries.proposals(session, scope, school_id=world.orgs["a"], school_year=SCHOOL_YEAR, today=TODAY)
    assert found["care.on_time"].value == 100
