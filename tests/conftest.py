"""Every test runs on its own keys and its own database; actions run on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from core import settings
from core.database import Base, cipher, engine, engine_for
from tests import postgres
from tests.world import World, build_world

os.environ["SHOUWANG_REHEARSAL"] = "1"
os.environ["SHOUWANG_BCRYPT_COST"] = "4"
hypothesis_settings.register_profile("shouwang", deadline=None)  # no test asserts a time
hypothesis_settings.load_profile("shouwang")
KEYS = settings.key_text(settings.make_keys())
SHARED = Path(__file__).resolve().parents[2] / "shared"


def forget_caches() -> None:
    """Let settings, engine and cipher be made anew."""
    settings.current.cache_clear()
    cipher.cache_clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a private PostgreSQL cluster; skips, saying so, where the server programs are missing."""
    if not postgres.PROGRAMS:
        pytest.skip("no PostgreSQL server programs on this machine")
    with postgres.cluster() as address:
        yield address


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database with all tables, on both engines in turn; answers its address."""
    if request.param == "postgres":
        url = postgres.fresh_database(request.getfixturevalue("postgres_server"))
    else:
        url = request.getfixturevalue("sqlite_url")
    with installed(url, tmp_path, monkeypatch):
        yield url


@pytest.fixture
def sqlite_database(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty SQLite database with all tables, for what does not depend on the engine."""
    with installed(sqlite_url, tmp_path, monkeypatch):
        yield sqlite_url


@pytest.fixture
def world(database: str) -> World:
    """The standing people and organisations, on both engines in turn."""
    return build_world()


@pytest.fixture
def sqlite_world(sqlite_database: str) -> World:
    """The standing people and organisations on SQLite alone."""
    return build_world()


@pytest.fixture
def shared() -> Path:
    """The folder of real answer sheets beside the checkout; skips, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared folder beside the checkout: real answer sheets are not tested")
    return SHARED


class installed:  # noqa: N801  # used like a function
    """The process set up on one database, and torn down again."""

    def __init__(self, url: str, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._url = url
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("SHOUWANG_VAR", str(var))
        monkeypatch.setenv("SHOUWANG_KEYS", KEYS)

    def __enter__(self) -> None:
        forget_caches()
        _tables_on(settings.current().database_url)

    def __exit__(self, *_: object) -> None:
        engine().dispose()
        engine_for.cache_clear()
        forget_caches()


def _tables_on(url: str) -> None:
    import core.tables  # noqa: F401  # every table must be known before they are made

    Base.metadata.create_all(engine_for(url))
