"""One answer sheet as the text that is sealed: what was given, and the scores it had under its scale's version."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.screening.rules.banding import Pupils
from core.screening.rules.packing import pack_all, unpack_all
from core.screening.rules.scores import MISSING, Floats, IntMatrix, ScaleScores
from core.screening.rules.scoring import score
from core.screening.rules.spec import ScaleSpec
from core.screening.rules.vendor import from_scores

ANSWERS, VENDOR = "A", "V"
PARTS = "|"


@dataclass(frozen=True)
class Given:
    """What the sheets of n people say on one scale: item answers, or figures another system has worked out.

    `figures` has the columns total, every sub-scale, validity, every critical item (canonical); NaN = not given.
    Exactly one of the two is there.
    """

    spec: ScaleSpec
    answers: IntMatrix | None = None
    figures: Floats | None = None

    def __len__(self) -> int:
        return len(self.answers) if self.answers is not None else len(_present(self.figures))

    def rows(self, which: NDArray[np.int64] | slice) -> "Given":
        """Some of the sheets, in that order."""
        answers = None if self.answers is None else self.answers[which]
        return Given(self.spec, answers, None if self.figures is None else self.figures[which])

    def scores(self, pupils: Pupils) -> ScaleScores:
        """The sheets scored."""
        if self.answers is not None:
            return score(self.spec, self.answers, pupils=pupils)
        figures = _present(self.figures)
        implied = np.isnan(figures[:, 0]) & ~np.isnan(figures[:, 1 : 1 + len(self.spec.subscales)]).any(axis=1)
        implied &= bool(self.spec.subscales)
        groups = [np.flatnonzero(~implied), np.flatnonzero(implied)]
        parts = [(at, _vendor_scores(self.spec, figures[at], pupils.rows(at))) for at in groups if len(at)]
        return laid_out(self.spec, len(figures), parts)

    def texts(self) -> list[str]:
        """What was given, one text a sheet: equal exactly when the sheets say the same."""
        if self.answers is not None:
            return [f"{ANSWERS}{PARTS}{packed}" for packed in pack_all(self.answers)]
        return [f"{VENDOR}{PARTS}{row}" for row in _joined(_present(self.figures))]


@dataclass(frozen=True)
class Record:
    """One sheet as it was stored: what was given, and the figures as they were worked out then."""

    given: Given
    total: float | None
    subscales: tuple[float | None, ...]
    missing: int


def records(given: Given, scores: ScaleScores) -> list[str]:
    """One text a sheet, to be sealed: what was given, then total, sub-scales, derived figures and blanks."""
    figures = np.column_stack([scores.total, scores.subscales, scores.derived, scores.missing.astype(np.float64)])
    return [f"{text}{PARTS}{row}" for text, row in zip(given.texts(), _joined(figures), strict=True)]


def read_all(spec: ScaleSpec, texts: Sequence[str]) -> list[tuple[NDArray[np.int64], Given]]:
    """Stored sheets of one scale as given again, by kind, with the positions they had. ValueError for anything else."""
    kinds = np.array([text[:1] for text in texts])
    found: list[tuple[NDArray[np.int64], Given]] = []
    for kind in (ANSWERS, VENDOR):
        at = np.flatnonzero(kinds == kind)
        if len(at):
            found.append((at, _given(spec, kind, [texts[i].split(PARTS)[1] for i in at.tolist()])))
    if sum(len(at) for at, _ in found) != len(texts):
        raise ValueError("a text that is no stored sheet")
    return found


def read(spec: ScaleSpec, text: str) -> Record:
    """One stored sheet with the figures it had."""
    [(_, given)] = read_all(spec, [text])
    figures = [float(part) if part else None for part in text.split(PARTS)[2].split(",")]
    subs = len(spec.subscales)
    return Record(given, figures[0], tuple(figures[1 : 1 + subs]), int(figures[-1] or 0))


def laid_out(spec: ScaleSpec, rows: int, parts: Sequence[tuple[NDArray[np.int64], ScaleScores]]) -> ScaleScores:
    """Scores of `rows` people from parts that each hold some of them; whoever is in no part is untested."""
    if len(parts) == 1 and len(parts[0][0]) == rows:
        in_order = bool((np.diff(parts[0][0]) > 0).all())
        return parts[0][1] if in_order else parts[0][1].rows(np.argsort(parts[0][0]))
    blank = score(spec, np.full((1, spec.items), MISSING, dtype=np.int8)).rows(np.zeros(rows, dtype=np.int64))
    arrays = {name: value for name, value in vars(blank).items() if isinstance(value, np.ndarray)}
    for at, part in parts:
        for name, array in arrays.items():
            array[at] = getattr(part, name)
    return ScaleScores(spec=spec, **arrays)


def _given(spec: ScaleSpec, kind: str, texts: Sequence[str]) -> Given:
    if kind == ANSWERS:
        return Given(spec, answers=unpack_all(texts))
    width = 2 + len(spec.subscales) + len(spec.critical)
    cells = [[float(part) if part else np.nan for part in text.split(",")] for text in texts]
    return Given(spec, figures=np.array(cells, dtype=np.float64).reshape(len(texts), width))


def _joined(figures: Floats) -> list[str]:
    """Every row as text, columns separated by commas, NaN empty; the shortest digits that read back the same."""
    frame = pl.DataFrame(figures, schema=[str(at) for at in range(figures.shape[1])])
    texts = frame.select(pl.concat_str(pl.all().fill_nan(None).cast(pl.String).fill_null(""), separator=","))
    return texts.to_series().to_list()


def _vendor_scores(spec: ScaleSpec, figures: Floats, pupils: Pupils) -> ScaleScores:
    """Rows that all have a total, or all lack one that their sub-scales imply. A validity not given counts as in order."""
    subs = len(spec.subscales)
    total, own, validity, critical = np.split(figures, [1, 1 + subs, 2 + subs], axis=1)
    answered = ~np.isnan(figures[:, : 1 + subs]).all(axis=1, keepdims=True)
    return from_scores(
        spec,
        None if subs and np.isnan(total).all() and not np.isnan(own).any() else total[:, 0],
        own if subs else None,
        validity=np.where(np.isnan(validity) & answered, -np.inf, validity)[:, 0],
        critical_answers=np.where(np.isnan(critical), MISSING, critical).astype(np.int8),
        pupils=pupils,
    )


def _present(figures: Floats | None) -> Floats:
    if figures is None:
        raise ValueError("neither answers nor figures")
    return figures
