"""doctor, backup and rotate-key keep an installation in order."""

import tarfile
from pathlib import Path

import pytest
from sqlmodel import select

from core import audit, settings
from core.access import SYSTEM_SCOPE
from core.accounts.tables import Account
from core.database import Base, engine, engine_for, reading, within, writing
from core.database.files import fetch, keep
from core.ops.__main__ import main
from core.ops.sealed import sealed_columns
from core.ops.start import prepare
from tests.conftest import forget_caches
from tests.world import build_world


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A migrated installation with its own key file, the standing world and one kept file."""
    for name in ("DATABASE_URL", "SHOUWANG_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHOUWANG_VAR", str(tmp_path))
    forget_caches()
    prepare.cache_clear()
    prepare()
    build_world()
    with writing() as session:
        audit.record(session, None, "installation.made", purpose="试用")
    keep(b"a kept file")
    yield tmp_path
    engine().dispose()
    engine_for.cache_clear()
    prepare.cache_clear()
    forget_caches()


def test_a_healthy_installation_passes_every_check(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 7
    assert all(line.startswith("✓") for line in said)


def test_a_lost_key_is_found(
    installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHOUWANG_KEYS", settings.key_text(settings.make_keys()))
    forget_caches()
    assert main(["doctor"]) == 1
    assert "✗ 加密的数据没有通过" in capsys.readouterr().out


def test_a_backup_holds_database_and_files_but_no_key(installation: Path) -> None:
    target = installation / "copy.tar"
    assert main(["backup", str(target)]) == 0
    with tarfile.open(target) as archive:
        names = archive.getnames()
    assert "shouwang.sqlite" in names
    assert any(name.startswith("files/") for name in names)
    assert not any("keys" in name for name in names)
    assert target.stat().st_mode & 0o077 == 0


def test_a_new_key_seals_everything_anew(installation: Path) -> None:
    before = names()
    old = settings.current().keys
    assert main(["rotate-key"]) == 0
    assert settings.current().keys.active == old.active + 1
    assert names() == before
    assert fetch(keep(b"a kept file")) == b"a kept file"
    assert generations() == {old.active + 1}


def test_the_chain_of_acts_survives_a_new_key(installation: Path) -> None:
    main(["rotate-key"])
    with reading() as session:
        assert audit.verify(session) is None


def names() -> set[str]:
    with reading() as session:
        return set(session.exec(within(SYSTEM_SCOPE, select(Account.name), Account)))


def generations() -> set[int]:
    """The key generations found in any sealed value of the database and in the kept files."""
    found = {path.read_bytes()[0] for path in (settings.current().var / "files").glob("??/*")}
    with engine().connect() as connection:
        for column in sealed_columns(Base.metadata):
            found |= {
                bytes(value)[0]
                for (value,) in connection.execute(column.table.select().with_only_columns(column.stored))
                if value
            }
    return found
