"""What a new school year does to a grade: one up, or out of the school."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from core.organisations.rules import GRADES, STAGE_GRADES, Stage

EXAM_GRADES = frozenset({9, 12})
"""中考 and 高考 sort pupils anew, so nobody passes them by roll-over, not even in a school that has the next stage."""


class Step(StrEnum):
    """What becomes of a grade."""

    UP = "up"
    LEAVES = "leaves"


class Promotion(NamedTuple):
    """The step and the grade it leads to (None for those who leave)."""

    step: Step
    grade: int | None = None


def promote(grade: int, stages: Collection[Stage]) -> Promotion:
    """Grade 1–12 of a school with `stages`, a year later: one grade up within the school, else out (毕业或升学).

    A nine-year school keeps its grade 6. A grade that no stage of the school has goes up like any other, except at a
    stage's end. ValueError for staff.
    """
    if grade not in GRADES:
        raise ValueError("only grades 1 to 12 are promoted")
    ends = grade in EXAM_GRADES or (grade == STAGE_GRADES[Stage.PRIMARY][-1] and Stage.JUNIOR not in stages)
    return Promotion(Step.LEAVES) if ends else Promotion(Step.UP, grade + 1)
