"""Many rows at once: a temporary staging table filled by the driver's fastest door, then set-based statements."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.types import TypeEngine
from sqlmodel import Session


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


def _insert(session: Session, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    values = [tuple(row) for row in rows]
    if values:
        marks = ", ".join("?" * len(table.columns))
        session.connection().exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", values)  # noqa: S608  # our own name


def _copy(session: Session, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    raw = session.connection().connection.driver_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
