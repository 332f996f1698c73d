"""The balance sheet as a table: every warning stands in exactly one column, so each row adds up to its total."""

from collections.abc import Mapping
from typing import NamedTuple

from core.cases.rules.states import WarningState
from core.screening.rules.suppression import Hidden, suppress

COLUMNS = (
    WarningState.AWAITING_INTERVIEW,
    WarningState.IN_CARE,
    WarningState.REFERRED,
    WarningState.HANDING_OVER,
    WarningState.CLOSING,
    WarningState.CLOSED,
    WarningState.EXCLUDED,
)
"""In the order in which a warning passes through them."""
NOTHING = Hidden(frozenset(), frozenset())

Counted = Mapping[int, Mapping[WarningState, int]]


class Sheet(NamedTuple):
    """One row a group, one column a state; a figure that may not be shown is None."""

    groups: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]
    hidden: Hidden = NOTHING

    def cell(self, row: int, column: int) -> int | None:
        """How many of one group stand in one state."""
        return None if self.hidden.cell(row, column) else self.cells[row][column]

    def total(self, row: int) -> int | None:
        """All warnings of one group."""
        return None if row in self.hidden.rows else sum(self.cells[row])

    def column(self, column: int) -> int | None:
        """All groups in one state."""
        return None if column in self.hidden.columns else sum(row[column] for row in self.cells)

    @property
    def whole(self) -> int | None:
        """Every warning."""
        return None if self.hidden.whole else sum(map(sum, self.cells))

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return bool(self.hidden.cells or self.hidden.columns or self.hidden.rows or self.hidden.whole)


def sheet(counted: Counted, *, hide: bool) -> Sheet:
    """The table of what was counted; with `hide`, small numbers are suppressed with those that would give them away."""
    groups = tuple(sorted(counted))
    cells = tuple(tuple(counted[group].get(state, 0) for state in COLUMNS) for group in groups)
    return Sheet(groups, cells, suppress(cells, sums_known=False) if hide and cells else NOTHING)


def gathered(counted: Counted, of: Mapping[int, int]) -> dict[int, dict[WarningState, int]]:
    """Schools put together under other ids, such as their counties; those `of` does not name are left out."""
    found: dict[int, dict[WarningState, int]] = {}
    for school, states in counted.items():
        if school in of:
            row = found.setdefault(of[school], {})
            for state, people in states.items():
                row[state] = row.get(state, 0) + people
    return found
