"""Header rows that stand on each other: how they are read as one, and when a row still belongs to those above it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from core.sheets.cells import tidy
from core.sheets.claims import Claims, Heading, claims
from core.sheets.columns import Column, Family, normal


class Wanted(NamedTuple):
    """What is looked for. `by_hand` (key → letter) are the columns that a person has pointed at."""

    columns: Sequence[Column]
    families: Sequence[Family]
    by_hand: Mapping[str, str]


class Found(NamedTuple):
    """Header rows by their place in the frame, the texts over the columns, and which keys they claim."""

    rows: range
    headings: list[Heading]
    claims: Claims


def found_in(top: pl.DataFrame, rows: range, wanted: Wanted) -> Found:
    """The rows read as one header."""
    headings = _headings(top, rows)
    return Found(rows, headings, claims(headings, wanted.columns, wanted.families))


def continued(top: pl.DataFrame, above: Found, wanted: Wanted) -> Found | None:
    """The header with the row below it, if that row is header, too; None where it may be somebody's row.

    A row is header only if all of this holds, so that a pupil swallowed by the header would have to be called what the
    columns are called:
    - below the columns that say who a row is about it is blank, or repeats the header word for word;
    - each of its other cells divides a group (a merged cell, or one text written several times), or stands below
      nothing, or below a text that names no key and names one itself; bare numbers only divide groups;
    - together the rows name more keys than before, every key at one place, or else only unknown groups are divided.
    """
    if above.rows.stop >= top.height:
        return None
    line = {letter: text for letter, text in _line(top, above.rows.stop).items() if text}
    persons = _persons(above, wanted)
    texts = _lowest(top, above.rows)
    rest = line.keys() - persons
    if not rest or not _nobody(line, persons, texts):
        return None
    below = found_in(top, range(above.rows.start, above.rows.stop + 1), wanted)
    loose = rest.difference(_grouped(texts, persons))
    newly = _taken(below) - _taken(above)
    if not all(_fits(line[letter], texts[letter], names_a_key=letter in newly) for letter in loose):
        return None
    unknown = not loose and not rest & (_taken(above) | set(wanted.by_hand.values()))
    return below if unknown or _names_more(above, below) else None


def is_bare(text: str) -> bool:
    """Whether a header is a number or begins with one: as good an answer as an item's header."""
    return text[:1].isdigit()


def _headings(top: pl.DataFrame, rows: range) -> list[Heading]:
    """Header texts by column. A merged cell holds its text in its first column: parents reach right over children."""
    lines = [list(_line(top, i).values()) for i in rows]
    for upper, *lower in (lines[i:] for i in range(len(lines) - 1)):
        for i in range(1, len(upper)):
            if not upper[i] and any(line[i] for line in lower):
                upper[i] = upper[i - 1]
    columns = zip(top.columns, zip(*lines, strict=True), strict=True)
    parts = ((letter, tuple(dict.fromkeys(filter(None, texts)))) for letter, texts in columns)
    return [Heading(letter, texts) for letter, texts in parts if texts]


def _line(top: pl.DataFrame, at: int) -> dict[str, str]:
    return {letter: tidy(text or "") for letter, text in zip(top.columns, top.row(at), strict=True)}


def _lowest(top: pl.DataFrame, rows: range) -> dict[str, str]:
    """The lowest text over each column as written, blank where there is none."""
    lines = [_line(top, i) for i in reversed(rows)]
    return {letter: next((line[letter] for line in lines if line[letter]), "") for letter in top.columns}


def _persons(above: Found, wanted: Wanted) -> set[str]:
    """The letters of the columns that are no items: number, name, class, …"""
    keys = {column.key for column in wanted.columns}
    claimed = {letter for key, letters in above.claims.letters.items() if key in keys for letter in letters}
    return claimed | {letter for key, letter in wanted.by_hand.items() if key in keys}


def _nobody(line: Mapping[str, str], persons: set[str], texts: Mapping[str, str]) -> bool:
    """Nothing below the persons' columns, or the header once more below every one of them."""
    repeated = all(normal(line.get(letter, "")) == normal(texts.get(letter, "")) for letter in persons)
    return repeated or not line.keys() & persons


def _grouped(texts: Mapping[str, str], persons: set[str]) -> Iterator[str]:
    """The columns that share their text with a neighbour, a blank belonging to the text on its left."""
    filled: list[tuple[str, str]] = []
    for letter, text in texts.items():
        blank = ("", letter) if not filled else filled[-1]
        filled.append((text, letter) if text else blank)
    for i, letter in enumerate(texts):
        text, owner = filled[i]
        neighbours = {filled[j][0] for j in (i - 1, i + 1) if 0 <= j < len(filled)}
        if text and owner not in persons and text in neighbours:
            yield letter


def _fits(cell: str, over: str, *, names_a_key: bool) -> bool:
    """Whether a cell that divides no group may be header below `over`."""
    return normal(cell) == normal(over) or (not is_bare(cell) and (names_a_key or not over))


def _taken(found: Found) -> set[str]:
    return {letter for letters in found.claims.letters.values() for letter in letters} | {
        *found.claims.doubtful_letters
    }


def _names_more(above: Found, below: Found) -> bool:
    before, after = above.claims.letters, below.claims.letters
    if before.keys() - after.keys() or any(len(at) > max(1, len(before.get(key, ()))) for key, at in after.items()):
        return False
    return len(after) > len(before) or len(below.claims.doubtful_letters) > len(above.claims.doubtful_letters)
