"""Answers as they are written in a file, turned into canonical whole numbers."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.screening.rules.scores import BAD, MISSING, Bools, Ints
from core.screening.rules.spec import Coding, ScaleSpec

_NO_NUMBER = -(2**15)
_NUMBER = re.compile(r"\+?(\d{1,4})(?:\.0*)?")
_LEFT_OUT = frozenset({"", "(空)", "(跳过)"})
_ENOUGH_ROWS, _ENOUGH_SHARE = 10, 0.1


class BadCell(NamedTuple):
    """A cell that holds no answer of the scale: `row` counts from 0, `item` from 1, `text` is what stands there."""

    row: int
    item: int
    text: str


class Coded(NamedTuple):
    """Canonical answers, and the cells that hold something else, row by row."""

    answers: NDArray[np.int8]
    bad: tuple[BadCell, ...]


class _Column(NamedTuple):
    """One item's written numbers (_NO_NUMBER where there is none), and what the cells without one mean."""

    numbers: NDArray[np.int16]
    others: NDArray[np.int8]


def read_answers(spec: ScaleSpec, cells: pl.DataFrame, coding: Coding) -> Coded:
    """Text cells, one column per item in the order of the items, as canonical answers.

    "３", " 3 " and "3.0" count as 3, the pack's words as their answers whatever the coding; an empty cell is MISSING.
    Raises ValueError for a number of columns other than the scale's.
    """
    answers = np.empty(cells.shape, dtype=np.int8)
    for at, column in enumerate(_columns(spec, cells)):
        low, high = written_range(spec, coding)
        fits = (column.numbers >= low) & (column.numbers <= high)
        meant = np.where(column.numbers == _NO_NUMBER, column.others, np.int8(BAD))
        answers[:, at] = np.where(fits, canonical(spec, column.numbers, coding), meant)
    bad = [BadCell(int(row), int(at) + 1, str(cells[int(row), int(at)])) for row, at in np.argwhere(answers == BAD)]
    return Coded(answers, tuple(bad))


def plausible_codings(spec: ScaleSpec, cells: pl.DataFrame) -> tuple[Coding, ...]:
    """The codings that no written number contradicts; where each is contradicted, those contradicted least often.

    More than one = ambiguous: ask. Cells without any number leave only the natural coding, words being the same in all.
    """
    columns = [column.numbers for column in _columns(spec, cells)]
    if not any((numbers != _NO_NUMBER).any() for numbers in columns):
        return (spec.natural_coding,)
    misfits = [sum(int(_against(spec, numbers, each).sum()) for numbers in columns) for each in spec.codings]
    return tuple(each for each, found in zip(spec.codings, misfits, strict=True) if found == min(misfits))


def unasked_coding(spec: ScaleSpec, cells: pl.DataFrame) -> Coding | None:
    """The coding to take where nobody can be asked: the natural one, unless the numbers clearly speak against it.

    Clearly = at least 10 rows, a tenth of them (and two) contradict it, and another coding is contradicted nowhere.
    None = clearly not the natural one, but several others fit: somebody has to say which.
    """
    columns = [column.numbers for column in _columns(spec, cells)]
    rows = int(np.logical_or.reduce([_against(spec, numbers, spec.natural_coding) for numbers in columns]).sum())
    if cells.height < _ENOUGH_ROWS or rows < max(2, _ENOUGH_SHARE * cells.height):
        return spec.natural_coding
    others = [each for each in spec.codings[1:] if not any(_against(spec, one, each).any() for one in columns)]
    return spec.natural_coding if not others else others[0] if len(others) == 1 else None


def readable(spec: ScaleSpec, cells: pl.DataFrame) -> Bools:
    """Where an answer stands under one coding or another; any number of columns. Empty cells are False."""
    found = np.zeros(cells.shape, dtype=np.bool_)
    words = {_tidy(word): value for word, value in spec.words.items()}
    for at, cells_of_item in enumerate(cells):
        column = _column(cells_of_item, words)
        numbers = np.logical_or.reduce([~_against(spec, column.numbers, each) for each in spec.codings])
        found[:, at] = np.where(column.numbers == _NO_NUMBER, column.others >= 0, numbers)
    return found


def canonical(spec: ScaleSpec, written: Ints, coding: Coding) -> Ints:
    """Written numbers as canonical ones, unchecked for range."""
    upwards = written - np.int16(coding.offset)
    return spec.minimum + spec.maximum - upwards if coding.descending else upwards


def written_range(spec: ScaleSpec, coding: Coding) -> tuple[int, int]:
    """The lowest and the highest number that may stand in a cell under that coding."""
    return spec.minimum + coding.offset, spec.maximum + coding.offset


def _against(spec: ScaleSpec, numbers: NDArray[np.int16], coding: Coding) -> Bools:
    """Where a number stands that the coding does not know."""
    low, high = written_range(spec, coding)
    found: Bools = (numbers != _NO_NUMBER) & ((numbers < low) | (numbers > high))
    return found


def _columns(spec: ScaleSpec, cells: pl.DataFrame) -> Iterator[_Column]:
    """A whole column is cast at once; only what is no plain number takes the slow way, each different text once."""
    if cells.width != spec.items:
        raise ValueError(f"{spec.title}: {spec.items} item columns are needed, not {cells.width}")
    words = {_tidy(word): value for word, value in spec.words.items()}
    for column in cells:
        yield _column(column, words)


def _column(column: pl.Series, words: dict[str, int]) -> _Column:
    cast = column.cast(pl.Int16, strict=False)
    numbers = cast.fill_null(_NO_NUMBER).to_numpy(writable=True)
    others = np.where(column.is_null().to_numpy(), MISSING, BAD).astype(np.int8)
    doubtful = (cast.is_null() & column.is_not_null()).arg_true()
    if len(doubtful):
        texts = column.gather(doubtful).to_list()
        known = {text: _meaning(text, words) for text in set(texts)}
        numbers[doubtful.to_numpy()] = [known[text][0] for text in texts]
        others[doubtful.to_numpy()] = [known[text][1] for text in texts]
    return _Column(numbers, others)


def _meaning(text: str, words: dict[str, int]) -> tuple[int, int]:
    """A text as (number, other meaning); the second counts only where the first is _NO_NUMBER."""
    clean = _tidy(text)
    if clean in words:
        return _NO_NUMBER, words[clean]
    if clean in _LEFT_OUT:
        return _NO_NUMBER, MISSING
    found = _NUMBER.fullmatch(clean)
    return (int(found[1]), BAD) if found else (_NO_NUMBER, BAD)


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip("\u200b\ufeff").lstrip("'").casefold().replace(" ", "")
