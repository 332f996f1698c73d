"""The tier of one pupil, as the tests of rules ask for it."""

from collections.abc import Mapping
from typing import NamedTuple

from core.screening.rules.policy import Severity, TierPolicy
from core.screening.rules.reasons import Reason
from core.screening.rules.scores import ScaleScores
from core.screening.rules.tiers import TestStatus, Tiers, tiers


class Alone(NamedTuple):
    """One row of Tiers; `label` is the level's own, "" without a level."""

    severity: Severity
    label: str
    status: TestStatus
    urgent: bool
    reasons: tuple[Reason, ...]


def row_of(found: Tiers, at: int) -> Alone:
    """Everything about one pupil of many."""
    severity = Severity(int(found.severity[at]))
    level = found.policy.level(severity)
    label = level.label if level else ""
    return Alone(severity, label, TestStatus(int(found.status[at])), bool(found.urgent[at]), found.reasons(at))


def tier_of(policy: TierPolicy, results: Mapping[str, ScaleScores]) -> Alone:
    """The tier of one pupil from one-row scores by scale key."""
    assert all(len(scores) == 1 for scores in results.values())
    return row_of(tiers(policy, results), 0)
