"""Whether a policy is as strict as another: every cut-off of every shipped policy, one step either way, and the law behind it."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from core.screening import packs
from core.screening.rules.cutoffs import Place, adjusted, limit, span
from core.screening.rules.policy import Condition, Severity, TierPolicy
from core.screening.rules.scoring import score
from core.screening.rules.stricter import is_stricter, laxer_points
from core.screening.rules.tiers import tiers
from tests.screening.rules.alone import tier_of

POLICIES = [packs.policy(key) for key in packs.policies()]
POLICY = packs.policy("ban_xiao_qu")
PHQ, WHO, MHT = packs.scale("phq9"), packs.scale("who5"), packs.scale("mht")


def cutoffs() -> Iterator[tuple[TierPolicy, Place, Condition]]:
    for policy in POLICIES:
        for level in policy.levels:
            for at, condition in enumerate(level.conditions):
                yield policy, (level.severity, at), condition


def moved(policy: TierPolicy, place: Place, condition: Condition, steps: int) -> TierPolicy | None:
    """The cut-off so many steps stricter (or, below 0, laxer); None where its scale ends before."""
    room = span(condition, packs.scale(condition.scale))
    sign = -1 if condition.at_least is not None else 1
    to = round(limit(condition) + sign * steps * room.step, 6)
    return adjusted(policy, {place: to}, packs.scales()) if room.low <= to <= room.high else None


CASES = list(cutoffs())
NAMES = [f"{policy.key}-{place[0]:d}-{condition.scale}-{condition.measure}" for policy, place, condition in CASES]


@pytest.mark.parametrize(("policy", "place", "condition"), CASES, ids=NAMES)
def test_each_cut_off_one_step_either_way(policy: TierPolicy, place: Place, condition: Condition) -> None:
    assert laxer_points(policy, policy) == ()
    stricter, laxer = moved(policy, place, condition, 1), moved(policy, place, condition, -1)
    assert stricter is None or laxer_points(stricter, policy) == ()
    if laxer is not None:
        expected = [] if easier_twin(policy, place, condition) else [(place[0], condition)]
        assert [(point.severity, point.condition) for point in laxer_points(laxer, policy)] == expected
    room = span(condition, packs.scale(condition.scale))
    assert (stricter is None and laxer is None) is (room.low == room.high)


def easier_twin(policy: TierPolicy, place: Place, condition: Condition) -> bool:
    """A second total of the same scale at the same level that is reached earlier: then the first one adds nothing."""
    level = policy.level(place[0])
    assert level is not None
    return any(
        (other.scale, other.measure) == (condition.scale, "total") and limit(other) < limit(condition)
        for other in level.conditions
        if condition.measure == "total"
    )


def condition(**other: object) -> Condition:
    usual: dict[str, object] = {
        "scale": "mht",
        "measure": "subscales",
        "at_least": 8,
        "status": "default",
        "source": "-",
    }
    return Condition.model_validate({**usual, **other})


def with_levels(*conditions: tuple[int, Condition], critical: int = 3) -> TierPolicy:
    """POLICY with these conditions alone."""
    levels = tuple(
        level.model_copy(
            update={"conditions": tuple(one for severity, one in conditions if severity == level.severity)}
        )
        for level in POLICY.levels
    )
    at = POLICY.critical.model_copy(update={"severity": Severity(critical)})
    return POLICY.model_copy(update={"levels": levels, "critical": at})


ONE, TWO = MHT.subscales[0].title, MHT.subscales[1].title
COVERED = {
    "the same": ((3, {}), (3, {}), True),
    "a graver level": ((4, {}), (3, {}), True),
    "a lighter level": ((2, {}), (3, {}), False),
    "fewer sub-scales needed": ((3, {"count": 1}), (3, {"count": 2}), True),
    "more sub-scales needed": ((3, {"count": 3}), (3, {"count": 2}), False),
    "all instead of one": ((3, {}), (3, {"subscales": (ONE,)}), True),
    "one instead of all": ((3, {"subscales": (ONE,)}), (3, {}), False),
    "two instead of one": ((3, {"subscales": (ONE, TWO)}), (3, {"subscales": (ONE,)}), True),
    "another one": ((3, {"subscales": (ONE,)}), (3, {"subscales": (TWO,)}), False),
    "another scale": ((3, {"scale": "mssmhs"}), (3, {}), False),
    "another measure": ((3, {"measure": "total"}), (3, {}), False),
    "the other direction": ((3, {"at_least": None, "at_most": 8}), (3, {}), False),
    "below, further": ((3, {"at_least": None, "at_most": 9}), (3, {"at_least": None, "at_most": 8}), True),
    "below, less far": ((3, {"at_least": None, "at_most": 7}), (3, {"at_least": None, "at_most": 8}), False),
    "all items": (
        (3, {"measure": "critical", "scale": "scl90", "at_least": 3}),
        (3, {"measure": "critical", "scale": "scl90", "at_least": 3, "items": (15,)}), True,
    ),
    "one item of all": (
        (3, {"measure": "critical", "scale": "scl90", "at_least": 3, "items": (15,)}),
        (3, {"measure": "critical", "scale": "scl90", "at_least": 3}), False,
    ),
    "another derived figure": (
        (3, {"measure": "derived", "scale": "scl90", "derived": "a", "at_least": 60}),
        (3, {"measure": "derived", "scale": "scl90", "derived": "b", "at_least": 60}), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COVERED.values(), ids=COVERED)
def test_what_meets_a_condition(
    case: tuple[tuple[int, dict[str, object]], tuple[int, dict[str, object]], bool],
) -> None:
    (own, lower), (theirs, upper), covered = case
    points = laxer_points(with_levels((own, condition(**lower))), with_levels((theirs, condition(**upper))))
    assert (points == ()) is covered


@pytest.mark.parametrize(("lower", "stricter"), [(2, False), (3, True), (4, True)])
def test_critical_items_lead_at_least_as_high(lower: int, stricter: bool) -> None:
    points = laxer_points(with_levels(critical=lower), with_levels(critical=3))
    assert (points == ()) is stricter
    assert stricter or points == ((Severity.HIGH, None),)


def test_whoever_stands_on_the_cut_off_is_lost_one_step_laxer() -> None:
    lower = adjusted(POLICY, {(Severity.GRAVEST, 0): 23}, packs.scales())
    sheet = {"phq9": score(PHQ, np.array([[3, 3, 3, 3, 3, 3, 3, 1, 0]], dtype=np.int8))}
    assert tier_of(POLICY, sheet).severity is Severity.GRAVEST
    assert tier_of(lower, sheet).severity is Severity.HIGH
    assert not is_stricter(lower, POLICY)


SPECS = {key: packs.scale(key) for key in ("phq9", "gad7", "who5", "mht", "mssmhs", "isi")}
PLACES = [
    ((level.severity, at), one)
    for level in POLICY.levels
    for at, one in enumerate(level.conditions)
    if one.scale in SPECS
]


@st.composite
def policies(draw: st.DrawFn) -> TierPolicy:
    """POLICY with some cut-offs moved either way, mostly to the stricter side."""
    changes = {}
    for place, one in draw(st.lists(st.sampled_from(PLACES), max_size=6)):
        room, sign = span(one, SPECS[one.scale]), -1 if one.at_least is not None else 1
        to = round(limit(one) + sign * draw(st.sampled_from([0, 1, 1, 2, 3, 5, -1])) * room.step, 6)
        changes[place] = min(max(to, room.low), room.high)
    critical = POLICY.critical.model_copy(update={"severity": draw(st.sampled_from([Severity.HIGH, Severity.GRAVEST]))})
    return adjusted(POLICY, changes, packs.scales()).model_copy(update={"critical": critical})


@settings(max_examples=150)
@given(lower=policies(), upper=policies(), seed=st.integers(0, 2**32 - 1))
def test_whoever_is_found_above_is_found_below_at_least_as_high(
    lower: TierPolicy, upper: TierPolicy, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    lean = chance.random(60)[:, None]  # from those who tick nothing to those who tick everything

    def answers(low: int, high: int, items: int) -> np.ndarray:
        drawn = np.clip(chance.normal(lean * (high - low) + low, 0.7, (60, items)).round(), low, high).astype(np.int8)
        drawn[chance.random(drawn.shape) < 0.01] = -1
        return drawn

    results = {key: score(spec, answers(spec.minimum, spec.maximum, spec.items)) for key, spec in SPECS.items()}
    found, wanted = tiers(lower, results).severity, tiers(upper, results).severity
    lost = (found < wanted).any()
    event(f"stricter: {is_stricter(lower, upper)}, somebody lost: {lost}")
    assert not (is_stricter(lower, upper) and lost)
