"""Somebody came from another school, where their case still lies: nothing is opened twice, nothing is lost."""

import pytest
from sqlmodel import select

from core.access import SYSTEM_SCOPE, Capability
from core.cases import actions, queries
from core.cases.actions.steps import loaded
from core.cases.rules.notices import NoticeCode
from core.cases.rules.states import Source, WarningState
from core.cases.tables import Notice
from core.database import reading, within, writing
from core.errors import Refused
from core.students.tables import Person
from tests.cases.care import FILLED, MIDDLE, TODAY, WHY, a_person, act
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def moved(world: World) -> tuple[int, int]:
    """A case of school A, and a new warning of the same pupil, who is at school B by now: the ids of both."""
    with writing() as session:
        person = a_person(session, world, 1)
    first = _interviewed(world, "counsellor_a", person)
    case = act(world, "counsellor_a", actions.confirm, warning_id=first, tier=MIDDLE, why=WHY)
    with writing() as session:
        session.exec(within(SYSTEM_SCOPE, select(Person), Person)).one().school_id = world.orgs["b"]
    return case, _interviewed(world, "counsellor_b", person)


def _interviewed(world: World, who: str, person: int) -> int:
    seen = {"source": Source.OBSERVATION, "seen": "近来常一个人哭", "urgent": False, "tier": MIDDLE}
    warning: int = act(world, who, actions.report, person_id=person, **seen)
    content = FILLED["interview"]
    act(world, who, actions.write_entry, warning_id=warning, form="interview", held_on=TODAY, content=content)
    return warning


def test_the_new_school_asks_and_keeps_its_warning(world: World, moved: tuple[int, int]) -> None:
    case, warning = moved
    with pytest.raises(Refused) as refusal:
        act(world, "counsellor_b", actions.confirm, warning_id=warning, tier=MIDDLE, why=WHY)
    assert refusal.value.code == "cases.open_elsewhere"
    scope = world.actor("counsellor_b").over(Capability.WORK_CASES)
    with reading() as session:
        row = queries.warning(session, scope, warning)
        assert row is not None
        assert (row.state, row.school_id, row.case_id) == (WarningState.AWAITING_INTERVIEW, world.orgs["b"], None)
        assert queries.lies_elsewhere(session, scope, warning_id=warning)
    assert act(world, "counsellor_b", actions.ask_for_file, warning_id=warning) == 1
    with reading() as session:
        told = session.exec(select(Notice).where(Notice.code == NoticeCode.FILE_WANTED)).one()
        assert (told.account_id, told.about) == (world.accounts["counsellor_a"], {"case_id": case})


def test_nobody_is_asked_where_no_case_lies_elsewhere(world: World, moved: tuple[int, int]) -> None:
    case, warning = moved
    with writing() as session:
        loaded(session, SYSTEM_SCOPE, case).school_id = world.orgs["b"]
    with pytest.raises(Refused) as refusal:
        act(world, "counsellor_b", actions.ask_for_file, warning_id=warning)
    assert refusal.value.code == "cases.lies_here"
    assert act(world, "counsellor_b", actions.confirm, warning_id=warning, tier=MIDDLE, why=WHY) == case
