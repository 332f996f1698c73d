"""Which certificates there are, what they are called in files, and how long a person's certificates carry."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.pack import Pack

FOREVER = date.max
"""The last valid day of a certificate that does not lapse."""
WARNED = (7, 30, 90)
"""Days before the last valid day at which a certificate is pointed out, the nearest first."""
NOISE = re.compile(r"[\s()（）\[\]【】《》“”\"'·•:：,，、.。/\\_\-—–]+")
TAIL = re.compile(r"(?:证书|证件|证)$")
RANK = re.compile(r"(?:证书|证|级|类)$")
WORN = "级证类"
"""What may follow the letter or number of a level."""


class CertificateState(StrEnum):
    """How a person stands with certificates, by the one that is valid longest."""

    NONE = "none"  # 未登记
    EXPIRED = "expired"  # 已过期
    EXPIRING = "expiring"  # 将到期
    VALID = "valid"  # 有效


class CertificateKind(BaseModel):
    """One sort: `counts` says whether who holds it counts as 持证; `years` is how long one usually carries (None: no end)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str = Field(min_length=1, max_length=40)
    aliases: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    counts: bool
    years: int | None = Field(default=None, ge=1, le=20)
    source: str


class CertificatePack(Pack):
    """The sorts of certificates, in the order they are offered."""

    kinds: tuple[CertificateKind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        names = [name for kind in self.kinds for name in {plain(one) for one in (kind.title, *kind.aliases)}]
        if twice := sorted({name for name in names if names.count(name) > 1} - {""}):
            raise ValueError(f"two names that read alike: {twice}")
        return self

    @property
    def counted(self) -> tuple[str, ...]:
        """The titles of the sorts that count as 持证."""
        return tuple(kind.title for kind in self.kinds if kind.counts)


class Named(NamedTuple):
    """What a certificate is called: a title of the pack where it is known, else the words themselves."""

    kind: str
    level: str
    known: bool


def named(pack: CertificatePack, kind: str, level: str = "") -> Named:
    """The sort and level that somebody's words mean: 二级心理咨询师, 心理健康教育教师资格证书（B级）, 心理健康教育B证."""
    words = plain(kind)
    for one in pack.kinds:
        names = {plain(name) for name in (one.title, *one.aliases)}
        if words in names:
            return Named(one.title, level_of(one, level), True)
        for told, left in _without_level(one, words):
            if left in names:
                return Named(one.title, level_of(one, level) or told, True)
    return Named(" ".join(kind.split()), " ".join(level.split()), False)


def level_of(kind: CertificateKind, words: str) -> str:
    """The level of the sort that the words mean (b, B级, B类 are B证), or the words themselves."""
    stem = RANK.sub("", plain(words)) or plain(words)
    return next((one for one in kind.levels if RANK.sub("", plain(one)) == stem), " ".join(words.split()))


def plain(words: str) -> str:
    """Words without spaces, signs, case, and 证书 or 证 at the end."""
    return TAIL.sub("", NOISE.sub("", words).upper())


def _without_level(kind: CertificateKind, words: str) -> Iterator[tuple[str, str]]:
    """The words without each level that they name, as (level, rest), the longest way to write it first."""
    for level in kind.levels:
        stem = RANK.sub("", plain(level)) or plain(level)
        for told in (*(stem + end for end in WORN), stem):
            if told in words:
                yield level, TAIL.sub("", words.replace(told, "", 1))


def certificate_state(last: date | None, today: date) -> CertificateState:
    """The state by the last day on which any certificate is valid; None where there is no certificate."""
    if last is None:
        return CertificateState.NONE
    if last < today:
        return CertificateState.EXPIRED
    return CertificateState.EXPIRING if band(last, today) else CertificateState.VALID


def band(last: date | None, today: date) -> int | None:
    """Within how many days (7, 30, 90: the nearest) a certificate that is still valid lapses; None for any other."""
    left = days_left(last, today)
    return None if left is None or left < 0 else next((days for days in WARNED if left <= days), None)


def days_left(last: date | None, today: date) -> int | None:
    """Days until the last valid day: 0 on the day itself, negative afterwards; None without one or without an end."""
    return None if last is None or last == FOREVER else (last - today).days


def usual_end(kind: CertificateKind | None, issued_on: date) -> date | None:
    """The last day a certificate of the sort usually carries: the eve of the day of issue, that many years later."""
    if kind is None or kind.years is None:
        return None
    return date(issued_on.year + kind.years, issued_on.month, 1) + timedelta(days=issued_on.day - 2)


def kind_of(kinds: Sequence[CertificateKind], title: str) -> CertificateKind | None:
    """The sort of a title of the pack, or None."""
    return next((one for one in kinds if one.title == title), None)
