"""Small numbers stay hidden behind published ones: tried against everything a reader could work out."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.screening.rules.suppression import Hidden, suppress

TINY = 3
"""Counts of 1 and 2 are small here, so that every possible table can be tried."""


def possible(cells: list[list[int]], hidden: Hidden) -> list[tuple[tuple[int, ...], ...]]:
    """Every table of counts that agrees with all that is published; how many are in each row is, on other pages."""
    choices = []
    for i, row in enumerate(cells):
        spans = [range(sum(row) + 1) if hidden.cell(i, j) else [count] for j, count in enumerate(row)]
        choices.append([found for found in product(*spans) if sum(found) == sum(row)])
    return [rows for rows in product(*choices) if _agrees(rows, cells, hidden)]


def _agrees(rows: tuple[tuple[int, ...], ...], cells: list[list[int]], hidden: Hidden) -> bool:
    shown = [j for j in range(len(cells[0])) if j not in hidden.columns]
    return all(sum(row[j] for row in rows) == sum(row[j] for row in cells) for j in shown)


tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 5), min_size=width, max_size=width).filter(any), min_size=1, max_size=2
    )
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
def test_every_small_count_is_hidden_and_zero_only_to_keep_one_company(cells: list[list[int]]) -> None:
    hidden = suppress(cells, least=TINY)
    for i, row in enumerate(cells):
        for j, count in enumerate(row):
            assert not (0 < count < TINY) or hidden.cell(i, j)
            if not count and hidden.cell(i, j):
                assert any(0 < other < TINY for line in cells for other in line)


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
    assert 2 not in hidden.columns


@pytest.mark.parametrize("cells", [[[5, 0]], [[1, 0, 0], [10, 12, 11]], [[5, 5], [2, 0]], [[2, 11, 1], [0, 1, 0]]])
def test_a_count_that_is_its_whole_row_is_not_given_away_by_how_many_were_tested(cells: list[list[int]]) -> None:
    hidden = suppress(cells)
    found = possible(cells, hidden)
    assert all(len({table[i][j] for table in found}) > 1 for i, j in hidden.cells)


def test_the_search_for_what_can_be_worked_out_finds_what_a_bare_rule_leaves_open() -> None:
    bare = Hidden(frozenset({(0, 0)}), frozenset())
    assert len(possible([[1, 4], [4, 5]], bare)) == 1


@pytest.mark.parametrize("cells", [[[1], [1, 2]], [[-1, 2]]])
def test_only_tables_of_counts_are_taken(cells: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="counts"):
        suppress(cells)


def unsummed(cells: list[list[int]], hidden: Hidden, most: int) -> list[tuple[tuple[int, ...], ...]]:
    """Every table that agrees with all that is published where not even the sums are; hidden cells go up to `most`."""
    width = len(cells[0])
    spans = [range(most + 1) if hidden.cell(i, j) else [row[j]] for i, row in enumerate(cells) for j in range(width)]
    tables_ = [tuple(batched(flat, width)) for flat in product(*spans)]
    return [rows for rows in tables_ if _same_sums(rows, cells, hidden)]


def batched(flat: tuple[int, ...], width: int) -> list[tuple[int, ...]]:
    return [flat[at : at + width] for at in range(0, len(flat), width)]


def _same_sums(rows: tuple[tuple[int, ...], ...], cells: list[list[int]], hidden: Hidden) -> bool:
    shown = [i for i in range(len(cells)) if i not in hidden.rows]
    whole = hidden.whole or sum(map(sum, rows)) == sum(map(sum, cells))
    return whole and _agrees(rows, cells, hidden) and all(sum(rows[i]) == sum(cells[i]) for i in shown)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_hidden_count_or_total_can_be_worked_out_where_no_total_is_known(cells: list[list[int]]) -> None:
    hidden = suppress(cells, least=TINY, sums_known=False)
    if len(hidden.cells) > 4:
        return
    found = unsummed(cells, hidden, most=sum(map(sum, cells)) + 1)
    for i, j in hidden.cells:
        assert len({table[i][j] for table in found}) > 1, (cells, hidden)
    for i in hidden.rows:
        assert len({sum(table[i]) for table in found}) > 1, (cells, hidden)


@given(tables)
def test_small_totals_are_hidden_like_any_count_where_nobody_publishes_them(cells: list[list[int]]) -> None:
    hidden = suppress(cells, least=TINY, sums_known=False)
    assert all(i in hidden.rows for i, row in enumerate(cells) if 0 < sum(row) < TINY)
    assert hidden.whole or not 0 < sum(map(sum, cells)) < TINY
    assert suppress(cells, least=TINY).rows == frozenset()
