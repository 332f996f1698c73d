"""What a contest lets nobody read or take along before its time, against a licence, or after it was put away."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from core import clock
from core.database import writing
from core.evaluation import actions, queries
from tests.evaluation.contests import LATER, judged
from tests.world import World

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day_in_june() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def test_why_an_award_was_changed_is_told_with_the_award_and_not_before(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9), "b": (8, 8)})
        bureau, school = world.actor("researcher"), world.actor("counsellor_a")
        actions.award(session, bureau, nomination_id=found["a"], award="second", reason="降为二等奖")

        def told() -> list[str]:
            return [one.decided_reason for one in queries.nominations(session, school.scope, contest_id=contest_id)]

        assert told() == [""]
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        assert told() == ["降为二等奖"]


def test_why_something_was_put_out_is_told_at_once(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9)})
        actions.put_out(session, world.actor("researcher"), nomination_id=found["a"], reason="不是本校的")
        (one,) = queries.nominations(session, world.actor("counsellor_a").scope, contest_id=contest_id)
        assert one.decided_reason == "不是本校的"
