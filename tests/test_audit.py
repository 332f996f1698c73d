"""Nothing is done without its audit row, and nobody changes the chain unnoticed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, text, update

from core import audit, settings
from core.access import SYSTEM_SCOPE, Scope
from core.accounts import actions, queries
from core.audit import AuditEvent, AuditHead
from core.clock import now
from core.database import engine, reading, writing
from core.errors import Conflict
from tests.conftest import forget_caches
from tests.world import World

EVENTS: Table = AuditEvent.__table__
HEAD: Table = AuditHead.__table__


def act(world: World, times: int = 1, *, form_key: str | None = None) -> None:
    for _ in range(times):
        with writing() as session:
            session.info["form_key"] = form_key
            actions.unlock(session, world.actor("admin"), account_id=world.accounts["counsellor_a"])


def flaw() -> int | None:
    with reading() as session:
        found = audit.verify(session)
    return found.number if found else None


def by_hand(change: Callable[[Connection], object]) -> None:
    """Change rows behind the program's back, as somebody with the database's password could: triggers off."""
    with engine().begin() as connection:
        for trigger in triggers(connection):
            connection.execute(text(trigger))
        change(connection)


def triggers(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        return ["ALTER TABLE audit_event DISABLE TRIGGER USER"]
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_event'"))
    return [f"DROP TRIGGER {name}" for (name,) in names]


def swap(connection: Connection) -> None:
    """Let two events change places, numbers aside."""
    rows = {row.number: row._asdict() for row in connection.execute(select(EVENTS).where(EVENTS.c.number.in_([2, 3])))}
    for number, other in ((2, 3), (3, 2)):
        values = {key: value for key, value in rows[other].items() if key != "number"}
        connection.execute(update(EVENTS).where(EVENTS.c.number == number).values(values))


def copy(connection: Connection, number: int, to: int) -> None:
    row = connection.execute(select(EVENTS).where(EVENTS.c.number == number)).one()._asdict()
    connection.execute(insert(EVENTS).values(row | {"number": to}))


def change(number: int, **values: object) -> Callable[[Connection], object]:
    return lambda c: c.execute(update(EVENTS).where(EVENTS.c.number == number).values(**values))


TAMPERINGS: dict[str, tuple[int, Callable[[Connection], object]]] = {
    "an action changed": (2, change(2, action="account.disabled")),
    "a time changed": (
        2,
        lambda c: c.execute(update(EVENTS).where(EVENTS.c.number == 2).values(at=now() + timedelta(1))),
    ),
    "a doer changed": (2, change(2, actor_id=1)),
    "an organisation changed": (2, change(2, org_id=1)),
    "a subject changed": (2, change(2, subject_id=1)),
    "details changed": (2, change(2, details={"count": 1})),
    "a purpose added": (2, change(2, purpose="研判")),
    "a form key added": (2, change(2, form_key="another")),
    "a link changed": (2, change(2, link=b"x" * 32)),
    "one in the middle removed": (2, lambda c: c.execute(delete(EVENTS).where(EVENTS.c.number == 2))),
    "the first removed": (1, lambda c: c.execute(delete(EVENTS).where(EVENTS.c.number == 1))),
    "the last removed": (4, lambda c: c.execute(delete(EVENTS).where(EVENTS.c.number == 4))),
    "all removed": (1, lambda c: c.execute(delete(EVENTS))),
    "two exchanged": (2, swap),
    "one added at the end": (5, lambda c: copy(c, 4, 5)),
    "one added in front": (1, lambda c: copy(c, 1, 0)),
    "the end of the chain forgotten": (5, lambda c: c.execute(delete(HEAD))),
    "the end of the chain moved back": (5, lambda c: c.execute(update(HEAD).values(number=3))),
}


def test_an_untouched_chain_holds(world: World) -> None:
    assert flaw() is None
    act(world, 4)
    assert flaw() is None


@pytest.mark.parametrize(("at", "tamper"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_chain_changed_by_hand_is_found_where_it_was_changed(
    world: World, at: int, tamper: Callable[[Connection], object]
) -> None:
    act(world, 4)
    by_hand(tamper)
    assert flaw() == at


def test_a_chain_written_with_another_key_does_not_hold(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the database alone cannot write a chain that verifies."""
    act(sqlite_world, 2)
    monkeypatch.setenv("SHOUWANG_KEYS", settings.key_text(settings.make_keys()))
    forget_caches()
    assert flaw() == 1


class DiskFull(Exception):
    """What stops the audit row in the test below."""


def test_an_act_is_undone_when_its_audit_row_cannot_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise DiskFull

    monkeypatch.setattr(audit, "_link", fail)
    with pytest.raises(DiskFull), writing() as session:
        actions.disable(session, world.actor("admin"), account_id=world.accounts["counsellor_a"])
    monkeypatch.undo()
    with reading() as session:
        row = queries.account(session, world.actor("admin").scope, world.accounts["counsellor_a"], now=now())
    assert row.is_active
    assert flaw() is None


def test_a_rolled_back_act_leaves_no_audit_row_and_a_whole_chain(world: World) -> None:
    act(world)
    with suppress(DiskFull), writing() as session:
        actions.unlock(session, world.actor("admin"), account_id=world.accounts["counsellor_a"])
        raise DiskFull
    act(world)
    assert flaw() is None
    assert len(listed()) == 2


def test_the_same_form_key_acts_once(world: World) -> None:
    act(world, form_key="first")
    with pytest.raises(Conflict) as refusal:
        act(world, form_key="first")
    assert refusal.value.code == "already_done"
    act(world, form_key="second")
    assert len(listed()) == 2
    assert flaw() is None


def listed(scope: Scope = SYSTEM_SCOPE, **filters: object) -> list[str]:
    with reading() as session:
        return [event.action for event in audit.events(session, scope, **filters)]  # type: ignore[arg-type]  # filters


def test_events_are_read_within_a_scope_newest_first(world: World) -> None:
    act(world)
    with writing() as session:
        actions.disable(session, world.actor("admin"), account_id=world.accounts["counsellor_b"])
    assert listed() == ["account.disabled", "account.unlocked"]
    assert listed(Scope.at(world.paths["a"])) == ["account.unlocked"]
    assert listed(Scope.at(world.paths["c"])) == []
    assert listed(Scope()) == []
    assert listed(action="account.dis") == ["account.disabled"]
    assert listed(offset=1, limit=1) == ["account.unlocked"]


def test_details_hold_no_names_or_secrets(world: World) -> None:
    with writing() as session:
        new = actions.create_account(
            session, world.actor("admin"), username="newcomer", name="陈新", home_id=world.orgs["a"], role="counsellor"
        )
    with reading() as session:
        stored = repr([event.model_dump() for event in audit.events(session, SYSTEM_SCOPE)])
    assert "account.created" in stored
    assert not [secret for secret in ("newcomer", "陈新", new.password) if secret in stored]


def test_the_session_keeps_no_form_key_for_the_next_act(sqlite_world: World) -> None:
    with writing() as session:
        session.info["form_key"] = "once"
        for _ in range(2):
            actions.unlock(session, sqlite_world.actor("admin"), account_id=sqlite_world.accounts["counsellor_a"])
    assert len(listed()) == 2
    with reading() as session:
        keys = [event.form_key for event in audit.events(session, SYSTEM_SCOPE)]
    assert keys == [None, "once"]
