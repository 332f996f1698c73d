"""What of a checklist can never be met, or was hardly meant."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from core.activities.rules import ActivityKind
from core.activities.rules.checklists import LOCAL, ChecklistSpec, ItemSpec
from core.organisations.rules import Stage

MANY_PHOTOS, MANY_ITEMS = 9, 15
PRIVATE = (ActivityKind.TALK, ActivityKind.VISIT)
"""Kinds of activities that a photograph would show a single child in."""


class Weight(StrEnum):
    """Whether a finding keeps a version from being published."""

    MUST = "must"
    LOOK = "look"


class Finding(NamedTuple):
    """One thing found: a stable code, the title of the item it is about ("" for the whole), how much it weighs."""

    code: str
    item: str
    weight: Weight


def lint(spec: ChecklistSpec) -> tuple[Finding, ...]:
    """Everything found, what must be put right first, each in the order of the list."""
    found = [*_whole(spec), *(one for item in spec.items for one in _item(item))]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.weight is Weight.LOOK))


def _whole(spec: ChecklistSpec) -> Iterator[Finding]:
    for title, times in Counter(item.title for item in spec.items).items():
        if times > 1:
            yield Finding("titles_twice", title, Weight.MUST)
    for stage in Stage:
        heads = Counter(item.short for item in spec.items if not item.stages or stage in item.stages)
        for short, times in heads.items():
            if times > 1:
                yield Finding("heads_twice", short, Weight.MUST)
    if not any(item.required for item in spec.items):
        yield Finding("nothing_required", "", Weight.LOOK)
    if len(spec.items) > MANY_ITEMS:
        yield Finding("many_items", "", Weight.LOOK)
    if LOCAL in spec.source.note:
        yield Finding("still_default", "", Weight.LOOK)


def _item(item: ItemSpec) -> Iterator[Finding]:
    if not item.evidence.anything and item.required:
        yield Finding("nothing_shown", item.title, Weight.LOOK)
    if item.evidence.photos > MANY_PHOTOS:
        yield Finding("many_photos", item.title, Weight.LOOK)
    if item.evidence.photos and item.kind in PRIVATE:
        yield Finding("photo_of_a_talk", item.title, Weight.LOOK)
