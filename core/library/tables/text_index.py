"""The full-text index of the words of resources: a table beside `resource_text`, kept by triggers, on either engine.

SQLite has an FTS5 table over the rows of `resource_text`, PostgreSQL a weighted tsvector under GIN. Both are called
`resource_index`; no table class declares it. The words come cut apart by blanks (core.library.rules.words), so
neither engine has to know Chinese.
"""

from typing import Any

from sqlalchemy import DDL, event
from sqlalchemy.schema import ExecutableDDLElement

from core.library.tables.resources import ResourceText

INDEX = "resource_index"
COLUMNS = ("title", "tags", "body")
_NAMES = ", ".join(COLUMNS)
_OLD, _NEW = (", ".join(f"{row}.{name}" for name in ("resource_id", *COLUMNS)) for row in ("old", "new"))
_FORGET = f"INSERT INTO {INDEX} ({INDEX}, rowid, {_NAMES}) VALUES ('delete', {_OLD});"  # noqa: S608  # our own names
_LEARN = f"INSERT INTO {INDEX} (rowid, {_NAMES}) VALUES ({_NEW});"  # noqa: S608  # our own names
SQLITE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5 ({_NAMES}, content='resource_text', content_rowid='resource_id')",
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON resource_text BEGIN {_LEARN} END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON resource_text BEGIN {_FORGET} END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE ON resource_text BEGIN {_FORGET} {_LEARN} END",
)
_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', new.{name}), '{weight}')" for name, weight in zip(COLUMNS, "ABC", strict=True)
)
_KEPT = (
    f"INSERT INTO {INDEX} VALUES (new.resource_id, {_VECTOR})"  # noqa: S608  # our own names
    " ON CONFLICT (resource_id) DO UPDATE SET words = excluded.words;"
)
POSTGRES = (
    f"CREATE TABLE {INDEX} (resource_id integer CONSTRAINT pk_{INDEX} PRIMARY KEY"
    f" CONSTRAINT fk_{INDEX}_resource_id_resource_text REFERENCES resource_text ON DELETE CASCADE,"
    " words tsvector NOT NULL)",
    f"CREATE INDEX ix_{INDEX}_words ON {INDEX} USING gin (words)",
    f"CREATE OR REPLACE FUNCTION {INDEX}_learns() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_KEPT} RETURN NULL; END $$",
    f"CREATE TRIGGER {INDEX}_learn AFTER INSERT OR UPDATE ON resource_text"
    f" FOR EACH ROW EXECUTE FUNCTION {INDEX}_learns()",
)


def text_index(dialect: str) -> tuple[str, ...]:
    """The SQL that makes the index and what keeps it in step with `resource_text`, on one engine."""
    return SQLITE if dialect == "sqlite" else POSTGRES


def _listen(moment: str, dialect: str, statement: str) -> None:
    table: Any = ResourceText.__table__  # type: ignore[attr-defined]  # SQLModel makes it at class creation
    ddl: ExecutableDDLElement = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # untyped there
    event.listen(table, moment, ddl.execute_if(dialect=dialect))


for _dialect in ("sqlite", "postgresql"):
    for _statement in text_index(_dialect):
        _listen("after_create", _dialect, _statement)
    _listen("before_drop", _dialect, f"DROP TABLE IF EXISTS {INDEX}")
