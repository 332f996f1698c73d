"""Training sessions: planned, opened, changed, called off; and who sees which."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from core import clock
from core.access import Scope
from core.database import reading, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.training import actions, queries
from core.training.actions.loading_sessions import held_part, invited_session, loaded_part, loaded_session
from core.training.actions.parts import stepped
from core.training.rules import PartState, SessionState, SignInWay
from core.training.rules.drafts import numbered
from core.training.tables import Participation, SignIn
from tests.training.access_sessions import draft
from tests.training.builders import LONG_AGO, a_counsellor
from tests.training.session_builders import MODULES, a_part, a_quota, a_session
from tests.world import World


@dataclass
class Desk:
    """Somebody at work: each act a transaction of its own."""

    world: World
    who: str = "researcher"

    def does(self, verb: str, **given: object) -> object:
        with writing() as session:
            return getattr(actions, verb)(session, self.world.actor(self.who), **given)

    def sees(self, session_id: int) -> queries.SessionRow:
        with reading() as session:
            return queries.session_seen(session, Scope.at(self.world.paths["county"]), session_id)


def put(world: World, **other: object) -> int:
    with writing() as session:
        return a_session(session, world, **other)  # type: ignore[arg-type]  # columns of every type


def with_one(world: World, part: PartState = PartState.ENROLLED, **other: object) -> tuple[int, int]:
    with writing() as session:
        here = a_session(session, world, **other)  # type: ignore[arg-type]  # columns of every type
        return here, a_part(session, world, here, a_counsellor(session, world), part)


def signed_in(part_id: int) -> None:
    with writing() as session:
        session.add(SignIn(participation_id=part_id, at=LONG_AGO, way=SignInWay.LIST))


def test_a_school_sees_what_its_bureau_opened_and_no_plan(database: str, world: World) -> None:
    with writing() as session:
        opened = a_session(session, world)
        planned = a_session(session, world, state=SessionState.PLANNED)
        own_plan = a_session(session, world, at="a", state=SessionState.PLANNED)
        a_session(session, world, at="other_county")
        seen = {row.id for row in queries.sessions_seen(session, Scope.at(world.paths["a"]))}
        held = {row.id for row in queries.sessions_seen(session, Scope.at(world.paths["county"]))}
        assert seen == {opened, own_plan}
        assert held == {opened, planned, own_plan}
        with pytest.raises(NotFound):
            queries.session_seen(session, Scope.at(world.paths["a"]), planned)
        with pytest.raises(NotFound):
            loaded_session(session, Scope.at(world.paths["a"]), opened, lock=True)
        assert invited_session(session, Scope.at(world.paths["a"]), opened, lock=True).id == opened
        assert queries.sessions_seen(session, Scope()) == []


def test_a_school_sees_its_own_people_and_the_organiser_all(database: str, world: World) -> None:
    with writing() as session:
        here = a_session(session, world, modules=MODULES, seats=3)
        mine, theirs = a_counsellor(session, world), a_counsellor(session, world, "b")
        gone = a_part(session, world, here, a_counsellor(session, world, "b"), PartState.WITHDRAWN)
        part, other = a_part(session, world, here, mine), a_part(session, world, here, theirs)
        session.add(SignIn(participation_id=part, module="m2", at=LONG_AGO, way=SignInWay.LIST))
        county, school = Scope.at(world.paths["county"]), Scope.at(world.paths["a"])
        assert {row.id for row in queries.participants(session, county, session_id=here)} == {part, other, gone}
        (own,) = queries.participants(session, school, session_id=here)
        assert (own.id, own.school, own.modules, own.enrolled_at) == (part, "云溪一小", {"m2"}, LONG_AGO)
        row = queries.session_seen(session, school, here)
        assert (row.enrolled, row.seats_left) == (2, 1)
        assert [one.code for one in row.modules] == ["m1", "m2"]
        with pytest.raises(NotFound):
            loaded_part(session, school, other)
        with pytest.raises(NotFound):
            held_part(session, school, part)
        assert held_part(session, county, part)[1].id == here


def test_somebody_merged_into_another_file_takes_no_place_and_is_not_listed(database: str, world: World) -> None:
    with writing() as session:
        here = a_session(session, world, seats=3)
        kept = a_counsellor(session, world)
        a_part(session, world, here, kept)
        a_part(session, world, here, a_counsellor(session, world, merged_into=kept))
        county = Scope.at(world.paths["county"])
        assert queries.session_seen(session, county, here).enrolled == 1
        assert [row.staff_id for row in queries.participants(session, county, session_id=here)] == [kept]


def test_a_step_is_written_down_and_one_that_does_not_follow_is_refused(database: str, world: World) -> None:
    with writing() as session:
        part_id = a_part(session, world, a_session(session, world), a_counsellor(session, world))
        scope = Scope.at(world.paths["a"])
        part: Participation = loaded_part(session, scope, part_id, lock=True)
        stepped(session, None, part, PartState.ATTENDING, "现场签到")
        told = queries.part_steps(session, scope, participation_id=part_id)
        assert [(one.state, one.by_id is None, one.reason) for one in told] == [
            (PartState.ENROLLED, False, "学校报名"),
            (PartState.ATTENDING, True, "现场签到"),
        ]
        stepped(session, world.accounts["admin"], part, PartState.COMPLETED, "达到要求")
        with pytest.raises(Refused, match="part_step"):
            stepped(session, world.accounts["admin"], part, PartState.ENROLLED, "")


def test_a_plan_goes_its_way(database: str, world: World) -> None:
    desk = Desk(world)
    plan = draft(world, "county")._replace(
        modules=numbered([(" 危机 评估 ", Decimal(3)), ("家校沟通", Decimal("4.5"))])
    )
    here = int(str(desk.does("make_session", draft=plan)))
    row = desk.sees(here)
    assert (row.state, row.hours, row.modules[0].title) == (SessionState.PLANNED, Decimal("7.5"), "危机 评估")
    desk.does("open_enrolment", session_id=here)
    desk.does("start_session", session_id=here)
    assert desk.sees(here).state is SessionState.RUNNING
    assert desk.does("take_step_back", session_id=here) is SessionState.ENROLLING
    assert desk.does("take_step_back", session_id=here) is SessionState.PLANNED
    desk.does("drop_session", session_id=here)
    with pytest.raises(NotFound):
        desk.sees(here)


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("open_enrolment", SessionState.ENROLLING),
        ("open_enrolment", SessionState.CANCELLED),
        ("start_session", SessionState.PLANNED),
        ("start_session", SessionState.DONE),
        ("take_step_back", SessionState.PLANNED),
        ("take_step_back", SessionState.DONE),
        ("drop_session", SessionState.ENROLLING),
        ("drop_session", SessionState.CANCELLED),
    ],
)
def test_a_step_out_of_order_is_refused(sqlite_world: World, verb: str, state: SessionState) -> None:
    here = put(sqlite_world, state=state)
    with pytest.raises(Refused, match="other_state"):
        Desk(sqlite_world).does(verb, session_id=here)
    assert Desk(sqlite_world).sees(here).state is state


def test_a_session_that_people_enrolled_in_is_no_plan_again_though_they_were_withdrawn(sqlite_world: World) -> None:
    here, part = with_one(sqlite_world)
    desk = Desk(sqlite_world)
    desk.does("withdraw", participation_id=part, reason="临时请假")
    with pytest.raises(Refused, match="people_on_record"):
        desk.does("take_step_back", session_id=here)


def test_a_session_that_people_signed_in_for_does_not_go_back_to_enrolment(sqlite_world: World) -> None:
    here, part = with_one(sqlite_world, PartState.ATTENDING, state=SessionState.RUNNING)
    signed_in(part)
    with pytest.raises(Refused, match="signed_in_already"):
        Desk(sqlite_world).does("take_step_back", session_id=here)


def test_whoever_is_in_a_cancelled_session_is_withdrawn_with_its_reason(database: str, world: World) -> None:
    with writing() as session:
        here = a_session(session, world, state=SessionState.RUNNING)
        came = a_part(session, world, here, a_counsellor(session, world), PartState.ATTENDING)
        waits = a_part(session, world, here, a_counsellor(session, world, "b"))
        gone = a_part(session, world, here, a_counsellor(session, world, "b"), PartState.WITHDRAWN)
    desk = Desk(world)
    with pytest.raises(Refused, match="reason_needed"):
        desk.does("cancel_session", session_id=here, reason=" 雨 ")
    assert desk.does("cancel_session", session_id=here, reason=" 台风 停课 ") == 2
    assert (desk.sees(here).state, desk.sees(here).reason) == (SessionState.CANCELLED, "台风 停课")
    with reading() as session:
        county = Scope.at(world.paths["county"])
        rows = queries.participants(session, county, session_id=here)
        assert {row.state for row in rows} == {PartState.WITHDRAWN}
        last = {
            one: queries.part_steps(session, county, participation_id=one)[-1].reason for one in (came, waits, gone)
        }
    assert last == {came: "台风 停课", waits: "台风 停课", gone: "学校报名"}


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.DONE, SessionState.CANCELLED])
def test_what_is_not_on_cannot_be_called_off(sqlite_world: World, state: SessionState) -> None:
    with pytest.raises(Refused, match="other_state"):
        Desk(sqlite_world).does("cancel_session", session_id=put(sqlite_world, state=state), reason="台风停课")


def test_a_change_counts_and_a_stale_one_is_a_conflict(sqlite_world: World) -> None:
    here, desk = put(sqlite_world), Desk(sqlite_world)
    plan = draft(sqlite_world, "county")
    assert desk.does("change_session", session_id=here, edition=0, draft=plan._replace(title="新的名称")) == 1
    with pytest.raises(Conflict, match="session_moved_on"):
        desk.does("change_session", session_id=here, edition=0, draft=plan)
    assert desk.sees(here).title == "新的名称"


def test_the_organiser_stays(sqlite_world: World) -> None:
    here = put(sqlite_world)
    with pytest.raises(Refused, match="organiser_stays"):
        Desk(sqlite_world).does("change_session", session_id=here, edition=0, draft=draft(sqlite_world, "a"))


@pytest.mark.parametrize(
    "other",
    [{"hours": Decimal(9)}, {"must_attend": 80}, {"modules": numbered([("家校沟通", Decimal(8))])}],
)
def test_what_people_signed_in_for_stays_as_it_is(sqlite_world: World, other: dict[str, object]) -> None:
    here, part = with_one(sqlite_world, PartState.ATTENDING, state=SessionState.RUNNING)
    plan = draft(sqlite_world, "county")
    signed_in(part)
    desk = Desk(sqlite_world)
    with pytest.raises(Refused, match="signed_in_already"):
        desk.does("change_session", session_id=here, edition=0, draft=plan._replace(**other))  # type: ignore[arg-type]
    desk.does("change_session", session_id=here, edition=0, draft=plan._replace(place="二楼报告厅", pass_score=60))
    assert (desk.sees(here).place, desk.sees(here).hours) == ("二楼报告厅", Decimal(8))


def test_the_assessment_stays_once_there_is_a_score(sqlite_world: World) -> None:
    with writing() as session:
        here = a_session(session, sqlite_world, state=SessionState.RUNNING, pass_score=60)
        a_part(session, sqlite_world, here, a_counsellor(session, sqlite_world), score=Decimal(70))
    with pytest.raises(Refused, match="scored_already"):
        Desk(sqlite_world).does("change_session", session_id=here, edition=0, draft=draft(sqlite_world, "county"))


def test_there_are_never_fewer_seats_than_people(sqlite_world: World) -> None:
    with writing() as session:
        here = a_session(session, sqlite_world)
        for _ in range(2):
            a_part(session, sqlite_world, here, a_counsellor(session, sqlite_world))
    desk, plan = Desk(sqlite_world), draft(sqlite_world, "county")
    with pytest.raises(Refused, match="seats_taken"):
        desk.does("change_session", session_id=here, edition=0, draft=plan._replace(seats=1))
    assert desk.does("change_session", session_id=here, edition=0, draft=plan._replace(seats=2)) == 1


@pytest.mark.parametrize("state", [SessionState.DONE, SessionState.CANCELLED])
def test_what_is_over_is_not_changed(sqlite_world: World, state: SessionState) -> None:
    here, desk = put(sqlite_world, state=state), Desk(sqlite_world)
    with pytest.raises(Refused, match="other_state"):
        desk.does("change_session", session_id=here, edition=0, draft=draft(sqlite_world, "county"))
    with pytest.raises(Refused, match="other_state"):
        desk.does("set_quotas", session_id=here, quotas={})


def test_places_go_to_schools_below_the_organiser_and_never_below_who_is_in(database: str, world: World) -> None:
    here, _ = with_one(world)
    desk, a, b = Desk(world), world.orgs["a"], world.orgs["b"]
    with pytest.raises(NotFound):
        desk.does("set_quotas", session_id=here, quotas={a: 1, world.orgs["c"]: 1})
    with pytest.raises(Refused, match="quota_taken"):
        desk.does("set_quotas", session_id=here, quotas={b: 3})
    with pytest.raises(Refused, match="places"):
        desk.does("set_quotas", session_id=here, quotas={a: -1})
    desk.does("set_quotas", session_id=here, quotas={a: 1, b: 3})
    desk.does("set_quotas", session_id=here, quotas={a: 2, b: 0})
    with reading() as session:
        rows = queries.places(session, Scope.at(world.paths["county"]), session_id=here)
        own = queries.places(session, Scope.at(world.paths["b"]), session_id=here)
    assert {(row.school_id, row.places, row.taken, row.left) for row in rows} == {(a, 2, 1, 1), (b, 0, 0, 0)}
    assert [row.school_id for row in own] == [b]
    desk.does("set_quotas", session_id=here, quotas={})
    with reading() as session:
        rows = queries.places(session, Scope.at(world.paths["county"]), session_id=here)
    assert {(row.places, row.left) for row in rows} == {(None, None)}


def test_a_dropped_plan_takes_its_places_along(database: str, world: World) -> None:
    with writing() as session:
        here = a_session(session, world, state=SessionState.PLANNED)
        a_quota(session, world, here, "a", 2)
    Desk(world).does("drop_session", session_id=here)
    assert put(world) != 0


def test_a_session_answers_needs_of_schools_below_it_alone(sqlite_world: World) -> None:
    world, desk = sqlite_world, Desk(sqlite_world)
    here = put(world)
    with writing() as session:
        raised = [
            actions.raise_need(
                session, world.actor(who), school_id=world.orgs[at], topic="危机识别", source="evaluation:1:A1"
            )
            for who, at in (("researcher", "a"), ("researcher", "b"), ("centre_c", "c"))
        ]
    with pytest.raises(NotFound):
        desk.does("answer_needs", session_id=here, need_ids=raised)
    desk.does("answer_needs", session_id=here, need_ids=raised[:2])
    desk.does("answer_needs", session_id=here, need_ids=raised[1:2])
    with reading() as session:
        assert queries.answered_needs(session, Scope.at(world.paths["county"]), session_id=here) == [raised[1]]


def test_a_school_plans_its_own_and_changes_no_other(sqlite_world: World) -> None:
    at_school = Desk(sqlite_world, "school_admin_a")
    assert at_school.does("make_session", draft=draft(sqlite_world, "a"))
    with pytest.raises(NotFound):
        at_school.does("make_session", draft=draft(sqlite_world, "county"))
    with pytest.raises(NotFound):
        at_school.does("start_session", session_id=put(sqlite_world))
    with pytest.raises(NotAllowed):
        Desk(sqlite_world, "counsellor_a").does("make_session", draft=draft(sqlite_world, "a"))


def test_a_plan_is_measured_by_the_day_in_beijing(sqlite_world: World) -> None:
    late = draft(sqlite_world, "county")
    ends = late.ends_at.replace(hour=17)  # 1 o'clock of the next day in Beijing
    last = clock.local(ends).date()
    assert last == date(2100, 1, 6)
    assert Desk(sqlite_world).does("make_session", draft=late._replace(ends_at=ends, enrol_until=last))
