"""Tables that only grow, and rows that freeze: the database itself refuses to change or remove them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import DDL, Table, event
from sqlalchemy.schema import ExecutableDDLElement

SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)
POSTGRES = (
    "CREATE OR REPLACE FUNCTION {table}_grows_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'append-only'; END $$",
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {table}_grows_only()",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {table}_grows_only()",
)


def statements(table: str, columns: Sequence[str], dialect: str) -> list[str]:
    """The SQL that lets nobody change `columns` of `table` or remove a row, on one engine."""
    texts = SQLITE if dialect == "sqlite" else POSTGRES
    return [text.format(table=table, columns=", ".join(f'"{column}"' for column in columns)) for text in texts]


def append_only(table: Any, *, resealed: Sequence[str] = ()) -> None:
    """Let `table` be append-only from its creation on; only a change of keys writes the sealed columns `resealed` anew."""
    if not isinstance(table, Table):
        raise TypeError("a table is needed")
    columns = [column.name for column in table.columns if column.name not in resealed]
    for dialect in ("sqlite", "postgresql"):
        for text in statements(table.name, columns, dialect):
            ddl: ExecutableDDLElement = DDL(text.replace("%", "%%"))  # type: ignore[no-untyped-call]  # untyped there
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


SQLITE_ONCE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN OLD.{once} IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'frozen'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN OLD.{once} IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'frozen'); END",
)
POSTGRES_ONCE = (
    "CREATE OR REPLACE FUNCTION {table}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'frozen'; END $$",
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
    " FOR EACH ROW WHEN (OLD.{once} IS NOT NULL) EXECUTE FUNCTION {table}_is_frozen()",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
    " FOR EACH ROW WHEN (OLD.{once} IS NOT NULL) EXECUTE FUNCTION {table}_is_frozen()",
)


def freezing(table: str, once: str, dialect: str) -> list[str]:
    """The SQL that lets nobody change or remove a row of `table` once its column `once` is filled, on one engine."""
    texts = SQLITE_ONCE if dialect == "sqlite" else POSTGRES_ONCE
    return [text.format(table=table, once=once) for text in texts]


def frozen_once(table: Any, once: str) -> None:
    """Let the rows of `table` freeze, from its creation on, as soon as their column `once` is filled."""
    if not isinstance(table, Table) or once not in table.columns:
        raise TypeError("a table and one of its columns are needed")
    for dialect in ("sqlite", "postgresql"):
        for text in freezing(table.name, once, dialect):
            ddl: ExecutableDDLElement = DDL(text.replace("%", "%%"))  # type: ignore[no-untyped-call]  # untyped there
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
