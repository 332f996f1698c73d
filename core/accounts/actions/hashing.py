"""Passwords as bcrypt hashes, and one-time passwords that can be read out over the telephone."""

import secrets
from functools import lru_cache

import bcrypt

from core import settings
from core.accounts import rules

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without 0 o 1 l i
GROUPS, LETTERS = 3, 4  # 31 ** 12: about 59 bits


def hashed(password: str) -> str:
    """The bcrypt hash at this installation's cost; slow by design."""
    return bcrypt.hashpw(rules.password_bytes(password), bcrypt.gensalt(settings.current().bcrypt_cost)).decode()


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the one hashed in `kept`; the same work is done when there is none."""
    given = rules.password_bytes(password)
    agrees = bcrypt.checkpw(given[: rules.MOST_BYTES], (kept or _dummy(settings.current().bcrypt_cost)).encode())
    return agrees and kept is not None and len(given) <= rules.MOST_BYTES


def one_time_password(username: str) -> str:
    """A random password in readable groups that keeps our own rules."""
    while True:
        groups = ("".join(secrets.choice(READABLE) for _ in range(LETTERS)) for _ in range(GROUPS))
        password = "-".join(groups)
        if rules.password_flaw(password, username) is None:
            return password


@lru_cache(maxsize=4)
def _dummy(cost: int) -> str:
    return bcrypt.hashpw(secrets.token_bytes(16).hex().encode(), bcrypt.gensalt(cost)).decode()
