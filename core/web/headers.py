"""Security headers on every answer, and a first page that speaks Chinese."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INDEX = Path(str(distribution("streamlit").locate_file("streamlit/static/index.html")))
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
CHINESE = (
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (b"<title>Streamlit</title>", "<title>守望</title>".encode()),
    (b"You need to enable JavaScript to run this app.", "请在浏览器里允许 JavaScript，再打开守望。".encode()),
)


def content_security_policy(index: str) -> str:
    """Only our own origin: no foreign script, picture, font, frame or connection; inline scripts by their hash alone."""
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in INLINE_SCRIPT.findall(index))
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",  # Streamlit's style engine writes style elements
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


HEADERS = {
    "Content-Security-Policy": content_security_policy(INDEX.read_text("utf-8")),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def in_chinese(page: bytes) -> bytes:
    """Streamlit's first page with our language, title and words."""
    for theirs, ours in CHINESE:
        page = page.replace(theirs, ours)
    return page


class SecurityHeaders:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Dresser(send))


class _Dresser:
    """Adds the headers; holds a page of HTML back until its body is there, because our words are longer than theirs."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif message["type"] == "http.response.body" and self._held is not None:
            await self._collect(message)
        else:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        for name, value in HEADERS.items():
            headers[name] = value
        if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
            self._held = message
        else:
            await self._send(message)

    async def _collect(self, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body") or self._held is None:
            return
        start, self._held = self._held, None
        page = in_chinese(self._body)
        headers = MutableHeaders(raw=start["headers"])
        if self._body:  # a HEAD answer keeps the length it announced
            headers["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})
