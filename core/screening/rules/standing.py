"""Where somebody stands after all sheets of a campaign: from tiers and scores to the states that are stored."""

import numpy as np
from numpy.typing import NDArray

from core.screening.rules.scores import ScaleScores
from core.screening.rules.states import SheetStatus
from core.screening.rules.tiers import Tiers

BY_CODE = np.array(
    [SheetStatus.VALID.value, SheetStatus.UNTESTED.value, SheetStatus.INCOMPLETE.value, SheetStatus.RETEST.value]
)
"""SheetStatus by the value of tiers.TestStatus."""
NOBODY = -1
"""Stands for no severity where a column cannot be null."""


def sheet_statuses(scores: ScaleScores) -> NDArray[np.str_]:
    """What each sheet of one scale is worth."""
    choices = [SheetStatus.UNTESTED.value, SheetStatus.VALID.value, SheetStatus.RETEST.value]
    conditions = [scores.untested, scores.valid, scores.complete]
    return np.asarray(np.select(conditions, choices, SheetStatus.INCOMPLETE.value))


def statuses(tiers: Tiers) -> NDArray[np.str_]:
    """What somebody's sheets of all scales together are worth."""
    return np.asarray(BY_CODE[tiers.status])


def severities(tiers: Tiers) -> NDArray[np.int8]:
    """The severity to store: a finding counts on whatever sheet it stands, "nothing found" on complete valid ones alone.

    NOBODY (−1) where nothing can be said: incomplete is not normal.
    """
    sound = statuses(tiers) == SheetStatus.VALID.value
    return np.where((tiers.severity > 0) | sound, tiers.severity, NOBODY).astype(np.int8)
