"""Cells as people write them: "B1 组织机构（3分）" is a code, a title and printed points."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from core.sheets.cells import tidy

NOTHING = ("", "-", "—", "——", "/", "\\", "无")
POINTS = re.compile(
    r"[（(\[【]\s*([\d.０-９．]+)\s*分?\s*[）)\]】]|[\s　]([\d.０-９．]+)\s*分$|\s*(?:比重|权重)\s*([\d.]+)$"
)
CODE = re.compile(
    r"(?:([A-Za-zＡ-Ｚａ-ｚ]{1,3}[-.]?[\d０-９]*(?:[.\-－．][\d０-９]+)*)(?=[\s　、.．:：一-鿿])[\s　、.．:：]*"
    r"|([\d０-９]+(?:[.\-．][\d０-９]+)+)[\s　、.．:：]*|([\d０-９]+)\s*[、.．:：](?!\d)\s*"
    r"|([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*|[（(]([一二三四五六七八九十\d０-９]{1,3})[）)]\s*)(?=\S)"
)
STARTS = re.compile(r"(?<![A-Za-z\d.])[A-Z]{1,2}\d{1,3}(?:[.\-]\d+)*(?=[\s　、.．:：]*[一-鿿])")
NUMBERS = re.compile(r"\d+(?:\.\d+)?")
SCORE = re.compile(r"(-?\d+(?:\.\d+)?)\s*分?")


class Named(NamedTuple):
    """What a cell says: `code` "" and `points` None where it does not."""

    code: str
    title: str
    points: Decimal | None


def named(text: str) -> Named:
    """The cell taken apart; what cannot be taken for a code or points stays in the title."""
    words = " ".join(text.split())
    points = None
    if found := POINTS.search(words):
        points = number(next(filter(None, found.groups())))
        words = (words[: found.start()] + " " + words[found.end() :]).strip() if points is not None else words
    known = CODE.match(words)
    if known is None:
        return Named("", words, points)
    return Named(tidy(next(filter(None, known.groups()))), words[known.end() :].strip(), points)


def number(text: str) -> Decimal | None:
    """A number as written, full-width digits too; None for anything else."""
    try:
        made = Decimal(tidy(text))
    except InvalidOperation:
        return None
    return made if made.is_finite() else None


def score(text: str) -> Decimal | None:
    """A number of points: 5, 5分, ５ 分; None for anything else."""
    found = SCORE.fullmatch(tidy(text))
    return Decimal(found[1]) if found else None


def numbers(text: str) -> list[str]:
    """Every number in a cell: more than one in a cell of points were two cells."""
    return NUMBERS.findall(tidy(text))


def run_together(text: str) -> list[str]:
    """The codes that begin an entry within one cell, where there are several: C1 …… C2 ……"""
    found = list(dict.fromkeys(STARTS.findall(tidy(text))))
    return found if len(found) > 1 else []


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing here."""
    return text.strip() in NOTHING


def listed(text: str, *, own: bool) -> tuple[str, ...]:
    """Several things in one cell: a line each in `own` forms, and in others also parted by ；、/."""
    parts = text.split("\n") if own or "\n" in text.strip() else re.split(r"[；;、/]", text)
    return tuple(part.strip() for part in parts if part.strip())


def plain(value: Decimal) -> str:
    """A number as people write it: 7, 0.5."""
    return format(value.normalize(), "f") if value else "0"
