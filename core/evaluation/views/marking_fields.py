"""The fields of an item on a rater's sheet: what is kept of it, and what was just entered."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from core.evaluation.queries import MyMark, MySheet
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.views.mark_fields import MarkFields, mark_fields
from core.evaluation.views.mark_fields import show as show_mark
from core.ui import live, state

PHRASES = ("现场没有看到", "材料不全", "做了但没有记录", "只达到一部分", "和自评不一致，以现场为准")


class Fields(NamedTuple):
    """The widgets of one item: its mark, the reason, and the phrases for it."""

    mark: MarkFields
    reason: str
    phrase: str


class Tap(NamedTuple):
    """What was entered for an item: a mark, a reason, both; `clear` takes the mark back."""

    code: str
    edition: int
    mark: Mark | None = None
    reason: str | None = None
    clear: bool = False

    def form(self, sheet_id: int) -> str:
        """The name of this act: the same for a tap that is sent twice, another for every other tap."""
        text = f"{packed(self.mark) if self.mark else ''}{self.reason}{self.clear}"
        return f"marking.{sheet_id}.{self.code}.{self.edition}.{sha256(text.encode()).hexdigest()[:12]}"


def fields(sheet_id: int, spec: RubricSpec, item: Item) -> Fields:
    """The keys of an item's widgets."""
    name = f"marking.{sheet_id}.{item.code}"
    return Fields(mark_fields(name, spec, item), f"{name}.why", f"{name}.phrase")


def show(sheet: MySheet, item: Item) -> None:
    """Put what is kept of an item into its widgets."""
    spec, kept = sheet.row.spec, sheet.marks.get(item.code)
    known = fields(sheet.row.id, spec, item)
    show_mark(known.mark, spec, item, kept.mark if kept else Mark())
    live.show(known.reason, kept.reason if kept else "")
    live.show(known.phrase, None)


def taps(sheet: MySheet) -> Iterator[Tap]:
    """What was entered since the widgets were last shown, item by item."""
    for item in sheet.row.spec.items:
        tap = _tap(sheet, item, fields(sheet.row.id, sheet.row.spec, item))
        if tap is not None:
            yield tap


def _tap(sheet: MySheet, item: Item, known: Fields) -> Tap | None:
    kept = sheet.marks.get(item.code)
    tap = Tap(item.code, kept.edition if kept else 0, reason=_reason(known))
    if known.mark.told:
        mark = known.mark.entered
        if mark is None:
            return tap._replace(clear=True) if kept else None
        tap = tap._replace(mark=mark)
    return tap if _is_new(tap, kept) else None


def _is_new(tap: Tap, kept: MyMark | None) -> bool:
    """Whether it says something that is not kept yet: a run that was broken off after it had saved is not repeated."""
    if kept is None:
        return tap.mark is not None
    return tap.mark not in (None, kept.mark) or tap.reason not in (None, kept.reason)


def _reason(known: Fields) -> str | None:
    """The reason, if one was written or a phrase for it was tapped."""
    written = str(live.value(known.reason) or "")
    if live.told(known.phrase) and (phrase := live.value(known.phrase)):
        return "；".join(filter(None, (written.strip().rstrip("；。"), str(phrase))))
    return written if live.told(known.reason) else None


def remark_key(sheet_id: int) -> str:
    """The widget of what is said of the school as a whole."""
    return f"marking.{sheet_id}.remark"


def remark_told(sheet_id: int) -> str | None:
    """The remark, if it was written anew."""
    key = remark_key(sheet_id)
    return str(state.entered(key) or "") if live.told(key) else None
