"""What the desk says of the library: nothing where nothing waits."""

from datetime import date, timedelta

import pytest

from core.database import reading, writing
from core.library import queries
from core.library.queries import Unread
from core.library.rules import ResourceState
from core.library.views.desk import returned_job, shelving_job
from tests.library.builders import LONG_AGO, a_resource
from tests.ui.app import words
from tests.ui.screens import opened
from tests.world import World

THAT_DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("waiting", "today", "told"),
    [
        (Unread(), THAT_DAY, None),
        (Unread(2, LONG_AGO), THAT_DAY, ("2 份资源等您审核", "都是今天提交的")),
        (Unread(1, LONG_AGO), THAT_DAY + timedelta(days=1), ("1 份资源等您审核", "最早一份等了 1 天")),
    ],
)
def test_a_keeper_is_told_how_many_wait_and_how_long(
    waiting: Unread, today: date, told: tuple[str, str] | None
) -> None:
    assert [(job.todo.title, job.todo.note) for job in shelving_job(waiting, today)] == ([told] if told else [])


def test_who_submitted_is_told_what_came_back() -> None:
    assert returned_job(0) == []
    assert "3 份资源" in returned_job(3)[0].todo.title


def test_what_waits_and_what_came_back_are_counted_for_who_asks(world: World) -> None:
    with writing() as session:
        a_resource(session, world, state=ResourceState.SENT, sent_at=LONG_AGO)
        a_resource(session, world, state=ResourceState.RETURNED)
        a_resource(session, world, state=ResourceState.SENT, sent_at=LONG_AGO, removed_at=LONG_AGO)
    with reading() as session:
        scopes = {who: world.actor(who).scope for who in ("researcher", "counsellor_a", "counsellor_b")}
        assert queries.unread(session, scopes["researcher"]) == Unread(1, LONG_AGO)
        assert queries.unread(session, scopes["counsellor_b"]) == Unread()
        own = {who: world.accounts[who] for who in ("counsellor_a", "counsellor_a2")}
        back = [queries.given_back(session, scopes["counsellor_a"], account_id=at) for at in own.values()]
    assert back == [1, 0]


def test_the_desk_of_a_keeper_and_of_who_submitted(sqlite_world: World) -> None:
    with writing() as session:
        a_resource(session, sqlite_world, state=ResourceState.SENT, sent_at=LONG_AGO)
        a_resource(session, sqlite_world, state=ResourceState.RETURNED)
    keeper = words(opened(sqlite_world, "researcher", "desk"))
    assert "1 份资源等您审核" in keeper
    assert "请补充一下" not in keeper
    assert "您提交的 1 份资源请补充一下" in words(opened(sqlite_world, "counsellor_a", "desk"))
