"""Where a scale's items stand in a sheet: the columns that were named, or those that say so themselves."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from core.screening.rules.coding import readable
from core.screening.rules.spec import ScaleSpec
from core.sheets.columns import Family, normal
from core.sheets.headers import Recognition, recognise
from core.sheets.shape import Sheet

HEADER_ROWS = 15
BETWEEN = re.compile(r"[:：—–~～-]")


class Items(NamedTuple):
    """The item columns' letters in the order of the items, and the first data row as a spreadsheet counts."""

    letters: tuple[str, ...]
    first_row: int


class NoItems(Exception):
    """The item columns cannot be told; the text says in Chinese what to do."""


def family_of(spec: ScaleSpec) -> Family:
    """The headers by which a scale's items are known: its key, title, name, or the letters the title starts with."""
    start = re.match(r"[A-Za-z]+", spec.title)
    return Family(spec.key, spec.title, spec.items, (spec.name, *([start[0]] if start else [])))


def find(spec: ScaleSpec, sheet: Sheet, wanted: str | None) -> Items:
    """The items of `spec` in `sheet`; `wanted` = letters, header names and ranges of both, separated by commas.

    Without `wanted`: the columns whose headers name the items, else the only columns that hold nothing but answers.
    Raises NoItems.
    """
    recognition = recognise(sheet, (), [family_of(spec)])
    if wanted is not None:
        named = _named(sheet, wanted)
        if len(named.letters) != spec.items:
            raise NoItems(f"{spec.title} 有 {spec.items} 题，--columns 给了 {len(named.letters)} 列。请按题号顺序给全")
        return named if named.first_row else Items(named.letters, _first_row(spec, sheet, named.letters, recognition))
    return _recognised(spec, sheet, recognition) or _only_answers(spec, sheet)


def _recognised(spec: ScaleSpec, sheet: Sheet, recognition: Recognition) -> Items | None:
    """All items, if the headers name every one. Raises NoItems where their numbers may as well be somebody's answers."""
    found = tuple(letter for letter in recognition.families.get(spec.key, ()) if letter)
    if len(found) < spec.items:
        return None
    row = recognition.header_rows[-1]
    if not recognition.unknown and readable(spec, sheet.frame.slice(row - 1, 1).select(found)).all():
        raise NoItems(f"第 {row} 行是题号还是作答，看不出来。请把表头写成 Q1、Q2……；没有表头的，请加上一行")
    return Items(found, recognition.first_data_row)


def _only_answers(spec: ScaleSpec, sheet: Sheet) -> Items:
    """The columns below the header that hold answers and nothing else, if there are exactly as many as items."""
    every = tuple(sheet.frame.columns)
    first = _first_row(spec, sheet, every, None) if every else 1
    body = sheet.frame.slice(first - 1)
    blank = body.select(pl.all().is_null()).to_numpy() if every else None
    answers = readable(spec, body)
    fits = [] if blank is None else ((answers | blank).all(axis=0) & answers.any(axis=0)).tolist()
    found = tuple(letter for letter, fit in zip(every, fits, strict=True) if fit)
    if len(found) != spec.items:
        raise NoItems(
            f"没认出 {spec.title} 的 {spec.items} 个题目列。请用 --columns 按题号顺序写出，如 --columns A:I 或 Q1,Q2,Q3"
        )
    return Items(found, first)


def _first_row(spec: ScaleSpec, sheet: Sheet, chosen: Sequence[str], recognition: Recognition | None) -> int:
    """The row below the header of those columns; row 1 where it holds answers already."""
    if recognition and (known := _recognised(spec, sheet, recognition)) and known.letters == tuple(chosen):
        return known.first_row
    top = sheet.frame.head(HEADER_ROWS).select(chosen)
    answers = readable(spec, top).sum(axis=1)
    filled = top.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().to_list()
    for at, texts in enumerate(top.iter_rows()):
        if answers[at] == filled[at] > 0:
            return 1
        if 2 * filled[at] >= len(chosen) and (answers[at] * 2 < filled[at] or _numbered(texts)):
            return at + 2
    return 1


def _numbered(texts: Sequence[str | None]) -> bool:
    """Whether the cells are the item numbers themselves: 1, 2, 3 …"""
    return list(texts) == [str(number) for number in range(1, len(texts) + 1)]


def _named(sheet: Sheet, wanted: str) -> Items:
    """The wanted columns; first_row is 0 where letters alone were given."""
    tokens = [token.strip() for token in re.split(r"[,，;；\n]", wanted) if token.strip()]
    header, titles = _header_row(sheet, tokens)
    by_title = False
    found: list[str] = []
    for token in tokens:
        letters_of, titled = _resolved(sheet, token, titles)
        found += letters_of
        by_title = by_title or titled
    if len(set(found)) < len(found):
        raise NoItems("--columns 里有一列写了两次")
    return Items(tuple(found), header + 1 if by_title else 0)


def _header_row(sheet: Sheet, tokens: Sequence[str]) -> tuple[int, dict[str, list[str]]]:
    """The row that names most of the tokens (or of their ends), and its titles with their letters."""
    wanted = {normal(part) for token in tokens for part in (token, *(end for ends in _ends(token) for end in ends))}
    best: tuple[int, int, dict[str, list[str]]] = (0, 0, {})
    for at, row in enumerate(sheet.frame.head(HEADER_ROWS).iter_rows(), start=1):
        titles: dict[str, list[str]] = {}
        for letter, text in zip(sheet.frame.columns, row, strict=True):
            if text:
                titles.setdefault(normal(text), []).append(letter)
        if (hits := len(wanted & titles.keys())) > best[0]:
            best = (hits, at, titles)
    return best[1], best[2]


def _ends(token: str) -> list[tuple[str, str]]:
    """Every way to read a token as a range; a colon is the surest sign."""
    marks = sorted(BETWEEN.finditer(token), key=lambda mark: mark[0] not in ":：")
    both = ((token[: mark.start()].strip(), token[mark.end() :].strip()) for mark in marks)
    return [(start, stop) for start, stop in both if start and stop]


def _resolved(sheet: Sheet, token: str, titles: dict[str, list[str]]) -> tuple[list[str], bool]:
    """One token as letters, and whether a header name was needed for it."""
    if one := _one(sheet, token, titles):
        return [one[0]], one[1]
    every = list(sheet.frame.columns)
    for first, last in _ends(token):
        start, stop = _one(sheet, first, titles), _one(sheet, last, titles)
        if start and stop and every.index(start[0]) <= every.index(stop[0]):
            return every[every.index(start[0]) : every.index(stop[0]) + 1], start[1] or stop[1]
    raise NoItems(f"找不到“{token}”这一列。请写列号（如 C）、表头名或范围（如 C:K）")


def _one(sheet: Sheet, token: str, titles: dict[str, list[str]]) -> tuple[str, bool] | None:
    """The letter a token means, and whether it is a header name. Raises NoItems where it could be two columns."""
    titled = titles.get(normal(token), [])
    plain = token.upper() if token.upper() in sheet.frame.columns else None
    meant = {*titled, *([plain] if plain else [])}
    if len(meant) > 1:
        raise NoItems(f"“{token}”可能是 {'、'.join(sorted(meant))} 几列。请改用不重复的列号或表头名")
    return (meant.pop(), plain is None) if meant else None
