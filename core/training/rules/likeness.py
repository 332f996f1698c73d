"""How alike two names, phones or months of birth are, as slips of the pen and of the input method go."""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from core.students.rules.names import clean_name

BRACKETED = re.compile(r"[(\[{【〔](?P<inside>[^)\]}】〕]*)[)\]}】〕]")
ONCE = re.compile(r"(?:曾用名|原名|又名|别名)\s*[::]?\s*(?P<name>.+)")
MARK = re.compile(
    r"(?<=[\u3400-\u9fff])\s*(?:[(\[【]\s*(?:大|小|男|女|[一二三四]|[a-d\d])\s*[)\]】]|[a-d\d]+)$", re.IGNORECASE
)
MOBILE = re.compile(r"1[3-9]\d{9}")
MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})")
NEIGHBOURS = 12
"""Places in the order of GB 2312 within which two characters pass for sounding or looking alike."""
FIRST, SECOND = 0xB0A1, 0xD8A1


class Like(IntEnum):
    """How alike two values are; UNTOLD where one of them is not known."""

    UNTOLD = 0
    OTHER = 1
    NEAR = 2  # one character apart
    CLOSE = 3  # one character apart that sounds or looks the same
    SAME = 4


class Name(NamedTuple):
    """A name in one form, a former name and the mark that tells it from a namesake's ("" = none).

    `parts` are those of a long name, which do not vary one by one as characters do: 卓玛·努尔, 扎西次仁, 欧阳晓岚.
    """

    text: str
    former: str = ""
    mark: str = ""

    parts: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every name the person has or had."""
        return (self.text, self.former) if self.former else (self.text,)


def name_of(written: str) -> Name:
    """The name without width, spaces, dots, brackets and marks: "张伟（大）", "李 梅（曾用名：李红梅）", "阿依·古丽"."""
    text = clean_name(unicodedata.normalize("NFKC", written)).strip()
    found = MARK.search(text)
    mark = found[0].strip().lower() if found else ""
    plain = text[: found.start()] if found else text
    former = next((known["name"] for one in BRACKETED.finditer(plain) if (known := ONCE.match(one["inside"]))), "")
    whole = BRACKETED.sub("", plain)
    return Name(_bare(whole), _bare(former), mark, _parts(whole))


def _parts(name: str) -> tuple[str, ...]:
    split = tuple(filter(None, map(_bare, re.split(r"[·•.・･‧∙⋅]", name))))
    text = "".join(split)
    if len(split) > 1:
        return split
    return (text[:2], text[2:]) if len(text) > 3 else ()


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).lower()


def names_like(one: Name, other: Name) -> Like:
    """The greatest likeness of any of their forms."""
    return max((_alike(left, right) for left in one.forms for right in other.forms), default=Like.UNTOLD)


def _alike(one: str, other: str) -> Like:
    if not one or not other:
        return Like.UNTOLD
    if one == other:
        return Like.SAME
    if min(len(one), len(other)) < 2 or abs(len(one) - len(other)) > 1:
        return Like.OTHER
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return Like.NEAR if len(longer) > 3 and _lacks_one(longer, shorter) else Like.OTHER
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 1:
        return Like.CLOSE if neighbours(one[apart[0]], other[apart[0]]) else Like.NEAR
    return Like.NEAR if swapped(one, other) and len(one) > 2 else Like.OTHER


def _lacks_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def swapped(one: str, other: str) -> bool:
    """Whether two texts of one length differ by two neighbouring characters that changed places."""
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


def one_apart(one: str, other: str) -> bool:
    """Whether two texts of one length differ by one character, or by two neighbours that changed places."""
    return len(one) == len(other) and (sum(map(str.__ne__, one, other)) == 1 or swapped(one, other))


def neighbours(one: str, other: str) -> bool:
    """Whether two characters stand near each other in GB/T 2312-1980.

    Its first level is in the order of pronunciation, its second in that of radicals and strokes: neighbours sound alike
    (晓 小) or look alike, which is how an input method's list is mistaken.
    """
    left, right = _place(one), _place(other)
    return left is not None and right is not None and left[0] == right[0] and abs(left[1] - right[1]) <= NEIGHBOURS


def _place(char: str) -> tuple[bool, int] | None:
    code = char.encode("gb2312", "ignore")
    value = int.from_bytes(code, "big")
    if len(code) != 2 or value < FIRST:
        return None
    return value >= SECOND, (code[0] - 0xB0) * 94 + code[1]


def mobile(written: str) -> str:
    """The eleven digits of a mobile number without spaces, dashes and the country's code; "" for anything else."""
    digits = "".join(char for char in unicodedata.normalize("NFKC", written) if char.isdigit())
    digits = digits.removeprefix("0086") if len(digits) == 15 else digits
    digits = digits.removeprefix("86") if len(digits) == 13 else digits
    return digits if MOBILE.fullmatch(digits) else ""


def phones_like(one: str, other: str) -> Like:
    """Two mobile numbers (`mobile`)."""
    if not one or not other:
        return Like.UNTOLD
    if one == other:
        return Like.SAME
    return Like.NEAR if one_apart(one, other) else Like.OTHER


def months_like(one: str, other: str) -> Like:
    """Two months "YYYY-MM": near are a neighbouring month, one wrong or swapped digit, and 01 that stands for unknown."""
    if not one or not other:
        return Like.UNTOLD
    if one == other:
        return Like.SAME
    return Like.NEAR if one_apart(one, other) or _next_to(one, other) else Like.OTHER


def _next_to(one: str, other: str) -> bool:
    left, right = MONTH.fullmatch(one), MONTH.fullmatch(other)
    if not left or not right:
        return False
    apart = 12 * (int(left["year"]) - int(right["year"])) + int(left["month"]) - int(right["month"])
    return abs(apart) == 1 or (left["year"] == right["year"] and "01" in (left["month"], right["month"]))


def number_of(written: str) -> str:
    """A certificate's number as it can be compared; "" for one too short or too plain to tell anybody ("001", "无")."""
    text = "".join(char for char in unicodedata.normalize("NFKC", written) if char.isalnum()).upper()
    return text if len(text) >= 5 and len(set(text)) > 2 else ""


def broken(name: str) -> Iterator[tuple[int, str, str]]:
    """A name with each of its characters left out: what two names that are one character apart have in common."""
    for at in range(len(name)):
        yield at, name[:at], name[at + 1 :]
