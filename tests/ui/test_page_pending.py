"""Checked uploads wait between two runs: bounded, and for their owner alone."""

from dataclasses import replace

import pytest

from core.access import Actor
from core.ui import pending

OWNER = Actor(1, "owner", "甲", 1, (), session_id="1")
OTHER = replace(OWNER, session_id="2")


@pytest.fixture(autouse=True)
def _empty() -> None:
    pending._kept.clear()


def test_what_was_put_is_there_for_its_owner_alone() -> None:
    token = pending.put(OWNER, ["checked"])
    assert pending.get(OWNER, token) == ["checked"]
    assert pending.get(OTHER, token) is None
    assert pending.get(OWNER, "made-up") is None


def test_what_was_dropped_is_gone() -> None:
    token = pending.put(OWNER, 1)
    pending.drop(token)
    pending.drop(token)
    assert pending.get(OWNER, token) is None


def test_a_session_keeps_its_latest_two() -> None:
    tokens = [pending.put(OWNER, number) for number in range(4)]
    other = pending.put(OTHER, "theirs")
    assert [pending.get(OWNER, token) for token in tokens] == [None, None, 2, 3]
    assert pending.get(OTHER, other) == "theirs"


def test_all_sessions_together_are_bounded() -> None:
    tokens = [pending.put(replace(OWNER, session_id=str(number)), number) for number in range(pending.IN_ALL + 1)]
    assert len(pending._kept) == pending.IN_ALL
    assert pending.get(replace(OWNER, session_id="0"), tokens[0]) is None


def test_large_ones_give_way_sooner() -> None:
    sizes = (pending.ALL_BYTES - 10, 9, 1, 1)
    owners = [replace(OWNER, session_id=str(number)) for number in range(len(sizes))]
    tokens = [pending.put(owner, "file", size=size) for owner, size in zip(owners, sizes, strict=True)]
    kept = [pending.get(owner, token) for owner, token in zip(owners, tokens, strict=True)]
    assert kept == [None, "file", "file", "file"]


def test_an_hour_later_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = {"now": 100}
    monkeypatch.setattr(pending, "monotonic", lambda: moments["now"])
    token = pending.put(OWNER, 1)
    moments["now"] += pending.KEPT_FOR
    assert pending.get(OWNER, token) == 1
    moments["now"] += 1
    assert pending.get(OWNER, token) is None
