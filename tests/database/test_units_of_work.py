"""A unit of work is committed as a whole or not at all; bulk loads and kept files belong to it."""

import contextlib
from importlib import import_module
from threading import Barrier, Thread

import pytest
from sqlalchemy import Integer, LargeBinary, String
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from core import settings
from core.access import SYSTEM_SCOPE
from core.database import bulk, engine, files, reading, within, writing
from core.database.files import digest_of, fetch, keep
from core.errors import Conflict, NotFound, Unsafe
from core.organisations.rules import Level
from core.organisations.tables import Organisation


def add_one(session: Session, name: str) -> None:
    session.add(Organisation(level=Level.PROVINCE, name=name, path=f"/{name}/"))
    session.flush()


def names() -> list[str]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(Organisation.name), Organisation)))


def test_a_finished_unit_is_committed(database: str) -> None:
    with writing() as session:
        add_one(session, "a")
    assert names() == ["a"]


def test_a_broken_unit_leaves_nothing(database: str) -> None:
    with contextlib.suppress(ZeroDivisionError), writing() as session:
        add_one(session, "a")
        raise ZeroDivisionError
    assert names() == []


def test_a_reading_unit_changes_nothing(database: str) -> None:
    with reading() as session:
        add_one(session, "a")
    assert names() == []


def test_what_somebody_else_wrote_first_is_a_conflict(database: str) -> None:
    def act(*those: str) -> None:
        with writing() as session:
            for one in those:
                add_one(session, one)

    act("a")
    with pytest.raises(Conflict) as refusal:
        act("b", "a")
    assert refusal.value.code == "conflict"
    assert names() == ["a"]


def test_what_is_found_at_the_commit_is_a_conflict_as_well(database: str) -> None:
    with pytest.raises(Conflict), writing() as session:
        session.add_all([Organisation(level=Level.PROVINCE, name="a", path="/a/") for _ in range(2)])
    assert names() == []


@pytest.mark.parametrize("broken", [{"parent_id": 999}, {"name": None}], ids=["of nothing", "without a name"])
def test_rows_that_must_never_be_are_no_conflict(database: str, broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), writing() as session:
        session.add(Organisation(**{"level": Level.PROVINCE, "name": "a", "path": "/a/", **broken}))


def test_a_file_that_stays_locked_is_a_conflict(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("core.database.engine"), "BUSY_MS", 1)
    engine().dispose()  # how long to wait is said when a connection is made
    with writing() as session:
        add_one(session, "a")
        with pytest.raises(Conflict), writing() as other:
            add_one(other, "b")
    assert names() == ["a"]


@pytest.mark.parametrize("database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_of_two_acts_that_wait_for_each_other_one_is_a_conflict(database: str) -> None:
    with writing() as session:
        add_one(session, "a")
        add_one(session, "b")
    both, answers = Barrier(2), []

    def act(first: str, second: str) -> None:
        try:
            with writing() as session:
                _hold(session, first)
                both.wait()
                _hold(session, second)
        except Conflict as refusal:
            answers.append(refusal.code)
        else:
            answers.append("done")

    acts = [Thread(target=act, args=order) for order in (("a", "b"), ("b", "a"))]
    for one in acts:
        one.start()
    for one in acts:
        one.join()
    assert sorted(answers) == ["conflict", "done"]


def _hold(session: Session, name: str) -> None:
    statement = select(Organisation).where(col(Organisation.name) == name).with_for_update()
    session.exec(within(SYSTEM_SCOPE, statement, Organisation)).one()


ROWS = [(1, "一", b"\x00\xff"), (2, None, None), (3, 'tab\t, quote" and\nline', b"")]


def test_staged_rows_are_what_was_given(database: str) -> None:
    with writing() as session:
        table = bulk.stage(session, {"id": Integer(), "words": String(), "raw": LargeBinary()}, ROWS)
        found = [
            (i, w, None if r is None else bytes(r)) for i, w, r in session.execute(table.select().order_by(table.c.id))
        ]
        bulk.discard(session, table)
    assert found == ROWS


def test_nothing_can_be_staged(database: str) -> None:
    with writing() as session:
        table = bulk.stage(session, {"id": Integer()}, [])
        assert session.execute(table.select()).all() == []


def test_a_kept_file_reads_back_and_is_sealed(sqlite_database: str) -> None:
    content = "学籍号,姓名".encode() * 100
    digest = keep(content)
    assert digest == digest_of(content)
    assert fetch(digest) == content
    (kept,) = (settings.current().var / "files").glob("*/*")
    assert b"\xe5\xa7\x93" not in kept.read_bytes()


def test_the_same_file_is_kept_once(sqlite_database: str) -> None:
    assert keep(b"same") == keep(b"same")
    assert len(list((settings.current().var / "files").glob("*/*"))) == 1


def test_a_missing_file_is_not_found(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        fetch(digest_of(b"never kept"))


def test_a_changed_file_is_noticed(sqlite_database: str) -> None:
    path = files._path(keep(b"content"))
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(Unsafe):
        fetch(digest_of(b"content"))
