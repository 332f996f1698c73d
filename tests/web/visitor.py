"""A browser reduced to what an ASGI application sees of it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Headers
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Visitor:
    """Asks one application; `peer` is the address the connection comes from."""

    app: ASGIApp
    host: str
    scheme: str = "http"
    peer: str = "10.1.2.3"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> Answer:
        return self.ask("GET", path, headers, **query)

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> Answer:
        """A form that is sent, as a browser sends it."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, kind | (headers or {}), urlencode(fields).encode())

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"", **query: str
    ) -> Answer:
        """One request and its whole answer."""
        scope = self._scope("http", path, headers or {}) | {"method": method, "query_string": urlencode(query).encode()}
        sent = self._run(scope, {"type": "http.request", "body": body, "more_body": False})
        start = next(message for message in sent if message["type"] == "http.response.start")
        content = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return Answer(start["status"], Headers(raw=start["headers"]), content)

    def opens_socket(self, path: str, headers: dict[str, str]) -> bool:
        """Whether the handshake of a WebSocket is accepted."""
        scope = self._scope("websocket", path, headers) | {"subprotocols": [], "query_string": b""}
        return any(message["type"] == "websocket.accept" for message in self._run(scope, {"type": "websocket.connect"}))

    def _scope(self, kind: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
        carried = {"host": self.host, **{name.lower(): value for name, value in headers.items()}}
        if self.cookies:
            carried["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "type": kind,
            "scheme": self.scheme if kind == "http" else self.scheme.replace("http", "ws"),
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in carried.items()],
            "client": (self.peer, 50000),
            "server": (self.host, 80),
        }

    def _run(self, scope: dict[str, Any], first: Message) -> list[Message]:
        sent: list[Message] = []
        waiting = [first]

        async def receive() -> Message:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        with ThreadPoolExecutor(1) as apart:  # a browser journey in the same process keeps its own loop running
            apart.submit(copy_context().run, asyncio.run, self.app(scope, receive, send)).result()
        return sent
