"""The request as text or nothing."""

from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest

from core.ui import context

HEADERS = {"Sec-Websocket-Key": "k==", "User-Agent": "Firefox"}


def test_headers_cookies_and_address_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    request = SimpleNamespace(headers=HEADERS, cookies={"session": "token"}, ip_address="10.0.0.7")
    monkeypatch.setattr(context.st, "context", request)
    assert (context.socket_key(), context.user_agent()) == ("k==", "Firefox")
    assert (context.cookie("session"), context.cookie("other")) == ("token", None)
    assert (context.peer_address(), context.header("X-Real-Ip")) == ("10.0.0.7", None)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://desk.example.edu.cn/marking", "marking"),
        ("https://desk.example.edu.cn/shouwang/marking/?embed=1#top", "marking"),
        ("https://desk.example.edu.cn/", ""),
        ("https://desk.example.edu.cn", ""),
        (None, ""),
    ],
)
def test_the_page_asked_for_is_the_end_of_the_address(
    url: str | None, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context.st, "context", SimpleNamespace(url=url))
    assert context.slug() == slug


def test_what_is_not_text_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context.st, "context", MagicMock())
    assert context.socket_key() is None
    assert context.cookie("session") is None
    assert context.peer_address() is None
