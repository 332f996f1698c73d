"""How names and passwords must look, when failures lock, and which sessions are alive."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

ADMINISTRATOR = "admin"
"""The role of which the top organisation always keeps one active holder."""
CLASS_TEACHER = "class_teacher"
"""The role that opens the classes its holder heads."""
PROMISE_WORDING = "2025-1"
"""Which wording of the 保密承诺 is asked for; a new wording is asked of everybody anew."""

FAILURES_TO_LOCK = 5
COUNTING = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)
HANDOFF = timedelta(seconds=60)
TOUCH = timedelta(minutes=1)

LEAST_CHARACTERS = 10
LONG_ENOUGH = 16  # characters after which no mixture is asked for (NIST SP 800-63B prefers length to composition)
LEAST_KINDS = 3
LEAST_DIFFERENT = 5  # characters; "aaaaaaaaaaaaaaaa" is long but no password
MOST_BYTES = 72  # bcrypt reads no further
KINDS = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"\d"), re.compile(r"[^a-zA-Z\d]"))
NAME_LENGTH = 40
PHONE = re.compile(r"\+?[\d-]{5,20}")
USERNAME = re.compile(r"[\w.@-]{2,32}")
COMMON = frozenset(
    (
        *("password1234", "password123!", "passw0rd1234", "p@ssw0rd123", "p@ssword1234", "abc123456789", "abcd123456"),
        *("aa123456789", "aa12345678.", "abc@123456", "admin@1234", "admin@123456", "admin123456", "admin12345!"),
        *("qwerty12345", "qwer1234!@", "qwer@12345", "1qaz2wsx3edc", "1qaz@wsx3edc", "1qaz!qaz2wsx", "zaq12wsxcde3"),
        *("woaini1314", "woaini1314!", "woaini5201314", "iloveyou123", "test@123456", "root@123456", "huawei@123"),
        *("xinli@12345", "school@1234", "teacher@123", "welcome@123", "changeme123", "shouwang123", "shouwang@123"),
    )
)


class Lapse(NamedTuple):
    """What a wrong password leaves behind: the failures that still count, and until when the account is locked."""

    failures: list[str]
    locked_until: datetime | None


def normal_username(text: str) -> str:
    """A username as it is stored and looked up: width, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_username(text: str) -> bool:
    """Whether a normal username may be used: 2 to 32 letters (Chinese too), digits, or . _ - @."""
    return USERNAME.fullmatch(text) is not None


def password_bytes(password: str) -> bytes:
    """What is hashed: the password in NFKC, so that a full-width input method changes nothing."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace")


def password_flaw(password: str, username: str) -> str | None:
    """The code of the first rule a new password breaks, or None. `username` is in its normal form."""
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < LEAST_CHARACTERS:
        return "password.too_short"
    if len(password_bytes(password)) > MOST_BYTES:
        return "password.too_long"
    if username and username in normal_username(plain):
        return "password.holds_username"
    if plain.casefold() in COMMON:
        return "password.too_common"
    kinds = sum(kind.search(plain) is not None for kind in KINDS)
    if len(set(plain)) < LEAST_DIFFERENT or (len(plain) < LONG_ENOUGH and kinds < LEAST_KINDS):
        return "password.too_plain"
    return None


def after_failure(failures: Sequence[str], now: datetime) -> Lapse:
    """The fifth wrong password within 15 minutes locks for 15 and starts the count anew."""
    recent = [moment for moment in failures if datetime.fromisoformat(moment) > now - COUNTING]
    recent.append(now.isoformat())
    return Lapse([], now + LOCKED_FOR) if len(recent) >= FAILURES_TO_LOCK else Lapse(recent, None)


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether signing in is refused at `now`; the lock ends at `locked_until` itself."""
    return locked_until is not None and now < locked_until


class Device(NamedTuple):
    """What decides whether a signed-in device still counts."""

    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    password_changed_at: datetime | None

    def is_alive(self, now: datetime, idle: timedelta) -> bool:
        """Neither revoked, nor at its end, nor idle for `idle`, nor older than the password."""
        stale = self.password_changed_at is not None and self.password_changed_at > self.created_at
        return self.revoked_at is None and not stale and now < self.expires_at and now < self.last_seen_at + idle


def digest(secret: str) -> bytes:
    """What is kept of a session's token or of a handoff code: 256 random bits need no salt."""
    return sha256(secret.encode("utf-8", "replace")).digest()
