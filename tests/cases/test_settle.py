"""The list follows what sheets say: one warning a person, each step counted once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from core.access import SYSTEM_SCOPE, Capability
from core.cases.actions import Finding, Settled, Terms, settle
from core.cases.queries import Filter, reasons, schools, tally, warning, warnings
from core.cases.rules.states import Found, WarningState, comes_back
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.students.queries import people as roster
from core.students.tables import Person
from tests.screening.builders import a_campaign, enrol, pupils
from tests.world import SCHOOL_YEAR, World

START = datetime(2025, 10, 10, 8, tzinfo=UTC)
MILD, GRAVE = "phq9:total:0:16.0:3:2", "phq9:total:0:23.0:4:4"


@pytest.fixture
def people(world: World) -> list[int]:
    enrol(world, [*pupils(3, "b"), *pupils(2, "a", start=50)])
    a_campaign(world, grades=(5, 7))
    with reading() as session:
        found = roster(session, world.actor("centre").scope, school_year=SCHOOL_YEAR)
    return [row.person_id for row in found]


def finding(world: World, person: int, at: str = "b", severity: int = 2, **other: object) -> Finding:
    levels = {2: "班级", 3: "校级", 4: "区级"}
    klass = {"b": "b7", "a": "a5"}[at]
    usual = Finding(person, world.orgs[at], world.classes[klass], 7, severity, levels[severity], False, MILD)
    return usual._replace(**other)  # type: ignore[arg-type]  # passed on


def terms(at: datetime) -> Terms:
    """The gravest are due the same day, the others three or ten days later."""
    day = at.date()
    return Terms({4: day, 3: day + timedelta(days=3), 2: day + timedelta(days=10)}, day)


def settled(findings: list[Finding], cleared: list[int] = [], hours: int = 0) -> Settled:  # noqa: B006  # never changed
    with writing() as session:
        at = START + timedelta(hours=hours)
        return settle(session, campaign_id=1, findings=findings, cleared=cleared, terms=terms(at), at=at)


def test_each_step_is_counted_once(world: World, people: list[int]) -> None:
    mild = [finding(world, person) for person in people[:2]]
    assert settled(mild) == Settled(raised=2)
    assert settled(mild, hours=1) == Settled()
    assert settled([finding(world, people[0], severity=4, reasons=GRAVE)], hours=2) == Settled(revised=1)
    assert settled([], [people[0], people[1], people[2]], hours=3) == Settled(withdrawn=2)
    assert settled([], [people[0]], hours=4) == Settled()
    assert settled(mild, hours=5) == Settled(raised=2)


def test_a_revised_warning_keeps_its_age_and_a_raised_one_starts_anew(world: World, people: list[int]) -> None:
    settled([finding(world, people[0])])
    settled([finding(world, people[0], severity=4, reasons=GRAVE)], hours=2)
    with reading() as session:
        [row] = warnings(session, SYSTEM_SCOPE, Filter(1))
        told = reasons(session, SYSTEM_SCOPE, [row.id])
    assert (row.raised_at, row.revised_at, row.severity) == (START, START + timedelta(hours=2), 4)
    assert told == {row.id: GRAVE}
    settled([], [people[0]], hours=3)
    settled([finding(world, people[0])], hours=9)
    with reading() as session:
        again = warning(session, SYSTEM_SCOPE, row.id)
    assert again is not None
    assert (again.raised_at, again.revised_at, again.severity) == (START + timedelta(hours=9), None, 2)


def test_a_same_day_warning_is_never_taken_back_by_a_file(world: World, people: list[int]) -> None:
    settled([finding(world, people[0], urgent=True)])
    assert settled([], [people[0]]) == Settled()
    with reading() as session:
        assert [row.state for row in warnings(session, SYSTEM_SCOPE, Filter(1))] == [WarningState.AWAITING_INTERVIEW]


def test_the_list_is_ordered_by_the_day_then_severity_then_age(world: World, people: list[int]) -> None:
    settled([finding(world, people[0], severity=4)], hours=3)
    settled([finding(world, people[1], severity=2)], hours=0)
    settled([finding(world, people[2], severity=2)], hours=1)
    settled([finding(world, people[3], "a", severity=3, urgent=True)], hours=4)
    with reading() as session:
        rows = warnings(session, SYSTEM_SCOPE, Filter(1))
    assert [row.person_id for row in rows] == [people[3], people[0], people[1], people[2]]


def test_every_reader_sees_the_own_part_of_the_list(world: World, people: list[int]) -> None:
    settled([
        finding(world, people[0], severity=2), finding(world, people[1], severity=3),
        finding(world, people[2], severity=4), finding(world, people[3], "a", severity=2),
        finding(world, people[4], "a", severity=4),
    ])  # fmt: skip
    seen = {}
    with reading() as session:
        for who in (
            "counsellor_a",
            "counsellor_b",
            "class_teacher_b",
            "centre",
            "leader",
            "centre_c",
            "school_admin_b",
        ):
            scope = world.actor(who).over(Capability.VIEW_WARNINGS)
            seen[who] = {
                (row.school_id == world.orgs["a"], row.severity) for row in warnings(session, scope, Filter(1))
            }
    assert seen == {
        "counsellor_a": {(True, 2), (True, 4)},
        "counsellor_b": {(False, 2), (False, 3), (False, 4)},
        "class_teacher_b": {(False, 2)},
        "centre": {(False, 4), (True, 4)},
        "leader": set(),
        "centre_c": set(),
        "school_admin_b": set(),
    }


@pytest.mark.parametrize(
    ("chosen", "severities"),
    [
        (Filter(1), [4, 3, 2]),
        (Filter(1, severities=[2, 4]), [4, 2]),
        (Filter(1, urgent=True), [3]),
        (Filter(1, grade=8), []),
        (Filter(1, people=[]), []),
        (Filter(1, state=WarningState.WITHDRAWN), []),
        (Filter(2), []),
    ],
)
def test_filters_narrow_the_list_and_its_counts_alike(
    world: World, people: list[int], chosen: Filter, severities: list[int]
) -> None:
    grave = finding(world, people[2], severity=4)
    settled([finding(world, people[0]), finding(world, people[1], severity=3, urgent=True), grave])
    with reading() as session:
        rows = warnings(session, SYSTEM_SCOPE, chosen)
        counted = tally(session, SYSTEM_SCOPE, chosen)
    assert sorted((row.severity for row in rows), reverse=True) == severities
    assert [row.severity for row in counted] == severities
    assert sum(row.people for row in counted) == len(rows)


def test_a_pupil_who_moved_takes_the_warning_along(world: World, people: list[int]) -> None:
    settled([finding(world, people[0], "b")])
    with writing() as session:
        moved = update(Person).where(col(Person.id) == people[0]).values(school_id=world.orgs["a"])
        session.execute(within(SYSTEM_SCOPE, moved, Person))
    assert settled([finding(world, people[0], "a")]) == Settled(revised=1)
    with reading() as session:
        assert schools(session, SYSTEM_SCOPE, campaign_id=1) == [world.orgs["a"]]


DECIDED = [state for state in WarningState if state is not WarningState.WITHDRAWN]
GROWTH = {
    "the same": (3, False, 3, False),
    "milder": (3, False, 2, False),
    "graver": (3, False, 4, False),
    "a critical item": (3, False, 3, True),
    "a critical item known before": (3, True, 3, True),
    "milder with a critical item": (3, False, 2, True),
}


@pytest.mark.parametrize("state", DECIDED)
def test_whoever_is_found_worse_than_decided_on_waits_for_a_talk_again(
    world: World, people: list[int], state: WarningState
) -> None:
    for severity, urgent, now, now_urgent in GROWTH.values():
        with writing() as session:
            session.execute(within(SYSTEM_SCOPE, delete(Warning), Warning))
        settled([finding(world, people[0], severity=severity, urgent=urgent)])
        with writing() as session:
            session.execute(within(SYSTEM_SCOPE, update(Warning).values(state=state), Warning))
        settled([finding(world, people[0], severity=now, urgent=now_urgent, reasons=GRAVE)], hours=1)
        back = comes_back(state, Found(severity, urgent), Found(now, now_urgent))
        with reading() as session:
            [row] = warnings(session, SYSTEM_SCOPE, Filter(1, state=None))
        assert row.state is (WarningState.AWAITING_INTERVIEW if back else state)


def test_a_clock_that_runs_is_never_set_back(world: World, people: list[int]) -> None:
    def due() -> date | None:
        with reading() as session:
            return warnings(session, SYSTEM_SCOPE, Filter(1))[0].due_on

    settled([finding(world, people[0])])
    assert due() == START.date() + timedelta(days=10)
    settled([finding(world, people[0], severity=3, reasons=GRAVE)], hours=24)
    assert due() == START.date() + timedelta(days=4)
    settled([finding(world, people[0])], hours=48)
    assert due() == START.date() + timedelta(days=4)
    settled([finding(world, people[0], urgent=True)], hours=48)
    assert due() == START.date() + timedelta(days=2)


def test_what_concerns_a_teacher_is_for_the_centre_alone(world: World, people: list[int]) -> None:
    with writing() as session:
        about_staff = terms(START)._replace(staff=True)
        settle(session, campaign_id=1, findings=[finding(world, people[0])], cleared=[], terms=about_staff, at=START)
    with reading() as session:
        seen = {
            who: len(warnings(session, world.actor(who).over(Capability.VIEW_WARNINGS), Filter(1)))
            for who in ("centre", "counsellor_b", "class_teacher_b", "centre_c")
        }
    assert seen == {"centre": 1, "counsellor_b": 0, "class_teacher_b": 0, "centre_c": 0}
