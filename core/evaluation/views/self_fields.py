"""The fields of an item of a self-assessment: every change is saved at once (see core.ui.live)."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from core.evaluation.queries import SelfSheet
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.views.mark_fields import MarkFields, mark_fields
from core.evaluation.views.mark_fields import show as show_mark
from core.ui import live, state

Key = Callable[[str], str]
"""Answers the key of a form by its name: page.form_key."""


class Wish(NamedTuple):
    """What somebody asked for: a public action of core.evaluation.actions, what it is given, its form, the words when done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    form: str
    done: str | None = None


class Fields(NamedTuple):
    """The widgets of one item: its mark and the note."""

    mark: MarkFields
    note: str


def fields(entry_id: int, spec: RubricSpec, item: Item) -> Fields:
    """The keys of an item's widgets."""
    name = f"self.{entry_id}.{item.code}"
    return Fields(mark_fields(name, spec, item), f"{name}.note")


def show(sheet: SelfSheet, spec: RubricSpec, item: Item) -> Fields:
    """Put what is kept of an item into its widgets, and answer their keys."""
    own, known = sheet.items.get(item.code), fields(sheet.entry.id, spec, item)
    show_mark(known.mark, spec, item, own.mark if own else Mark())
    live.show(known.note, own.note if own else "")
    return known


def wishes(sheet: SelfSheet, spec: RubricSpec) -> Iterator[Wish]:
    """What was entered since the widgets were last shown, item by item, and the statement."""
    for item in spec.items:
        wish = _wish(sheet, spec, item)
        if wish is not None:
            yield wish
    key = statement_key(sheet.entry.id)
    if live.told(key):
        text = str(live.value(key) or "")
        yield _named(
            "state_entry", {"entry_id": sheet.entry.id, "statement": text}, key, f"{sheet.entry.statement}{text}"
        )


def statement_key(entry_id: int) -> str:
    """The widget of what the school says of itself as a whole."""
    return f"self.{entry_id}.statement"


def _wish(sheet: SelfSheet, spec: RubricSpec, item: Item) -> Wish | None:
    known, own = fields(sheet.entry.id, spec, item), sheet.items.get(item.code)
    marked, noted = known.mark.told, live.told(known.note)
    if not marked and not (noted and own):
        return None
    mark = known.mark.entered if marked else own.mark if own else None
    note = str(state.entered(known.note) or "") if noted else None
    given: dict[str, Any] = {"entry_id": sheet.entry.id, "code": item.code}
    before = f"{own.at.isoformat() if own else ''}"
    if mark is None:
        return _named("clear_self_mark", given, known.note, before) if own else None
    return _named("save_self_mark", {**given, "mark": mark, "note": note}, known.note, f"{before}{packed(mark)}{note}")


def _named(verb: str, given: Mapping[str, Any], name: str, told: str) -> Wish:
    """The act under a name of its own: the same for a tap that is sent twice, another for every other tap."""
    return Wish(verb, given, f"{name}.{sha256(told.encode()).hexdigest()[:12]}")
