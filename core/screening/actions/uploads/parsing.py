"""A file as identity columns and answers, block by block: nothing here asks the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.errors import Problem
from core.screening.actions.uploads import columns
from core.screening.actions.uploads.intake import Intake, intakes
from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.records import Given
from core.screening.rules.spec import Coding, ScaleSpec
from core.sheets.claims import Heading
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read_blocks
from core.sheets.recognition import Recognition
from core.sheets.shape import Sheet

IDENTITY = ("number", "name", "school", "grade", "class")
ROWS = 2_500  # at once: half the reader's own measure halves its memory and costs a twentieth of its time


@dataclass(frozen=True)
class Parsed:
    """A file's rows: identity as written, what every scale was given, what is wrong with headers and cells.

    Row i of `identity` and of each scale's `Given` is spreadsheet row `rows[i]`. `ambiguous` names the scales that more
    than one coding fits; their `given` follows the first, `either` holds one reading a coding.
    """

    sheet: str = ""
    sheets: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    rows: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    identity: pl.DataFrame = field(default_factory=pl.DataFrame)
    given: Mapping[str, Given] = field(default_factory=dict)
    codings: Mapping[str, Coding] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[Coding, ...]] = field(default_factory=dict)
    either: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """What the person said about the file: the sheet, columns by key, codings by scale, blanks for bad cells."""

    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    codings: Mapping[str, str] = field(default_factory=dict)
    blanks_for_bad_cells: bool = False


def parse(campaign: CampaignRow, content: bytes, filename: str, wishes: Wishes) -> Parsed:
    """Everything the file says. Raises InvalidFile only where it cannot be read as a table at all."""
    run = _Run(campaign, wishes)
    for piece in read_blocks(content, filename, ROWS, sheet=wishes.sheet):
        run.take(piece)
    return run.done()


class _Run:
    """The blocks of one file on their way in; the sheet that holds numbers and answers is the one taken."""

    def __init__(self, campaign: CampaignRow, wishes: Wishes) -> None:
        self._campaign, self._wishes = campaign, wishes
        self._specs = [row.spec for row in campaign.scales]
        self._identity = columns.identity(campaign.population)
        self._seen: dict[str, Recognition] = {}
        self._useful: list[str] = []
        self._blocks: list[pl.DataFrame] = []
        self._intakes: list[Intake] = []

    def take(self, piece: Sheet) -> None:
        """One block of rows."""
        if (piece.hidden and self._wishes.sheet is None) or not piece.frame.height:
            return
        if piece.name not in self._seen:
            self._meet(piece)
        if self._useful and piece.name == self._useful[0]:
            rows = data_rows(piece, self._seen[piece.name])
            self._blocks.append(_identity_of(rows))
            for intake in self._intakes:
                intake.take(rows)

    def done(self) -> Parsed:
        """What was found once the last block is in."""
        if not self._useful:
            return self._unread()
        name = self._useful[0]
        identity = pl.concat(self._blocks)
        found = [(intake.spec.key, intake.result(name)) for intake in self._intakes]
        return Parsed(
            sheet=name,
            sheets=tuple(self._seen),
            headings=tuple(_all_headings(self._seen[name])),
            letters=self._seen[name].columns,
            rows=identity["row"].to_numpy().astype(np.int64),
            identity=identity,
            given={key: taken.given for key, taken in found},
            codings={key: taken.codings[0] for key, taken in found if taken.codings},
            ambiguous={key: taken.codings for key, taken in found if len(taken.codings) > 1},
            either={key: taken.either for key, taken in found if len(taken.codings) > 1},
            problems=(*self._header_problems(name), *(one for _, taken in found for one in taken.problems)),
        )

    def _meet(self, piece: Sheet) -> None:
        families = [columns.family(spec) for spec in self._specs]
        mapping = _spread(self._wishes.mapping, self._specs, piece)
        expected = [*self._identity, *columns.figures(self._specs)]
        found = recognise(piece, expected, families, mapping)
        self._seen[piece.name] = found
        scales = intakes(self._specs, found, self._wishes.codings, blanks=self._wishes.blanks_for_bad_cells)
        if "number" in found.columns and scales:
            self._useful.append(piece.name)
            if len(self._useful) == 1:
                self._intakes = scales

    def _header_problems(self, name: str) -> Iterator[Problem]:
        figures = {intake.spec.title for intake in self._intakes if intake.of_figures}
        for problem in self._seen[name].problems:
            if not (problem.code == "items_missing" and problem.title in figures):
                yield problem
        if len(self._useful) > 1:
            yield Problem(name, 0, "", "", "screening.which_sheet", details=(("sheets", "、".join(self._useful)),))

    def _nothing_useful(self) -> Iterator[Problem]:
        """Why no sheet could be taken: the problems of the one that came nearest."""
        if not self._seen:
            yield Problem("", 0, "", "", "empty_file")
            return
        name, best = max(self._seen.items(), key=lambda item: len(item[1].columns))
        yield from best.problems
        if "number" in best.columns and not best.problems:
            scales = "、".join(spec.title for spec in self._specs)
            yield Problem(name, 0, "", "", "screening.no_scale_found", details=(("scales", scales),))

    def _unread(self) -> Parsed:
        """No row taken: what is wrong, and the headings to point at by hand."""
        if not self._seen:
            return Parsed(problems=tuple(self._nothing_useful()))
        name, best = max(self._seen.items(), key=lambda item: len(item[1].columns))
        headings = tuple(_all_headings(best))
        return Parsed(name, tuple(self._seen), headings, best.columns, problems=tuple(self._nothing_useful()))


def _spread(mapping: Mapping[str, str], specs: Sequence[ScaleSpec], piece: Sheet) -> dict[str, str]:
    """`mapping` with a whole scale, given by its first column, spread over its items one column after the other."""
    letters, spread = list(piece.frame.columns), dict(mapping)
    for spec in specs:
        if (first := spread.pop(spec.key, None)) in letters:
            start = letters.index(str(first))
            spread |= {f"{spec.key}_{at + 1}": letter for at, letter in enumerate(letters[start : start + spec.items])}
    return {key: letter for key, letter in spread.items() if letter in letters}


def _identity_of(rows: pl.DataFrame) -> pl.DataFrame:
    blank = pl.lit(None, dtype=pl.String)
    found = rows.select("row", *((pl.col(key) if key in rows.columns else blank).alias(key) for key in IDENTITY))
    return found.with_columns(_copied(found[key]) for key in IDENTITY)


def _copied(column: pl.Series) -> pl.Series:
    """The texts in memory of their own: what the reader gave holds on to every other cell of its block."""
    return pl.Series(column.name, column.to_list(), dtype=pl.String)


def _all_headings(found: Recognition) -> Iterator[Heading]:
    by_letter = {letter: Heading(letter, (found.titles.get(key, key),)) for key, letter in found.columns.items()}
    by_letter |= {heading.letter: heading for heading in found.unknown}
    for _, heading in sorted(by_letter.items(), key=lambda item: (len(item[0]), item[0])):
        yield heading
