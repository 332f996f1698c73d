"""Guesses by network address."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request

from core import settings
from core.web.limits import Limit, address_of

NOW = datetime(2026, 3, 12, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_an_address_waits_until_its_misses_are_past_the_window() -> None:
    limit = Limit(2, MINUTE)
    limit.miss("one", NOW)
    assert not limit.is_reached("one", NOW)
    limit.miss("one", NOW + MINUTE / 2)
    assert limit.is_reached("one", NOW + MINUTE / 2)
    assert not limit.is_reached("two", NOW + MINUTE / 2)
    assert not limit.is_reached("one", NOW + MINUTE)


def test_only_so_many_addresses_are_remembered_the_longest_quiet_is_forgotten() -> None:
    limit = Limit(1, MINUTE, addresses=2)
    for address in ("one", "two", "one", "three"):
        limit.miss(address, NOW)
    assert [limit.is_reached(address, NOW) for address in ("one", "two", "three")] == [True, False, True]


@pytest.mark.parametrize(
    ("proxy", "address"), [(None, "10.0.0.9"), ("10.0.0.9", "192.168.1.7"), ("10.0.0.8", "10.0.0.9")]
)
def test_a_header_counts_from_the_trusted_proxy_alone(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, proxy: str | None, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SHOUWANG_KEYS", settings.key_text(settings.make_keys()))
    if proxy:
        monkeypatch.setenv("SHOUWANG_TRUSTED_PROXY", proxy)
    settings.current.cache_clear()
    headers = [(b"x-real-ip", b"192.168.1.7")]
    assert address_of(Request({"type": "http", "headers": headers, "client": ("10.0.0.9", 1)})) == address
    settings.current.cache_clear()
