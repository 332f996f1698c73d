"""The session cookie is given once, to our own page alone, and taken back."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest

from core import clock, settings
from core.accounts import actions, queries
from core.database import reading, writing
from core.ui import cookie
from tests.web.conftest import FROM_OUR_PAGE, ORIGIN, sign_in, with_cookie
from tests.web.visitor import Answer, Visitor


def fetch(client: Visitor, code: str, **headers: str) -> Answer:
    return client.get("/auth/cookie", headers or FROM_OUR_PAGE, code=code)


def given(answer: Answer) -> SimpleCookie:
    return SimpleCookie(answer.headers.get("set-cookie", ""))


def lives(token: str) -> bool:
    with reading() as session:
        return queries.actor_for(session, token, now=clock.now()) is not None


def test_the_handoff_code_brings_a_cookie_that_scripts_and_other_sites_never_see(client: Visitor) -> None:
    signed_in = sign_in()
    answer = fetch(client, signed_in.handoff)
    morsel = given(answer)[cookie.NAME]
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "strict", "/")
    assert cookie.unseal(morsel.value) == signed_in.token
    assert int(morsel["max-age"]) == settings.current().absolute.total_seconds()


def test_a_code_works_once(client: Visitor) -> None:
    signed_in = sign_in()
    fetch(client, signed_in.handoff)
    client.cookies.clear()
    again = fetch(client, signed_in.handoff)
    assert again.status == 403
    assert "set-cookie" not in again.headers


def test_asking_again_with_the_cookie_is_quiet_and_brings_no_second_one(client: Visitor) -> None:
    signed_in = sign_in()
    fetch(client, signed_in.handoff)
    again = fetch(with_cookie(client, signed_in.token), signed_in.handoff)
    assert again.status == 200
    assert "set-cookie" not in again.headers


def test_a_code_dies_after_a_minute(client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in = sign_in()
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert fetch(client, signed_in.handoff).status == 403


@pytest.mark.parametrize("code", ["", "made-up", "AAAA", "姓名"])
def test_a_made_up_code_brings_nothing(client: Visitor, code: str) -> None:
    answer = fetch(client, code)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Referer": f"{ORIGIN}/desk"},
        {"Referer": "http://desk.example.evil/"},
        {"Referer": "http://evil.example/?desk.example"},
        {"Accept": "*/*"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/auth/cookie", "/auth/clear"])
def test_a_foreign_page_can_neither_set_nor_clear_the_cookie(
    client: Visitor, path: str, headers: dict[str, str]
) -> None:
    signed_in = sign_in()
    answer = with_cookie(client, signed_in.token).get(path, headers, code=signed_in.handoff)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert lives(signed_in.token)


def test_over_plain_http_the_referer_tells_our_own_page(client: Visitor) -> None:
    assert fetch(client, sign_in().handoff, Referer=f"{ORIGIN}/warnings").status == 200


def test_over_https_the_cookie_is_secure(client: Visitor) -> None:
    client.scheme = "https"
    assert given(fetch(client, sign_in().handoff))[cookie.NAME]["secure"] is True


@pytest.mark.parametrize(("trusted", "secure"), [("10.1.2.3", True), ("10.0.0.9", ""), (None, "")])
def test_only_the_trusted_proxy_can_say_that_the_browser_speaks_https(
    client: Visitor, monkeypatch: pytest.MonkeyPatch, trusted: str | None, secure: bool | str
) -> None:
    if trusted:
        monkeypatch.setenv("SHOUWANG_TRUSTED_PROXY", trusted)
    settings.current.cache_clear()
    answer = fetch(client, sign_in().handoff, **FROM_OUR_PAGE, **{"X-Forwarded-Proto": "https"})
    assert given(answer)[cookie.NAME]["secure"] == secure


def test_clearing_ends_the_session_and_deletes_the_cookie(client: Visitor) -> None:
    signed_in = sign_in()
    answer = with_cookie(client, signed_in.token).get("/auth/clear", FROM_OUR_PAGE)
    assert given(answer)[cookie.NAME]["max-age"] == "0"
    assert not lives(signed_in.token)


def test_clearing_without_a_cookie_harms_nothing(client: Visitor) -> None:
    assert client.get("/auth/clear", FROM_OUR_PAGE).status == 200


def test_a_session_that_was_ended_gives_no_cookie(client: Visitor) -> None:
    signed_in = sign_in()
    with writing() as session:
        actions.sign_out(session, signed_in.token, now=clock.now())
    assert fetch(client, signed_in.handoff).status == 403
