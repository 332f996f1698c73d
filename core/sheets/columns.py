"""What a table's columns are called: the one definition behind template, help text and importer."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from core.sheets.cells import tidy

Kind = Literal["text", "integer", "date", "choice"]
NOISE = re.compile(r"[\s_\-—–·•:,;、.。/\\|\"'“”‘’*※#()\[\]{}【】〔〕《》<>]+")
BRACKETS = re.compile(r"[(\[{【〔《<][^()\[\]{}【】〔〕《》<>]*[)\]}】〕》>]")
STEM = re.compile(
    r"(第\s*\d{1,3}\s*[题项问]|(?<!\d\.)\b\d{1,3}\s*[、.:)](?!\d)|[a-z_\u4e00-\u9fff]\d{1,3}\s*[、.:)](?!\d)).*$"
)
NUMBERED = re.compile(r"(?:量表|问卷|自评|测评|筛查)*第?(\d{1,3})[题项问]?")
GENERIC = re.compile(r"(?:q|item|题目?|t|v)?\s*[._-]?\s*(?:第\s*)?(\d{1,3})\s*[题项问]?[、.:)]?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `aliases` are other headers that mean the same; spaces, case and width do not matter.

    What stands in brackets after a header is ignored unless title or alias have it too. `choices` are the words a cell
    may hold; `sensitive` columns are answers, scores or circumstances.
    """

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    example: str = ""
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    sensitive: bool = False


@dataclass(frozen=True)
class Family:
    """The `count` numbered item columns of one questionnaire: "PHQ1", "PHQ-9 第1题", "phq9_1", "第1题", "Q1", "1、…".

    `prefixes` are what may stand before the number besides `key` and `title`. Headers that are a number alone belong
    to any family (see `recognise`). The key of an item's column is `key`_number.
    """

    key: str
    title: str
    count: int
    prefixes: tuple[str, ...] = ()
    required: bool = True
    help: str = ""
    example: str = ""

    @cached_property
    def _accepted(self) -> tuple[str, ...]:
        texts = {normal(text) for text in (self.key, self.title, *self.prefixes)}
        return tuple(sorted(texts, key=len, reverse=True))

    def column_key(self, number: int) -> str:
        """The key of the item's column, such as "phq9_1"."""
        return f"{self.key}_{number}"

    def heading(self, number: int) -> str:
        """The header our own template gives to the item."""
        return f"{self.title} 第{number}题"

    def number_of(self, header: str) -> int | None:
        """The item that a header with one of this family's own prefixes names, or None."""
        text = normal(_without_stem(header))
        for prefix in self._accepted:
            found = NUMBERED.fullmatch(text.removeprefix(prefix)) if text.startswith(prefix) else None
            if found and 1 <= int(found[1]) <= self.count:
                return int(found[1])
        return None


def normal(header: str) -> str:
    """A header without width, case, spaces, line breaks, punctuation, brackets and required marks."""
    return NOISE.sub("", tidy(header).lower())


def bare(header: str) -> str:
    """The normal form without what stands in brackets: "姓名(必填)" is "姓名"."""
    return normal(BRACKETS.sub("", tidy(header)))


def generic_number(header: str) -> int | None:
    """The number in a header that could belong to any questionnaire ("第1题", "Q1", "1", "1、…"), or None."""
    found = GENERIC.fullmatch(_without_stem(header))
    return int(found[1]) if found and int(found[1]) > 0 else None


def _without_stem(header: str) -> str:
    """The header without the wording of the item and without remarks in brackets."""
    return STEM.sub(r"\1", BRACKETS.sub("", tidy(header).lower())).strip()
