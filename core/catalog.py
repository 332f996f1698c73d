"""Packs of rules: data/**/*.toml read into frozen, validated specs; the only reader of data/."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from core.errors import AppError

DATA = Path(__file__).resolve().parent.parent / "data"

Spec = TypeVar("Spec", bound=BaseModel)


class BrokenPack(AppError):
    """A pack that cannot be used: `file` is its path within data/, `reason` says which key is wrong and why."""

    code = "broken_pack"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file=file, reason=reason)
        self.file, self.reason = file, reason

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


def load(kind: str, spec: type[Spec]) -> Mapping[str, Spec]:
    """Every pack in data/<kind>/ by key, in the order of the keys; read once a process.

    Raises BrokenPack, naming file and key, for a file that is no TOML, misses the spec or is not named after its key.
    """
    return cast(Mapping[str, Spec], _load(DATA / kind, spec))


def load_one(path: Path, spec: type[Spec]) -> Spec:
    """One pack; where the spec declares `key`, it equals the file's stem. Raises BrokenPack as `load` does."""
    pack = parse(_text(path), spec, name=_shown(path))
    key = getattr(pack, "key", path.stem)
    if key != path.stem:
        raise BrokenPack(_shown(path), f'key: "{key}" must equal the file name "{path.stem}"')
    return pack


def parse(text: str, spec: type[Spec], *, name: str) -> Spec:
    """TOML text as a spec; `name` stands for the file in the errors. For packs that are edited and kept elsewhere."""
    _insist_on_frozen(spec)
    try:
        return spec.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BrokenPack(name, f"no TOML: {error}") from error
    except ValidationError as error:
        raise BrokenPack(name, _reasons(error)) from error


@cache
def _load(folder: Path, spec: type[BaseModel]) -> Mapping[str, BaseModel]:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise BrokenPack(_shown(folder), "no packs here")
    return MappingProxyType({path.stem: load_one(path, spec) for path in paths})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenPack(_shown(path), f"cannot be read: {type(error).__name__}") from error


def _insist_on_frozen(spec: type[BaseModel]) -> None:
    if spec.model_config.get("extra") != "forbid" or not spec.model_config.get("frozen"):
        raise TypeError(f"{spec.__name__} must be frozen and forbid unknown keys")


def _reasons(error: ValidationError) -> str:
    """Where and what, one problem after the other; pydantic's echo of the input is left out."""
    problems = error.errors(include_url=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'pack'}: {one['msg']}" for one in problems)


def _shown(path: Path) -> str:
    return path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else path.name
