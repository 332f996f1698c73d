"""From a weak item to a training need, a session, the people sent, and the second look; one line a school."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlmodel import Session

from core import clock
from core.access import Capability
from core.database import reading, writing
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation import queries
from core.evaluation.queries import ChainRow
from core.evaluation.rules.chain import Link, link_of
from core.evaluation.rules.states import RectificationState, RoundState
from core.training import actions as training
from core.training.rules import PartState, SessionState
from core.training.tables import SessionNeed
from tests.evaluation.after import FAIR, LATER, POOR, a_rectification, act, published, published_in
from tests.evaluation.rated import Stood
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_part, a_session
from tests.world import World

TODAY = LATER.date()
STATES = tuple(RectificationState)


@pytest.mark.parametrize(
    ("sessions", "sent", "completed", "link"),
    [
        (0, 0, 0, Link.RAISED),
        (1, 0, 0, Link.ARRANGED),
        (2, 1, 0, Link.SENT),
        (2, 2, 1, Link.TRAINED),
        (1, 1, 1, Link.TRAINED),
    ],
)
def test_a_chain_is_as_long_as_what_was_done(sessions: int, sent: int, completed: int, link: Link) -> None:
    given = {"sessions": sessions, "sent": sent, "completed": completed}
    assert link_of(**given, rechecks=[], after=None) is link
    assert link_of(**given, rechecks=[RectificationState.OPEN, RectificationState.DONE], after=None) is link
    assert link_of(**given, rechecks=[], after=0.0) is Link.CHECKED
    for state, other in product((RectificationState.PASSED, RectificationState.AGAIN), STATES):
        assert link_of(**given, rechecks=[other, state], after=None) is Link.CHECKED


@pytest.mark.parametrize(("sessions", "sent", "completed"), [(0, 1, 0), (1, 1, 2), (1, 0, -1)])
def test_counts_that_cannot_be_are_no_chain(sessions: int, sent: int, completed: int) -> None:
    with pytest.raises(ValueError, match="complete"):
        link_of(sessions=sessions, sent=sent, completed=completed, rechecks=[], after=None)


def needy(world: World, sheets: Any = None, schools: tuple[str, ...] = ("a",)) -> Stood:
    """A round that found item 1.1 weak at schools, each with a training need."""
    round_ = published(world, sheets or {one: [POOR] for one in schools}, state=RoundState.RECOGNISED)
    act(
        world, "researcher", "raise_training_needs", at=LATER, round_id=round_.round_id, standard="", code="1.1",
        topic="制度建设", school_ids=[world.orgs[one] for one in schools],
    )  # fmt: skip
    return round_


def seen(world: World, who: str, **given: Any) -> list[ChainRow]:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_EVALUATION)
        return queries.chains(session, scope, today=TODAY, **given)


def trained(session: Session, world: World, need_id: int, **people: PartState) -> int:
    """A session that answers a need, with one person in each of these states sent by the school named."""
    at = a_session(session, world, state=SessionState.DONE)
    session.add(SessionNeed(session_id=at, need_id=need_id))
    for school, state in people.items():
        a_part(session, world, at, a_counsellor(session, world, at=school), state=state)
    session.flush()
    return at


def test_a_need_without_an_answer_begins_a_chain(database: str, world: World) -> None:
    round_ = needy(world)
    (row,) = seen(world, "researcher")
    assert (row.school_id, row.round_id, row.code, row.topic) == (world.orgs["a"], round_.round_id, "1.1", "制度建设")
    assert row.before == pytest.approx(0.5)  # POOR gives 5 of the 10 points of 1.1
    assert (row.link, row.sent, row.completed, row.sessions, row.after) == (Link.RAISED, 0, 0, (), None)


def test_people_of_other_schools_and_those_who_withdrew_are_not_counted(database: str, world: World) -> None:
    needy(world, schools=("a", "b"))
    (need,) = [row.need_id for row in seen(world, "researcher") if row.school_id == world.orgs["a"]]
    with writing() as session:
        at = trained(session, world, need, a=PartState.COMPLETED, b=PartState.COMPLETED)
        for state in (PartState.WITHDRAWN, PartState.FAILED):
            a_part(session, world, at, a_counsellor(session, world, at="a"), state=state)
    b, a = seen(world, "researcher")
    assert (b.school_id, b.link) == (world.orgs["b"], Link.RAISED)  # the session answers the need of A alone
    assert (a.school_id, a.link, a.sent, a.completed) == (world.orgs["a"], Link.TRAINED, 2, 1)


def test_a_session_that_was_cancelled_answers_nothing(database: str, world: World) -> None:
    needy(world)
    (row,) = seen(world, "researcher")
    with writing() as session:
        at = a_session(session, world, state=SessionState.CANCELLED)
        session.add(SessionNeed(session_id=at, need_id=row.need_id))
    assert seen(world, "researcher")[0].link is Link.RAISED


def test_a_plan_that_is_not_open_yet_is_told_to_its_organiser_alone(database: str, world: World) -> None:
    needy(world)
    (row,) = seen(world, "researcher")
    with writing() as session:
        at = a_session(session, world, state=SessionState.PLANNED)
        session.add(SessionNeed(session_id=at, need_id=row.need_id))
    assert seen(world, "researcher")[0].link is Link.ARRANGED
    assert seen(world, "school_admin_a")[0].link is Link.RAISED


def test_the_newest_later_round_of_the_same_rubric_ends_the_chain(database: str, world: World) -> None:
    round_ = needy(world)
    with writing() as session:
        later = published_in(session, world, {"a": [FAIR]}, opens_on=date(2026, 4, 1), title="复评")
        published_in(session, world, {"b": [FAIR]}, opens_on=date(2026, 5, 1))  # A has no result there
    assert later.round_id != round_.round_id
    (row,) = seen(world, "researcher", round_id=round_.round_id)
    assert (row.link, row.later) == (Link.CHECKED, "复评")
    assert row.after == pytest.approx(0.9)  # FAIR gives 9 of the 10 points of 1.1


def test_a_second_look_at_what_was_put_right_ends_the_chain(database: str, world: World) -> None:
    round_ = needy(world)
    with writing() as session:
        a_rectification(session, world, round_.entries["a"], state=RectificationState.PASSED)
    (row,) = seen(world, "researcher")
    assert row.link is Link.CHECKED
    assert [one.code for one in row.rechecks] == ["1.1"]


def test_a_school_sees_its_own_chain_alone(database: str, world: World) -> None:
    needy(world, schools=("a", "b"))
    assert [row.school_id for row in seen(world, "school_admin_a")] == [world.orgs["a"]]
    assert seen(world, "counsellor_c") == []
    assert len(seen(world, "leader")) == 2


def test_a_need_is_met_once_with_a_word_and_may_be_opened_again(database: str, world: World) -> None:
    needy(world)
    (row,) = seen(world, "researcher")
    meet = {"need_id": row.need_id, "how": " 两位老师完成了培训 "}
    with pytest.raises(Refused, match="need_how"):
        done(world, "researcher", "meet_need", **{**meet, "how": "  "})
    done(world, "researcher", "meet_need", **meet)
    assert seen(world, "researcher")[0].how == "两位老师完成了培训"
    with pytest.raises(Refused, match="need_met"):
        done(world, "researcher", "meet_need", **meet)
    done(world, "researcher", "reopen_need", need_id=row.need_id)
    assert seen(world, "researcher")[0].met_at is None
    with pytest.raises(Refused, match="need_stands"):
        done(world, "researcher", "reopen_need", need_id=row.need_id)


def test_a_school_cannot_say_that_its_own_need_is_met(database: str, world: World) -> None:
    needy(world)
    need = seen(world, "researcher")[0].need_id
    with pytest.raises(NotFound):
        done(world, "school_admin_a", "meet_need", need_id=need, how="好了")
    with pytest.raises(NotAllowed):
        done(world, "counsellor_a", "meet_need", need_id=need, how="好了")


def done(world: World, who: str, verb: str, **given: Any) -> None:
    with clock.stopped_at(LATER), writing() as session:
        getattr(training, verb)(session, world.actor(who), **given)
