"""`rotate-key`: a new key generation seals everything anew, in one transaction."""

import argparse
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, type_coerce, update
from sqlalchemy.types import LargeBinary

from core import audit, migrations, settings
from core.clock import now
from core.database import Base, cipher, engine, writing
from core.database.crypt import Cipher
from core.database.files import LABEL
from core.errors import Refused
from core.ops.say import say
from core.ops.sealed import SealedColumn, sealed_columns

BATCH = 5_000


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("rotate-key", help="换一代新密钥，并用它重新加密全部数据（请先停下网页）")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Write the new key first (old generations stay), then reseal rows and files; a crash in between loses nothing."""
    current = settings.current()
    path = current.var / "keys.toml"
    if not path.exists():
        raise Refused("rotate.keys_are_not_in_a_file")
    migrations.back_up_sqlite(now())
    number = max(current.keys.data) + 1
    keys = replace(
        current.keys, data={**current.keys.data, number: secrets.token_bytes(settings.KEY_BYTES)}, active=number
    )
    settings.write_keys(path, keys)
    settings.current.cache_clear()
    cipher.cache_clear()
    rows = reseal_rows(Cipher(keys))
    files = reseal_files(Cipher(keys))
    with writing() as session:
        audit.record(session, None, "key.rotated", generation=number, rows=rows, files=files)
    say(f"已换到第 {number} 代密钥，重新加密了 {rows} 处数据、{files} 个文件。请把 {path} 再另存一份。")
    return 0


def reseal_rows(cipher_: Cipher) -> int:
    """Reseal every value that an older key sealed; answers how many."""
    with engine().execution_options(writes=True).begin() as connection:
        return sum(_reseal_column(connection, column, cipher_) for column in sealed_columns(Base.metadata))


def reseal_files(cipher_: Cipher) -> int:
    """Reseal every kept file that an older key sealed; answers how many."""
    done = 0
    for path in sorted((settings.current().var / "files").glob("??/*")):
        content = path.read_bytes()
        if not cipher_.is_current(content):
            part = path.with_suffix(".part")
            part.write_bytes(cipher_.seal(LABEL, cipher_.open(LABEL, content)))
            part.replace(path)
            done += 1
    return done


def _reseal_column(connection: Connection, column: SealedColumn, cipher_: Cipher) -> int:
    (key,) = column.table.primary_key.columns
    change = (
        update(column.table)
        .where(key == bindparam("row_key"))
        .values({column.name: type_coerce(bindparam("value", type_=LargeBinary), LargeBinary)})
    )
    done = 0
    for batch in _batches(connection, column, key):
        stale = [(row_key, bytes(value)) for row_key, value in batch if not cipher_.is_current(bytes(value))]
        values = cipher_.seal_all(column.label, [cipher_.open(column.label, value) for _, value in stale])
        if stale:
            rows = [{"row_key": row_key, "value": value} for (row_key, _), value in zip(stale, values, strict=True)]
            connection.execute(change, rows)
        done += len(stale)
    return done


def _batches(connection: Connection, column: SealedColumn, key: Any) -> Iterator[Sequence[Any]]:
    """The sealed values in the order of the key, a batch at a time."""
    last: Any = None
    while True:
        wanted = select(key, column.stored).where(column.table.c[column.name].is_not(None)).order_by(key).limit(BATCH)
        batch = connection.execute(wanted.where(key > last) if last is not None else wanted).all()
        if not batch:
            return
        yield batch
        last = batch[-1][0]
