"""Packs are read once, frozen and validated; whatever is wrong names file and key."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from core import catalog
from core.catalog import BrokenPack


class Lamp(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    watts: int


class Loose(BaseModel):
    key: str


@pytest.fixture
def lamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    folder = tmp_path / "lamps"
    folder.mkdir()
    return folder


def test_packs_come_by_key_and_are_read_once(lamps: Path) -> None:
    (lamps / "desk.toml").write_text('key = "desk"\nwatts = 5', encoding="utf-8")
    (lamps / "bed.toml").write_text('key = "bed"\nwatts = 3', encoding="utf-8")
    found = catalog.load("lamps", Lamp)
    assert list(found) == ["bed", "desk"]
    assert found["desk"] == Lamp(key="desk", watts=5)
    assert catalog.load("lamps", Lamp) is found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('key = "desk"\nwatts = "many"', "watts"),
        ('key = "desk"\nwatts = 5\ncolour = "red"', "colour"),
        ('key = "desk"', "watts"),
        ('key = "lamp"\nwatts = 5', "key"),
        ('key = "desk', "no TOML"),
        ("", "key"),
    ],
)
def test_a_broken_pack_is_refused_by_file_and_key(lamps: Path, text: str, named: str) -> None:
    (lamps / "desk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenPack) as refusal:
        catalog.load("lamps", Lamp)
    assert refusal.value.file == "lamps/desk.toml"
    assert named in refusal.value.reason
    assert str(refusal.value).startswith("lamps/desk.toml: ")


def test_a_file_that_is_no_utf8_is_refused(lamps: Path) -> None:
    (lamps / "desk.toml").write_bytes(b"key = '\xff'")
    with pytest.raises(BrokenPack, match="cannot be read"):
        catalog.load("lamps", Lamp)


def test_a_folder_without_packs_is_refused(lamps: Path) -> None:
    with pytest.raises(BrokenPack, match="no packs"):
        catalog.load("lamps", Lamp)


def test_a_single_pack_is_read_from_its_path(lamps: Path) -> None:
    (lamps / "desk.toml").write_text('key = "desk"\nwatts = 5', encoding="utf-8")
    assert catalog.load_one(lamps / "desk.toml", Lamp).watts == 5


def test_a_spec_that_is_not_frozen_or_lets_unknown_keys_pass_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="Loose"):
        catalog.parse('key = "desk"', Loose, name="desk")
