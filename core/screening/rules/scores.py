"""The result of scoring: one scale, many pupils, as arrays side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.bands import Band
from core.screening.rules.spec import ScaleSpec

Ints: TypeAlias = NDArray[np.signedinteger[Any]]  # Any: whatever the width, int8 in bulk
IntMatrix: TypeAlias = Ints
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

MISSING = -1
"""No answer stands there."""
BAD = -2
"""Something stands there that is no answer of this scale."""
NO_BAND = -1


@dataclass(frozen=True)
class ScaleScores:
    """Scores of n pupils on one scale; row i is pupil i everywhere.

    `total` and every other figure is NaN unless `complete`: an incomplete sheet has no scores. `valid` means complete
    and, where the scale has validity items, below their threshold; bands are NO_BAND unless valid. Band figures point
    into `spec.total_bands` and `Subscale.flat_bands`. `critical` and `critical_answers` (canonical, MISSING or BAD where
    unreadable) have one column per entry of `spec.critical` and hold on incomplete and invalid sheets too.
    `missing` counts blanks, `bad` counts cells that are no answer, `untested` says that nothing at all was handed in.
    """

    spec: ScaleSpec
    total: Floats
    subscales: Floats
    derived: Floats
    missing: Ints
    bad: Ints
    untested: Bools
    complete: Bools
    valid: Bools
    total_band: Ints
    subscale_bands: Ints
    critical: Bools
    critical_answers: Ints

    def __len__(self) -> int:
        return len(self.total)

    def rows(self, which: slice | Bools | NDArray[np.int64]) -> "ScaleScores":
        """The scores of some pupils, in the same shape."""
        arrays = {name: value[which] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return ScaleScores(spec=self.spec, **arrays)

    def band(self, index: int) -> Band | None:
        """The band of that pupil's total; None where the sheet is incomplete, invalid or no bands hold for the pupil."""
        found = int(self.total_band[index])
        return None if found == NO_BAND else self.spec.total_bands[found]


def joined(parts: Sequence[ScaleScores]) -> ScaleScores:
    """The scores of one scale's pupils one after the other; at least one part."""
    first = parts[0]
    if len(parts) == 1:
        return first
    names = [name for name, value in vars(first).items() if isinstance(value, np.ndarray)]
    return ScaleScores(
        spec=first.spec, **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    )
