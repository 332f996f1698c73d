"""Nobody learns what one person said of a session: not by the order, not by what one more answer changes."""

from decimal import Decimal

from sqlmodel import select

from core.access import Scope
from core.database import reading, unowned, writing
from core.training import actions, queries
from core.training.rules import PartState, SessionState
from core.training.rules.feedback import FEWEST, Said, Summary
from core.training.tables import SessionFeedback
from tests.together import together
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_part, a_session
from tests.world import World

CONTENT, CROSS = Said(5, 5, 5), Said(1, 1, 1, "会场太远")


def attended(world: World, many: int) -> tuple[int, list[int]]:
    with writing() as session:
        here = a_session(session, world, state=SessionState.RUNNING)
        people = [a_counsellor(session, world, name=f"示例{number}") for number in range(many)]
        return here, [a_part(session, world, here, who, PartState.ATTENDING) for who in people]


def enter(world: World, part: int, said: Said) -> None:
    with writing() as session:
        actions.enter_feedback(session, world.actor("counsellor_a"), participation_id=part, said=said)


def told(world: World, session_id: int) -> Summary:
    with reading() as session:
        return queries.feedback(session, Scope.at(world.paths["county"]), session_id=session_id)


def test_one_more_answer_changes_nothing_but_the_count(sqlite_world: World) -> None:
    here, parts = attended(sqlite_world, 2 * FEWEST)
    for part in parts[:FEWEST]:
        enter(sqlite_world, part, CONTENT)
    five = told(sqlite_world, here)
    assert five == Summary(FEWEST, Decimal("5.0"), Decimal("5.0"), Decimal("5.0"), ())
    for more, part in enumerate(parts[FEWEST:-1], 1):
        enter(sqlite_world, part, CROSS)
        assert told(sqlite_world, here) == five._replace(many=FEWEST + more)
    enter(sqlite_world, parts[-1], CONTENT)
    ten = told(sqlite_world, here)
    assert (ten.many, ten.useful, ten.words) == (2 * FEWEST, Decimal("3.4"), ("会场太远",) * (FEWEST - 1))


def test_batches_are_whole_when_many_answer_at_the_same_moment(database: str, world: World) -> None:
    here, parts = attended(world, 2 * FEWEST)
    assert together(*[lambda part=part: enter(world, part, CONTENT) for part in parts]) == [None] * len(parts)
    with reading() as session:
        batches = session.exec(unowned(select(SessionFeedback.batch), SessionFeedback)).all()
    assert sorted(batches) == [0] * FEWEST + [1] * FEWEST
    assert told(world, here).useful == Decimal("5.0")
