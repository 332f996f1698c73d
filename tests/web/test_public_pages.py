"""Signing in by the code in the hall, and verifying a certificate: for anybody, without a session, without a trace."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import func, select

from core import clock
from core.database import reading, unowned, writing
from core.errors import Conflict
from core.training import actions
from core.training.rules import PartState, SessionState
from core.training.tables import SignIn
from core.web import checkin, verify
from core.web.plain import MOST_BYTES
from tests.training.builders import a_counsellor
from tests.training.session_builders import STARTS, a_completion, a_part, a_session
from tests.web.conftest import FROM_OUR_PAGE, ORIGIN
from tests.web.visitor import Answer, Visitor
from tests.world import World

PERSON = {"name": "林示例", "tail": "0001"}
PAPER = {"number": "云溪区-2026-0001-001", "code": "abcde-fghjk"}
PAGES = {"/checkin": checkin, "/verify": verify}


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """Nobody has missed yet, and it is the day of the session."""
    for page in PAGES.values():
        page.LIMIT.forget()
    with clock.stopped_at(STARTS):
        yield


@pytest.fixture
def code(sqlite_world: World) -> str:
    """The code of a hall in which 林示例 is expected."""
    with writing() as session:
        here = a_session(
            session, sqlite_world, state=SessionState.RUNNING, code="123456", code_until=STARTS.replace(year=2100)
        )
        a_part(session, sqlite_world, here, a_counsellor(session, sqlite_world, phone="13900000001"))
    return "123456"


@pytest.fixture
def paper(sqlite_world: World) -> int:
    """A certificate of 林示例."""
    with writing() as session:
        here = a_session(session, sqlite_world, state=SessionState.DONE)
        return a_completion(
            session,
            sqlite_world,
            a_part(session, sqlite_world, here, a_counsellor(session, sqlite_world), PartState.COMPLETED),
        )


def sent(client: Visitor, path: str = "/checkin", headers: dict[str, str] | None = None, **fields: str) -> Answer:
    return client.post(path, FROM_OUR_PAGE if headers is None else headers, **fields)


def sign_ins() -> int:
    with reading() as session:
        return session.exec(unowned(select(func.count()).select_from(SignIn), SignIn)).one()


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_gets_a_form_for_a_phone_without_script_or_cookie(client: Visitor, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 200
    for words in ('lang="zh-CN"', "width=device-width", f'<form method="post" action="{path}"', "required"):
        assert words in answer.text
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_name_and_number_sign_in_and_the_answer_repeats_neither(client: Visitor, code: str) -> None:
    answer = sent(client, code=code, **PERSON)
    assert (answer.status, sign_ins()) == (200, 1)
    assert "签到成功" in answer.text
    assert "危机识别与转介" in answer.text
    assert not [words for words in PERSON.values() if words in answer.text]
    assert "set-cookie" not in answer.headers
    assert "已经签过到" in sent(client, code=code, **PERSON).text


def test_every_miss_is_answered_alike(client: Visitor, code: str) -> None:
    wrong = [
        {"code": "654321", **PERSON}, {"code": code, "name": "林示例", "tail": "0002"},
        {"code": code, "name": "林示例", "tail": ""}, {"code": "", **PERSON}, {"code": code, "name": "无此人", "tail": "0001"},
    ]  # fmt: skip
    answers = [sent(client, **given) for given in wrong]
    assert {(answer.status, checkin.REFUSED in answer.text) for answer in answers} == {(200, True)}
    assert sign_ins() == 0


def test_what_was_typed_comes_back_as_text_and_the_number_not_at_all(client: Visitor, code: str) -> None:
    answer = sent(client, code=code, name='"><script>alert(1)</script>', tail="9876")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "9876" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Referer": "http://evil.example/checkin"}, 403),
        ({**FROM_OUR_PAGE, "Content-Type": "text/plain"}, 403),
        ({"Origin": ORIGIN}, 200),
        ({"Referer": f"{ORIGIN}/checkin"}, 200),
        (FROM_OUR_PAGE, 200),
    ],
    ids=str,
)
def test_only_our_own_page_may_send_the_form(client: Visitor, code: str, headers: dict[str, str], status: int) -> None:
    assert sent(client, headers=headers, code=code, **PERSON).status == status
    assert sign_ins() == (status == 200)


@pytest.mark.parametrize("path", PAGES)
def test_more_than_a_form_holds_is_not_read(client: Visitor, path: str) -> None:
    assert sent(client, path, code="1" * MOST_BYTES).status == 413
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"\xff\xfe", b"&".join(b"a=1" for _ in range(99))):
        assert client.ask("POST", path, kind | FROM_OUR_PAGE, body).status == 413


def test_an_address_that_misses_often_waits_and_others_do_not(client: Visitor, code: str) -> None:
    for _ in range(checkin.LIMIT.most):
        sent(client, code="000000", **PERSON)
    assert sent(client, code=code, **PERSON).status == 429
    assert sign_ins() == 0
    client.peer = "10.1.2.4"
    assert sent(client, code=code, **PERSON).status == 200
    client.peer = "10.1.2.3"
    with clock.stopped_at(STARTS + checkin.LIMIT.window):
        assert sent(client, code=code, **PERSON).status == 200


@pytest.mark.parametrize("path", PAGES)
def test_other_methods_are_not_known(client: Visitor, path: str) -> None:
    assert client.ask("PUT", path).status == 405


def test_nothing_of_it_is_logged(client: Visitor, code: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sent(client, code=code, **PERSON)
        sent(client, code=code, name="无此人", tail="9876")
    assert not [words for words in ("林示例", "无此人", "9876", "0001", code) if words in caplog.text]


def test_a_busy_moment_asks_to_press_again(client: Visitor, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise Conflict

    monkeypatch.setattr(actions, "sign_in_by_code", busy)
    answer = sent(client, code=code, **PERSON)
    assert (answer.status, checkin.BUSY in answer.text) == (503, True)


def test_a_true_certificate_is_told_with_a_masked_name(client: Visitor, paper: int) -> None:
    answer = sent(client, "/verify", **PAPER)
    assert answer.status == 200
    for words in ("证书有效", "林**", "危机识别与转介", "2026年3月12日", "云溪区"):
        assert words in answer.text
    assert "林示例" not in answer.text
    assert PAPER["code"].upper() not in answer.text.upper()


def test_a_revoked_certificate_is_told_as_one(client: Visitor, sqlite_world: World, paper: int) -> None:
    with writing() as session:
        actions.revoke_completion(session, sqlite_world.actor("researcher"), completion_id=paper, reason="姓名印错")
    answer = sent(client, "/verify", **PAPER)
    assert "已经撤销" in answer.text
    assert "证书有效" not in answer.text
    assert "姓名印错" not in answer.text


def test_a_wrong_number_and_a_wrong_code_are_answered_alike_and_limited(client: Visitor, paper: int) -> None:
    one = sent(client, "/verify", number=PAPER["number"], code="ABCDEFGHJL")
    two = sent(client, "/verify", number="云溪区-2026-0001-009", code=PAPER["code"])
    assert [(answer.status, verify.UNKNOWN in answer.text) for answer in (one, two)] == [(200, True)] * 2
    for _ in range(verify.LIMIT.most - 2):
        sent(client, "/verify", number="x", code="y")
    assert sent(client, "/verify", **PAPER).status == 429
