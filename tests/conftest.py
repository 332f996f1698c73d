"""Every test runs on its own keys and its own database; actions run on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings as hypothesis_settings
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from streamlit.components.v2 import manifest_scanner

from core import settings
from core.database import Base, cipher, engine, engine_for
from tests import postgres
from tests.world import World, build_world

os.environ["SHOUWANG_REHEARSAL"] = "1"
os.environ["SHOUWANG_BCRYPT_COST"] = "4"
hypothesis_settings.register_profile("shouwang", deadline=None)  # no test asserts a time
hypothesis_settings.load_profile("shouwang")
KEYS = settings.key_text(settings.make_keys())
ROUNDS = 100
SHARED = Path(__file__).resolve().parents[2] / "shared"


def forget_caches() -> None:
    """Let settings, engine and cipher be made anew."""
    settings.current.cache_clear()
    cipher.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def components_sought_once() -> Iterator[None]:
    """A server looks through the installed packages for components once; the test driver would on every single run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def workbooks_locked_lightly() -> Iterator[None]:
    """A password is made slow to guess by 100,000 rounds of SHA-512, several times a workbook; here by a few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ECMA376Agile, "encrypt", partial(ECMA376Agile.encrypt, spin_count=ROUNDS))
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a private PostgreSQL cluster; skips, saying so, where the server programs are missing."""
    if not postgres.PROGRAMS:
        pytest.skip("no PostgreSQL server programs on this machine")
    with postgres.cluster() as address:
        yield address


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Templates"]:
    """Databases for every test."""
    made = Templates(tmp_path_factory.mktemp("templates"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One address for all tests: its engine remembers the statements that it has put into words."""
    return f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(
    request: pytest.FixtureRequest, templates: "Templates", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A database with all tables, on both engines in turn; answers its address. Empty, but for tests that ask for `world`."""
    peopled = "world" in request.fixturenames
    if request.param == "postgres":
        copy = templates.postgres(request.getfixturevalue("postgres_server"), peopled=peopled)
    else:
        copy = templates.sqlite(request.getfixturevalue("sqlite_url"), seen_in=tmp_path, peopled=peopled)
    request.node.stash[WORLD] = copy.world
    with installed(copy.url, tmp_path, monkeypatch):
        yield copy.url


@pytest.fixture
def sqlite_database(
    request: pytest.FixtureRequest,
    templates: "Templates",
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """The same on SQLite alone, for what does not depend on the engine; with people for tests that ask for `sqlite_world`."""
    copy = templates.sqlite(sqlite_url, seen_in=tmp_path, peopled="sqlite_world" in request.fixturenames)
    request.node.stash[WORLD] = copy.world
    with installed(sqlite_url, tmp_path, monkeypatch):
        yield sqlite_url


@pytest.fixture
def world(request: pytest.FixtureRequest, database: str) -> World:
    """The standing people and organisations, on both engines in turn."""
    return deepcopy(request.node.stash[WORLD]) or build_world()


@pytest.fixture
def sqlite_world(request: pytest.FixtureRequest, sqlite_database: str) -> World:
    """The standing people and organisations on SQLite alone."""
    return deepcopy(request.node.stash[WORLD]) or build_world()


@pytest.fixture
def shared() -> Path:
    """The folder of real answer sheets beside the checkout; skips, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared folder beside the checkout: real answer sheets are not tested")
    return SHARED


WORLD = pytest.StashKey[World | None]()


class Copy(NamedTuple):
    """A database of a test's own, and who stands in it."""

    url: str
    world: World | None


class Templates:
    """Databases made once a process, empty or with the standing world, for tables take a while to make; SQLite's are
    copied for every test, PostgreSQL's put back as they were.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, bool], Copy] = {}
        self._reused: dict[bool, postgres.Reused] = {}

    def sqlite(self, url: str, *, seen_in: Path, peopled: bool) -> Copy:
        """A copy at `url`; the test's own folder shows its files, as an installation's does, to whoever searches them."""
        source = self._folder / f"{peopled}.sqlite"
        made = self._template("sqlite", f"sqlite:///{source}", peopled=peopled)
        target = url.removeprefix("sqlite:///")
        for file in (Path(target), Path(f"{target}-wal"), Path(f"{target}-shm")):
            file.unlink(missing_ok=True)
            (seen_in / file.name).symlink_to(file)
        shutil.copyfile(source, target)
        return made._replace(url=url)

    def postgres(self, server: str, *, peopled: bool) -> Copy:
        """The one in the cluster, as it was at first."""
        if peopled not in self._reused:
            made = self._template("postgres", postgres.fresh_database(server), peopled=peopled)
            self._reused[peopled] = postgres.Reused(server, made.url)
        self._reused[peopled].put_back()
        return self._made["postgres", peopled]._replace(url=self._reused[peopled].url)

    def close(self) -> None:
        for reused in self._reused.values():
            reused.close()

    def _template(self, kind: str, url: str, *, peopled: bool) -> Copy:
        if (kind, peopled) not in self._made:
            with pytest.MonkeyPatch.context() as patch, installed(url, self._folder, patch, bare=True):
                self._made[kind, peopled] = Copy(url, build_world() if peopled else None)
        return self._made[kind, peopled]


class installed:  # noqa: N801  # used like a function
    """The process set up on one database, and torn down again; a `bare` one gets its tables first."""

    def __init__(self, url: str, var: Path, monkeypatch: pytest.MonkeyPatch, *, bare: bool = False) -> None:
        self._bare = bare
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("SHOUWANG_VAR", str(var))
        monkeypatch.setenv("SHOUWANG_KEYS", KEYS)

    def __enter__(self) -> None:
        forget_caches()
        if self._bare:
            _tables_on(settings.current().database_url)

    def __exit__(self, *_: object) -> None:
        engine().dispose()
        forget_caches()


def _tables_on(url: str) -> None:
    import core.tables  # noqa: F401  # every table must be known before they are made

    Base.metadata.create_all(engine_for(url))
