"""How far raters agree: ICC(2,k) for totals, weighted kappa for anchors and grades."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]
ROUNDING = 1e-12
"""A variance below this share of all there is, is what rounding leaves of none."""


def icc2k(matrix: ArrayLike) -> float | None:
    """ICC(2,k) of Shrout and Fleiss 1979: agreement of the mean of k raters, rows are what was rated, columns raters.

    Two-way random effects, absolute agreement: (MSR - MSE) / (MSR + (MSC - MSE) / n). Rows with a gap (nan) are left
    out. At most 1, may be below 0. None with fewer than two rows or raters, and where the variance to divide by is not
    above 0: then the marks say nothing about agreement.
    """
    table = np.asarray(matrix, dtype=np.float64)
    if table.ndim != 2:
        return None
    table = table[~np.isnan(table).any(axis=1)]
    rows, raters = table.shape
    if rows < 2 or raters < 2 or np.ptp(table) == 0:
        return None
    between, columns, error = _mean_squares(table)
    below = between + (columns - error) / rows
    return (between - error) / below if below > ROUNDING * (between + columns + error) else None


def weighted_kappa(
    a: Sequence[int], b: Sequence[int], *, categories: int, weights: Literal["linear", "quadratic"] = "quadratic"
) -> float | None:
    """Cohen's weighted kappa (1968) of two raters over positions 0 to `categories` - 1.

    1 is full agreement, 0 what chance would give. None without pairs and where chance alone agrees fully (both always
    chose the same one). ValueError for lists of different length and for positions outside.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} marks against {len(b)}")
    if any(not 0 <= place < categories for place in (*a, *b)):
        raise ValueError(f"a position outside 0 to {categories - 1}")
    if not len(a):
        return None
    seen = np.zeros((categories, categories))
    np.add.at(seen, (np.asarray(a, dtype=int), np.asarray(b, dtype=int)), 1)
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / len(a)
    apart = np.abs(np.subtract.outer(np.arange(categories), np.arange(categories))).astype(float)
    cost = apart if weights == "linear" else apart**2
    expected = float((cost * chance).sum())
    return None if expected == 0 else 1 - float((cost * seen).sum()) / expected


def _mean_squares(table: Matrix) -> tuple[float, float, float]:
    """Mean squares between rows, between columns, and of what neither explains."""
    rows, raters = table.shape
    centred = table - table.mean()
    by_row, by_column = centred.mean(axis=1), centred.mean(axis=0)
    rest = centred - by_row[:, None] - by_column[None, :]
    between = raters * float((by_row**2).sum()) / (rows - 1)
    columns = rows * float((by_column**2).sum()) / (raters - 1)
    return between, columns, float((rest**2).sum()) / ((rows - 1) * (raters - 1))
