"""From a score to the band it falls in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.bands import BandSet
from core.screening.rules.scores import NO_BAND, Bools, Floats, Ints


@dataclass(frozen=True)
class Pupils:
    """What bands may depend on: who answered, and each pupil's sex ("male", "female", "" = unknown) and grade (0 too).

    Bands made for one sex or for some grades hold for nobody whose sex or grade is not known.
    """

    respondent: str = "self"
    sexes: NDArray[np.str_] | None = None
    grades: Ints | None = None


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
