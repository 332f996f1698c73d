"""The scales and tier policies that are shipped, loaded and checked against each other."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from core import catalog
from core.screening.rules.policy import TierPolicy, check_against
from core.screening.rules.spec import ScaleSpec


@cache
def scales() -> Mapping[str, ScaleSpec]:
    """Every shipped scale by key. Raises BrokenPack for a pack that is wrong in itself, or two that share a title."""
    found = catalog.load("scales", ScaleSpec)
    twins = sorted(title for title, times in Counter(each.title for each in found.values()).items() if times > 1)
    if twins:
        raise catalog.BrokenPack("scales", f"title: used twice: {', '.join(twins)}")
    return found


def scale(key: str) -> ScaleSpec:
    """The shipped scale of that key; KeyError where there is none."""
    return scales()[key]


@cache
def policies() -> Mapping[str, TierPolicy]:
    """Every shipped tier policy by key. Raises BrokenPack, also for a condition that no shipped scale can meet."""
    found = catalog.load("tiers", TierPolicy)
    for key, policy in found.items():
        try:
            check_against(policy, scales())
        except ValueError as error:
            raise catalog.BrokenPack(f"tiers/{key}.toml", str(error)) from error
    return found


def policy(key: str) -> TierPolicy:
    """The shipped tier policy of that key; KeyError where there is none."""
    return policies()[key]
