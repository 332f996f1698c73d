"""Whether one tier policy finds everybody that another one finds, at the same severity or a graver one."""

from typing import NamedTuple

from core.screening.rules.policy import Condition, Severity, TierPolicy


class Laxer(NamedTuple):
    """One point at which the lower policy is laxer: the upper level, and its condition (None = the critical items)."""

    severity: Severity
    condition: Condition | None


def laxer_points(lower: TierPolicy, upper: TierPolicy) -> tuple[Laxer, ...]:
    """What of `upper` is met by nothing in `lower`, gravest first; empty where `lower` is as strict or stricter.

    Whoever is on the upper policy's list with a severity is then on the lower policy's with that severity or a graver one.
    The reverse is not claimed: conditions on different measures of a scale are never compared with each other.
    """
    found = [
        Laxer(level.severity, wanted)
        for level in upper.levels
        for wanted in level.conditions
        if not _is_met(wanted, level.severity, lower)
    ]
    critical = upper.critical.severity
    return (*found, *([Laxer(critical, None)] if lower.critical.severity < critical else []))


def is_stricter(lower: TierPolicy, upper: TierPolicy) -> bool:
    """Whether `lower` is as strict as `upper` or stricter."""
    return not laxer_points(lower, upper)


def _is_met(wanted: Condition, severity: Severity, policy: TierPolicy) -> bool:
    grave_enough = (level for level in policy.levels if level.severity >= severity)
    return any(_covers(condition, wanted) for level in grave_enough for condition in level.conditions)


def _covers(own: Condition, wanted: Condition) -> bool:
    """Whether everybody who meets `wanted` meets `own`."""
    same = (own.scale, own.measure, own.derived) == (wanted.scale, wanted.measure, wanted.derived)
    return (
        same
        and own.count <= wanted.count
        and _looks_as_far(own.subscales, wanted.subscales)
        and _looks_as_far(own.items, wanted.items)
        and _reaches_as_far(own, wanted)
    )


def _looks_as_far(own: tuple[object, ...], wanted: tuple[object, ...]) -> bool:
    """Empty means all of them."""
    return not own or (bool(wanted) and set(wanted) <= set(own))


def _reaches_as_far(own: Condition, wanted: Condition) -> bool:
    if own.at_least is not None and wanted.at_least is not None:
        return own.at_least <= wanted.at_least
    if own.at_most is not None and wanted.at_most is not None:
        return own.at_most >= wanted.at_most
    return False
