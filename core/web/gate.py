"""Refuses foreign pages at the socket, and strangers at uploads, downloads and figures of the server."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core import clock, database
from core.accounts import queries
from core.ui import cookie
from core.web.origin import is_foreign

FOR_THE_SIGNED_IN = ("/media/", "/_stcore/upload_file/", "/_stcore/metrics", "/_stcore/agent")
POLICY_VIOLATION = 1008  # RFC 6455 §7.4.1


async def is_signed_in(request: HTTPConnection) -> bool:
    """Whether the cookie belongs to a living session."""
    token = cookie.unseal(request.cookies.get(cookie.NAME))
    return token is not None and await run_in_threadpool(_lives, token)


class Gate:
    """ASGI middleware in front of everything Streamlit serves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403 (a socket is closed)."""
        if scope["type"] == "websocket" and is_foreign(HTTPConnection(scope)):
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        elif scope["type"] == "http" and await _is_refused(Request(scope)):
            await Response(status_code=403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


async def _is_refused(request: Request) -> bool:
    if not request.url.path.startswith(FOR_THE_SIGNED_IN):
        return False
    return is_foreign(request) or not await is_signed_in(request)


def _lives(token: str) -> bool:
    with database.reading() as session:
        return queries.actor_for(session, token, now=clock.now()) is not None
