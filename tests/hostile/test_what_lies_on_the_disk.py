"""Other users of the machine read nothing of the installation."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.database import engine, engine_for
from core.database.files import keep
from core.ops.__main__ import main
from core.ops.start import OTHERS, prepare
from tests.conftest import forget_caches
from tests.world import build_world


@pytest.fixture
def careless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation on a machine where files are made for everybody to read."""
    before = os.umask(0o022)
    for name in ("DATABASE_URL", "SHOUWANG_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHOUWANG_VAR", str(tmp_path / "var"))
    _forget()
    yield tmp_path / "var"
    engine().dispose()
    _forget()
    os.umask(before)


def _forget() -> None:
    engine_for.cache_clear()
    prepare.cache_clear()
    forget_caches()


def open_to_others(folder: Path) -> list[str]:
    found = [folder, *folder.rglob("*")]
    return [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & OTHERS]


def test_database_files_and_folders_belong_to_their_owner_alone(careless: Path) -> None:
    prepare()
    build_world()
    keep("学籍号,姓名".encode())
    assert (careless / "shouwang.sqlite-wal").exists()
    assert list((careless / "files").rglob("*"))
    assert open_to_others(careless) == []


def test_an_older_installation_is_narrowed_at_the_next_start(careless: Path) -> None:
    prepare()
    careless.chmod(0o755)
    (careless / "shouwang.sqlite").chmod(0o644)
    prepare.cache_clear()
    prepare()
    assert open_to_others(careless) == []


def test_a_kept_file_is_closed_to_others_whatever_the_process_allows(careless: Path) -> None:
    keep("学籍号,姓名".encode())
    kept = [path for path in (careless / "files").rglob("*") if path.is_file()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600]


def test_what_a_command_writes_belongs_to_its_owner_alone(careless: Path, tmp_path: Path) -> None:
    prepare()
    os.umask(0o022)
    assert main(["backup", str(tmp_path / "copy.tar")]) == 0
    assert stat.S_IMODE((tmp_path / "copy.tar").stat().st_mode) == 0o600
    made = tmp_path / "probe"
    made.touch()
    assert not stat.S_IMODE(made.stat().st_mode) & OTHERS
