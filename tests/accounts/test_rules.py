"""Passwords, usernames and locks by their rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts import rules
from core.accounts.actions.hashing import one_time_password

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "flaw"),
    [
        ("Abcdefg-1", "password.too_short"),
        ("Abcdefgh-1", None),
        ("abcdefgh-1", None),
        ("abcdefghi1", "password.too_plain"),
        ("abcdefghijklmno", "password.too_plain"),
        ("abcdefghijklmnop", None),
        ("aaaaaaaaaaaaaaaa", "password.too_plain"),
        ("aabbccddAABBCC11", None),
        ("Abab-Abab-1", None),
        ("春眠不觉晓处处闻啼鸟夜来风雨声", "password.too_plain"),
        ("春眠不觉晓处处闻啼鸟夜来风雨声花", None),
        ("Abcd1" + "x" * 67, None),
        ("Abcd1" + "x" * 68, "password.too_long"),
        ("Abc123" + "密" * 22, None),
        ("Abc123" + "密" * 23, "password.too_long"),
        ("Admin@123456", "password.too_common"),
        ("ADMIN@123456", "password.too_common"),
        ("Counsellor_A-1", "password.holds_username"),
        ("x-COUNSELLOR_A-x", "password.holds_username"),
    ],
)
def test_a_password_breaks_the_first_of_our_rules(password: str, flaw: str | None) -> None:
    assert rules.password_flaw(password, "counsellor_a") == flaw


@given(st.text(max_size=90), st.sampled_from(["counsellor_a", "li"]))
def test_an_accepted_password_always_fits_bcrypt(password: str, username: str) -> None:
    if rules.password_flaw(password, username) is None:
        assert 10 <= len(rules.password_bytes(password)) <= 72


@pytest.mark.parametrize(
    ("typed", "kept", "usable"),
    [
        (" Li.Na ", "li.na", True),
        ("李 老师", "李老师", True),
        ("ＬＩ＿１", "li_1", True),
        ("x", "x", False),
        ("x" * 32, "x" * 32, True),
        ("x" * 33, "x" * 33, False),
        ("a/b", "a/b", False),
        ("", "", False),
    ],
)
def test_usernames_are_normal_before_anything_else(typed: str, kept: str, usable: bool) -> None:
    assert rules.normal_username(typed) == kept
    assert rules.is_username(kept) is usable


@given(st.lists(st.integers(0, 3600), min_size=1, max_size=12))
def test_five_failures_lock_exactly_when_they_fall_within_fifteen_minutes(seconds: list[int]) -> None:
    moments = [NOW + timedelta(seconds=second) for second in sorted(seconds)]
    kept: list[str] = []
    for number, moment in enumerate(moments, 1):
        lapse = rules.after_failure(kept, moment)
        close = [earlier for earlier in moments[:number] if earlier > moment - timedelta(minutes=15)]
        if len(close) >= 5:
            assert lapse == ([], moment + timedelta(minutes=15))
            return
        assert lapse.locked_until is None
        kept = lapse.failures


@pytest.mark.parametrize(("seconds", "locked"), [(-1, True), (0, False), (1, False)])
def test_a_lock_ends_at_its_moment(seconds: int, locked: bool) -> None:
    assert rules.is_locked(NOW, NOW + timedelta(seconds=seconds)) is locked
    assert not rules.is_locked(None, NOW)


def test_one_time_passwords_keep_our_rules_and_differ() -> None:
    made = {one_time_password("counsellor_a") for _ in range(50)}
    assert len(made) == 50
    assert all(rules.password_flaw(password, "counsellor_a") is None for password in made)
    assert not set("".join(made)) & set("0o1liOIL")
