"""A database that the tests reuse is like a new one every time."""

from typing import Any

import psycopg
import pytest

from tests.conftest import Templates

CHANGES = {
    "rows came": "INSERT INTO organisation (path, level, name) VALUES ('/99/', 'county', '别处')",
    "rows changed": "UPDATE organisation SET name = name || '改'",
    "rows went": "DELETE FROM role_grant",
    "a number was taken": "SELECT nextval(pg_get_serial_sequence('organisation', 'id'))",
    "so many came that they are cleared away": (
        "INSERT INTO organisation (path, level, name) "
        "SELECT '/' || each || '/', 'county', repeat('远', 70) || each FROM generate_series(100, 900) AS each"
    ),
    "a guard was lifted": "ALTER TABLE audit_event DISABLE TRIGGER USER",
    "a column came": "ALTER TABLE organisation ADD COLUMN more integer",
    "a column may be empty": "ALTER TABLE organisation ALTER COLUMN name DROP NOT NULL",
    "a table came": "CREATE TABLE more (id integer)",
}


def everything(url: str) -> tuple[list[Any], ...]:
    """Rows, numbers, columns and guards."""
    with psycopg.connect(url) as connection:
        ask = connection.execute
        tables = sorted(name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        columns = "SELECT attrelid::regclass::text, attname, attnotnull FROM pg_attribute WHERE attrelid >= 16384"
        return (
            [(name, ask(f'SELECT * FROM "{name}" ORDER BY ctid').fetchall()) for name in tables],  # noqa: S608  # ours
            sorted(ask("SELECT sequencename, last_value FROM pg_sequences").fetchall(), key=str),
            sorted(ask(columns).fetchall()),
            sorted(ask("SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger").fetchall(), key=str),
        )


@pytest.mark.postgres
@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_a_reused_database_is_as_it_was(postgres_server: str, templates: Templates, statement: str) -> None:
    first = templates.postgres(postgres_server, peopled=True)
    before = everything(first.url)
    with psycopg.connect(first.url) as connection:
        connection.execute(statement)
    assert everything(first.url) != before
    again = templates.postgres(postgres_server, peopled=True)
    assert everything(again.url) == before
    assert again.world == first.world
    assert (again.url == first.url) is not statement.startswith(("ALTER", "CREATE"))


@pytest.mark.postgres
def test_one_without_people_is_empty_again(postgres_server: str, templates: Templates) -> None:
    before = everything(templates.postgres(postgres_server, peopled=False).url)
    assert [rows for _, rows in before[0] if rows] == []
    with psycopg.connect(templates.postgres(postgres_server, peopled=False).url) as connection:
        connection.execute(CHANGES["rows came"])
    assert everything(templates.postgres(postgres_server, peopled=False).url) == before


@pytest.mark.postgres
def test_whoever_still_holds_a_reused_database_is_sent_away(postgres_server: str, templates: Templates) -> None:
    url = templates.postgres(postgres_server, peopled=True).url
    with psycopg.connect(url) as holder:
        holder.execute("LOCK TABLE organisation")
        assert templates.postgres(postgres_server, peopled=True).url == url
        with pytest.raises(psycopg.OperationalError):
            holder.execute("SELECT 1")
