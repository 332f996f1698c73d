"""The fields of an item: how a mark is shown in them, and what a rater has just entered."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from core.evaluation.queries import MyMark, MySheet
from core.evaluation.rules import filling
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark, packed, typed
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.ui import live, state

NA = "na"
PHRASES = ("现场没有看到", "材料不全", "做了但没有记录", "只达到一部分", "和自评不一致，以现场为准")


class Fields(NamedTuple):
    """The widgets of one item: keys by the mark's keys, then "does not apply" where that is a box of its own, the reason,
    and the phrases for it."""

    marks: dict[str, str]
    na: str | None
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
    keys = {key: f"{name}.{number}" for number, key in enumerate(spec.marks_of(item))}
    apart = item.may_be_na and not taps_na(spec, item)
    return Fields(keys, f"{name}.na" if apart else None, f"{name}.why", f"{name}.phrase")


def taps_na(spec: RubricSpec, item: Item) -> bool:
    """Whether "does not apply" is one of the choices of a single row."""
    keys = spec.marks_of(item)
    return item.may_be_na and len(keys) == 1 and bool(filling.choices(spec, item, keys[0]))


def is_typed(spec: RubricSpec, item: Item, key: str) -> bool:
    """Whether a number is written instead of chosen."""
    return not filling.choices(spec, item, key)


def is_whole_number(item: Item) -> bool:
    """Whether only whole numbers can be written: full points of 12.5 can be given in steps of 1, too."""
    numbers = (item.step, item.points, *(one.points for one in item.requirements if one.points is not None))
    return item.kind in (Kind.COUNT, Kind.DEDUCT) or (
        item.kind is Kind.STEPS and all(number % 1 == 0 for number in numbers)
    )


def show(sheet: MySheet, item: Item) -> None:
    """Put what is kept of an item into its widgets."""
    spec, kept = sheet.row.spec, sheet.marks.get(item.code)
    known = fields(sheet.row.id, spec, item)
    mark = kept.mark if kept else Mark()
    for key, widget in known.marks.items():
        live.show(widget, _shown(spec, item, key, mark))
    if known.na:
        live.show(known.na, mark.na)
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
    if any(live.told(key) for key in (*known.marks.values(), *filter(None, [known.na]))):
        mark = _entered(known)
        if mark is None:
            return tap._replace(clear=True) if kept else None
        tap = tap._replace(mark=mark)
    return tap if _is_new(tap, kept) else None


def _is_new(tap: Tap, kept: MyMark | None) -> bool:
    """Whether it says something that is not kept yet: a run that was broken off after it had saved is not repeated."""
    if kept is None:
        return tap.mark is not None
    return tap.mark not in (None, kept.mark) or tap.reason not in (None, kept.reason)


def _entered(known: Fields) -> Mark | None:
    """The mark as the widgets hold it. A number that is written lets an earlier "does not apply" go."""
    if known.na and live.value(known.na) and not any(live.told(key) for key in known.marks.values()):
        return NOT_APPLICABLE
    found = {key: live.value(widget) for key, widget in known.marks.items()}
    if NA in found.values():
        return NOT_APPLICABLE
    values = tuple((key, typed(value)) for key, value in found.items() if value is not None)
    return Mark(values) if values else None


def _reason(known: Fields) -> str | None:
    """The reason, if one was written or a phrase for it was tapped."""
    written = str(live.value(known.reason) or "")
    if live.told(known.phrase) and (phrase := live.value(known.phrase)):
        return "；".join(filter(None, (written.strip().rstrip("；。"), str(phrase))))
    return written if live.told(known.reason) else None


def _shown(spec: RubricSpec, item: Item, key: str, mark: Mark) -> str | int | float | None:
    value = mark.value(key)
    if mark.na:
        return NA if taps_na(spec, item) else None
    if value is None:
        return None
    if not is_typed(spec, item, key):
        return filling.plain(value)
    return int(value) if is_whole_number(item) else float(value)


def remark_key(sheet_id: int) -> str:
    """The widget of what is said of the school as a whole."""
    return f"marking.{sheet_id}.remark"


def remark_told(sheet_id: int) -> str | None:
    """The remark, if it was written anew."""
    key = remark_key(sheet_id)
    return str(state.entered(key) or "") if live.told(key) else None
