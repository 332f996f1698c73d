"""What is sealed stays sealed, opens only where it belongs, and survives a change of keys."""

import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from core import settings
from core.access import SYSTEM_SCOPE
from core.accounts.tables import Account
from core.database import cipher, engine, reading, within, writing
from core.database.crypt import PIECE, Cipher
from core.errors import Unsafe
from tests.world import World

KEYS = settings.make_keys()
CIPHER = Cipher(KEYS)


@given(st.binary(), st.text(max_size=20))
def test_what_is_sealed_opens_under_its_label(value: bytes, label: str) -> None:
    assert CIPHER.open(label, CIPHER.seal(label, value)) == value


@given(st.lists(st.binary(), max_size=20))
def test_many_are_sealed_as_one_by_one(values: list[bytes]) -> None:
    assert [CIPHER.open("x", sealed) for sealed in CIPHER.seal_all("x", values)] == values


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert CIPHER.seal("x", b"same") != CIPHER.seal("x", b"same")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(Unsafe):
        CIPHER.open("person.number", CIPHER.seal("person.name", b"x"))


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(at: int, flip: int) -> None:
    sealed = bytearray(CIPHER.seal("x", b"twelve bytes"))
    sealed[at % len(sealed)] ^= flip
    with pytest.raises(Unsafe):
        CIPHER.open("x", bytes(sealed))


def test_a_new_generation_still_opens_what_the_old_one_sealed() -> None:
    old = CIPHER.seal("x", b"value")
    newer = Cipher(replace(KEYS, data={**KEYS.data, 2: secrets.token_bytes(32)}, active=2))
    assert newer.open("x", old) == b"value"
    assert not newer.is_current(old)
    assert newer.is_current(newer.seal("x", b"value"))


def test_without_its_key_nothing_opens() -> None:
    with pytest.raises(Unsafe):
        Cipher(settings.make_keys()).open("x", CIPHER.seal("x", b"value"))


@given(st.text(), st.text())
def test_blind_indexes_agree_exactly_when_the_values_do(one: str, other: str) -> None:
    first, second, again = CIPHER.blind_all("x", [one, other, one])
    assert first == again
    assert (first == second) == (one == other)


def test_blind_indexes_of_two_columns_cannot_be_compared() -> None:
    assert CIPHER.blind_all("a", ["value"]) != CIPHER.blind_all("b", ["value"])


def test_a_sealed_column_holds_no_clear_text(world: World) -> None:
    with engine().connect() as connection:
        stored = connection.exec_driver_sql("SELECT name FROM account").scalars().all()
    assert stored
    assert all("名字".encode() not in bytes(value) for value in stored)


def test_a_sealed_column_reads_back(world: World) -> None:
    with writing() as session:
        account = session.exec(within(SYSTEM_SCOPE, select(Account), Account)).first()
        assert account is not None
        account.phone = "13800000000"
    with reading() as session:
        again = within(SYSTEM_SCOPE, select(Account.phone).where(Account.id == account.id), Account)
        assert session.exec(again).one() == "13800000000"
    assert cipher().is_current(_raw(account.id or 0))


def _raw(account_id: int) -> bytes:
    with engine().connect() as connection:
        phones = dict(connection.exec_driver_sql("SELECT id, phone FROM account").tuples().all())
        return bytes(phones[account_id])


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1])
def test_what_is_sealed_in_pieces_opens_like_any_other(size: int) -> None:
    sealed = b"".join(CIPHER.sealing("file", b"x" * size))
    assert CIPHER.open("file", sealed) == b"x" * size
    with pytest.raises(Unsafe):
        CIPHER.open("another", sealed)
