"""The rubrics that are shipped."""

from collections.abc import Mapping
from functools import cache

from core import catalog
from core.evaluation.rules.spec import RubricSpec


@cache
def rubrics() -> Mapping[str, RubricSpec]:
    """Every shipped rubric by key. Raises BrokenPack for one that is wrong in itself."""
    return catalog.load("rubrics", RubricSpec)


def rubric(key: str) -> RubricSpec:
    """The shipped rubric of that key; KeyError where there is none."""
    return rubrics()[key]
