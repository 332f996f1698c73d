"""Tables that only grow: the database itself refuses to change or remove a row."""

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
