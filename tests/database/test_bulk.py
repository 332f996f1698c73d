"""Many rows at once: PostgreSQL is told in time what it has to plan for."""

from uuid import uuid4

import polars as pl
import pytest
from sqlalchemy import insert, text
from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE
from core.database import bulk, reading, within, writing
from core.organisations.rules import Level
from core.organisations.tables import Organisation


def on_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def put(session: Session, many: int) -> None:
    rows = [{"level": Level.PROVINCE, "name": str(at), "path": f"/{uuid4()}/", "edition": 1} for at in range(many)]
    if rows:
        session.execute(insert(Organisation), rows)


def look(session: Session) -> None:
    session.connection().execute(text("ANALYZE organisation"))


def taken_for(session: Session) -> float:
    """For how many rows the database takes the table when it plans; SQLite counts them."""
    taken = (
        "count(*) FROM organisation" if on_sqlite(session) else "reltuples FROM pg_class WHERE relname = 'organisation'"
    )
    return float(session.connection().execute(text(f"SELECT {taken}")).scalar_one())


@pytest.mark.parametrize(
    ("there", "new", "looked"),
    [(0, 9, False), (0, 10, True), (0, 11, True), (90, 10, True), (100, 10, False), (100, 11, True)],
)
def test_a_table_is_looked_over_once_many_rows_are_much_of_it(
    database: str, monkeypatch: pytest.MonkeyPatch, there: int, new: int, looked: bool
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 10)
    with writing() as session:
        put(session, there)
        look(session)
        put(session, new)
        bulk.look_over(session, Organisation, new)
        assert taken_for(session) == (there + new if looked or on_sqlite(session) else there)


def test_all_rows_are_fetched_and_planned_for(database: str) -> None:
    with writing() as session:
        put(session, 3)
    with reading() as session:
        names = within(SYSTEM_SCOPE, select(Organisation.name).order_by(Organisation.name), Organisation)
        found = bulk.fetched(session, names, {"name": pl.String()})
        assert found["name"].to_list() == ["0", "1", "2"]
        if not on_sqlite(session):
            assert session.connection().execute(text("SHOW cursor_tuple_fraction")).scalar_one() == "1"
