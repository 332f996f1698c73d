"""What an item says that its kind does not listen to."""

from collections.abc import Callable, Mapping

from core.evaluation.rules.lint.finding import Findings, error, hint
from core.evaluation.rules.spec import QUANTITIES, Item, Kind, RubricSpec

LISTENS: Mapping[str, tuple[Kind, ...]] = {
    "anchors": (Kind.ANCHORS,),
    "grades": (Kind.GRADES,),
    "bands": QUANTITIES,
    "step": (Kind.STEPS,),
    "each": (Kind.DEDUCT,),
    "unit": (*QUANTITIES, Kind.DEDUCT),
}
"""Which kinds a part of an item counts for."""
SAID: Mapping[str, Callable[[Item], bool]] = {
    "anchors": lambda item: bool(item.anchors),
    "grades": lambda item: bool(item.grades),
    "bands": lambda item: bool(item.bands) or any(each.bands for each in item.requirements),
    "step": lambda item: item.step != 1,
    "each": lambda item: item.each != 0,
    "unit": lambda item: bool(item.unit.strip()),
}
SCALES = ("anchors", "grades", "bands")
PARTS = {
    "anchors": "各档描述",
    "grades": "等级系数",
    "bands": "分段",
    "step": "最小分值间隔",
    "each": "每次扣分",
    "unit": "单位",
}


def check_kinds(rubric: RubricSpec) -> Findings:
    """Scales of another kind (somebody meant them), and small parts left over."""
    for item in rubric.items:
        for part, kinds in LISTENS.items():
            if item.kind not in kinds and SAID[part](item):
                say = error if part in SCALES else hint
                yield say("scale_ignored" if part in SCALES else "field_ignored", item.code, part=PARTS[part])
        if item.kind in QUANTITIES and not item.unit.strip():
            yield hint("unit_missing", item.code)
