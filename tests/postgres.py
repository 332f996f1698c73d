"""A private PostgreSQL cluster for the tests, on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster that trades safety for speed; answers the address of its `postgres` database."""
    home = Path(tempfile.mkdtemp(prefix="pg"))
    home.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    _run("initdb", "-D", str(home / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off -c full_page_writes=off"
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


def drop(address: str, url: str) -> None:
    """Remove a database again."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')


def _name(url: str) -> str:
    return url.split("?")[0].rpartition("/")[2]


def _run(program: str, *arguments: str) -> None:
    if PROGRAMS is None:
        raise RuntimeError("no PostgreSQL server programs")
    command = [str(PROGRAMS / program), *arguments]
    as_postgres = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None  # the server refuses to run as root
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=as_postgres, cwd="/")
