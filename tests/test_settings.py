"""Settings come from the environment; what would put data at risk is refused."""

import stat
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from core import settings
from core.errors import Unsafe

KEYS = settings.key_text(settings.make_keys())


def test_the_first_start_makes_a_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    made = settings.load({"SHOUWANG_VAR": str(tmp_path)})
    assert made.keys_were_made
    assert stat.S_IMODE((tmp_path / "keys.toml").stat().st_mode) == 0o600


def test_the_second_start_reads_the_same_keys(tmp_path: Path) -> None:
    first = settings.load({"SHOUWANG_VAR": str(tmp_path)})
    second = settings.load({"SHOUWANG_VAR": str(tmp_path)})
    assert second.keys == first.keys
    assert not second.keys_were_made


def test_a_deployment_gives_keys_by_environment_and_no_file_is_made(tmp_path: Path) -> None:
    given = settings.load({"SHOUWANG_VAR": str(tmp_path), "SHOUWANG_KEYS": KEYS})
    assert given.keys == settings.parse_keys(KEYS)
    assert list(tmp_path.iterdir()) == []


def test_keys_never_show_in_the_settings_own_words(tmp_path: Path) -> None:
    assert "keys=" not in repr(settings.load({"SHOUWANG_VAR": str(tmp_path)}))


REFUSED: dict[str, tuple[Mapping[str, str], str]] = {
    "a weak password hash outside a rehearsal": ({"SHOUWANG_BCRYPT_COST": "11"}, "unsafe.bcrypt_cost"),
    "PostgreSQL without given keys": ({"DATABASE_URL": "postgresql://db/x"}, "unsafe.keys_missing"),
    "a key file that is not there": ({"SHOUWANG_KEY_FILE": "/nowhere/keys.toml"}, "unsafe.keys_missing"),
    "keys that are no TOML": ({"SHOUWANG_KEYS": "hello"}, "unsafe.keys_unreadable"),
    "an active key that is not there": (
        {"SHOUWANG_KEYS": KEYS.replace("active = 1", "active = 2")},
        "unsafe.keys_unreadable",
    ),
}


@pytest.mark.parametrize(("environ", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_unsafe_settings_are_refused(tmp_path: Path, environ: Mapping[str, str], code: str) -> None:
    with pytest.raises(Unsafe) as refusal:
        settings.load({"SHOUWANG_VAR": str(tmp_path), **environ})
    assert refusal.value.code == code


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
def test_a_key_file_that_others_could_read_is_refused(tmp_path: Path, mode: int) -> None:
    settings.load({"SHOUWANG_VAR": str(tmp_path)})
    (tmp_path / "keys.toml").chmod(mode)
    with pytest.raises(Unsafe, match=r"unsafe\.key_file_mode"):
        settings.load({"SHOUWANG_VAR": str(tmp_path)})


@pytest.mark.parametrize("key", [b"short", b"a" * 32, b"ab" * 16])
def test_a_weak_key_is_refused(key: bytes) -> None:
    keys = settings.make_keys()
    weak = settings.Keys(keys.data, keys.active, index=key, cookie=keys.cookie, audit=keys.audit)
    with pytest.raises(Unsafe, match=r"unsafe\.keys_weak"):
        settings.parse_keys(settings.key_text(weak))


def test_one_key_used_twice_is_refused() -> None:
    keys = settings.make_keys()
    twice = settings.Keys(keys.data, keys.active, index=keys.index, cookie=keys.index, audit=keys.audit)
    with pytest.raises(Unsafe, match=r"unsafe\.keys_weak"):
        settings.parse_keys(settings.key_text(twice))


def test_key_text_reads_back() -> None:
    keys = settings.make_keys()
    assert settings.parse_keys(settings.key_text(keys)) == keys


def test_a_rehearsal_may_hash_cheaply(tmp_path: Path) -> None:
    cheap = settings.load({"SHOUWANG_VAR": str(tmp_path), "SHOUWANG_BCRYPT_COST": "4", "SHOUWANG_REHEARSAL": "1"})
    assert cheap.bcrypt_cost == 4


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_postgresql_addresses_are_spoken_through_psycopg(tmp_path: Path, given: str) -> None:
    made = settings.load({"SHOUWANG_VAR": str(tmp_path), "DATABASE_URL": given, "SHOUWANG_KEYS": KEYS})
    assert made.database_url == "postgresql+psycopg://u@h/d"
    assert made.sqlite_file is None


def test_time_outs_can_be_set(tmp_path: Path) -> None:
    environ = {"SHOUWANG_VAR": str(tmp_path), "SHOUWANG_IDLE_MINUTES": "5", "SHOUWANG_ABSOLUTE_HOURS": "2"}
    made = settings.load(environ)
    assert (made.idle, made.absolute) == (timedelta(minutes=5), timedelta(hours=2))
