"""A private PostgreSQL cluster for the tests, on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

FAST = ("listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")
"""Nothing is kept after a crash, and no plan changes because a test happened to run long."""
ROOM = 8  # pages of 8 kB that deleted rows may go on taking
PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster that trades safety for speed; answers the address of its `postgres` database."""
    home = Path(tempfile.mkdtemp(prefix="pg"))
    home.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    _run("initdb", "-D", str(home / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = " ".join(f"-c {option}" for option in (*FAST, f"unix_socket_directories={home}"))
    _run("pg_ctl", "-D", str(home / "data"), "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        yield f"postgresql://tester@/postgres?host={home}"
    finally:
        _run("pg_ctl", "-D", str(home / "data"), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def fresh_database(address: str, *, like: str = "") -> str:
    """A new database in the cluster, empty or a copy of the one at `like`; answers its address."""
    name = f"t{uuid4().hex[:12]}"
    template = f' TEMPLATE "{_name(like)}"' if like else ""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}')
    return address.replace("/postgres?", f"/{name}?")


class Reused:
    """A database of the cluster that is put back as it was before each test: a copy is some hundred files, and slow."""

    def __init__(self, server: str, like: str) -> None:
        self._server, self._like = server, like
        self._begin()

    def put_back(self) -> None:
        """End what still runs on it, remove every row, bring the first ones and numbers back; a changed schema is dropped."""
        self._connection.execute(OTHERS_END)
        if _schema(self._connection) != self._schema:
            self.close()
            drop(self._server, self.url)
            self._begin()
        self._remove_rows()
        with self._unguarded():
            for table, rows in self._rows.items():
                with self._connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            self._connection.execute(f"SELECT {self._numbers}", prepare=True)

    def close(self) -> None:
        self._connection.close()

    def _begin(self) -> None:
        self.url = fresh_database(self._server, like=self._like)
        self._connection = psycopg.connect(self.url, autocommit=True)
        self._schema = _schema(self._connection)
        self._used = _used(self._connection)
        self._rows = {table: _copied(self._connection, table) for table, _ in self._connection.execute(self._used)}
        self._numbers = ", ".join(call for (call,) in self._connection.execute(NUMBERS))

    def _remove_rows(self) -> None:
        used = dict(self._connection.execute(self._used, prepare=True).fetchall())
        with self._unguarded():
            for table in used:
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
        if wide := [table for table, pages in used.items() if pages > ROOM]:
            self._connection.execute(f"VACUUM {', '.join(wide)}")

    @contextmanager
    def _unguarded(self) -> Iterator[None]:
        """A transaction in which neither triggers nor foreign keys look."""
        with self._connection.transaction():
            self._connection.execute("SET LOCAL session_replication_role = replica")
            yield


OTHERS_END = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
FIRST_OWN = 16384  # below it, objects are PostgreSQL's
SCHEMA = " UNION ALL ".join(
    f"SELECT '{of}', count(*), max(xmin::text::bigint) FROM {of} WHERE {key} >= {FIRST_OWN}"  # noqa: S608  # our own names
    for of, key in {
        "pg_class": "oid", "pg_attribute": "attrelid", "pg_index": "indexrelid", "pg_constraint": "oid",
        "pg_trigger": "oid", "pg_proc": "oid",
    }.items()
)  # fmt: skip
NUMBERS = """
    SELECT format('setval(%L, %s, %L)', format('%I', sequencename), coalesce(last_value, start_value),
                  last_value IS NOT NULL)
    FROM pg_sequences"""


def _schema(connection: psycopg.Connection) -> list[Any]:
    """Changes with every change of a table, a constraint or a trigger, even one that was taken back by hand."""
    return connection.execute(SCHEMA, prepare=True).fetchall()


def _used(connection: psycopg.Connection) -> str:
    """The statement that tells which tables have rows, and how many pages these take."""
    names = connection.execute("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return " UNION ALL ".join(
        f"SELECT '{name}', pg_relation_size('{name}') / 8192 WHERE EXISTS (SELECT FROM {name})"  # noqa: S608  # ours
        for (name,) in names
    )


def _copied(connection: psycopg.Connection, table: str) -> bytes:
    """All rows of a table."""
    with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(copy)


def drop(server: str, url: str) -> None:
    """Remove a database again."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')


def _name(url: str) -> str:
    return url.split("?")[0].rpartition("/")[2]


def _run(program: str, *arguments: str) -> None:
    if PROGRAMS is None:
        raise RuntimeError("no PostgreSQL server programs")
    command = [str(PROGRAMS / program), *arguments]
    as_postgres = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None  # the server refuses to run as root
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=as_postgres, cwd="/")
