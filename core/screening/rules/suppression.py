"""Small numbers are hidden from readers without individual access, and stay hidden behind the totals.

A table with its row totals, column totals and grand total is a circulation: cell (i, j) flows from row i to column j,
totals flow from a source to the rows and from the columns to a sink, the grand total closes the circle. A hidden figure
can be worked out from the published ones exactly when no circle of hidden figures runs through it along which one may
be larger and another smaller. So hidden figures are joined by further ones (complementary suppression) until each lies
on such a circle. How many were tested is published for every group and altogether (completion is nobody's secret), so
row totals and the grand total are never among the hidden ones; where nobody publishes them, they hide like any other.
"""

from collections.abc import Sequence
from typing import NamedTuple

LEAST = 10
"""Default: groups under ten people are hidden (domain default, to be confirmed locally)."""

Node = tuple[str, int]


class Hidden(NamedTuple):
    """Which figures may not be shown: cells, column totals, row totals, and the grand total."""

    cells: frozenset[tuple[int, int]]
    columns: frozenset[int]
    rows: frozenset[int] = frozenset()
    whole: bool = False

    def cell(self, row: int, column: int) -> bool:
        """Whether that cell is hidden."""
        return (row, column) in self.cells


class _Arc(NamedTuple):
    """One figure as a flow; `inner` for cells, which are hidden rather than totals."""

    start: Node
    end: Node
    inner: bool


def suppress(cells: Sequence[Sequence[int]], *, least: int = LEAST, sums_known: bool = True) -> Hidden:
    """Hide every count from 1 to `least` − 1, and as many others as keep those from being worked out.

    `sums_known` says that row totals and the grand total are published elsewhere; else they hide like any other. Zero
    says nothing about anybody and stays, unless nothing else could keep a small count company. Raises ValueError for rows
    of different length or a negative count.
    """
    flows = _flows(cells)
    free = {arc for arc in flows if _may_hide(arc) or not sums_known}
    hidden = {arc for arc, flow in flows.items() if 0 < flow < least and arc in free}
    while exposed := _exposed(flows, hidden):
        added = {_companion(arc, flows, free - hidden) for arc in exposed} - {None}
        if not added:
            hidden = free
            break
        hidden |= {arc for arc in added if arc is not None}
    return _named(hidden)


def _flows(cells: Sequence[Sequence[int]]) -> dict[_Arc, int]:
    width = len(cells[0]) if cells else 0
    if any(len(row) != width for row in cells) or any(count < 0 for row in cells for count in row):
        raise ValueError("a table of counts is needed")
    flows = {_Arc(("row", i), ("column", j), True): count for i, row in enumerate(cells) for j, count in enumerate(row)}
    flows |= {_Arc(("source", 0), ("row", i), False): sum(row) for i, row in enumerate(cells)}
    flows |= {_Arc(("column", j), ("sink", 0), False): sum(row[j] for row in cells) for j in range(width)}
    flows[_Arc(("sink", 0), ("source", 0), False)] = sum(map(sum, cells))
    return flows


def _exposed(flows: dict[_Arc, int], hidden: set[_Arc]) -> list[_Arc]:
    """The hidden figures that could be neither one more nor one less, with every published figure as it is."""
    steps: dict[Node, list[tuple[Node, _Arc]]] = {}
    for arc in hidden:
        steps.setdefault(arc.start, []).append((arc.end, arc))
        if flows[arc] > 1:
            steps.setdefault(arc.end, []).append((arc.start, arc))
    return [arc for arc in hidden if not _may_vary(arc, flows[arc], steps)]


def _may_vary(arc: _Arc, flow: int, steps: dict[Node, list[tuple[Node, _Arc]]]) -> bool:
    return _reaches(arc.end, arc.start, arc, steps) or (flow > 1 and _reaches(arc.start, arc.end, arc, steps))


def _reaches(start: Node, goal: Node, without: _Arc, steps: dict[Node, list[tuple[Node, _Arc]]]) -> bool:
    """A way through hidden figures: forwards any of them may grow, backwards those above 1 may shrink (0 is shown)."""
    seen, waiting = {start}, [start]
    while waiting:
        for node, arc in steps.get(waiting.pop(), ()):
            if arc is without or node in seen:
                continue
            if node == goal:
                return True
            seen.add(node)
            waiting.append(node)
    return False


def _may_hide(arc: _Arc) -> bool:
    return arc.inner or arc.end[0] == "sink"


def _companion(arc: _Arc, flows: dict[_Arc, int], free: set[_Arc]) -> _Arc | None:
    """The figure to hide beside `arc`: of the same row or column, not zero if possible, a cell before a total, the smallest."""
    ends = {arc.start, arc.end}
    near = [other for other in free if ends & {other.start, other.end}]
    return min(near or free, key=lambda other: (not flows[other], not other.inner, flows[other], other), default=None)


def _named(hidden: set[_Arc]) -> Hidden:
    sums = [arc for arc in hidden if not arc.inner]
    return Hidden(
        frozenset((arc.start[1], arc.end[1]) for arc in hidden if arc.inner),
        frozenset(arc.start[1] for arc in sums if arc.start[0] == "column"),
        frozenset(arc.end[1] for arc in sums if arc.end[0] == "row"),
        any(arc.start[0] == "sink" for arc in sums),
    )
