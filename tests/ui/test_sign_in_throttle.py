"""Failures by network address, and how devices are called."""

from datetime import UTC, datetime, timedelta

import pytest

from core.ui import throttle
from core.ui.device import UNKNOWN, device_name

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nobody_has_failed() -> None:
    throttle.forget()


def fail(times: int, address: str | None = "10.0.0.1") -> None:
    for _ in range(times):
        throttle.note_failure(address, now=NOW)


@pytest.mark.parametrize(("times", "over"), [(-1, False), (0, True), (1, True)])
def test_the_limit_is_reached_with_its_last_failure(times: int, over: bool) -> None:
    fail(throttle.MOST_FAILURES + times)
    assert throttle.is_over_limit("10.0.0.1", now=NOW) is over


def test_addresses_do_not_share_their_failures() -> None:
    fail(throttle.MOST_FAILURES)
    assert not throttle.is_over_limit("10.0.0.2", now=NOW)
    assert not throttle.is_over_limit(None, now=NOW)


@pytest.mark.parametrize(("moment", "over"), [(-timedelta(seconds=1), True), (timedelta(0), False)])
def test_failures_are_forgotten_after_the_window(moment: timedelta, over: bool) -> None:
    fail(throttle.MOST_FAILURES)
    assert throttle.is_over_limit("10.0.0.1", now=NOW + throttle.WINDOW + moment) is over


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_ADDRESSES", 3)
    for number in range(5):
        fail(1, f"10.0.0.{number}")
    assert sorted(throttle._failures) == ["10.0.0.2", "10.0.0.3", "10.0.0.4"]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1", "Safari · iPad"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8.0", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_devices_are_called_by_browser_and_system(user_agent: str | None, name: str) -> None:
    assert device_name(user_agent) == name
