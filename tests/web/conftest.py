"""Our routes and middleware around a stand-in for what Streamlit serves."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from core import clock, web
from core.accounts import actions
from core.accounts.actions import SignedIn
from core.database import writing
from core.ui import cookie
from core.web.headers import INDEX
from tests.web.visitor import Visitor
from tests.world import PASSWORD, World

HOST = "desk.example"
ORIGIN = f"http://{HOST}"
FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


async def index(_: Request) -> Response:
    return HTMLResponse(INDEX.read_text("utf-8"))


async def secret(_: Request) -> Response:
    return PlainTextResponse("kept")


async def socket(connection: WebSocket) -> None:
    await connection.accept()
    await connection.send_text("open")
    await connection.close()


STAND_IN = [
    Route("/", index),
    Route("/media/abc.csv", secret),
    Route("/_stcore/upload_file/s/f", secret, methods=["PUT", "POST", "DELETE"]),
    Route("/_stcore/metrics", secret),
    Route("/_stcore/health", secret),
    WebSocketRoute("/_stcore/stream", socket),
]


@pytest.fixture
def client(sqlite_world: World) -> Visitor:
    """A browser without a cookie."""
    app = Starlette(routes=[*web.ROUTES, *STAND_IN], middleware=web.MIDDLEWARE)
    return Visitor(app, HOST)


def sign_in(who: str = "counsellor_a") -> SignedIn:
    """A fresh session of one of the standing people."""
    with writing() as session:
        signed_in = actions.sign_in(session, username=who, password=PASSWORD, device="", now=clock.now())
    assert signed_in is not None
    return signed_in


def with_cookie(client: Visitor, token: str) -> Visitor:
    """The same browser with the session's cookie."""
    client.cookies[cookie.NAME] = cookie.seal(token, now=clock.now())
    return client
