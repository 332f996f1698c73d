"""Cut-offs moved: no further than the scale goes, and said in words."""

import pytest

from core.screening import packs
from core.screening.rules.bands import Status
from core.screening.rules.cutoffs import adjusted, crossing_default, limit, span, words
from core.screening.rules.policy import Severity

POLICY = packs.policy("ban_xiao_qu")
EVERY = [
    (policy, (level.severity, at), condition)
    for policy in packs.policies().values()
    for level in policy.levels
    for at, condition in enumerate(level.conditions)
]


@pytest.mark.parametrize("case", EVERY, ids=[f"{p.key}-{at[0]:d}-{c.scale}-{c.measure}" for p, at, c in EVERY])
def test_a_cut_off_goes_to_both_ends_and_no_further(case: tuple) -> None:
    policy, place, condition = case
    room = span(condition, packs.scale(condition.scale))
    for end in (room.low, room.high):
        assert limit(adjusted(policy, {place: end}, packs.scales()).level(place[0]).conditions[place[1]]) == end
    for beyond in (room.low - 1, room.high + 1):
        with pytest.raises(ValueError, match="lies outside"):
            adjusted(policy, {place: beyond}, packs.scales())


def test_what_was_moved_is_no_default_any_more_and_the_rest_stays() -> None:
    moved = adjusted(POLICY, {(Severity.GRAVEST, 0): 20, (Severity.HIGH, 1): 18}, packs.scales())
    [first, *others] = moved.levels[0].conditions
    assert (first.at_least, first.status) == (20, Status.REPORTED)
    assert others == list(POLICY.levels[0].conditions[1:])
    assert moved.levels[1:] == POLICY.levels[1:]  # 18 is where that one stood before
    assert (moved.key, moved.version) == (POLICY.key, POLICY.version)


def test_a_place_the_policy_does_not_have_is_refused() -> None:
    for stranger in ((Severity.NOTICE, 0), (Severity.GRAVEST, 99)):
        with pytest.raises(ValueError, match="no such conditions"):
            adjusted(POLICY, {stranger: 20}, packs.scales())


@pytest.mark.parametrize(
    ("severity", "at", "said"),
    [
        (4, 0, "总分 ≥ 22"),
        (4, 1, "第 9 题 ≥ 3"),
        (4, 2, "总均分 ≥ 4"),
        (3, 0, "总分达到第 4 档“重度”"),
        (3, 6, "4 个分量表 ≥ 3"),
        (3, 11, "总分 ≤ 2"),
        (2, 8, "阳性项目数 ≥ 60"),
    ],
)
def test_a_condition_in_words(severity: int, at: int, said: str) -> None:
    level = POLICY.level(severity)
    assert level is not None
    condition = level.conditions[at]
    assert words(condition, packs.scale(condition.scale)) == said


@pytest.mark.parametrize("case", EVERY, ids=[f"{p.key}-{at[0]:d}-{c.scale}-{c.measure}" for p, at, c in EVERY])
def test_every_shipped_condition_has_words(case: tuple) -> None:
    assert words(case[2], packs.scale(case[2].scale))


def test_a_comparison_is_cut_where_the_second_band_of_care_begins() -> None:
    assert crossing_default(packs.scale("phq9")) == 10
    for spec in packs.scales().values():
        low, high = spec.total_range
        assert low <= crossing_default(spec) <= high
