"""The levels of an item as lines of text: 3分：有 · A：0.8 · 60≤x<100：3分（一般）."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from core.evaluation.rules.forms.texts import number, plain
from core.evaluation.rules.spec import Anchor, Band, Grade, Kind
from core.sheets.cells import tidy

N = r"(-?\d+(?:\.\d+)?)"
ANCHOR = re.compile(rf"{N}\s*分\s*((?:\[[^\[\]]+?\s+-?[\d.]+\s*分\]\s*)*)[:：]\s*(.*)", re.S)
OTHER = re.compile(r"\[([^\[\]]+?)\s+(-?[\d.]+)\s*分\]")
GRADE = re.compile(r"([^:：=]{1,12}?)\s*[:：=]\s*(-?\d*\.?\d+)\s*")
BAND = re.compile(rf"(?:\[([^\[\]]+)\])?\s*(.+?)\s*[:：]\s*{N}\s*分\s*(?:[(（](.*)[)）])?", re.S)
BETWEEN = re.compile(rf"(?:{N}\s*([<≤])\s*)?x(?:\s*([<≤])\s*{N})?")
UNIT = r"([^\d\-—~至<>≤≥以及内]{0,4})"
SQUARE = ("㎡", "m²", "m2", "平方米", "平米")
RANGE = re.compile(rf"{N}{UNIT}[-—–~～至]+{N}{UNIT}")
ONE_SIDE = re.compile(
    rf"(不足|不满|低于|小于|少于|<|≤|超过|大于|高于|>|≥|至少)?{N}{UNIT}(以上|及以上|以下|及以下|以内)?"
)
BELOW, OVER = ("不足", "不满", "低于", "小于", "少于", "<"), ("超过", "大于", "高于", ">")
NONE = ("没有", "无", "0")


class Levels(NamedTuple):
    """What the lines of a cell say; `others` are bands that a standard, by its title, has for itself."""

    anchors: tuple[Anchor, ...] = ()
    grades: tuple[Grade, ...] = ()
    bands: tuple[Band, ...] = ()
    others: Mapping[str, tuple[Band, ...]] = {}

    @property
    def kind(self) -> Kind:
        """The kind of item that such levels make."""
        return Kind.ANCHORS if self.anchors else Kind.GRADES if self.grades else Kind.MEASURE


def level_lines(levels: Levels, titles: Mapping[str, str]) -> str:
    """The levels as lines; `titles` are the standards' by key."""
    lines = [_anchor_line(anchor, titles) for anchor in levels.anchors]
    lines += [f"{_one_line(grade.label)}：{plain(grade.share)}" for grade in levels.grades]
    lines += [band_line(band) for band in levels.bands]
    lines += [f"[{title}]{band_line(band)}" for title, bands in levels.others.items() for band in bands]
    return "\n".join(lines)


def read_levels(text: str, keys: Mapping[str, str], kind: Kind | None) -> Levels | str:
    """The levels that a cell's lines say, or the first line that says none; `keys` are the standards' by title."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        lines = [line.strip() for line in re.split(r"[；;]", lines[0]) if line.strip()]
    found: list[Any] = []
    for line in lines:
        one = _line(line, keys, kind)
        if one is None or (found and type(found[0][1]) is not type(one[1])):
            return line
        found.append(one)
    return _levels(found)


def band_line(band: Band) -> str:
    """60≤x<100：3分（一般）; x alone where nothing bounds it."""
    low = f"{plain(band.low)}{'<' if band.low_open else '≤'}" if band.low is not None else ""
    high = f"{'≤' if band.high_closed else '<'}{plain(band.high)}" if band.high is not None else ""
    return f"{low}x{high}：{plain(band.score)}分" + (f"（{_one_line(band.label)}）" if band.label else "")


def stretch_of(text: str) -> tuple[dict[str, Any], str] | None:
    """A stretch of numbers as people write it, with its unit: 60㎡以下, 100-120㎡, 不足 60, ≥10; both ends are held."""
    words = _spelt(text)
    if found := BETWEEN.fullmatch(words):
        return _bounds(found[1], found[4], low_open=found[2] == "<", high_closed=found[3] == "≤"), ""
    if found := RANGE.fullmatch(words):
        return _bounds(found[1], found[3], high_closed=True), _unit(found[4] or found[2])
    found = ONE_SIDE.fullmatch(words)
    if found is None or bool(found[1]) == bool(found[4]):
        return None
    if found[1] in BELOW or found[1] == "≤" or (found[4] or "").endswith(("下", "内")):
        return _bounds(None, found[2], high_closed=found[1] not in BELOW), _unit(found[3])
    return _bounds(found[2], None, low_open=found[1] in OVER), _unit(found[3])


def measured(anchors: Iterable[Anchor]) -> tuple[tuple[Band, ...], str] | None:
    """Anchors that all tell a quantity (没有, 60㎡以下, 100-120㎡) as bands with their unit; None for any other."""
    levels = list(anchors)
    told = [(each, stretch_of(each.label)) for each in levels if tidy(each.label) not in NONE]
    units = {found[1] for _, found in told if found}
    if len(told) < 2 or not all(found for _, found in told) or len(units) != 1 or "" in units:
        return None
    bands = [Band(**found[0], score=each.score, label=each.label) for each, found in told if found]
    empty = [each for each in levels if tidy(each.label) in NONE]
    if empty:
        bands = [
            band.model_copy(update={"low": Decimal(0), "low_open": True}) if band.low is None else band
            for band in bands
        ]
        bands.insert(
            0, Band(low=Decimal(0), high=Decimal(0), high_closed=True, score=empty[0].score, label=empty[0].label)
        )
    return tuple(bands), units.pop()


def _spelt(text: str) -> str:
    """The text without spaces and width, square metres as a word: their sign would come apart into m2."""
    for sign in SQUARE:
        text = text.replace(sign, "平方米")
    return tidy(text).replace(" ", "").replace("X", "x")


def _unit(text: str | None) -> str:
    return "㎡" if text == "平方米" else text or ""


def _anchor_line(anchor: Anchor, titles: Mapping[str, str]) -> str:
    own = "".join(f"[{titles[key]} {plain(score)}分]" for key, score in anchor.scores.items())
    return f"{plain(anchor.score)}分{own}：{_one_line(anchor.label)}"


def _line(line: str, keys: Mapping[str, str], kind: Kind | None) -> tuple[str, Anchor | Grade | Band] | None:
    """The standard's title ("" for all) and the level of one line; None where it says none."""
    words = line.replace("〔", "[").replace("〕", "]")
    anchor = ANCHOR.fullmatch(words) if kind in (None, Kind.ANCHORS) else None
    if anchor and all(title in keys for title, _ in OTHER.findall(anchor[2])):
        scores = {keys[title]: Decimal(value) for title, value in OTHER.findall(anchor[2])}
        return "", Anchor(label=anchor[3].strip(), score=Decimal(anchor[1]), scores=scores)
    grade = GRADE.fullmatch(words) if kind in (None, Kind.GRADES) else None
    if grade and (share := number(grade[2])) is not None:
        return "", Grade(label=grade[1].strip(), share=share)
    band = BAND.fullmatch(words) if kind in (None, Kind.MEASURE, Kind.COUNT) else None
    if band and (found := stretch_of(band[2])) and (not band[1] or band[1] in keys):
        return band[1] or "", Band(**found[0], score=Decimal(band[3]), label=(band[4] or "").strip())
    return None


def _levels(found: list[tuple[str, Any]]) -> Levels:
    others: dict[str, tuple[Band, ...]] = {}
    for title, band in found:
        if title:
            others[title] = (*others.get(title, ()), band)
    shared = [one for title, one in found if not title]
    return Levels(
        tuple(one for one in shared if isinstance(one, Anchor)), tuple(one for one in shared if isinstance(one, Grade)),
        tuple(one for one in shared if isinstance(one, Band)), others,
    )  # fmt: skip


def _bounds(low: str | None, high: str | None, *, low_open: bool = False, high_closed: bool = False) -> dict[str, Any]:
    return {
        "low": Decimal(low) if low else None, "high": Decimal(high) if high else None,
        "low_open": bool(low) and low_open, "high_closed": bool(high) and high_closed,
    }  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(text.split())
