"""The first administrator of an empty installation, and only of an empty one."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest

from core.access import Capability
from core.accounts.actions import SignedIn, first_administrator, sign_in
from core.accounts.queries import actor_for, needs_first_administrator
from core.database import reading, writing
from core.errors import Refused
from core.organisations.rules import Level
from tests.world import World

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)
PASSWORD = "Quiet-lamp-2025"


def start(username: str = "wang.min", password: str = PASSWORD) -> SignedIn:
    with writing() as session:
        return first_administrator(
            session, org_name="云溪区教育局", org_level=Level.COUNTY, org_code="999999", username=username, name="王敏",
            password=password, device="Chrome", now=NOW,
        )  # fmt: skip


def test_an_empty_installation_gets_its_first_administrator(database: str) -> None:
    with reading() as session:
        assert needs_first_administrator(session)
    token = start().token
    with reading() as session:
        actor = actor_for(session, token, now=NOW)
        assert not needs_first_administrator(session)
    assert actor
    assert actor.can(Capability.MANAGE_ACCOUNTS)
    assert not actor.must_change_password
    assert actor.over(Capability.MANAGE_ORGANISATIONS).covers(f"/{actor.org_id}/")
    with writing() as session:
        assert sign_in(session, username="wang.min", password=PASSWORD, device="", now=NOW)


def test_a_second_first_administrator_is_refused(sqlite_database: str) -> None:
    start()
    with pytest.raises(Refused) as refusal:
        start("other")
    assert refusal.value.code == "installation.not_empty"


def test_a_world_that_exists_needs_no_first_administrator(sqlite_world: World) -> None:
    with pytest.raises(Refused):
        start()


def test_a_weak_password_starts_nothing(sqlite_database: str) -> None:
    with pytest.raises(Refused):
        start(password="short")
    with reading() as session:
        assert needs_first_administrator(session)


def test_of_two_who_start_at_once_one_comes_first(database: str) -> None:
    both, outcomes = Barrier(2), list[str]()

    def race(username: str) -> None:
        both.wait(10)
        try:
            start(username)
            outcomes.append("started")
        except Refused as refusal:
            outcomes.append(refusal.code)

    threads = [Thread(target=race, args=[username]) for username in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["installation.not_empty", "started"]
