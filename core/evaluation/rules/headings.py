"""What of a rubric stands at the head of a picture: its first level, and what each code is called."""

from typing import NamedTuple

from core.evaluation.rules.spec import Kind, RubricSpec

POINTLESS = (Kind.DEDUCT, Kind.VETO)
"""Kinds that only take away: of them no share is reached."""


class Heading(NamedTuple):
    """A code and its title."""

    code: str
    title: str


def first_level(spec: RubricSpec) -> tuple[Heading, ...]:
    """The indicators of the first level, and the items that stand beside them, as far as they give points."""
    nodes = [Heading(node.code, node.title) for node in spec.nodes if not node.parent]
    items = [Heading(item.code, item.title) for item in spec.items if not item.parent and item.kind not in POINTLESS]
    return (*nodes, *items)


def titles(spec: RubricSpec) -> dict[str, str]:
    """What every indicator and item is called, by code; of two with one code the first."""
    found: dict[str, str] = {}
    for code, title in [*((one.code, one.title) for one in spec.nodes), *((one.code, one.title) for one in spec.items)]:
        found.setdefault(code, title)
    return found


def standard_title(spec: RubricSpec, key: str) -> str:
    """What a standard is called; "" where the rubric has one without a name."""
    return next((one.title for one in spec.standards if one.key == key), "")
