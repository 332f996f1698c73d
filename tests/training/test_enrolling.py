"""People are sent to a session: within seats and places, in time, once, and only from the school they work at."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import Scope
from core.database import reading, unowned, writing
from core.errors import NotAllowed, NotFound, Refused
from core.organisations.tables import Organisation
from core.training import actions, queries
from core.training.queries import PartRow
from core.training.rules import PartState, SessionState, SignInWay
from core.training.tables import SignIn
from tests.together import together as at_once
from tests.training.builders import LONG_AGO, a_counsellor, a_post
from tests.training.session_builders import ENROL_UNTIL, a_part, a_quota, a_session
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
LATE = datetime(2026, 3, 11, 2, tzinfo=UTC)  # the day after the last one to enrol


def act(world: World, who: str, verb: str, *, at: Any = NOW, **given: Any) -> Any:
    """One act of somebody, on the day of these tests."""
    with clock.stopped_at(at), writing() as session:
        return getattr(actions, verb)(session, world.actor(who), **given)


def send(world: World, who: str, here: int, *staff: int, school: str = "a", at: Any = NOW) -> Any:
    return act(world, who, "enrol", at=at, session_id=here, school_id=world.orgs[school], staff_ids=staff)


def put(world: World, **other: Any) -> int:
    with writing() as session:
        return a_session(session, world, **other)


def person(world: World, at: str = "a", **other: Any) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def rows(world: World, here: int, at: str = "county") -> list[PartRow]:
    with reading() as session:
        return queries.participants(session, Scope.at(world.paths[at]), session_id=here)


def standing(world: World, here: int) -> dict[int, PartState]:
    return {row.staff_id: row.state for row in rows(world, here)}


def test_a_school_sends_its_people_and_each_place_has_its_first_step(database: str, world: World) -> None:
    here, first, second = put(world), person(world), person(world)
    assert send(world, "counsellor_a", here, first, second) == 2
    found = rows(world, here, "a")
    assert {(row.staff_id, row.state, row.school_id, row.enrolled_at) for row in found} == {
        (one, PartState.ENROLLED, world.orgs["a"], NOW) for one in (first, second)
    }
    with reading() as session:
        (step,) = queries.part_steps(session, Scope.at(world.paths["a"]), participation_id=found[0].id)
    assert (step.by_id, step.reason) == (world.accounts["counsellor_a"], "学校报名")


def test_whoever_has_a_place_keeps_it_and_is_not_counted_again(database: str, world: World) -> None:
    here, first, second = put(world, seats=2), person(world), person(world)
    assert send(world, "counsellor_a", here, first) == 1
    assert send(world, "school_lead_a", here, first, second) == 1
    assert send(world, "counsellor_a", here, first, second) == 0
    assert standing(world, here) == {first: PartState.ENROLLED, second: PartState.ENROLLED}


def test_schools_enrol_until_the_last_day_and_the_organiser_afterwards(database: str, world: World) -> None:
    here, first, second = put(world), person(world), person(world)
    last = datetime(2026, 3, 10, 15, 59, tzinfo=UTC)  # one minute to midnight in Beijing
    assert clock.local(last).date() == ENROL_UNTIL
    assert send(world, "counsellor_a", here, first, at=last) == 1
    with pytest.raises(Refused, match="enrolment_over"):
        send(world, "counsellor_a", here, second, at=last.replace(hour=16, minute=0))
    assert send(world, "researcher", here, second, at=LATE) == 1
    with reading() as session:
        scope = Scope.at(world.paths["a"])
        told = [queries.part_steps(session, scope, participation_id=row.id)[0].reason for row in rows(world, here)]
    assert told == ["学校报名", "组织方报名"]


@pytest.mark.parametrize(
    ("state", "school", "organiser"),
    [
        (SessionState.RUNNING, Refused, None),
        (SessionState.DONE, Refused, Refused),
        (SessionState.CANCELLED, Refused, Refused),
        (SessionState.PLANNED, NotFound, NotFound),
    ],
)
def test_what_is_not_enrolling_takes_nobody_from_schools(
    sqlite_world: World, state: SessionState, school: type[Exception] | None, organiser: type[Exception] | None
) -> None:
    here, somebody = put(sqlite_world, state=state), person(sqlite_world)
    for who, refusal in (("counsellor_a", school), ("researcher", organiser)):
        if refusal is None:
            assert send(sqlite_world, who, here, somebody) == 1
        else:
            with pytest.raises(refusal):
                send(sqlite_world, who, here, somebody)


def test_only_people_with_a_post_at_the_school_are_sent(database: str, world: World) -> None:
    here = put(world)
    own, theirs = person(world), person(world, "b")
    gone = person(world, until=date(2026, 3, 1))
    coming = person(world, since=date(2026, 3, 13))
    merged = person(world, merged_into=own)
    for wrong in (theirs, merged, 999_999):
        with pytest.raises(NotFound):
            send(world, "counsellor_a", here, own, wrong)
    with pytest.raises(Refused, match="left_school"):
        send(world, "counsellor_a", here, own, gone)
    with pytest.raises(Refused, match="not_yet_here"):
        send(world, "counsellor_a", here, own, coming)
    assert standing(world, here) == {}


def test_a_second_post_lets_the_second_school_send_somebody_but_only_one_of_the_two(
    database: str, world: World
) -> None:
    here, both = put(world), person(world)
    with writing() as session:
        a_post(session, world, both, "b")
    assert send(world, "counsellor_b", here, both, school="b") == 1
    with pytest.raises(Refused, match="enrolled_elsewhere"):
        send(world, "counsellor_a", here, both)
    assert [row.school_id for row in rows(world, here)] == [world.orgs["b"]]


def test_an_old_post_and_a_new_one_at_the_same_school_count_as_being_there(sqlite_world: World) -> None:
    here, back = put(sqlite_world), person(sqlite_world, until=date(2025, 7, 31))
    with writing() as session:
        a_post(session, sqlite_world, back, since=date(2025, 9, 1))
    assert send(sqlite_world, "counsellor_a", here, back) == 1


def test_a_strangers_school_and_a_strangers_session_are_not_found(database: str, world: World) -> None:
    here, there = put(world), put(world, at="other_county")
    own = person(world)
    with pytest.raises(NotFound):
        send(world, "counsellor_b", here, own)
    with pytest.raises(NotFound):
        send(world, "counsellor_a", there, own)
    with pytest.raises(NotFound):  # a county is no school
        send(world, "researcher", here, own, school="county")
    with pytest.raises(NotAllowed):
        send(world, "class_teacher_a", here, own)


def test_a_city_official_sends_nobody_to_a_session_of_another_county(sqlite_world: World) -> None:
    here, stranger = put(sqlite_world), person(sqlite_world, "c")
    with pytest.raises(NotFound):
        send(sqlite_world, "city_centre", here, stranger, school="c")


def test_seats_and_places_are_all_or_nothing(database: str, world: World) -> None:
    here, people = put(world, seats=3), [person(world) for _ in range(4)]
    with writing() as session:
        a_quota(session, world, here, "a", 2)
        a_quota(session, world, here, "b", 5)
    with pytest.raises(Refused, match="quota_used_up") as full:
        send(world, "counsellor_a", here, *people[:3])
    assert full.value.details == {"left": 2}
    assert standing(world, here) == {}
    assert send(world, "counsellor_a", here, *people[:2]) == 2
    others = [person(world, "b") for _ in range(2)]
    with pytest.raises(Refused, match="no_seat_left") as full:
        send(world, "counsellor_b", here, *others, school="b")
    assert full.value.details == {"left": 1}
    with pytest.raises(Refused, match="quota_used_up"):  # the organiser gives more places first
        send(world, "researcher", here, people[2])


def test_a_school_without_a_place_sends_nobody(sqlite_world: World) -> None:
    here, somebody = put(sqlite_world), person(sqlite_world)
    with writing() as session:
        a_quota(session, sqlite_world, here, "b", 5)
    with pytest.raises(Refused, match="quota_used_up"):
        send(sqlite_world, "counsellor_a", here, somebody)


def test_whoever_was_withdrawn_frees_the_place_and_can_come_back(database: str, world: World) -> None:
    here, first, second = put(world, seats=1), person(world), person(world)
    send(world, "counsellor_a", here, first)
    (part,) = rows(world, here)
    with pytest.raises(Refused, match="reason_needed"):
        act(world, "counsellor_a", "withdraw", participation_id=part.id, reason=" ")
    act(world, "counsellor_a", "withdraw", participation_id=part.id, reason="孩子生病")
    send(world, "counsellor_a", here, second)
    with pytest.raises(Refused, match="no_seat_left"):
        send(world, "counsellor_a", here, first)
    act(world, "researcher", "withdraw", participation_id=rows(world, here)[1].id, reason="改派他人")
    assert send(world, "counsellor_a", here, first) == 1
    with reading() as session:
        told = queries.part_steps(session, Scope.at(world.paths["a"]), participation_id=part.id)
    assert [(one.state, one.reason) for one in told] == [
        (PartState.ENROLLED, "学校报名"),
        (PartState.WITHDRAWN, "孩子生病"),
        (PartState.ENROLLED, "学校报名"),
    ]


def test_whoever_was_there_comes_back_as_somebody_who_was_there(sqlite_world: World) -> None:
    world = sqlite_world
    here, somebody = put(world, state=SessionState.RUNNING), person(world)
    with writing() as session:
        part = a_part(session, world, here, somebody, PartState.ATTENDING)
        session.add(SignIn(participation_id=part, at=LONG_AGO, way=SignInWay.LIST))
    with pytest.raises(Refused, match="there_already"):
        act(world, "counsellor_a", "withdraw", participation_id=part, reason="临时请假")
    act(world, "researcher", "withdraw", participation_id=part, reason="签错了人")
    assert send(world, "researcher", here, somebody) == 1
    assert standing(world, here) == {somebody: PartState.ATTENDING}


def test_a_place_moves_with_the_person_to_the_school_that_sends_them_next(sqlite_world: World) -> None:
    world = sqlite_world
    here, moved = put(world), person(world, until=date(2026, 3, 31))
    send(world, "counsellor_a", here, moved)
    act(world, "counsellor_a", "withdraw", participation_id=rows(world, here)[0].id, reason="调往他校")
    with writing() as session:
        a_post(session, world, moved, "b", since=date(2026, 3, 1))
    assert send(world, "counsellor_b", here, moved, school="b") == 1
    assert rows(world, here, "a") == []
    assert [row.school for row in rows(world, here, "b")] == ["云溪中学"]


def test_a_stranger_withdraws_nobody(sqlite_world: World) -> None:
    here, somebody = put(sqlite_world), person(sqlite_world)
    send(sqlite_world, "counsellor_a", here, somebody)
    with pytest.raises(NotFound):
        act(
            sqlite_world, "counsellor_b", "withdraw", participation_id=rows(sqlite_world, here)[0].id, reason="临时请假"
        )


def test_who_could_be_sent_is_listed_and_who_is_in_comes_last(sqlite_world: World) -> None:
    world = sqlite_world
    here = put(world)
    in_it, free = person(world), person(world, name="周示例")
    person(world, until=date(2026, 3, 1))
    person(world, since=date(2026, 3, 13))
    send(world, "counsellor_a", here, in_it)
    with reading() as session:
        scope = Scope.at(world.paths["a"])
        found = queries.candidates(
            session, scope, session_id=here, school_id=world.orgs["a"], today=date(2026, 3, 2)
        )  # fmt: skip
        assert [(row.staff_id, row.name, row.enrolled) for row in found] == [
            (free, "周示例", False), (in_it, "林示例", True)
        ]  # fmt: skip
        with pytest.raises(NotFound):
            queries.candidates(session, scope, session_id=here, school_id=world.orgs["b"], today=date(2026, 3, 2))


@pytest.mark.parametrize("_again", range(3))
def test_the_last_seat_is_taken_once(database: str, world: World, _again: int) -> None:
    here, mine, theirs = put(world, seats=1), person(world), person(world, "b")
    answers = at_once(
        lambda: send(world, "counsellor_a", here, mine),
        lambda: send(world, "counsellor_b", here, theirs, school="b"),
    )
    assert sorted(map(str, answers)) == ["1", "training.no_seat_left"]
    assert len(rows(world, here)) == 1


@pytest.mark.parametrize("_again", range(3))
def test_the_last_place_of_a_school_is_taken_once(database: str, world: World, _again: int) -> None:
    here, first, second = put(world), person(world), person(world)
    with writing() as session:
        a_quota(session, world, here, "a", 1)
    answers = at_once(
        lambda: send(world, "counsellor_a", here, first), lambda: send(world, "school_admin_a", here, second)
    )
    assert sorted(map(str, answers)) == ["1", "training.quota_used_up"]
    assert len(rows(world, here)) == 1


def test_two_colleagues_who_send_the_same_person_leave_one_place(database: str, world: World) -> None:
    here, somebody = put(world), person(world)
    answers = at_once(
        lambda: send(world, "counsellor_a", here, somebody), lambda: send(world, "school_admin_a", here, somebody)
    )
    assert sorted(answers) == [0, 1]
    assert len(rows(world, here)) == 1


@pytest.mark.parametrize("_again", range(3))
def test_calling_off_and_enrolling_at_once_leave_nobody_waiting(database: str, world: World, _again: int) -> None:
    here, somebody = put(world), person(world)
    answers = at_once(
        lambda: act(world, "researcher", "cancel_session", session_id=here, reason="台风停课"),
        lambda: send(world, "counsellor_a", here, somebody),
    )
    assert answers in ([0, "training.not_enrolling"], [1, 1])
    assert set(standing(world, here).values()) <= {PartState.WITHDRAWN}


@pytest.mark.parametrize("_again", range(3))
def test_fewer_seats_and_one_more_person_at_once_never_meet(database: str, world: World, _again: int) -> None:
    here, first, second = put(world), person(world), person(world)
    send(world, "counsellor_a", here, first)
    with reading() as session:
        row = queries.session_seen(session, Scope.at(world.paths["county"]), here)
    plan = row.draft._replace(seats=1)
    at_once(
        lambda: act(world, "researcher", "change_session", session_id=here, edition=row.edition, draft=plan),
        lambda: send(world, "counsellor_a", here, second),
    )
    with reading() as session:
        row = queries.session_seen(session, Scope.at(world.paths["county"]), here)
    assert row.seats is None or row.enrolled <= row.seats


@pytest.mark.parametrize("_again", range(3))
def test_hours_stay_what_somebody_signed_in_for(database: str, world: World, _again: int) -> None:
    with writing() as session:
        here = a_session(session, world, state=SessionState.RUNNING)
        part = a_part(session, world, here, a_counsellor(session, world))
        row = queries.session_seen(session, Scope.at(world.paths["county"]), here)
    longer = row.draft._replace(hours=Decimal(12))
    answers = at_once(
        lambda: act(world, "researcher", "change_session", session_id=here, edition=row.edition, draft=longer),
        lambda: act(world, "centre", "sign_in", session_id=here, participation_ids=[part]),
    )
    assert answers in ([1, 1], ["training.signed_in_already", 1])
    with reading() as session:
        kept = queries.session_seen(session, Scope.at(world.paths["county"]), here).hours
    assert kept == (Decimal(12) if answers[0] == 1 else Decimal(8))


@pytest.mark.parametrize("_again", range(3))
def test_whoever_is_there_is_not_withdrawn_by_the_school_and_whoever_is_withdrawn_not_there(
    database: str, world: World, _again: int
) -> None:
    with writing() as session:
        here = a_session(session, world, state=SessionState.RUNNING)
        part = a_part(session, world, here, a_counsellor(session, world))
    answers = at_once(
        lambda: act(world, "counsellor_a", "withdraw", participation_id=part, reason="临时请假"),
        lambda: act(world, "centre", "sign_in", session_id=here, participation_ids=[part]),
    )
    assert answers in ([None, "training.part_withdrawn"], ["training.there_already", 1])
    (row,) = rows(world, here)
    assert row.state is (PartState.WITHDRAWN if answers[0] is None else PartState.ATTENDING)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_no_limit_is_passed_and_history_ends_where_everybody_stands(
    sqlite_world: World, seed: int
) -> None:
    """Laws over any order of acts: seats and places hold, the last step is the state, nobody is in it twice."""
    world, dice = sqlite_world, Random(seed)
    here = put(world, seats=4)
    staff = {at: [person(world, at) for _ in range(4)] for at in ("a", "b")}
    places = {world.orgs["a"]: 2, world.orgs["b"]: 3}
    act(world, "researcher", "set_quotas", session_id=here, quotas=places)
    for _ in range(25):
        at = dice.choice("ab")
        mine = [row for row in rows(world, here, at) if row.state is not PartState.WITHDRAWN]
        with suppress(Refused):
            if mine and dice.random() < 0.4:
                act(world, "researcher", "withdraw", participation_id=dice.choice(mine).id, reason="改派他人")
            else:
                send(world, "researcher", here, *dice.sample(staff[at], dice.randint(1, 3)), school=at)
        found = rows(world, here)
        inside = [row for row in found if row.state is not PartState.WITHDRAWN]
        assert len(inside) <= 4
        assert all(sum(row.school_id == school for row in inside) <= most for school, most in places.items())
        assert len({row.staff_id for row in found}) == len(found)
        with reading() as session:
            scope = Scope.at(world.paths["county"])
            for row in found:
                steps = queries.part_steps(session, scope, participation_id=row.id)
                assert steps[-1].state is row.state
                assert {one.state for one in steps[::2]} == {PartState.ENROLLED}


def test_a_closed_school_sends_nobody(sqlite_world: World) -> None:
    world = sqlite_world
    here, somebody = put(world), person(world)
    with writing() as session:
        school = session.exec(
            unowned(select(Organisation).where(Organisation.id == world.orgs["a"]), Organisation)
        ).one()
        school.closed_on = date(2026, 2, 1)
    with pytest.raises(NotFound):
        send(world, "researcher", here, somebody)
