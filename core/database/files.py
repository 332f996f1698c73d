"""Kept files: content-addressed by SHA-256, sealed at rest, under data/var/files/."""

import os
from hashlib import sha256
from pathlib import Path
from threading import get_ident

from core import settings
from core.database.crypt import cipher
from core.errors import NotFound

LABEL = "file"


def digest_of(content: bytes) -> str:
    """The address of a content: its SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Seal and store a file once; answers its digest. Written beside and moved into place, so never half a file."""
    digest = digest_of(content)
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(f".{os.getpid()}.{get_ident()}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(cipher().sealing(LABEL, content))
        part.replace(path)
    return digest


def fetch(digest: str) -> bytes:
    """The content under `digest`; raises NotFound when it is gone, Unsafe when it was changed."""
    path = _path(digest)
    if not path.exists():
        raise NotFound("file_not_found")
    return cipher().open(LABEL, path.read_bytes())


def remove(digest: str) -> None:
    """Take the file under `digest` away, whether or not it is still there; for files that nothing else refers to."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return settings.current().var / "files" / digest[:2] / digest
