"""Small numbers stay hidden behind published ones: tried against everything a reader could work out."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.screening.rules.suppression import Hidden, suppress

TINY = 3
"""Counts of 1 and 2 are small here, so that every possible table can be tried."""


def possible(cells: list[list[int]], hidden: Hidden) -> list[list[tuple[int, ...]]]:
    """Every table of counts that agrees with all that is published. Hidden figures are known to be at least 1."""
    most = sum(map(sum, cells)) + 2
    choices = [
        [range(1, most + 1) if hidden.cell(i, j) else [cells[i][j]] for j in range(len(row))]
        for i, row in enumerate(cells)
    ]
    return [list(rows) for rows in product(*(list(product(*row)) for row in choices)) if _agrees(rows, cells, hidden)]


def _agrees(rows: tuple[tuple[int, ...], ...], cells: list[list[int]], hidden: Hidden) -> bool:
    width = len(cells[0])
    same_rows = all(sum(rows[i]) == sum(cells[i]) for i in range(len(cells)) if i not in hidden.rows)
    same_columns = all(
        sum(row[j] for row in rows) == sum(row[j] for row in cells) for j in range(width) if j not in hidden.columns
    )
    return same_rows and same_columns and (hidden.grand or sum(map(sum, rows)) == sum(map(sum, cells)))


tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 5), min_size=width, max_size=width), min_size=1, max_size=2)
)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_no_hidden_count_can_be_worked_out(cells: list[list[int]]) -> None:
    hidden = suppress(cells, least=TINY)
    if len(hidden.cells) > 4:
        return  # too many tables to try one by one; they hide each other all the more
    found = possible(cells, hidden)
    for i, j in hidden.cells:
        assert len({table[i][j] for table in found}) > 1, (cells, hidden)


@given(tables)
def test_every_small_count_is_hidden_and_zero_never(cells: list[list[int]]) -> None:
    hidden = suppress(cells, least=TINY)
    for i, row in enumerate(cells):
        for j, count in enumerate(row):
            assert not (0 < count < TINY) or hidden.cell(i, j)
            assert count or not hidden.cell(i, j)


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ([[20, 30], [40, 50]], set()),
        ([[0, 30], [40, 50]], set()),
        ([[9, 30], [40, 50]], {(0, 0), (0, 1), (1, 0), (1, 1)}),  # the row gives one away, then the columns do
        ([[10, 30], [40, 50]], set()),
    ],
)
def test_nine_is_hidden_with_what_would_give_it_away_and_ten_is_shown(
    cells: list[list[int]], hidden: set[tuple[int, int]]
) -> None:
    assert suppress(cells).cells == hidden


def test_totals_stay_where_they_give_nothing_away() -> None:
    hidden = suppress([[3, 4, 200], [5, 6, 300]])
    assert hidden.cells == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert 0 not in hidden.rows
    assert not hidden.grand


def test_the_search_for_what_can_be_worked_out_finds_what_a_bare_rule_leaves_open() -> None:
    bare = Hidden(frozenset({(0, 0)}), frozenset(), frozenset(), False)
    assert len(possible([[1, 4], [4, 5]], bare)) == 1


@pytest.mark.parametrize("cells", [[[1], [1, 2]], [[-1, 2]]])
def test_only_tables_of_counts_are_taken(cells: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="counts"):
        suppress(cells)
