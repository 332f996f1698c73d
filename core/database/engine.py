"""Engines and units of work: one short transaction an interaction, on SQLite or PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlmodel import Session, create_engine

from core import settings
from core.database import conflicts, guard, letting_go

BUSY_MS = 15_000
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 20, "hide_parameters": True}
"""`hide_parameters`: an error's own words must not quote a name or a number."""


@lru_cache(maxsize=4)
def engine_for(url: str) -> Engine:
    """The engine of one database, made once a process."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, **POOL)
    engine = create_engine(url, connect_args={"check_same_thread": False}, **POOL)
    event.listen(engine, "connect", _sqlite_connects)
    event.listen(engine, "begin", _sqlite_begins)
    return engine


def engine() -> Engine:
    """The engine of this installation's database."""
    return engine_for(settings.current().database_url)


def _sqlite_connects(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: we say which kind of transaction
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA temp_store=MEMORY")


def _sqlite_begins(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading() -> Iterator[Session]:
    """A session for queries; whatever it changes is rolled back."""
    with _session(writes=False) as session:
        yield session
        session.expunge_all()  # a rollback would empty the objects that were read
        session.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """A session for one act: committed as a whole, or not at all. SQLite takes its write lock at once.

    Raises Conflict where another act came first: a unique key that is taken by now, a deadlock, a file that stays locked.
    """
    with conflicts.told(), _session(writes=True) as session:
        with session.begin():
            yield session
        letting_go.carry_out(session)


@contextmanager
def _session(*, writes: bool) -> Iterator[Session]:
    options = {"writes": True} if writes else {}
    with Session(engine().execution_options(**options), expire_on_commit=False, autoflush=True) as session:
        event.listen(session, "do_orm_execute", guard.check)
        yield session
