"""Agreement of raters, against what two reference libraries compute."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from sklearn.metrics import cohen_kappa_score

from core.evaluation.rules.agreement import icc2k, weighted_kappa

pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")  # pingouin 0.7 on pandas 3.1
CLOSE = 1e-6
SEEDS = range(40)


def reference_icc(table: np.ndarray) -> float:
    rows, raters = table.shape
    long = pd.DataFrame(
        {"row": np.repeat(np.arange(rows), raters), "rater": np.tile(np.arange(raters), rows), "score": table.ravel()}
    )
    found = pingouin.intraclass_corr(long, targets="row", raters="rater", ratings="score")
    return float(found.set_index("Type").loc["ICC(A,k)", "ICC"])


def a_table(seed: int) -> np.ndarray:
    """Totals of schools with a true value, strict and mild raters, and noise; sometimes noise alone."""
    random = np.random.default_rng(seed)
    rows, raters = int(random.integers(5, 40)), int(random.integers(2, 6))
    true = random.normal(80, random.choice([0, 1, 8]), (rows, 1))
    return true + random.normal(0, random.choice([0.1, 3]), (1, raters)) + random.normal(0, 2, (rows, raters))


@pytest.mark.parametrize("seed", SEEDS)
def test_icc_equals_the_reference(seed: int) -> None:
    table, found = a_table(seed), icc2k(a_table(seed))
    if found is None:
        assert not 0 < reference_icc(table) <= 1  # a variance that is not above 0 gives no share of it
    else:
        assert found == pytest.approx(reference_icc(table), abs=CLOSE)


def test_the_tables_compared_mostly_have_an_icc() -> None:
    assert sum(icc2k(a_table(seed)) is not None for seed in SEEDS) >= len(SEEDS) * 0.8


def test_icc_of_the_worked_example_of_shrout_and_fleiss() -> None:
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    assert icc2k(table) == pytest.approx(0.62, abs=0.005)  # 1979, table 4: ICC(2,4)


def test_a_school_that_one_rater_left_open_is_left_out() -> None:
    table = a_table(3)
    assert icc2k(np.vstack([table, [np.nan, *table[0, 1:]]])) == pytest.approx(icc2k(table))


def test_scaling_all_totals_leaves_the_icc_as_it_is() -> None:
    assert icc2k(a_table(3) * 1e-7) == pytest.approx(icc2k(a_table(3)))


@pytest.mark.parametrize(
    "table",
    [
        [],
        [1.0, 2.0],
        [[1, 2]],
        [[1], [2]],
        [[5, 5], [5, 5]],
        [[5.1, 5.1], [5.1, 5.1], [5.1, 5.1]],
        [[np.nan, 1], [2, 3]],
        [[1, 2], [2, 1]],
    ],
    ids=["nothing", "no table", "one school", "one rater", "constant", "constant decimals", "one row left", "opposed"],
)
def test_where_there_is_no_variance_of_schools_there_is_no_icc(table: object) -> None:
    assert icc2k(table) is None


def test_raters_who_differ_by_their_strictness_alone_agree_on_nothing_when_schools_are_alike() -> None:
    assert icc2k([[1, 2], [1, 2], [1, 2]]) == pytest.approx(0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_kappa_equals_the_reference(seed: int, weights: str) -> None:
    random = np.random.default_rng(seed)
    count, pairs = int(random.integers(2, 6)), int(random.integers(2, 60))
    a = random.integers(0, count, pairs)
    b = np.clip(a + random.integers(-1, 2, pairs), 0, count - 1)
    found = weighted_kappa(a.tolist(), b.tolist(), categories=count, weights=weights)
    known = cohen_kappa_score(a, b, labels=list(range(count)), weights=weights)
    assert found is None if np.isnan(known) else found == pytest.approx(known, abs=CLOSE)


def test_full_agreement_is_one_and_full_opposition_minus_one() -> None:
    assert weighted_kappa([0, 1, 2], [0, 1, 2], categories=3) == 1
    assert weighted_kappa([0, 3], [3, 0], categories=4) == -1


def test_a_far_miss_costs_more_than_a_near_one() -> None:
    near, far = ([0, 1, 2, 3], [1, 1, 2, 3]), ([0, 1, 2, 3], [3, 1, 2, 3])
    for weights in ("linear", "quadratic"):
        assert weighted_kappa(*near, categories=4, weights=weights) > weighted_kappa(
            *far, categories=4, weights=weights
        )


@pytest.mark.parametrize(("a", "b"), [([], []), ([1, 1, 1], [1, 1, 1])], ids=["no pairs", "always the same"])
def test_where_chance_explains_all_there_is_no_kappa(a: list[int], b: list[int]) -> None:
    assert weighted_kappa(a, b, categories=4) is None


@pytest.mark.parametrize(("a", "b"), [([0], [0, 1]), ([4], [0]), ([0], [-1])])
def test_lists_of_different_length_and_unknown_positions_are_mistakes(a: list[int], b: list[int]) -> None:
    with pytest.raises(ValueError, match=r"against|outside"):
        weighted_kappa(a, b, categories=4)
