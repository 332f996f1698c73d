"""How an item is filled in by hand: what may be chosen, in which order a sheet is gone through, what is still to do."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from core.evaluation.rules import tally
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import SHARED, Item, Kind, Node, RubricSpec

MOST_CHOICES = 11
"""Points that are still chosen by a tap; beyond them a number is typed."""
SHORT = 8  # characters that still count as few
LONGEST_REASON, LONGEST_REMARK = 1000, 2000  # characters
NOT_APPLICABLE = "不适用"
MET, NOT_MET = "达到", "没达到"
HAPPENED, NEVER = "发生了", "没有发生"


class Choice(NamedTuple):
    """One answer to choose: the number it stands for, the points it gives ("" where they depend), and what it says."""

    value: Decimal
    points: str
    words: str

    @property
    def text(self) -> str:
        """Points and words on one line."""
        return "　".join(filter(None, (self.points, self.words)))


class Group(NamedTuple):
    """The items directly below one indicator, in order; `trail` names the indicators above, the highest first."""

    code: str
    trail: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        """The indicator itself; what stands below none is named for what it is."""
        if self.trail:
            return self.trail[-1]
        return "一票否决" if all(item.kind is Kind.VETO for item in self.items) else "其他项目"


class Given(NamedTuple):
    """What a rater has put down for an item."""

    mark: Mark
    reason: str = ""


class Left(NamedTuple):
    """Codes of the items that lack a mark, and of those that lose points without a reason; in the sheet's order."""

    marks: tuple[str, ...]
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.marks or self.reasons)


def choices(spec: RubricSpec, item: Item, key: str = SHARED) -> tuple[Choice, ...]:
    """What may be chosen for `item` under the mark's `key`; () where a number is written."""
    match item.kind:
        case Kind.STEPS:
            return _steps(spec, item, key)
        case Kind.ANCHORS:
            return tuple(
                Choice(Decimal(at), _same({one.scores.get(each, one.score) for each in _counted(spec, key)}), one.label)
                for at, one in enumerate(item.anchors)
            )
        case Kind.GRADES:
            mosts = [tally.most_of(spec, item, each) for each in _counted(spec, key)]
            return tuple(
                Choice(Decimal(at), _same({most * one.share for most in mosts}), one.label)
                for at, one in enumerate(item.grades)
            )
        case Kind.CHECK:
            return (Choice(Decimal(1), "", MET), Choice(Decimal(0), "", NOT_MET))
        case Kind.VETO:
            return (Choice(Decimal(0), "", NEVER), Choice(Decimal(1), "", HAPPENED))
    return ()


def most(spec: RubricSpec, item: Item, key: str = SHARED) -> Decimal:
    """The most points under the mark's `key`: for SHARED the highest of all standards."""
    return max(tally.most_of(spec, item, each) for each in _counted(spec, key))


def groups(spec: RubricSpec) -> tuple[Group, ...]:
    """All items, by the indicator they stand under, as one goes down the sheet: an indicator's own items come first."""
    below: dict[str, list[Item]] = {}
    for item in spec.items:
        below.setdefault(item.parent, []).append(item)
    found = [Group("", (), tuple(below[""]))] if "" in below else []
    for node, trail in _walked(spec, "", ()):
        if node.code in below:
            found.append(Group(node.code, trail, tuple(below[node.code])))
    return tuple(found)


def lacks_reason(spec: RubricSpec, code: str, given: Given) -> bool:
    """Whether points are lost and nothing says why."""
    return not given.reason.strip() and tally.loses(spec, spec.by_code[code], given.mark)


def is_whole(spec: RubricSpec, item: Item, mark: Mark) -> bool:
    """Whether the mark has a number for everything that is asked of the item, or says that it does not apply."""
    return mark.na or all(mark.value(key) is not None for key in spec.marks_of(item))


def left(spec: RubricSpec, given: Mapping[str, Given]) -> Left:
    """What keeps the sheet from being handed in."""
    codes = [item.code for group in groups(spec) for item in group.items]
    marks = [code for code in codes if code not in given or not is_whole(spec, spec.by_code[code], given[code].mark)]
    reasons = [code for code in codes if code not in marks and lacks_reason(spec, code, given[code])]
    return Left(tuple(marks), tuple(reasons))


def told(spec: RubricSpec, item: Item, mark: Mark) -> str:
    """A mark in words: "5　齐全", "12 ㎡", "达标 3　示范 2"."""
    if mark.na:
        return NOT_APPLICABLE
    titles = {each.key: each.title for each in spec.standards}
    parts = [(titles.get(key, ""), _said(spec, item, key, value)) for key, value in mark.values]
    return "　".join(" ".join(filter(None, part)) for part in parts)


def brief(spec: RubricSpec, item: Item, mark: Mark) -> str:
    """The same in a few characters: "3 分", "A", "12 ㎡", "3 / 2"."""
    if mark.na:
        return NOT_APPLICABLE
    return " / ".join(_brief(spec, item, key, value) for key, value in mark.values)


def _brief(spec: RubricSpec, item: Item, key: str, value: Decimal) -> str:
    known = next((choice for choice in choices(spec, item, key) if choice.value == value), None)
    if known is None or item.kind is Kind.STEPS:
        return _said(spec, item, key, value)
    if known.points and item.kind is not Kind.GRADES:
        return f"{known.points} 分"
    return known.words if len(known.words) <= SHORT else f"第 {plain(value + 1)} 档"


def _said(spec: RubricSpec, item: Item, key: str, value: Decimal) -> str:
    known = next((choice for choice in choices(spec, item, key) if choice.value == value), None)
    if known is not None and known.words != "分":
        return known.text
    unit = "分" if item.kind is Kind.STEPS else item.unit
    return f"{plain(value)} {unit}".strip()


def _counted(spec: RubricSpec, key: str) -> tuple[str, ...]:
    return spec.standard_keys if key == SHARED else (key,)


def _steps(spec: RubricSpec, item: Item, key: str) -> tuple[Choice, ...]:
    top = most(spec, item, key)
    if item.step <= 0 or top / item.step > MOST_CHOICES - 1:
        return ()
    values = [item.step * times for times in range(int(top / item.step) + 1)]
    values += [top] if values[-1] != top else []
    return tuple(Choice(value, plain(value), "分") for value in values)


def _same(points: set[Decimal]) -> str:
    """The points, where every standard gives the same."""
    return plain(points.pop()) if len(points) == 1 else ""


def plain(number: Decimal) -> str:
    """A number without needless zeros: 5, 2.5, 0.25."""
    return format(number.normalize(), "f") if number else "0"


def _walked(spec: RubricSpec, parent: str, trail: tuple[str, ...]) -> list[tuple[Node, tuple[str, ...]]]:
    found: list[tuple[Node, tuple[str, ...]]] = []
    for node in spec.nodes:
        if node.parent == parent:
            here = (*trail, node.title)
            found += [(node, here), *_walked(spec, node.code, here)]
    return found
