"""Training sessions: who sees which, who is in them."""

import pytest

from core.access import Scope
from core.database import writing
from core.errors import NotFound, Refused
from core.training import queries
from core.training.actions.loading_sessions import held_part, invited_session, loaded_part, loaded_session
from core.training.actions.parts import stepped
from core.training.rules import PartState, SessionState
from core.training.tables import Participation, StaffMember, StaffPost
from tests.training.session_builders import LONG_AGO, MODULES, a_part, a_session
from tests.world import World


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
        mine, theirs = somebody(session, world, "a"), somebody(session, world, "b")
        gone = a_part(session, world, here, somebody(session, world, "b"), PartState.WITHDRAWN)
        part, other = a_part(session, world, here, mine), a_part(session, world, here, theirs)
        county, school = Scope.at(world.paths["county"]), Scope.at(world.paths["a"])
        assert {row.id for row in queries.participants(session, county, session_id=here)} == {part, other, gone}
        assert [row.id for row in queries.participants(session, school, session_id=here)] == [part]
        row = queries.session_seen(session, school, here)
        assert (row.enrolled, row.seats_left) == (2, 1)
        assert [one.code for one in row.modules] == ["m1", "m2"]
        with pytest.raises(NotFound):
            loaded_part(session, school, other)
        with pytest.raises(NotFound):
            held_part(session, school, part)
        assert held_part(session, county, part)[1].id == here


def test_a_step_is_written_down_and_one_that_does_not_follow_is_refused(database: str, world: World) -> None:
    with writing() as session:
        part_id = a_part(session, world, a_session(session, world), somebody(session, world, "a"))
        scope = Scope.at(world.paths["a"])
        part: Participation = loaded_part(session, scope, part_id, lock=True)
        stepped(session, None, part, PartState.ATTENDING, "现场签到")
        told = queries.part_steps(session, scope, participation_id=part_id)
        assert [(one.state, one.by_id is None) for one in told] == [
            (PartState.ENROLLED, False),
            (PartState.ATTENDING, True),
        ]
        stepped(session, 1, part, PartState.COMPLETED, "达到要求")
        with pytest.raises(Refused, match="part_step"):
            stepped(session, 1, part, PartState.ENROLLED, "")


def somebody(session, world, at):
    who = {"made_by": world.accounts["admin"], "made_at": LONG_AGO}
    person = StaffMember(school_id=world.orgs[at], name="林示例", **who)
    session.add(person)
    session.flush()
    from datetime import date
    from core.training.rules import StaffKind

    session.add(
        StaffPost(staff_id=person.id, school_id=world.orgs[at], kind=StaffKind.FULL_TIME, since=date(2024, 9, 1), **who)
    )
    session.flush()
    return person.id
