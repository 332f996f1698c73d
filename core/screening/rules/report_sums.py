"""The accepted reports of several places side by side, small numbers hidden from those who only read figures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.screening.rules.reporting import Figures, ReportState
from core.screening.rules.suppression import Hidden, suppress

OPEN_BOOK = Hidden(frozenset(), frozenset())


class Filed(NamedTuple):
    """How the reports of one place stand: schools asked, and of those how many are in which state; none = missing."""

    asked: int
    states: Mapping[ReportState, int]

    @property
    def missing(self) -> int:
        """Schools that have sent nothing: a draft is nothing yet."""
        return self.asked - sum(schools for state, schools in self.states.items() if state is not ReportState.DRAFT)

    def of(self, state: ReportState) -> int:
        """Schools whose report is in that state."""
        return self.states.get(state, 0)


class Place(NamedTuple):
    """One organisation below: how its reports stand, and the sum of the accepted ones."""

    org_id: int
    filed: Filed
    figures: Figures


class Sums(NamedTuple):
    """Tested people by place and tier, the last column those on no list; `hidden` says what may not be shown."""

    places: tuple[Place, ...]
    severities: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]
    hidden: Hidden

    def cell(self, row: int, column: int) -> int | None:
        """One figure; None = hidden."""
        return None if self.hidden.cell(row, column) else self.cells[row][column]

    def column(self, column: int) -> int | None:
        """The total of a column; None = hidden."""
        return None if column in self.hidden.columns else sum(row[column] for row in self.cells)

    def listed(self, row: int) -> int | None:
        """People on a place's balance: known exactly when those on no list are."""
        return None if self.cell(row, len(self.severities)) is None else sum(self.cells[row][:-1])

    @property
    def all_listed(self) -> int | None:
        """People on any place's balance; None = hidden."""
        if self.column(len(self.severities)) is None:
            return None
        return sum(sum(row[:-1]) for row in self.cells)

    @property
    def filed(self) -> Filed:
        """How the reports of all places stand."""
        states = {state: sum(place.filed.of(state) for place in self.places) for state in ReportState}
        return Filed(sum(place.filed.asked for place in self.places), states)


def sums(places: Sequence[Place], severities: Sequence[int], *, hide: bool) -> Sums:
    """The places side by side, gravest tier first; with `hide`, groups under ten and what would give them away are hidden.

    A place that stands alone hides all of its tiers or none: its figures are shown elsewhere by stage, and what one table
    hides the other must not tell.
    """
    cells = tuple(place.figures.by_tier(severities) for place in places)
    hidden = suppress(cells) if hide and cells else OPEN_BOOK
    if len(cells) == 1 and hidden.cells:
        columns = range(len(severities) + 1)
        hidden = Hidden(frozenset((0, column) for column in columns), frozenset(columns))
    return Sums(tuple(places), tuple(severities), cells, hidden)
