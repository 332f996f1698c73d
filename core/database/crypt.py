"""Encryption at rest: AES-256-GCM columns, and keyed blind indexes for exact look-up."""

import hmac
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import ciphers
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from core import settings
from core.errors import Unsafe

NONCE = 12  # bytes; NIST SP 800-38D §8.2.2, random nonces
PIECE = 2**20
BLIND = 16  # bytes of the digest that a blind index keeps


class Cipher:
    """Seals and opens byte strings. A sealed value is: 1 byte key generation, 12 bytes nonce, ciphertext with tag.

    The label (table and column) is authenticated with every value, so a value moved to another column does not open.
    """

    def __init__(self, keys: settings.Keys) -> None:
        self._gcm = {number: AESGCM(key) for number, key in keys.data.items()}
        self._active = keys.active
        self._key = keys.data[keys.active]
        self._index = keys.index

    def seal(self, label: str, value: bytes) -> bytes:
        return self.seal_all(label, [value])[0]

    def seal_all(self, label: str, values: Iterable[bytes]) -> list[bytes]:
        """Many values of one column; one draw of randomness for all of them."""
        rows = list(values)
        noise, head, bound = os.urandom(NONCE * len(rows)), bytes([self._active]), label.encode()
        encrypt = self._gcm[self._active].encrypt
        nonces = (noise[at : at + NONCE] for at in range(0, len(noise), NONCE))
        return [head + nonce + encrypt(nonce, row, bound) for nonce, row in zip(nonces, rows, strict=True)]

    def sealing(self, label: str, value: bytes) -> Iterator[bytes]:
        """What `seal` answers, piece by piece: a large value is not held a second and a third time."""
        nonce = os.urandom(NONCE)
        stream = ciphers.Cipher(ciphers.algorithms.AES(self._key), ciphers.modes.GCM(nonce)).encryptor()
        stream.authenticate_additional_data(label.encode())
        yield bytes([self._active]) + nonce
        for start in range(0, len(value), PIECE):
            yield stream.update(value[start : start + PIECE])
        yield stream.finalize() + stream.tag

    def open(self, label: str, sealed: bytes) -> bytes:
        """The value; raises Unsafe when the key is missing or the value was changed or moved."""
        try:
            return self._gcm[sealed[0]].decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], label.encode())
        except (InvalidTag, KeyError, IndexError) as error:
            raise Unsafe("unsafe.cannot_open", column=label) from error

    def is_current(self, sealed: bytes) -> bool:
        """Whether the value is sealed with the active key."""
        return sealed[0] == self._active

    def blind_all(self, label: str, values: Iterable[str]) -> list[bytes]:
        """A keyed fingerprint (HMAC-SHA-256, 128 bits) of each, for exact look-up of sealed values.

        Key and label are worked in once.
        """
        begun = hmac.new(self._index, f"{label}\0".encode(), sha256)
        return [_continued(begun, value.encode()) for value in values]


def _continued(begun: hmac.HMAC, rest: bytes) -> bytes:
    own = begun.copy()
    own.update(rest)
    return own.digest()[:BLIND]


@lru_cache(maxsize=1)
def cipher() -> Cipher:
    """The cipher of this installation."""
    return Cipher(settings.current().keys)


class Sealed(TypeDecorator[str]):
    """A text column encrypted at rest under the label `table.column`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  # SQLAlchemy's signature
        return None if value is None else cipher().seal(self.label, value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's signature
        return None if value is None else cipher().open(self.label, bytes(value)).decode()
