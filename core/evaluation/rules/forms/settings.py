"""What else an item asks for, as lines in one cell: 单位 ㎡ · 间隔 0.5 · 可不适用 · 低于 4 分否决."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.evaluation.rules.forms.texts import number, plain
from core.evaluation.rules.spec import Item

FLAGS = {"可不适用": "may_be_na", "分标准打分": "separate", "必交佐证": "evidence_required"}
NUMBERS = {"间隔": "step", "权重": "weight"}
WORDS = {"单位": "unit", "代填": "proposal", "培训": "need"}
EACH = re.compile(r"每次扣\s*([\d.]+)\s*分?")
VETO = re.compile(r"低于\s*(-?[\d.]+)\s*分否决")
OWN_POINTS = re.compile(r"(.+?)满分\s*([\d.]+)\s*分?")


def setting_lines(item: Item, titles: Mapping[str, str]) -> str:
    """Everything of an item that no other column holds; `titles` are the standards' by key."""
    return "\n".join(_lines(item, titles))


def read_settings(text: str, keys: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]] | str:
    """The item's fields and the standards' own points (by key), or the first line that says neither."""
    fields: dict[str, Any] = {}
    own: dict[str, Any] = {}
    lines: list[str] = re.split(r"[\n；;]", text)
    for line in filter(None, map(str.strip, lines)):
        found = _field(line)
        if found:
            fields |= found
        elif (told := OWN_POINTS.fullmatch(line)) and told[1].strip() in keys and number(told[2]) is not None:
            own[keys[told[1].strip()]] = number(told[2])
        else:
            return line
    return fields, own


def _lines(item: Item, titles: Mapping[str, str]) -> Iterator[str]:
    defaults = {name: field.default for name, field in Item.model_fields.items()}
    for word, name in WORDS.items():
        if value := getattr(item, name):
            yield f"{word} {' '.join(value.split())}"
    for word, name in NUMBERS.items():
        if getattr(item, name) != defaults[name]:
            yield f"{word} {plain(getattr(item, name))}"
    if item.each:
        yield f"每次扣 {plain(item.each)} 分"
    if item.veto_below is not None:
        yield f"低于 {plain(item.veto_below)} 分否决"
    yield from (word for word, name in FLAGS.items() if getattr(item, name))
    for asked in item.requirements:
        if asked.points is not None:
            yield f"{titles[asked.standard]}满分 {plain(asked.points)} 分"


def _field(line: str) -> dict[str, Any]:
    if line in FLAGS:
        return {FLAGS[line]: True}
    word, _, rest = line.replace("：", " ").partition(" ")
    if word in WORDS and rest.strip():
        return {WORDS[word]: rest.strip()}
    if word in NUMBERS and number(rest) is not None:
        return {NUMBERS[word]: number(rest)}
    for pattern, name in ((EACH, "each"), (VETO, "veto_below")):
        if (found := pattern.fullmatch(line)) and number(found[1]) is not None:
            return {name: number(found[1])}
    return {}
