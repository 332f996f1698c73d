"""The migrations make exactly the schema that the tables declare, and a backup comes first."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Index, inspect
from sqlalchemy.exc import DatabaseError

import core.tables  # noqa: F401  # every table must be known
from core import audit, migrations, settings
from core.database import Base, engine, engine_for, writing
from tests import postgres
from tests.conftest import forget_caches

POSTGRES_NAME = 63  # bytes that PostgreSQL keeps of a name
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
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _comparable})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_migrations_make_every_declared_index(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    declared = {index.name for table in Base.metadata.tables.values() for index in table.indexes}
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")
        else:
            made = connection.exec_driver_sql("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        assert {name[:POSTGRES_NAME] for name in declared if name} <= {name for (name,) in made}


def _comparable(thing: object, *_: object) -> bool:
    """Indexes over expressions (descending columns) cannot be compared by their text; the next test asks for them by name."""
    return not (isinstance(thing, Index) and any(not isinstance(each, Column) for each in thing.expressions))


def test_an_installation_of_the_first_schema_keeps_what_it_has(empty: None) -> None:
    with engine().execution_options(writes=True).begin() as connection:
        command.upgrade(migrations._config(connection), "0001")
        connection.exec_driver_sql("INSERT INTO organisation (path, level, name) VALUES ('/1/', 'county', '云溪区')")
    assert migrations.upgrade(engine(), now=NOW)
    with engine().connect() as connection:
        kept = connection.exec_driver_sql("SELECT path, name FROM organisation").all()
        assert [tuple(row) for row in kept] == [("/1/", "云溪区")]
        assert set(inspect(connection).get_table_names()) >= set(Base.metadata.tables)


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


def test_migrations_guard_every_table_that_only_grows(empty: None) -> None:
    migrations.upgrade(engine(), now=NOW)
    made = _triggers()
    with engine().execution_options(writes=True).begin() as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
    assert made == _triggers()
    assert len(made) >= 6


def _triggers() -> set[str]:
    """What each trigger does, as the database tells it."""
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            told = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            told = connection.exec_driver_sql("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")
        return set(told.scalars())


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
