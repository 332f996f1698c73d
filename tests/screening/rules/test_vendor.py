"""Scores worked out elsewhere band and tier as our own do."""

import numpy as np
import pytest

from core.screening import packs
from core.screening.rules.scoring import score
from core.screening.rules.tiers import tiers
from core.screening.rules.vendor import from_scores

NAN = np.nan
POLICY = packs.policy("ban_xiao_qu")


@pytest.mark.parametrize("key", sorted(packs.scales()))
def test_our_own_scores_taken_over_give_the_same_bands_and_tiers(key: str) -> None:
    spec, draw = packs.scale(key), np.random.default_rng(1)
    heavy = np.broadcast_to(draw.random((200, 1)), (200, spec.items))
    own = score(spec, (spec.minimum + draw.binomial(spec.maximum - spec.minimum, heavy)).astype(np.int8))
    lies = np.where(own.valid, 0.0, 10.0) if spec.validity else None
    taken = from_scores(spec, own.total, own.subscales, validity=lies, critical_answers=own.critical_answers)
    np.testing.assert_array_equal(taken.total_band, own.total_band)
    np.testing.assert_array_equal(taken.subscale_bands, own.subscale_bands)
    np.testing.assert_array_equal(taken.critical, own.critical)
    if not spec.derived or spec.derived[0].factor:
        np.testing.assert_array_equal(tiers(POLICY, {key: taken}).severity, tiers(POLICY, {key: own}).severity)


@pytest.mark.parametrize(("total", "complete", "bad"), [(0, 1, 0), (27, 1, 0), (28, 0, 1), (-1, 0, 1), (NAN, 0, 0)])
def test_a_total_out_of_range_is_no_total(total: float, complete: int, bad: int) -> None:
    scores = from_scores(packs.scale("phq9"), np.array([total]))
    assert (scores.complete[0], scores.bad[0]) == (complete, bad)
    assert np.isnan(scores.total[0]) == (not complete)
    assert (scores.band(0) is None) == (not complete)


def test_a_subscale_out_of_range_takes_the_total_with_it() -> None:
    scores = from_scores(packs.scale("mht"), np.array([20.0]), np.array([[16.0, 0, 0, 0, 0, 0, 0, 0]]))
    assert not scores.complete[0]
    assert np.isnan(scores.total[0])


def test_a_mean_given_as_a_sum_is_refused_by_its_range() -> None:
    assert from_scores(packs.scale("mssmhs"), np.array([130.0])).bad[0] == 1


def test_the_total_follows_from_the_subscales_where_it_is_not_given() -> None:
    mht = from_scores(packs.scale("mht"), None, np.array([[8.0, 1, 2, 3, 4, 5, 6, 7], [8.0, 1, 2, NAN, 4, 5, 6, 7]]))
    assert mht.total[0] == 36
    assert np.isnan(mht.total[1])
    sdq = from_scores(packs.scale("sdq"), None, np.array([[1.0, 2, 3, 4, 10]]))
    assert sdq.total[0] == 10, "亲社会 does not count"
    mssmhs = from_scores(packs.scale("mssmhs"), None, np.array([[2.0] * 5 + [3.0] * 5]))
    assert mssmhs.total[0] == 2.5


@pytest.mark.parametrize(("lies", "valid"), [(6.0, True), (7.0, False), (NAN, False)])
def test_a_validity_score_is_heeded(lies: float, valid: bool) -> None:
    assert from_scores(packs.scale("mht"), np.array([70.0]), validity=np.array([lies])).valid[0] == valid


def test_nothing_is_critical_unless_the_answers_are_given() -> None:
    spec, totals = packs.scale("phq9"), np.array([20.0, NAN])
    assert not from_scores(spec, totals).critical.any()
    flagged = from_scores(spec, totals, critical_answers=np.array([[1], [1]], dtype=np.int8))
    assert flagged.critical.all()
    assert tiers(POLICY, {"phq9": flagged}).urgent.all()


def test_a_row_without_any_score_is_untested() -> None:
    assert from_scores(packs.scale("phq9"), np.array([NAN])).untested[0]


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        from_scores(packs.scale("phq9"), None)
    with pytest.raises(ValueError, match="sub-scales have shape"):
        from_scores(packs.scale("mht"), None, np.zeros((2, 7)))
    with pytest.raises(ValueError, match="1 totals"):
        from_scores(packs.scale("mht"), np.zeros(1), np.zeros((2, 8)))
    with pytest.raises(ValueError, match="critical answers"):
        from_scores(packs.scale("phq9"), np.zeros(2), critical_answers=np.zeros((2, 2), dtype=np.int8))
