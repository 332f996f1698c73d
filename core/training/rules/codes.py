"""Codes that people type: the one shown in the hall, and the one that verifies a certificate."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import NamedTuple

DIGITS = 6
MOST_MISSES = 30
"""Wrong names under a right code, after which the code stops."""
SHORTEST, LONGEST = 1, 240  # minutes that a code may be good for
TAIL = 4
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 of them, none that is read as another (0 O, 1 I)
CHECK = 10
HALF = CHECK // 2
DASHES = str.maketrans("‐‑‒–—―−－", "-" * 8)
DOTS = "·•・‧∙⋅⸱ꞏ．.。"
UNSEEN = ("Cc", "Cf", "Cs")
"""Unicode categories of signs that come along unseen when text is pasted."""
ADMINISTRATIVE = ("教育体育局", "教育和体育局", "教体局", "教育局", "教育厅", "教育委员会", "教委", "心理健康指导中心")
STEM = 8

Draw = Callable[[int], int]
"""Answers a number from 0 up to, not including, the one given; secrets.randbelow outside tests."""


class Shown(NamedTuple):
    """The code of a hall as its session's row has it; "" and None where none is shown."""

    code: str
    until: datetime | None
    misses: int

    def is_open(self, now: datetime) -> bool:
        """Whether people can sign in by it."""
        return bool(self.code) and self.until is not None and now < self.until and not self.is_stopped

    @property
    def is_stopped(self) -> bool:
        """Whether too many wrong names were tried under it."""
        return self.misses >= MOST_MISSES


class Face(NamedTuple):
    """Somebody whom a name and the end of a phone number may name."""

    id: int
    name: str
    phone: str


def new_code(taken: Collection[str], draw: Draw) -> str:
    """A code that no other hall shows now."""
    while (code := f"{draw(10**DIGITS):0{DIGITS}}") in taken:
        pass
    return code


def new_check(draw: Draw) -> str:
    """The code of a certificate: 50 bits, so that nobody guesses one."""
    return "".join(SIGNS[draw(len(SIGNS))] for _ in range(CHECK))


def spoken(check: str) -> str:
    """A certificate's code as it is printed, in two halves."""
    return f"{check[:HALF]}-{check[HALF:]}"


def typed_code(text: str) -> str:
    """A hall's code as somebody typed it: width, spaces and dashes do not matter; "" for what is none."""
    digits = _plain(text).replace("-", "")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def typed_check(text: str) -> str:
    """A certificate's code as somebody typed it; "" for what is none."""
    signs = _plain(text).upper().replace("-", "")
    return signs if len(signs) == CHECK and set(signs) <= set(SIGNS) else ""


def typed_number(text: str) -> str:
    """A certificate's number as somebody typed it: width, spaces and kinds of dashes do not matter."""
    return _plain(text)[:40]


def same_name(text: str) -> str:
    """A name as names are compared: width, case, spaces and middle dots do not matter."""
    return "".join(sign for sign in _seen(text).casefold() if sign not in DOTS)


def tail_of(phone: str) -> str:
    """The last four digits of a phone number; "" where it has fewer."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", phone) if sign.isascii() and sign.isdigit())
    return digits[-TAIL:] if len(digits) >= TAIL else ""


def named(faces: Iterable[Face], name: str, tail: str) -> list[int]:
    """Whom a name and the last four digits of the phone number name: nobody without either, two where both are alike."""
    asked, digits = same_name(name), tail_of(tail)
    if not asked or not digits:
        return []
    return [face.id for face in faces if same_name(face.name) == asked and tail_of(face.phone) == digits]


def may_guess(faces: Iterable[Face], name: str) -> bool:
    """Whether digits beside this name may be a guess: not where all of that name have no number on file to be guessed."""
    phones = [tail_of(face.phone) for face in faces if same_name(face.name) == same_name(name)]
    return any(phones) or not phones


def certificate_number(organiser: str, year: int, session_id: int, place: int) -> str:
    """The number of a certificate, "云溪区-2026-0007-012": organiser, year, session, the place in it; nobody's name."""
    stem = organiser
    for ending in ADMINISTRATIVE:
        stem = stem.removesuffix(ending)
    plain = "".join(sign for sign in typed_number(stem) if sign.isalnum())
    return f"{(plain or '结业')[:STEM]}-{year}-{session_id:04}-{place:03}"


def _plain(text: str) -> str:
    """What was typed, with one kind of dash, and one where a keyboard writes two."""
    return re.sub("-+", "-", _seen(text).translate(DASHES))


def _seen(text: str) -> str:
    """What was typed, of usual width, without spaces and without what nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in UNSEEN)
