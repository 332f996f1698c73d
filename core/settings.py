"""Environment and secrets as one frozen value; unsafe settings are refused here."""

import os
import secrets
import stat
import tomllib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from core.errors import Unsafe

ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32
SAFE_BCRYPT_COST = 12

KEY_FILE_HEAD = """\
# 守望的密钥。没有它,数据库里的姓名、号码、作答和备注都读不出来。
# 请另存一份到安全的地方(与数据库备份分开放),不要发给任何人,不要提交到代码库。
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of one installation, each of 32 bytes; `data` holds every generation, `active` names the one that seals."""

    data: Mapping[int, bytes]
    active: int
    index: bytes
    cookie: bytes
    audit: bytes


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations."""

    database_url: str
    var: Path
    keys: Keys = field(repr=False)
    keys_were_made: bool = False
    rehearsal: bool = False
    bcrypt_cost: int = SAFE_BCRYPT_COST
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)
    trusted_proxy: str | None = None

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_file(self) -> Path | None:
        """The database file, or None on another engine."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.on_sqlite else None


def load(environ: Mapping[str, str]) -> Settings:
    """Settings of this process; raises Unsafe rather than run with a default that puts data at risk."""
    var = Path(environ.get("SHOUWANG_VAR") or ROOT / "data" / "var")
    url = _psycopg(environ.get("DATABASE_URL") or f"sqlite:///{var / 'shouwang.sqlite'}")
    rehearsal = environ.get("SHOUWANG_REHEARSAL") == "1"
    keys, made = _keys(environ, var, shared=not url.startswith("sqlite"))
    cost = int(environ.get("SHOUWANG_BCRYPT_COST", SAFE_BCRYPT_COST))
    if cost < SAFE_BCRYPT_COST and not rehearsal:
        raise Unsafe("unsafe.bcrypt_cost", least=SAFE_BCRYPT_COST)
    return Settings(
        database_url=url,
        var=var,
        keys=keys,
        keys_were_made=made,
        rehearsal=rehearsal,
        bcrypt_cost=cost,
        idle=timedelta(minutes=int(environ.get("SHOUWANG_IDLE_MINUTES", 30))),
        absolute=timedelta(hours=int(environ.get("SHOUWANG_ABSOLUTE_HOURS", 10))),
        trusted_proxy=environ.get("SHOUWANG_TRUSTED_PROXY"),
    )


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings this process runs with, read once."""
    return load(os.environ)


def _psycopg(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _keys(environ: Mapping[str, str], var: Path, *, shared: bool) -> tuple[Keys, bool]:
    """Keys from SHOUWANG_KEYS (the text of a key file), else SHOUWANG_KEY_FILE, else the file beside the database."""
    if text := environ.get("SHOUWANG_KEYS"):
        return parse_keys(text), False
    named = environ.get("SHOUWANG_KEY_FILE")
    path = Path(named) if named else var / "keys.toml"
    if path.exists():
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise Unsafe("unsafe.key_file_mode", path=path.name)
        return parse_keys(path.read_text("utf-8")), False
    if named or shared:
        raise Unsafe("unsafe.keys_missing")
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    return parse_keys(write_keys(path, make_keys())), True


def make_keys() -> Keys:
    """Fresh random keys, generation 1."""
    index, cookie, audit, data = (secrets.token_bytes(KEY_BYTES) for _ in range(4))
    return Keys(data={1: data}, active=1, index=index, cookie=cookie, audit=audit)


def key_text(keys: Keys) -> str:
    """The text of a key file."""
    lines = [f"active = {keys.active}"]
    lines += [f'{name} = "{b64encode(getattr(keys, name)).decode()}"' for name in ("index", "cookie", "audit")]
    lines += ["", "[data]", *(f'{number} = "{b64encode(key).decode()}"' for number, key in keys.data.items())]
    return KEY_FILE_HEAD + "\n".join(lines) + "\n"


def write_keys(path: Path, keys: Keys) -> str:
    """Write a key file that only its owner can read; answers its text."""
    text = key_text(keys)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return text


def parse_keys(text: str) -> Keys:
    """Keys from the text of a key file; raises Unsafe when one is missing, short or made of one repeated byte."""
    try:
        raw = tomllib.loads(text)
        data = {int(number): b64decode(key) for number, key in raw["data"].items()}
        keys = Keys(data, int(raw["active"]), *(b64decode(raw[name]) for name in ("index", "cookie", "audit")))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unsafe("unsafe.keys_unreadable") from error
    every = [*keys.data.values(), keys.index, keys.cookie, keys.audit]
    if keys.active not in keys.data or not all(0 < number < 256 for number in keys.data):
        raise Unsafe("unsafe.keys_unreadable")
    if any(len(key) < KEY_BYTES or len(set(key)) < KEY_BYTES // 4 for key in every) or len(set(every)) < len(every):
        raise Unsafe("unsafe.keys_weak", least=KEY_BYTES)
    return keys
