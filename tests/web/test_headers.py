"""Security headers stand on every answer; the first page speaks Chinese."""

import re

import pytest

from core.web.headers import INDEX, content_security_policy, in_chinese
from tests.web.visitor import Visitor


@pytest.mark.parametrize("path", ["/", "/media/abc.csv", "/auth/cookie", "/no-such-address"])
def test_every_answer_carries_the_headers(client: Visitor, path: str) -> None:
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_scripts_come_from_us_or_carry_a_known_hash() -> None:
    # sha256("alert(1)") in base64, by `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`
    policy = content_security_policy("<script>alert(1)</script>")
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"


def test_streamlits_page_still_has_the_inline_script_that_we_allow() -> None:
    assert len(re.findall(r"<script>", INDEX.read_text("utf-8"))) == content_security_policy(
        INDEX.read_text("utf-8")
    ).count("'sha256-")


def test_the_first_page_is_chinese_and_as_long_as_it_says(client: Visitor) -> None:
    answer = client.get("/")
    assert '<html lang="zh-CN">' in answer.text
    assert "<title>守望</title>" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_streamlits_page_still_has_every_word_that_we_replace() -> None:
    page = INDEX.read_bytes()
    assert in_chinese(page).count("守望".encode()) == 2
    assert b"Streamlit</title>" not in in_chinese(page)
