"""One scale's columns of a file, gathered block by block: item answers in every coding that fits, or ready figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.errors import Gravity, Problem
from core.screening.actions.uploads.columns import figure_keys
from core.screening.rules.coding import BadCell, Written, plausible_codings, read_answers, written, written_range
from core.screening.rules.records import Given
from core.screening.rules.scores import BAD, MISSING, Floats
from core.screening.rules.spec import Coding, ScaleSpec
from core.sheets.cells import tidy
from core.sheets.columns import Family
from core.sheets.recognition import Recognition


class Taken(NamedTuple):
    """A scale as it was given; `codings` are those that fit, `either` one reading each; empty for ready figures."""

    given: Given
    codings: tuple[Coding, ...]
    either: tuple[Given, ...]
    problems: tuple[Problem, ...]


class Intake(Protocol):
    """What gathers one scale."""

    spec: ScaleSpec
    of_figures: bool

    def take(self, rows: pl.DataFrame) -> None:
        """One block of rows."""

    def result(self, sheet: str) -> Taken:
        """Everything once the last block is in."""


def intakes(
    specs: Sequence[ScaleSpec], found: Recognition, codings: Mapping[str, str], *, blanks: bool
) -> list[Intake]:
    """One intake for every scale the sheet has columns of. All items stand before figures, figures before some items."""
    taken: list[Intake] = []
    for spec in specs:
        letters = found.families.get(spec.key, ())
        ready = [key for key in figure_keys(spec)[:-1] if key in found.columns]
        chosen = spec.coding(codings[spec.key]) if spec.key in codings else None
        if any(letters) and (all(letters) or not ready):
            taken.append(Answers(spec, found, chosen, blanks))
        elif ready:
            taken.append(Figures(spec, found, chosen, blanks))
    return taken


class Answers:
    """Item answers. A coding drops out as soon as a block contradicts it more than another one."""

    of_figures = False

    def __init__(self, spec: ScaleSpec, found: Recognition, chosen: Coding | None, blanks: bool) -> None:
        self.spec = spec
        self._found, self._chosen = found, chosen
        self._gravity = Gravity.CHECK if blanks else Gravity.MUST_FIX
        self._rows: list[NDArray[np.int64]] = []
        self._read: dict[str, list[NDArray[np.int8]]] = {coding.key: [] for coding in spec.codings}
        self._bad: dict[str, list[tuple[int, BadCell]]] = {coding.key: [] for coding in spec.codings}
        self._fit: tuple[Coding, ...] = (chosen,) if chosen else ()

    def take(self, rows: pl.DataFrame) -> None:
        cells = written(self.spec, item_cells(self.spec, rows))
        self._narrow(cells)
        numbers = rows["row"].to_numpy().astype(np.int64)
        self._rows.append(numbers)
        for coding in self._fit:
            coded = read_answers(self.spec, cells, coding)
            self._read[coding.key].append(coded.answers)
            self._bad[coding.key] += [(int(numbers[cell.row]), cell) for cell in coded.bad]

    def result(self, sheet: str) -> Taken:
        either = tuple(Given(self.spec, answers=self._whole(coding)) for coding in self._fit)
        same = all(np.array_equal(either[0].answers, other.answers) for other in either[1:])  # type: ignore[arg-type]
        fit = self._fit[:1] if same else self._fit
        problems = [*self._doubt(sheet, fit), *self._bad_cells(sheet, fit[0])]
        return Taken(either[0], fit, either[: len(fit)], tuple(problems))

    def _narrow(self, cells: Written) -> None:
        if self._chosen or not len(cells.numbers):
            self._fit = self._fit or self.spec.codings
            return
        plausible = plausible_codings(self.spec, cells)
        before = self._fit or self.spec.codings
        kept = tuple(coding for coding in before if coding in plausible) if cells.has_numbers else before
        self._fit = kept or before

    def _whole(self, coding: Coding) -> NDArray[np.int8]:
        blocks = self._read[coding.key]
        return np.concatenate(blocks) if blocks else np.empty((0, self.spec.items), dtype=np.int8)

    def _doubt(self, sheet: str, fit: tuple[Coding, ...]) -> Iterator[Problem]:
        if len(fit) > 1:
            letters = [letter for letter in self._found.families[self.spec.key] if letter]
            details = (("scale", self.spec.title), ("codings", "、".join(coding.label for coding in fit)))
            yield Problem(
                sheet, 0, letters[0], "", "screening.coding_unclear", Gravity.MUST_FIX, self.spec.title, details
            )

    def _bad_cells(self, sheet: str, coding: Coding) -> Iterator[Problem]:
        low, high = written_range(self.spec, coding)
        family = Family(self.spec.key, self.spec.title, self.spec.items)
        for row, cell in self._bad[coding.key]:
            letter = self._found.families[self.spec.key][cell.item - 1] or ""
            details = (("item", str(cell.item)), ("scale", self.spec.title), ("low", str(low)), ("high", str(high)))
            yield Problem(
                sheet, row, letter, cell.text, "screening.bad_answer", self._gravity, family.heading(cell.item), details
            )


class Figures:
    """Results that another system has worked out, with the critical items where the file has them."""

    of_figures = True

    def __init__(self, spec: ScaleSpec, found: Recognition, chosen: Coding | None, blanks: bool) -> None:
        self.spec = spec
        self._found = found
        self._coding = chosen or spec.natural_coding
        self._gravity = Gravity.CHECK if blanks else Gravity.MUST_FIX
        self._blocks: list[Floats] = []
        self._problems: list[Problem] = []

    def take(self, rows: pl.DataFrame) -> None:
        numbers = rows["row"].to_numpy()
        parts = [self._column(rows, key, numbers) for key in figure_keys(self.spec)]
        self._blocks.append(np.column_stack([*parts, self._critical(rows)]))

    def result(self, sheet: str) -> Taken:
        width = len(figure_keys(self.spec)) + len(self.spec.critical)
        figures = np.concatenate(self._blocks) if self._blocks else np.empty((0, width))
        problems = tuple(problem._replace(sheet=sheet) for problem in self._problems)
        return Taken(Given(self.spec, figures=figures), (), (), problems)

    def _column(self, rows: pl.DataFrame, key: str, numbers: NDArray[np.uint32]) -> Floats:
        if key not in rows.columns:
            return np.full(rows.height, np.nan)
        texts = rows[key]
        values = texts.cast(pl.Float64, strict=False)
        doubtful = (values.is_null() & texts.is_not_null()).arg_true().to_list()
        figures: Floats = values.fill_null(np.nan).to_numpy(writable=True)
        figures[doubtful] = [_number(texts[at]) for at in doubtful]
        low, high = self._range(key)
        limits = (("low", f"{low:g}"), ("high", f"{high:g}"))
        for at in np.flatnonzero((figures < low) | (figures > high)).tolist():
            code = "screening.bad_score" if np.isinf(figures[at]) else "screening.score_range"
            self._complain(key, int(numbers[at]), texts[at], code, limits)
        return figures

    def _range(self, key: str) -> tuple[float, float]:
        at = figure_keys(self.spec).index(key)
        spans = [self.spec.total_range, *(self.spec.subscale_range(each) for each in self.spec.subscales)]
        return spans[at] if at < len(spans) else (0.0, float(self.spec.items * self.spec.maximum))

    def _complain(self, key: str, row: int, text: str, code: str, details: tuple[tuple[str, str], ...]) -> None:
        title = self._found.titles.get(key, "")
        self._problems.append(Problem("", row, self._found.columns[key], text, code, self._gravity, title, details))

    def _critical(self, rows: pl.DataFrame) -> Floats:
        """Critical answers as figures, NaN where the file has none."""
        coded = read_answers(self.spec, item_cells(self.spec, rows), self._coding).answers
        chosen = coded[:, [each.item - 1 for each in self.spec.critical]].astype(np.float64)
        return np.where((chosen == MISSING) | (chosen == BAD), np.nan, chosen)


def item_cells(spec: ScaleSpec, rows: pl.DataFrame) -> pl.DataFrame:
    """The item columns in order, a blank one for each item the file lacks."""
    keys = [f"{spec.key}_{number}" for number in range(1, spec.items + 1)]
    blank = pl.lit(None, dtype=pl.String)
    cells = ((pl.col(key) if key in rows.columns else blank).alias(key) for key in keys)
    return rows.select("row", *cells).drop("row")  # without a real column, literals alone would make a single row


def _number(text: str) -> float:
    """The figure a text means, NaN for a blank; infinite, so out of every range, where it means none."""
    clean = tidy(text)
    try:
        return float(clean) if clean else np.nan
    except ValueError:
        return np.inf
