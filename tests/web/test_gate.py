"""Strangers and foreign pages are refused before Streamlit sees them."""

import pytest

from core import clock
from core.accounts import actions
from core.database import writing
from core.ui import cookie
from tests.web.conftest import ORIGIN, sign_in, with_cookie
from tests.web.visitor import Visitor

GATED = [("GET", "/media/abc.csv"), ("PUT", "/_stcore/upload_file/s/f"), ("GET", "/_stcore/metrics")]


@pytest.mark.parametrize(("method", "path"), GATED)
def test_a_stranger_gets_no_file_and_leaves_none(client: Visitor, method: str, path: str) -> None:
    assert client.ask(method, path).status == 403


@pytest.mark.parametrize(("method", "path"), GATED)
def test_somebody_signed_in_passes(client: Visitor, method: str, path: str) -> None:
    answer = with_cookie(client, sign_in().token).ask(method, path, {"Origin": ORIGIN})
    assert answer.text == "kept"


@pytest.mark.parametrize(("method", "path"), GATED)
def test_a_foreign_page_cannot_use_the_cookie(client: Visitor, method: str, path: str) -> None:
    answer = with_cookie(client, sign_in().token).ask(method, path, {"Origin": "http://evil.example"})
    assert answer.status == 403


def test_a_session_that_has_ended_opens_nothing(client: Visitor) -> None:
    token = sign_in().token
    with writing() as session:
        actions.sign_out(session, token, now=clock.now())
    assert with_cookie(client, token).get("/media/abc.csv").status == 403


@pytest.mark.parametrize(
    "value", ["", "made.up.cookie", "eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4IiwiaWF0IjoxLCJleHAiOjk5OTk5OTk5OTl9."]
)
def test_a_forged_cookie_opens_nothing(client: Visitor, value: str) -> None:
    client.cookies[cookie.NAME] = value
    assert client.get("/media/abc.csv").status == 403


def test_what_the_sign_in_page_needs_is_open(client: Visitor) -> None:
    assert client.get("/").status == 200
    assert client.get("/_stcore/health").status == 200
    assert client.get("/favicon.png").headers["content-type"] == "image/png"


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:3000", "http://desk.example:81", "null"])
def test_a_foreign_page_cannot_open_the_socket(client: Visitor, origin: str) -> None:
    assert not client.opens_socket("/_stcore/stream", {"Origin": origin})


@pytest.mark.parametrize("headers", [{"Origin": ORIGIN}, {"Origin": "https://desk.example"}, {}], ids=str)
def test_our_own_page_opens_the_socket(client: Visitor, headers: dict[str, str]) -> None:
    assert client.opens_socket("/_stcore/stream", headers)
