"""Who has crossed a cut-off between two campaigns, as counts."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.screening.rules.bands import Direction
from core.screening.rules.scores import Bools, Floats


class Crossings(NamedTuple):
    """People with complete sheets in both campaigns by the side of the cut-off they were and are on; "above" is the side that
    calls for care. `only_one` counts those with a complete sheet in one of the two alone."""

    rose: int
    fell: int
    stayed_above: int
    stayed_below: int
    only_one: int

    @property
    def both(self) -> int:
        """People with complete sheets in both campaigns."""
        return self.rose + self.fell + self.stayed_above + self.stayed_below


@dataclass(frozen=True)
class Twofold:
    """Totals on one scale in two campaigns; row i is the same person in both, NaN = no complete sheet. No ids are kept."""

    before: Floats
    now: Floats
    worse: Direction

    def crossed(self, cut: float) -> Crossings:
        """The cut-off itself belongs to the side that calls for care."""
        then, now = self._beyond(self.before, cut), self._beyond(self.now, cut)
        had, has = ~np.isnan(self.before), ~np.isnan(self.now)
        both = had & has
        counts = (both & ~then & now, both & then & ~now, both & then & now, both & ~then & ~now, had ^ has)
        return Crossings(*(int(each.sum()) for each in counts))

    def _beyond(self, totals: Floats, cut: float) -> Bools:
        """NaN is beyond nothing."""
        return totals >= cut if self.worse is Direction.HIGHER else totals <= cut
