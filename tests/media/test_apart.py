"""What runs apart can do no harm to what asked for it."""

import subprocess

import pytest

from core.media.films import frame
from core.media.leaves import leaves


def test_the_process_that_draws_is_told_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, str]] = []

    def run(*_: object, env: dict[str, str], **__: object) -> None:
        told.append(env)
        raise subprocess.TimeoutExpired("apart", 1)

    monkeypatch.setenv("SHOUWANG_KEYS", "a secret")
    monkeypatch.setattr(subprocess, "run", run)
    assert frame(b"a film told no key") == b""
    assert leaves(b"a paper told no key") is None
    assert len(told) == 2
    assert not [env for env in told if "a secret" in env.values()]
