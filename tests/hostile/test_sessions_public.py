"""The public pages under pressure: many guesses at once, signs that no database takes, whole phone numbers."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.types import Message

from core import clock
from core.database import reading, writing
from core.training import queries
from core.training.rules import SessionState
from core.web import checkin, verify
from core.web.limits import address_of
from tests.training.builders import a_counsellor
from tests.training.session_builders import STARTS, a_part, a_session
from tests.web.conftest import FROM_OUR_PAGE, client
from tests.web.visitor import Visitor
from tests.world import World

__all__ = ["client"]
AT_ONCE = 40
"""How many answers the server works at together (anyio's threads)."""


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    for page in (checkin, verify):
        page.LIMIT.forget()
    with clock.stopped_at(STARTS):
        yield


async def burst(visitor: Visitor, path: str, many: int, **fields: str) -> list[int]:
    """The statuses of many forms that are sent before the first is answered."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", **FROM_OUR_PAGE}
    scope = visitor._scope("http", path, headers) | {"method": "POST", "query_string": b""}

    async def one() -> int:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": urlencode(fields).encode(), "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await visitor.app(dict(scope), receive, send)
        return int(sent[0]["status"])

    return list(await asyncio.gather(*(one() for _ in range(many))))


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        (checkin, {"code": "000000", "name": "林示例", "tail": "0001"}),
        (verify, {"number": "云溪区-2026-0001-001", "code": "ABCDEFGHJK"}),
    ],
)
def test_guesses_sent_all_at_once_are_limited_like_those_sent_in_turn(
    client: Visitor, where: Any, fields: dict[str, str]
) -> None:
    many = Counter(asyncio.run(burst(client, where.PATH, where.LIMIT.most + 4 * AT_ONCE, **fields)))
    assert set(many) == {200, 429}
    assert where.LIMIT.most <= many[200] <= where.LIMIT.most + AT_ONCE


@pytest.mark.parametrize("number", ["云溪区\x00-2026", "\x00", "云溪区-2026-0001-001\x00"])
def test_a_number_that_no_database_takes_is_unknown(database: str, world: World, number: str) -> None:
    with reading() as session:
        assert queries.verified(session, number=number, code="ABCDEFGHJK") is None


def test_a_whole_phone_number_signs_in_as_its_last_four_digits_do(client: Visitor, sqlite_world: World) -> None:
    with writing() as session:
        here = a_session(
            session, sqlite_world, state=SessionState.RUNNING, code="123456", code_until=STARTS.replace(year=2100)
        )
        a_part(session, sqlite_world, here, a_counsellor(session, sqlite_world, phone="13900000001"))
    told = [
        client.post("/checkin", FROM_OUR_PAGE, code="123456", name="林示例", tail=tail).text
        for tail in ("139 0000 0001", "+86 139-0000-0001")
    ]
    assert ["签到成功" in told[0], "已经签过到" in told[1]] == [True, True]


def test_one_network_of_long_addresses_is_one_guesser(sqlite_world: World) -> None:
    def of(peer: str) -> str:
        return address_of(Request({"type": "http", "headers": [], "client": (peer, 1)}))

    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9")
    assert of("2001:db8:1:2::1") != of("2001:db8:1:3::1")
    assert of("::ffff:10.1.2.3") == of("10.1.2.3") != of("10.1.2.4")


@pytest.mark.parametrize("path", ["/checkin", "/verify"])
def test_every_answer_is_kept_by_nobody_and_framed_by_nobody(client: Visitor, path: str) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded", **FROM_OUR_PAGE}
    answers = [
        client.get(path, code="123456", name="林示例", number="云溪区-2026-0001-001", tail="0001"),
        client.ask("HEAD", path),
        client.ask("POST", path, kind, b"code=" + b"1" * 5_000_000),
        client.ask("POST", path, kind, b"code=%00&name=%F0%9F%98%80&tail=%ED%A0%80&number=%00"),
        client.ask("POST", path, {"Sec-Fetch-Site": "cross-site", **kind, "Origin": "null"}, b"code=1"),
    ]
    assert [answer.status for answer in answers] == [200, 200, 413, 200, 403]
    assert {answer.headers["x-frame-options"] for answer in answers} == {"DENY"}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert not [words for words in ("林示例", "0001", "123456") if words in answers[0].text]
    assert {client.ask(method, path).status for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")} == {405}
