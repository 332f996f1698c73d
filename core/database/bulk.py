"""Many rows at once: a temporary staging table filled by the driver's fastest door, then set-based statements."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any
from uuid import uuid4

import polars as pl
from sqlalchemy import Column, MetaData, Table
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from core.database.base import Base

AT_ONCE = 1_000
GROWN = 10
"""PostgreSQL looks a table over by itself, within a minute, once a tenth of it is new (autovacuum_analyze_scale_factor)."""


def stage(session: Session, columns: dict[str, TypeEngine[Any]], rows: Iterable[Sequence[Any]]) -> Table:
    """A temporary table of this transaction, holding `rows` in the order of `columns`.

    Values go to the driver as they are: encrypt before staging, and give enums by the name that the column stores.
    """
    name = f"staging_{uuid4().hex[:12]}"
    table = Table(
        name,
        MetaData(),
        *(Column(key, kind) for key, kind in columns.items()),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )
    connection = session.connection()
    table.create(connection)
    if connection.dialect.name == "postgresql":
        _copy(session, table, rows)
        connection.exec_driver_sql(f"ANALYZE {name}")
    else:
        _insert(session, table, rows)
    return table


def discard(session: Session, table: Table) -> None:
    """Drop a staging table before the transaction ends."""
    table.drop(session.connection())


def look_over(session: Session, model: type[Base], written: int) -> None:
    """Let PostgreSQL look a table over into which so many rows have just come, where they are much of it.

    Until then it takes the table for what it was, and joins many rows one by one. A table that somebody else looks over is
    left to them: nobody waits for anybody.
    """
    connection = session.connection()
    if written < AT_ONCE or connection.dialect.name != "postgresql":
        return
    name = model.__tablename__
    known = connection.exec_driver_sql("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", (name,))
    if known.scalar_one() < GROWN * written:
        connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {name}")


def fetched(session: Session, statement: Any, schema: dict[str, Any]) -> pl.DataFrame:
    """The rows of a narrowed statement as columns: a thousand at a time, so that no heap of objects stops everybody.

    (Python's collector walks all living objects once there are many new ones, and no other thread runs meanwhile.)
    PostgreSQL is told that all of them are wanted: it plans a cursor for a tenth of its rows, and joins those one by one.
    """
    if session.connection().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")
    parts = session.execute(statement, execution_options={"yield_per": AT_ONCE}).partitions()
    frames = [pl.DataFrame([tuple(row) for row in part], schema=schema, orient="row") for part in parts]
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def _insert(session: Session, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    marks, rest = ", ".join("?" * len(table.columns)), iter(rows)
    while values := [tuple(row) for row in islice(rest, AT_ONCE)]:
        session.connection().exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", values)  # noqa: S608  # our own name


def _copy(session: Session, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    raw = session.connection().connection.driver_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
