"""Every shipped scale against a second, naive scorer; the laws that hold for all sheets."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.screening import packs
from core.screening.rules.banding import Pupils
from core.screening.rules.scores import BAD, MISSING, NO_BAND, ScaleScores
from core.screening.rules.scoring import score
from core.screening.rules.spec import ScaleSpec
from tests.screening.rules import naive

SHARED = Path(__file__).resolve().parents[4] / "shared" / "scales" / "keys.json"
SCALES = sorted(packs.scales())
scales = pytest.mark.parametrize("key", SCALES)


def scored(spec: ScaleSpec, sheet: list[int | None], respondent: str = "self") -> ScaleScores:
    row = np.array([[MISSING if answer is None else answer for answer in sheet]], dtype=np.int8)
    return score(spec, row, pupils=Pupils(respondent))


def all_at(spec: ScaleSpec, value: int) -> list[int | None]:
    return [value] * spec.items


def assert_like_naive(key: str, sheet: list[int | None]) -> None:
    result = scored(packs.scale(key), sheet)
    total, subscales = naive.score(key, sheet)
    assert result.total[0] == pytest.approx(math.nan if total is None else total, nan_ok=True)
    expected = [math.nan if value is None else value for value in subscales]
    assert result.subscales[0].tolist() == pytest.approx(expected, nan_ok=True)


def test_the_copied_keys_are_the_given_ones() -> None:
    if not SHARED.exists():
        pytest.skip("the given keys.json is not beside this repository")
    assert json.loads(SHARED.read_text(encoding="utf-8")) == naive.KEYS


def test_every_scale_of_the_keys_is_shipped_and_no_other() -> None:
    assert set(naive.NAMES) == set(SCALES)


@scales
def test_a_pack_declares_what_the_keys_say(key: str) -> None:
    spec, facts = packs.scale(key), naive.KEYS[naive.NAMES[key]]
    assert spec.title == naive.NAMES[key]
    assert spec.items == facts["items"]
    assert (spec.minimum, spec.maximum) == naive.RANGES[spec.title]
    assert list(spec.reversed) == facts.get("reverse", [])
    assert {each.title: list(each.items) for each in spec.subscales} == facts.get("subscales", {})
    assert list(spec.validity.items if spec.validity else ()) == facts.get("validity", [])
    assert [each.item for each in spec.critical] == facts.get("critical", [])


@scales
def test_extreme_sheets_score_as_the_naive_scorer_does(key: str) -> None:
    spec = packs.scale(key)
    assert_like_naive(key, all_at(spec, spec.minimum))
    assert_like_naive(key, all_at(spec, spec.maximum))


@scales
def test_each_item_alone_counts_where_it_should(key: str) -> None:
    spec = packs.scale(key)
    for at in range(spec.items):
        sheet = all_at(spec, spec.minimum)
        sheet[at] = spec.maximum
        assert_like_naive(key, sheet)


@scales
def test_each_reversed_item_alone_lowers_the_sum_when_raised(key: str) -> None:
    spec = packs.scale(key)
    base = scored(spec, all_at(spec, spec.minimum))
    for item in spec.reversed:
        sheet = all_at(spec, spec.minimum)
        sheet[item - 1] = spec.minimum + 1
        if item in spec.counted_items:
            assert scored(spec, sheet).total[0] == base.total[0] - 1


@scales
def test_each_count_of_blanks_scores_or_stays_empty_as_the_rule_says(key: str) -> None:
    spec = packs.scale(key)
    sheet: list[int | None] = [spec.minimum + at % (spec.maximum - spec.minimum + 1) for at in range(spec.items)]
    order = np.random.default_rng(7).permutation(spec.items)
    for blanks, at in enumerate(order, start=1):
        sheet[at] = None
        assert_like_naive(key, sheet)
        result = scored(spec, sheet)
        assert result.missing[0] == blanks
        assert result.complete[0] == (not math.isnan(result.total[0]))


@scales
def test_a_blank_sheet_is_untested_and_has_neither_score_nor_band(key: str) -> None:
    spec = packs.scale(key)
    result = scored(spec, [None] * spec.items)
    assert result.untested[0]
    assert not result.complete[0]
    assert not result.valid[0]
    assert math.isnan(result.total[0])
    assert result.band(0) is None
    assert not result.critical.any()


@pytest.mark.parametrize("group", range(5))
@pytest.mark.parametrize("blanks", range(6))
def test_sdq_bears_two_blanks_a_subscale_and_not_three(group: int, blanks: int) -> None:
    spec = packs.scale("sdq")
    sheet = [1 + at % 2 for at in range(25)]
    answers: list[int | None] = list(sheet)
    for item in spec.subscales[group].items[:blanks]:
        answers[item - 1] = None
    assert_like_naive("sdq", answers)
    assert scored(spec, answers).complete[0] == (blanks <= 2)


def test_sdq_prorating_rounds_half_up() -> None:
    """Emotional items answered 1, 0, 0, 1 and a blank: 2 ÷ 4 × 5 = 2.5, rounded to 3."""
    spec = packs.scale("sdq")
    sheet: list[int | None] = [0] * 25
    sheet[3 - 1], sheet[24 - 1], sheet[8 - 1] = 1, 1, None
    assert scored(spec, sheet).subscales[0, 0] == 3


@scales
def test_a_cell_out_of_range_makes_the_sheet_incomplete_and_is_never_filled_in(key: str) -> None:
    spec = packs.scale(key)
    for wrong in (spec.maximum + 1, spec.minimum - 3, BAD):
        sheet = all_at(spec, spec.minimum)
        sheet[0] = wrong
        result = scored(spec, sheet)
        assert (result.bad[0], result.missing[0]) == (1, 0)
        assert not result.complete[0]
        assert math.isnan(result.total[0])
        assert not result.untested[0]


def band_cases() -> list[tuple[str, str, float, str | None]]:
    """Each band's first and last value, and the value before and after, with the label due; from the issue's figures."""
    cuts: dict[str, tuple[int, int, list[tuple[int, str]]]] = {
        "phq9": (0, 27, [(0, "无或极轻"), (5, "轻度"), (10, "中度"), (15, "中重度"), (20, "重度")]),
        "gad7": (0, 21, [(0, "无或极轻"), (5, "轻度"), (10, "中度"), (15, "重度")]),
        "isi": (0, 28, [(0, "未见明显失眠"), (8, "亚临床"), (15, "中度"), (22, "重度")]),
        "who5": (0, 25, [(0, "福祉感偏低"), (13, "福祉感尚可")]),
        "cesdc": (0, 60, [(0, "未达筛查线"), (16, "达到筛查线")]),
        "dsrsc": (0, 36, [(0, "未达筛查线"), (15, "达到筛查线")]),
        "scared": (0, 82, [(0, "未达筛查线"), (25, "达到筛查线")]),
        "mht": (0, 90, [(0, "未达关注线"), (65, "需特别指导")]),
        "scl90": (90, 450, [(90, "未达筛查线"), (161, "达到筛查线")]),
    }
    cases: list[tuple[str, str, float, str | None]] = []
    for key, (low, high, bands) in cuts.items():
        for value in sorted({v + d for v, _ in bands for d in (-1, 0, 1)} | {low, high}):
            if low <= value <= high:
                cases.append((key, "self", value, [label for start, label in bands if start <= value][-1]))
    for who, (raised, high_from) in {"self": (16, 20), "parent": (14, 17), "teacher": (12, 16)}.items():
        for value in (0, raised - 1, raised, raised + 1, high_from - 1, high_from, high_from + 1, 40):
            label = "偏高" if value >= high_from else "边缘" if value >= raised else "接近多数"
            cases.append(("sdq", who, value, label))
    return cases


def sheet_of(spec: ScaleSpec, total: int) -> list[int | None]:
    """Some complete sheet whose items add up to the total, validity items at their lowest."""
    sheet = all_at(spec, spec.minimum)
    left = total - spec.minimum * len(spec.counted_items)
    for item in spec.counted_items:
        step = min(left, spec.maximum - spec.minimum)
        value = spec.minimum + step
        sheet[item - 1] = spec.minimum + spec.maximum - value if item in spec.reversed else value
        left -= step
    for item in set(spec.reversed) - set(spec.counted_items):
        sheet[item - 1] = spec.maximum
    return sheet


@pytest.mark.parametrize(("key", "who", "total", "label"), band_cases())
def test_totals_around_each_cut_off_fall_in_the_right_band(key: str, who: str, total: float, label: str) -> None:
    result = scored(packs.scale(key), sheet_of(packs.scale(key), int(total)), who)
    band = result.band(0)
    assert result.total[0] == total
    assert band is not None
    assert band.label == label


@pytest.mark.parametrize(
    ("total", "label"),
    [(60, "未见明显困扰"), (119, "未见明显困扰"), (120, "轻度"), (121, "轻度"), (179, "轻度"), (180, "中度"), (181, "中度"),
     (239, "中度"), (240, "较重"), (299, "较重"), (300, "严重")],
)  # fmt: skip
def test_mssmhs_bands_go_by_the_mean_that_is_not_rounded(total: int, label: str) -> None:
    """Sums of 60 items; 119 ÷ 60 = 1.983 rounds to 2.0 and is still below 2."""
    band = scored(packs.scale("mssmhs"), sheet_of(packs.scale("mssmhs"), total)).band(0)
    assert band is not None
    assert band.label == label


@pytest.mark.parametrize(
    ("raised", "label"), [(0, "较低"), (3, "较低"), (4, "中等"), (7, "中等"), (8, "偏高"), (10, "偏高")]
)
def test_mht_content_scales_are_banded_at_4_and_8(raised: int, label: str) -> None:
    spec = packs.scale("mht")
    sheet = all_at(spec, 0)
    for item in spec.subscales[1].items[:raised]:
        sheet[item - 1] = 1
    found = int(scored(spec, sheet).subscale_bands[0, 1])
    assert spec.subscales[1].flat_bands[found].label == label


@pytest.mark.parametrize(("lies", "valid"), [(0, True), (6, True), (7, False), (8, False), (10, False)])
def test_seven_validity_items_call_for_a_retest_and_take_the_bands_away(lies: int, valid: bool) -> None:
    spec = packs.scale("mht")
    sheet = all_at(spec, 0)
    for item in range(82, 82 + 2 * lies, 2):
        sheet[item - 1] = 1
    result = scored(spec, sheet)
    assert result.complete[0]
    assert result.valid[0] == valid
    assert result.total[0] == 0, "validity items are no part of the total"
    assert (result.total_band[0] != NO_BAND) == valid
    assert (result.subscale_bands[0] != NO_BAND).all() == valid


CRITICAL = [(key, one.item, one.threshold) for key in SCALES for one in packs.scale(key).critical]


@pytest.mark.parametrize(("key", "item", "threshold"), CRITICAL)
def test_a_readable_critical_cell_is_flagged_whatever_surrounds_it(key: str, item: int, threshold: int) -> None:
    spec = packs.scale(key)
    for rest in (None, BAD, spec.maximum):
        for value in range(spec.minimum, spec.maximum + 1):
            sheet: list[int | None] = [rest] * spec.items
            sheet[item - 1] = value
            at = [one.item for one in spec.critical].index(item)
            result = scored(spec, sheet)
            assert result.critical[0, at] == (value >= threshold)
            assert result.critical_answers[0, at] == value


@pytest.mark.parametrize(("key", "item", "threshold"), CRITICAL)
def test_an_unreadable_critical_cell_is_not_flagged(key: str, item: int, threshold: int) -> None:
    spec = packs.scale(key)
    for value in (None, BAD, spec.maximum + 1):
        sheet = all_at(spec, spec.minimum)
        sheet[item - 1] = value
        assert not scored(spec, sheet).critical.any()


@pytest.mark.parametrize("positive", [0, 43, 44, 90])
def test_scl90_counts_its_positive_items(positive: int) -> None:
    sheet: list[int | None] = [2] * positive + [1] * (90 - positive)
    assert scored(packs.scale("scl90"), sheet).derived[0].tolist() == [positive]


def test_who5_gives_the_percentage_beside_the_raw_score() -> None:
    result = scored(packs.scale("who5"), [3, 2, 3, 2, 3])
    assert (result.total[0], result.derived[0, 0]) == (13, 52)


def test_answers_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="9 items"):
        score(packs.scale("phq9"), np.zeros((3, 8), dtype=np.int8))
    with pytest.raises(ValueError, match="9 items"):
        score(packs.scale("phq9"), np.zeros((3, 9), dtype=np.float64))  # type: ignore[arg-type]  # what is refused


@scales
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_whatever_is_in_the_cells_no_figure_leaves_its_range(key: str, seed: int) -> None:
    spec = packs.scale(key)
    answers = np.random.default_rng(seed).choice([-128, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 127], (60, spec.items))
    mostly = np.random.default_rng(seed + 1).integers(spec.minimum, spec.maximum + 1, (60, spec.items))
    keep = np.random.default_rng(seed + 2).random((60, spec.items)) < 0.97
    result = score(spec, np.where(keep, mostly, answers).astype(np.int8))
    for values, (low, high) in [
        (result.total, spec.total_range),
        *((result.subscales[:, at], spec.subscale_range(one)) for at, one in enumerate(spec.subscales)),
        *((result.derived[:, at], spec.derived_range(one)) for at, one in enumerate(spec.derived)),
    ]:
        assert (np.isnan(values) | ((values >= low) & (values <= high))).all()
        assert (np.isnan(values) == ~result.complete).all()


@scales
def test_many_rows_score_as_each_alone(key: str) -> None:
    """More rows than a block holds, with blanks and bad cells among them."""
    spec = packs.scale(key)
    draw = np.random.default_rng(3)
    answers = draw.integers(spec.minimum, spec.maximum + 1, (4100, spec.items)).astype(np.int8)
    answers[draw.random(answers.shape) < 0.002] = MISSING
    answers[draw.random(answers.shape) < 0.001] = BAD
    together = score(spec, answers)
    for at in (0, 1, 2047, 2048, 4099, *draw.integers(0, 4100, 20)):
        alone, row = score(spec, answers[[at]]), together.rows(slice(at, at + 1))
        for name, value in vars(alone).items():
            if isinstance(value, np.ndarray):
                np.testing.assert_array_equal(value, getattr(row, name), err_msg=name)
