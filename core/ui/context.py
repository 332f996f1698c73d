"""The only place that reads st.context; whatever is not text there counts as absent."""

from urllib.parse import urlsplit

import streamlit as st


def header(name: str) -> str | None:
    """A header of the handshake that opened this browser's socket."""
    return _text(st.context.headers.get(name))


def cookie(name: str) -> str | None:
    """A cookie as it was at the handshake: a cookie set since then shows only on the next connection."""
    return _text(st.context.cookies.get(name))


def socket_key() -> str | None:
    """What tells this socket from any other; it changes when the browser reconnects."""
    return header("Sec-Websocket-Key")


def peer_address() -> str | None:
    """The network address of whoever connected: the browser, or the proxy before it. None on the loopback."""
    return _text(st.context.ip_address)


def address(trusted_proxy: str | None) -> str | None:
    """The browser's network address; what a header says of it counts only from the proxy that the settings trust."""
    peer = peer_address()
    if trusted_proxy and (peer or "127.0.0.1") == trusted_proxy:
        return header("X-Real-Ip") or peer
    return peer


def user_agent() -> str | None:
    """How the browser names itself."""
    return header("User-Agent")


def slug() -> str:
    """The last part of the address that the browser shows: which page it asks for. "" where that is not known."""
    return urlsplit(_text(st.context.url) or "").path.rstrip("/").rpartition("/")[2]


def origin() -> str:
    """Under which address the browser knows this installation, "http://desk.example"; "" where that is not known."""
    parts = urlsplit(_text(st.context.url) or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
