"""From scores to tiers and their reasons."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.screening import packs
from core.screening.rules.policy import Severity, TierPolicy
from core.screening.rules.reasons import decode, encode, figure, sentence
from core.screening.rules.scores import BAD, MISSING, ScaleScores
from core.screening.rules.scoring import score
from core.screening.rules.tiers import TestStatus, tiers
from tests.screening.rules.alone import Alone, row_of, tier_of

POLICY = packs.policy("ban_xiao_qu")
POLICIES = [packs.policy(key) for key in packs.policies()]
BLANK: Mapping[str, list[int]] = {key: [MISSING] * spec.items for key, spec in packs.scales().items()}


def scored(**sheets: list[int]) -> dict[str, ScaleScores]:
    return {key: score(packs.scale(key), np.array([sheet], dtype=np.int8)) for key, sheet in sheets.items()}


def phq9(total: int, last: int = 0) -> list[int]:
    """A PHQ-9 sheet of that total whose item 9 is `last`."""
    left, sheet = total - last, []
    for _ in range(8):
        sheet.append(min(3, left))
        left -= sheet[-1]
    assert left == 0
    return [*sheet, last]


def told(**sheets: list[int]) -> str:
    return sentence(packs.scales(), tier_of(POLICY, scored(**sheets)).reasons)


def at_every(policy: TierPolicy, **sheets: list[int]) -> Alone:
    return tier_of(policy, scored(**sheets))


@pytest.mark.parametrize(
    ("total", "last", "severity", "label"),
    [
        (0, 0, 0, ""), (14, 0, 0, ""), (15, 0, 2, "班级关注"), (19, 0, 2, "班级关注"), (20, 0, 3, "校级跟进"),
        (21, 0, 3, "校级跟进"), (22, 0, 4, "区级跟进"), (24, 0, 4, "区级跟进"), (1, 1, 3, "校级跟进"), (2, 2, 3, "校级跟进"),
        (3, 3, 4, "区级跟进"), (27, 3, 4, "区级跟进"),
    ],
)  # fmt: skip
def test_phq9_totals_and_item_9_lead_to_a_tier(total: int, last: int, severity: int, label: str) -> None:
    result = tier_of(POLICY, scored(phq9=phq9(total, last)))
    assert (result.severity, result.label) == (severity, label)
    assert result.urgent == (last > 0)
    assert result.status is TestStatus.ASSESSED


def test_reasons_are_told_in_words() -> None:
    assert told(phq9=phq9(17, 2)) == "PHQ-9 总分 17，中重度（15–19）；第 9 题 = 2"


def test_a_mean_is_told_with_its_open_band() -> None:
    """Two factors of 3.5 lead to care; the rest stays at 1."""
    spec = packs.scale("mssmhs")
    sheet = [1] * 60
    for at in (3, 4):
        for place, item in enumerate(spec.subscales[at].items):
            sheet[item - 1] = 3 + place % 2
    assert told(mssmhs=sheet) == "MSSMHS 人际关系紧张与敏感 3.5，中度（3–3.99）；抑郁 3.5，中度（3–3.99）"


def test_the_closed_end_of_a_mean_is_one_figure() -> None:
    assert told(mssmhs=[5] * 60).startswith("MSSMHS 总均分 5，严重（5）；强迫症状 5，严重（5）；")


def test_the_scale_with_the_gravest_finding_is_told_first() -> None:
    assert told(gad7=[3] * 5 + [0, 0], phq9=phq9(20)) == "PHQ-9 总分 20，重度（20–27）；GAD-7 总分 15，重度（15–21）"


def test_one_finding_is_told_once_with_the_gravest_level_it_leads_to() -> None:
    reasons = tier_of(POLICY, scored(phq9=phq9(24))).reasons
    assert [(reason.kind, reason.value, reason.severity) for reason in reasons] == [("total", 24.0, 4)]


def test_the_order_of_the_scales_handed_in_changes_nothing() -> None:
    one = scored(phq9=phq9(17, 2), gad7=[3] * 7, mht=[1] * 81 + [0, 1] * 9 + [0])
    other = dict(reversed(one.items()))
    assert tier_of(POLICY, one) == tier_of(POLICY, other)


@pytest.mark.parametrize(
    ("value", "shown"), [(1.9999, "1.99"), (2.05, "2.05"), (2.0, "2"), (119 / 60, "1.98"), (17.0, "17")]
)
def test_a_shown_figure_is_cut_so_that_it_never_leaves_its_band(value: float, shown: str) -> None:
    assert figure(value) == shown


def test_reasons_survive_storage() -> None:
    reasons = tier_of(POLICY, scored(phq9=phq9(17, 2), mssmhs=[2, 4] * 30)).reasons
    assert len(reasons) > 2
    assert decode(encode(reasons)) == reasons
    assert decode(encode(())) == ()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_a_blank_sheet_is_untested_and_never_fine(policy: TierPolicy) -> None:
    for key, sheet in BLANK.items():
        result = at_every(policy, **{key: sheet})
        assert (result.severity, result.status, result.label) == (Severity.UNKNOWN, TestStatus.UNTESTED, "")
        assert not result.reasons


def test_an_incomplete_sheet_gives_no_tier_from_what_is_there() -> None:
    result = tier_of(POLICY, scored(phq9=[3] * 7 + [MISSING, 0]))
    assert (result.severity, result.status) == (Severity.UNKNOWN, TestStatus.INCOMPLETE)


def test_a_sheet_with_a_bad_cell_alone_is_incomplete_not_untested() -> None:
    assert tier_of(POLICY, scored(phq9=[MISSING] * 8 + [BAD])).status is TestStatus.INCOMPLETE


def test_an_invalid_sheet_has_to_be_repeated_and_gives_no_tier() -> None:
    result = tier_of(POLICY, scored(mht=[1] * 80 + [0, 1] * 2 + [0, 1, 1, 1] * 3 + [0, 1, 0, 1]))
    assert (result.severity, result.status) == (Severity.UNKNOWN, TestStatus.RETEST)


@pytest.mark.parametrize("rest", [MISSING, BAD])
def test_a_critical_item_counts_on_a_sheet_that_cannot_be_scored(rest: int) -> None:
    result = tier_of(POLICY, scored(phq9=[rest] * 8 + [1]))
    assert (result.severity, result.urgent) == (POLICY.critical.severity, True)
    assert result.status is TestStatus.INCOMPLETE
    assert sentence(packs.scales(), result.reasons) == "PHQ-9 第 9 题 = 1"


def test_a_critical_item_counts_on_an_invalid_sheet() -> None:
    sheet = [0] * 84 + [1] + [0] * 15
    for item in range(82, 100, 2):
        sheet[item - 1] = 1
    result = tier_of(POLICY, scored(mht=sheet))
    assert (result.severity, result.urgent, result.status) == (3, True, TestStatus.RETEST)


def test_one_scale_fine_and_one_incomplete_is_not_called_fine() -> None:
    result = tier_of(POLICY, scored(phq9=[0] * 9, gad7=[0] * 6 + [MISSING]))
    assert (result.severity, result.status) == (Severity.NONE, TestStatus.INCOMPLETE)


def test_a_scale_the_policy_does_not_name_counts_for_its_critical_items_alone() -> None:
    silent = POLICY.model_copy(
        update={"levels": tuple(each.model_copy(update={"conditions": ()}) for each in POLICY.levels)}
    )
    assert tier_of(silent, scored(phq9=phq9(24))).severity == 0
    assert tier_of(silent, scored(phq9=phq9(24 + 1, 1))).severity == POLICY.critical.severity


def test_who5_tiers_at_the_low_end() -> None:
    labels = [tier_of(POLICY, scored(who5=[total, 0, 0, 0, 0])).label for total in (0, 2, 3, 5)]
    labels.append(tier_of(POLICY, scored(who5=[5, 1, 0, 0, 0])).label)
    assert labels == ["校级跟进", "校级跟进", "班级关注", "班级关注", ""]


@pytest.mark.parametrize(("high", "severity"), [(2, 0), (3, 2)])
def test_mht_needs_three_raised_content_scales(high: int, severity: int) -> None:
    spec = packs.scale("mht")
    sheet = [0] * 100
    for each in spec.subscales[:high]:
        for item in each.items[:8]:
            sheet[item - 1] = 1
    result = tier_of(POLICY, scored(mht=sheet))
    assert result.severity == severity
    assert len(result.reasons) == (high if severity else 0)


def test_the_two_level_policy_calls_the_upper_tiers_key_concern() -> None:
    policy = packs.policy("yiban_zhongdian")
    assert [tier_of(policy, scored(phq9=phq9(total))).label for total in (15, 20, 24)] == [
        "一般关注",
        "重点关注",
        "重点关注",
    ]


def test_rows_of_different_number_and_no_scale_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        tiers(POLICY, {})
    two = score(packs.scale("gad7"), np.zeros((2, 7), dtype=np.int8))
    with pytest.raises(ValueError, match="same length"):
        tiers(POLICY, {**scored(phq9=[0] * 9), "gad7": two})


def drawn(key: str, seed: int, rows: int = 40) -> np.ndarray:
    """Sheets from calm to heavy, some with blanks and bad cells."""
    spec, draw = packs.scale(key), np.random.default_rng([seed, sum(map(ord, key))])
    heavy = draw.random((rows, 1))
    answers = spec.minimum + draw.binomial(spec.maximum - spec.minimum, np.broadcast_to(heavy, (rows, spec.items)))
    faults = draw.random((rows, spec.items))
    answers[faults < 0.002] = MISSING
    answers[faults > 0.999] = BAD
    answers[draw.random(rows) < 0.1] = MISSING
    return answers.astype(np.int8)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**31))
def test_adding_a_scale_never_lowers_a_severity(policy: TierPolicy, seed: int) -> None:
    results: dict[str, ScaleScores] = {}
    before = np.full(40, -1)
    for key in np.random.default_rng(seed).permutation(sorted(packs.scales())):
        results[str(key)] = score(packs.scale(str(key)), drawn(str(key), seed))
        now = tiers(policy, results).severity
        assert (now >= before).all()
        before = now


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**31), key=st.sampled_from(sorted(packs.scales())))
def test_an_answer_that_counts_for_more_never_lowers_a_severity(policy: TierPolicy, seed: int, key: str) -> None:
    spec, answers = packs.scale(key), drawn(key, seed)
    before = tiers(policy, {key: score(spec, answers)}).severity
    neutral = {item for each in spec.subscales if not each.in_total for item in each.items}
    for item in np.random.default_rng(seed).choice(sorted(set(spec.counted_items) - neutral), 4):
        worse = answers.copy()
        upwards = (int(item) in spec.reversed) == (spec.total.worse == "lower")
        column = worse[:, item - 1]
        movable = (column >= spec.minimum) & (column < spec.maximum) if upwards else column > spec.minimum
        worse[movable, item - 1] += 1 if upwards else -1
        after = tiers(policy, {key: score(spec, worse)}).severity
        assert (after >= before).all()


@pytest.mark.parametrize(
    "keys", [("gad7", "phq9"), ("mht", "isi"), ("mssmhs", "cesdc"), ("sdq", "scared")], ids="+".join
)
@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_every_row_of_a_campaign_tiers_as_it_does_alone(policy: TierPolicy, keys: tuple[str, ...]) -> None:
    results = {key: score(packs.scale(key), drawn(key, 11)) for key in keys}
    together = tiers(policy, results)
    assert len({int(value) for value in together.severity}) > 2, "the rows differ"
    for at in range(len(together)):
        alone = tier_of(policy, {key: scores.rows(slice(at, at + 1)) for key, scores in results.items()})
        assert row_of(together, at) == alone
        assert bool(alone.reasons) == (alone.severity > 0)
        assert all(reason.severity <= alone.severity for reason in alone.reasons)
        assert decode(encode(alone.reasons)) == alone.reasons
