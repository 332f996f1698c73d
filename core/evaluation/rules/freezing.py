"""A rubric as it is kept with a round or a version: JSON text, in which every number stays exact."""

from functools import lru_cache

from core.evaluation.rules.spec import RubricSpec


def frozen(rubric: RubricSpec) -> str:
    """The text that `thawed` makes the same rubric of."""
    return rubric.model_dump_json()


@lru_cache(maxsize=64)
def thawed(text: str) -> RubricSpec:
    """The rubric that `frozen` wrote; parsed once a process. ValueError for anything else."""
    return RubricSpec.model_validate_json(text)
