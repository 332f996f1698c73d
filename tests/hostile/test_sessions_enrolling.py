"""A workbook names schools and people as they are written, and everybody keeps to the state that a session is in."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from core.database import reading, unowned, writing
from core.errors import NotAllowed, NotFound, Refused
from core.organisations.tables import Organisation
from core.training.rules import PartState, SessionState
from core.training.rules.feedback import Said
from core.training.tables import Participation, TrainingSession
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_completion, a_part, a_session
from tests.training.test_attendance import LATER
from tests.training.test_enrolling import act, person, put
from tests.training.test_enrolment_sheet import check, told
from tests.world import World


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("云溪一小（东校区）", "云溪一小（东校区）"),
        ("云溪一小（东校区）", "云溪一小(东校区)"),
        ("云溪 一小", "云溪 一小"),
        ("云溪ＡＢ小学", "云溪AB小学"),
    ],
)
def test_a_school_is_found_by_its_full_name_however_wide_it_is_written(
    sqlite_world: World, name: str, written: str
) -> None:
    with writing() as session:
        school = session.exec(
            unowned(select(Organisation).where(Organisation.id == sqlite_world.orgs["a"]), Organisation)
        ).one()
        school.name = name
    here, who = put(sqlite_world), person(sqlite_world)
    found = check(sqlite_world, here, [written, "林示例", ""])
    assert ([one.staff_id for one in found.wanted], told(found)) == ([who], set())


@pytest.mark.parametrize("written", ["阿依·古丽", "阿依•古丽", "阿依・古丽", "阿依古丽", "阿依 · 古丽"])
def test_a_person_is_found_by_the_name_whatever_its_middle_dot(sqlite_world: World, written: str) -> None:
    here, who = put(sqlite_world), person(sqlite_world, name="阿依·古丽")
    found = check(sqlite_world, here, ["", written, ""], who="counsellor_a")
    assert ([one.staff_id for one in found.wanted], told(found)) == ([who], set())


P, E, R, D, C = SessionState
MAY: dict[str, tuple[SessionState, ...]] = {
    "open_enrolment": (P,), "start_session": (E,), "drop_session": (P,), "cancel_session": (E, R),
    "set_quotas": (P, E, R), "answer_needs": (P, E, R), "enrol": (E, R), "withdraw": (E, R), "sign_in": (R, D),
    "take_back_sign_in": (R, D), "set_scores": (R, D), "show_code": (R,), "settle_session": (R,),
    "resettle_session": (D,),
}  # fmt: skip
"""In which states each act of the organiser goes."""


def given(world: World, state: SessionState) -> dict[str, Callable[[], dict[str, Any]]]:
    """A session in a state with one person in it (a plan has nobody), and one who could come: what each act is told."""
    with writing() as session:
        here = a_session(session, world, state=state, pass_score=60)
        inside, other = (a_counsellor(session, world, name=name) for name in ("林示例", "周示例"))
        stands = PartState.COMPLETED if state is D else PartState.ENROLLED
        part = a_part(session, world, here, inside, stands) if state is not P else 0
        if state is D:
            a_completion(session, world, part)
    one = {"session_id": here}
    asked: dict[str, dict[str, Any]] = {
        "cancel_session": one | {"reason": "台风停课"}, "resettle_session": one | {"reason": "核对过一遍"},
        "set_quotas": one | {"quotas": {}}, "answer_needs": one | {"need_ids": []},
        "enrol": one | {"school_id": world.orgs["a"], "staff_ids": [other]},
        "withdraw": {"participation_id": part, "reason": "临时请假"},
        "sign_in": one | {"participation_ids": [part]}, "take_back_sign_in": one | {"participation_ids": [part]},
        "set_scores": one | {"scores": {part: Decimal(90)}},
    }  # fmt: skip
    return {verb: lambda verb=verb: asked.get(verb, one) for verb in MAY}  # type: ignore[misc]  # bound by default


def seen(world: World) -> list[tuple[object, ...]]:
    with reading() as session:
        rows = session.exec(unowned(select(TrainingSession), TrainingSession)).all()
        people = session.exec(unowned(select(Participation), Participation)).all()
        return [(row.state, row.edition, row.code) for row in rows] + [(row.state, row.score) for row in people]


@pytest.mark.parametrize("state", SessionState)
def test_an_act_out_of_its_time_is_refused_and_changes_nothing(sqlite_world: World, state: SessionState) -> None:
    asked = given(sqlite_world, state)
    before = seen(sqlite_world)
    for verb, states in MAY.items():
        if state not in states:
            with pytest.raises((Refused, NotFound)):
                act(sqlite_world, "researcher", verb, **asked[verb]())
    assert seen(sqlite_world) == before


@pytest.mark.parametrize(("verb", "state"), [(verb, state) for verb, states in MAY.items() for state in states])
def test_an_act_in_its_time_goes(sqlite_world: World, verb: str, state: SessionState) -> None:
    asked = given(sqlite_world, state)
    act(sqlite_world, "researcher", verb, at=LATER, **asked[verb]())


@pytest.mark.parametrize(
    "who", ["leader", "school_admin_a", "school_lead_a", "counsellor_a", "class_teacher_a", "admin"]
)
def test_nobody_but_the_organiser_moves_a_session(sqlite_world: World, who: str) -> None:
    for state in (P, E, R, D):
        asked = given(sqlite_world, state)
        before = seen(sqlite_world)
        for verb, states in MAY.items():
            if state in states and verb not in ("enrol", "withdraw"):
                with pytest.raises((NotAllowed, NotFound)):
                    act(sqlite_world, who, verb, **asked[verb]())
        assert seen(sqlite_world) == before


def test_a_schools_own_session_takes_nobody_of_another_school(sqlite_world: World) -> None:
    here, there = put(sqlite_world, at="a"), person(sqlite_world, "b")
    for school in ("a", "b"):
        with pytest.raises(NotFound):
            act(
                sqlite_world, "school_admin_a", "enrol", session_id=here, school_id=sqlite_world.orgs[school],
                staff_ids=[there],
            )  # fmt: skip
    with pytest.raises(NotFound):
        act(sqlite_world, "school_admin_a", "set_quotas", session_id=here, quotas={sqlite_world.orgs["b"]: 3})
    with pytest.raises(NotFound):
        act(sqlite_world, "counsellor_b", "enter_feedback", participation_id=1, said=Said(5, 5, 5))
