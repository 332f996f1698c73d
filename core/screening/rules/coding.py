"""Answers as they are written in a file, turned into canonical whole numbers."""

import re
import unicodedata
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Written:
    """Item columns read once: the number in each cell (_NO_NUMBER where there is none), and what the others mean."""

    numbers: NDArray[np.int16]
    others: NDArray[np.int8]
    cells: pl.DataFrame

    @property
    def has_numbers(self) -> bool:
        """Whether any cell speaks for or against a coding."""
        return bool((self.numbers != _NO_NUMBER).any())


def written(spec: ScaleSpec, cells: pl.DataFrame) -> Written:
    """Text cells, one column per item in the order of the items. Raises ValueError for any other number of columns."""
    if cells.width != spec.items:
        raise ValueError(f"{spec.title}: {spec.items} item columns are needed, not {cells.width}")
    return _written(spec, cells)


def read_answers(spec: ScaleSpec, cells: pl.DataFrame | Written, coding: Coding) -> Coded:
    """Text cells, one column per item in the order of the items, as canonical answers.

    "３", " 3 " and "3.0" count as 3, the pack's words as their answers whatever the coding; an empty cell is MISSING.
    Raises ValueError for a number of columns other than the scale's.
    """
    given = cells if isinstance(cells, Written) else written(spec, cells)
    low, high = written_range(spec, coding)
    fits = (given.numbers >= low) & (given.numbers <= high)
    meant = np.where(given.numbers == _NO_NUMBER, given.others, np.int8(BAD))
    answers = np.where(fits, canonical(spec, given.numbers, coding), meant).astype(np.int8)
    return Coded(answers, tuple(_bad_cells(given.cells, answers == BAD)))


def plausible_codings(spec: ScaleSpec, cells: pl.DataFrame | Written) -> tuple[Coding, ...]:
    """The codings that no written number contradicts; where each is contradicted, those contradicted least often.

    More than one = ambiguous: ask. Cells without any number leave only the natural coding, words being the same in all.
    """
    given = cells if isinstance(cells, Written) else written(spec, cells)
    if not given.has_numbers:
        return (spec.natural_coding,)
    misfits = [int(_against(spec, given.numbers, each).sum()) for each in spec.codings]
    return tuple(each for each, found in zip(spec.codings, misfits, strict=True) if found == min(misfits))


def unasked_coding(spec: ScaleSpec, cells: pl.DataFrame) -> Coding | None:
    """The coding to take where nobody can be asked: the natural one, unless the numbers clearly speak against it.

    Clearly = at least 10 rows, a tenth of them (and two) contradict it, and another coding is contradicted nowhere.
    None = clearly not the natural one, but several others fit: somebody has to say which.
    """
    numbers = written(spec, cells).numbers
    rows = int(_against(spec, numbers, spec.natural_coding).any(axis=1).sum())
    if cells.height < _ENOUGH_ROWS or rows < max(2, _ENOUGH_SHARE * cells.height):
        return spec.natural_coding
    others = [each for each in spec.codings[1:] if not _against(spec, numbers, each).any()]
    return spec.natural_coding if not others else others[0] if len(others) == 1 else None


def readable(spec: ScaleSpec, cells: pl.DataFrame) -> Bools:
    """Where an answer stands under one coding or another; any number of columns. Empty cells are False."""
    given = _written(spec, cells)
    numbers = np.logical_or.reduce([~_against(spec, given.numbers, each) for each in spec.codings])
    return np.where(given.numbers == _NO_NUMBER, given.others >= 0, numbers)


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


def _written(spec: ScaleSpec, cells: pl.DataFrame) -> Written:
    """All cells are cast at once; only what is no plain number takes the slow way, each different text once."""
    if not cells.width or not cells.height:
        return Written(np.empty(cells.shape, dtype=np.int16), np.empty(cells.shape, dtype=np.int8), cells)
    cast = pl.all().cast(pl.Int16, strict=False).fill_null(_NO_NUMBER)
    numbers = np.ascontiguousarray(cells.select(cast).to_numpy(writable=True))
    others = np.full(cells.shape, BAD, dtype=np.int8)
    unsaid = numbers == _NO_NUMBER
    if unsaid.any():
        others[cells.select(pl.all().is_null()).to_numpy()] = MISSING
        _read_slowly(spec, cells, unsaid & (others == BAD), numbers, others)
    return Written(numbers, others, cells)


def _read_slowly(
    spec: ScaleSpec, cells: pl.DataFrame, doubtful: Bools, numbers: NDArray[np.int16], others: NDArray[np.int8]
) -> None:
    words = {_tidy(word): value for word, value in spec.words.items()}
    for at in np.flatnonzero(doubtful.any(axis=0)).tolist():
        rows = np.flatnonzero(doubtful[:, at])
        texts = cells[:, at].gather(rows).to_list()
        known = {text: _meaning(text, words) for text in set(texts)}
        numbers[rows, at] = [known[text][0] for text in texts]
        others[rows, at] = [known[text][1] for text in texts]


def _bad_cells(cells: pl.DataFrame, bad: Bools) -> list[BadCell]:
    """Row by row; the texts are fetched a column at a time."""
    texts = {
        (row, at): text
        for at in np.flatnonzero(bad.any(axis=0)).tolist()
        for rows in [np.flatnonzero(bad[:, at])]
        for row, text in zip(rows.tolist(), cells[:, at].gather(rows).to_list(), strict=True)
    }
    return [BadCell(row, at + 1, str(text)) for (row, at), text in sorted(texts.items())]


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
