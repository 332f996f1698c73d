"""The migrations make exactly the schema that the tables declare, and a backup comes first."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

import core.tables  # noqa: F401  # every table must be known
from core import audit, migrations, settings
from core.database import Base, engine, engine_for, writing
from tests import postgres
from tests.conftest import forget_caches

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose database has no table yet."""
    if request.param == "postgres":
        url = postgres.fresh_database(request.getfixturevalue("postgres_server"))
    else:
        url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SHOUWANG_VAR", str(tmp_path))
    monkeypatch.setenv("SHOUWANG_KEYS", settings.key_text(settings.make_keys()))
    forget_caches()
    yield
    engine().dispose()
    engine_for.cache_clear()
    forget_caches()


def test_migrations_make_the_declared_schema(empty: None) -> None:
    assert migrations.upgrade(engine(), now=NOW)
    with engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_second_start_applies_nothing(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    assert migrations.upgrade(engine(), now=NOW) == []


def test_migrations_keep_the_audit_append_only(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    with writing() as session:
        audit.record(session, None, "installation.made")
    for statement in ("UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError, match="append-only"), engine().begin() as connection:
            connection.exec_driver_sql(statement)


def test_a_database_with_data_is_copied_before_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_database: str
) -> None:
    """A database from before the migrations: the copy holds what was there."""
    copy = migrations.back_up_sqlite(NOW)
    assert copy is not None
    assert copy.stat().st_mode & 0o077 == 0
    assert set(inspect(engine_for(f"sqlite:///{copy}")).get_table_names()) >= {"organisation", "account"}


def test_old_backups_make_room(sqlite_database: str) -> None:
    for second in range(migrations.KEPT_BACKUPS + 3):
        migrations.back_up_sqlite(NOW.replace(second=second))
    assert len(list((settings.current().var / "backups").iterdir())) == migrations.KEPT_BACKUPS
