"""What was decided and how a case went stays as it was written down: the database itself refuses."""

import secrets
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from core import settings
from core.access import SYSTEM_SCOPE
from core.cases import queries
from core.database import Base, engine
from core.database.crypt import Cipher
from core.ops.rotate_key import reseal_rows
from tests.cases.care import WHY, ask, enrolled, in_care
from tests.conftest import forget_caches
from tests.world import World

REFUSED = (
    "UPDATE {} SET by_id = by_id",
    "UPDATE {} SET at = at",
    "UPDATE {} SET id = id + 1000",
    "DELETE FROM {}",
)
TABLES = ("case_change", "warning_decision")


@pytest.mark.parametrize("statement", REFUSED)
@pytest.mark.parametrize("table", TABLES)
def test_nothing_that_was_written_down_is_changed_or_removed(world: World, table: str, statement: str) -> None:
    in_care(world, enrolled(world))
    with pytest.raises(DatabaseError, match="append-only"), engine().begin() as connection:
        connection.exec_driver_sql(statement.format(table))


@pytest.mark.parametrize("table", TABLES)
def test_every_column_but_the_sealed_reason_is_kept(sqlite_world: World, table: str) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    rows = Base.metadata.tables[table]
    for column in {*rows.columns.keys()} - {"why"}:
        with pytest.raises(DatabaseError, match="append-only"), engine().begin() as connection:
            connection.execute(update(rows).values({column: rows.c[column]}))


def test_a_change_of_keys_still_seals_the_reasons_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case, warning = in_care(world, enrolled(world))
    keys = settings.current().keys
    newer = replace(keys, data={**keys.data, 9: secrets.token_bytes(settings.KEY_BYTES)}, active=9)
    reseal_rows(Cipher(newer))
    without_old = replace(newer, data={9: newer.data[9]})
    monkeypatch.setenv("SHOUWANG_KEYS", settings.key_text(without_old))
    forget_caches()
    assert WHY in [row.why for row in ask(world, queries.changes, case, scope=SYSTEM_SCOPE)]
    assert [row.why for row in ask(world, queries.verdicts, scope=SYSTEM_SCOPE, warning_ids=[warning])] == [WHY]
