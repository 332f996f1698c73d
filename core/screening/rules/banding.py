"""From figures to full scores: the band each falls in, and the critical items flagged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.bands import BandSet
from core.screening.rules.scores import NO_BAND, Bools, Floats, Ints, ScaleScores
from core.screening.rules.spec import ScaleSpec


@dataclass(frozen=True)
class Pupils:
    """What bands may depend on: who answered, and each pupil's sex ("male", "female", "" = unknown) and grade (0 too).

    Bands made for one sex or for some grades hold for nobody whose sex or grade is not known.
    """

    respondent: str = "self"
    sexes: NDArray[np.str_] | None = None
    grades: Ints | None = None

    def rows(self, which: NDArray[np.int64] | slice) -> "Pupils":
        """Some of the pupils, in that order."""
        sexes, grades = self.sexes, self.grades
        return Pupils(
            self.respondent, None if sexes is None else sexes[which], None if grades is None else grades[which]
        )


def assemble(
    spec: ScaleSpec,
    pupils: Pupils,
    *,
    total: Floats,
    subscales: Floats,
    derived: Floats,
    missing: Ints,
    bad: Ints,
    untested: Bools,
    complete: Bools,
    valid: Bools,
    critical_answers: Ints,
) -> ScaleScores:
    """Add bands and critical flags to figures that are already worked out."""
    if critical_answers.shape != (len(total), len(spec.critical)):
        raise ValueError(f"{spec.title}: critical answers have shape {critical_answers.shape}")
    thresholds = np.array([each.threshold for each in spec.critical], dtype=np.int64)
    readable = (critical_answers >= spec.minimum) & (critical_answers <= spec.maximum)
    subscale_bands = np.empty(subscales.shape, dtype=np.int16)
    for at, each in enumerate(spec.subscales):
        subscale_bands[:, at] = band_indices(each.bands, subscales[:, at], valid, pupils)
    return ScaleScores(
        spec=spec,
        total=total,
        subscales=subscales,
        derived=derived,
        missing=missing,
        bad=bad,
        untested=untested,
        complete=complete,
        valid=valid,
        total_band=band_indices(spec.total.bands, total, valid, pupils),
        subscale_bands=subscale_bands,
        critical=readable & (critical_answers >= thresholds),
        critical_answers=critical_answers,
    )


def band_indices(sets: Sequence[BandSet], values: Floats, valid: Bools, pupils: Pupils) -> Ints:
    """For every value the position of its band in the sets' steps laid end to end; NO_BAND where none holds."""
    found = np.full(len(values), NO_BAND, dtype=np.int16)
    before = 0
    for each in sets:
        lows = np.array([band.low for band in each.steps])
        holds = valid & ~np.isnan(values) & _applies(each, pupils, len(values))
        at = np.searchsorted(lows, values[holds], side="right") - 1
        found[holds] = (before + at).astype(np.int16)
        before += len(each.steps)
    return found


def _applies(bands: BandSet, pupils: Pupils, rows: int) -> Bools:
    every = np.full(rows, bands.respondent in (None, pupils.respondent))
    if bands.sex is not None:
        every &= False if pupils.sexes is None else pupils.sexes == bands.sex.value
    if bands.grades is not None:
        low, high = bands.grades
        every &= False if pupils.grades is None else (pupils.grades >= low) & (pupils.grades <= high)
    return every


def every(cells: Bools) -> Bools:
    """Row by row: whether all its cells hold."""
    return np.asarray(cells.all(axis=1), dtype=np.bool_)
