"""The widgets of an item's mark, on a rater's sheet and on a school's own: what they show, and what was entered in them."""

from typing import NamedTuple

from core.evaluation.rules import filling
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark, typed
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.ui import live

NA = "na"


class MarkFields(NamedTuple):
    """Keys of widgets: by the mark's keys, then "does not apply" where that is a box of its own."""

    values: dict[str, str]
    na: str | None

    @property
    def told(self) -> bool:
        """Whether a person changed one of them since they were last shown."""
        return self._valued or bool(self.na and live.told(self.na))

    @property
    def entered(self) -> Mark | None:
        """The mark as the widgets hold it. A number that is written lets an earlier "does not apply" go."""
        if self.na and live.value(self.na) and not self._valued:
            return NOT_APPLICABLE
        found = {key: live.value(widget) for key, widget in self.values.items()}
        if NA in found.values():
            return NOT_APPLICABLE
        values = tuple((key, typed(value)) for key, value in found.items() if value is not None)
        return Mark(values) if values else None

    @property
    def _valued(self) -> bool:
        return any(live.told(widget) for widget in self.values.values())


def mark_fields(name: str, spec: RubricSpec, item: Item) -> MarkFields:
    """The keys of an item's mark below `name`, the item's own."""
    keys = {key: f"{name}.{number}" for number, key in enumerate(spec.marks_of(item))}
    apart = item.may_be_na and not taps_na(spec, item)
    return MarkFields(keys, f"{name}.na" if apart else None)


def show(known: MarkFields, spec: RubricSpec, item: Item, mark: Mark) -> None:
    """Put a mark into its widgets."""
    for key, widget in known.values.items():
        live.show(widget, _shown(spec, item, key, mark))
    if known.na:
        live.show(known.na, mark.na)


def taps_na(spec: RubricSpec, item: Item) -> bool:
    """Whether "does not apply" is one of the choices of a single row."""
    keys = spec.marks_of(item)
    return item.may_be_na and len(keys) == 1 and bool(filling.choices(spec, item, keys[0]))


def is_whole_number(item: Item) -> bool:
    """Whether only whole numbers can be written: full points of 12.5 can be given in steps of 1, too."""
    numbers = (item.step, item.points, *(one.points for one in item.requirements if one.points is not None))
    return item.kind in (Kind.COUNT, Kind.DEDUCT) or (
        item.kind is Kind.STEPS and all(number % 1 == 0 for number in numbers)
    )


def _shown(spec: RubricSpec, item: Item, key: str, mark: Mark) -> str | int | float | None:
    value = mark.value(key)
    if mark.na:
        return NA if taps_na(spec, item) else None
    if value is None:
        return None
    if filling.choices(spec, item, key):
        return filling.plain(value)
    return int(value) if is_whole_number(item) else float(value)
