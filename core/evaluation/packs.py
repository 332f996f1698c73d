"""The rubrics that are shipped, and rubrics as text in the database."""

from collections.abc import Mapping
from functools import cache, lru_cache

from core import catalog
from core.evaluation.rules.spec import RubricSpec

KEPT = 64
"""How many different rubrics one process keeps parsed: those of the rounds that are under way."""


@cache
def rubrics() -> Mapping[str, RubricSpec]:
    """Every shipped rubric by key. Raises BrokenPack for one that is wrong in itself."""
    return catalog.load("rubrics", RubricSpec)


def rubric(key: str) -> RubricSpec:
    """The shipped rubric of that key; KeyError where there is none."""
    return rubrics()[key]


def dumped(spec: RubricSpec) -> str:
    """The rubric as JSON, defaults spelled out: a default that changes later does not reach what is kept."""
    return spec.model_dump_json()


@lru_cache(maxsize=KEPT)
def parsed(text: str) -> RubricSpec:
    """The rubric that `dumped` wrote; the same text gives the same object. ValueError for anything else."""
    return RubricSpec.model_validate_json(text)
