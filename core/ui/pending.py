"""Checked uploads between two runs: in memory, bounded, and each for the sign-in session that put it there alone."""

import secrets
from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from core.access import Actor

A_SESSION, IN_ALL = 2, 400
ALL_BYTES = 400 * 2**20  # of the files that the kept values were made from; in memory they take a few times as much
KEPT_FOR = 60 * 60  # seconds


class _Kept(NamedTuple):
    session_id: str
    value: Any
    size: int
    since: float


_kept: OrderedDict[str, _Kept] = OrderedDict()
_lock = Lock()


def put(actor: Actor, value: Any, *, size: int = 0) -> str:
    """Keep `value`, made from a file of `size` bytes, for this sign-in session and answer its token.

    The oldest give way when there are too many, or they are too large together.
    """
    token = secrets.token_urlsafe(16)
    with _lock:
        _drop_the_old()
        own = [key for key, kept in _kept.items() if kept.session_id == actor.session_id]
        for key in own[: len(own) - A_SESSION + 1]:
            del _kept[key]
        while _kept and (len(_kept) >= IN_ALL or size + sum(kept.size for kept in _kept.values()) > ALL_BYTES):
            _kept.popitem(last=False)
        _kept[token] = _Kept(actor.session_id, value, size, monotonic())
    return token


def get(actor: Actor, token: str) -> Any | None:
    """The value, or None when it is gone or belongs to another sign-in session."""
    with _lock:
        _drop_the_old()
        kept = _kept.get(token)
    return kept.value if kept and kept.session_id == actor.session_id else None


def drop(token: str) -> None:
    """Forget the value of this token."""
    with _lock:
        _kept.pop(token, None)


def _drop_the_old() -> None:
    now = monotonic()
    while _kept and now - next(iter(_kept.values())).since > KEPT_FOR:
        _kept.popitem(last=False)
