"""Tables that only grow: the database itself refuses to change or remove a row."""

from typing import Any

from sqlalchemy import DDL, Table, event
from sqlalchemy.schema import ExecutableDDLElement

SQLITE = """\
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only'); END"""
POSTGRES = (
    """\
CREATE OR REPLACE FUNCTION {table}_grows_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append-only'; END $$""",
    """\
CREATE TRIGGER {table}_grows_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_grows_only()""",
)


def statements(table: str, dialect: str) -> list[str]:
    """The SQL that makes `table` append-only on one engine."""
    if dialect == "sqlite":
        return [SQLITE.format(table=table, verb=verb) for verb in ("update", "delete")]
    return [text.format(table=table) for text in POSTGRES]


def append_only(table: Any) -> None:
    """Let `table` be append-only from its creation on."""
    if not isinstance(table, Table):
        raise TypeError("a table is needed")
    for dialect in ("sqlite", "postgresql"):
        for text in statements(table.name, dialect):
            ddl: ExecutableDDLElement = DDL(text.replace("%", "%%"))  # type: ignore[no-untyped-call]  # untyped there
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
