"""A rubric with one part changed: always a whole rubric again, or a refusal that says what cannot be."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from core.errors import Refused
from core.evaluation.rules.spec import Anchor, Frozen, Item, Node, Purpose, RubricSpec, Source, Standard

Part = TypeVar("Part", bound=Frozen)

MOST_ITEMS = 300
SENSELESS: Mapping[str, str] = MappingProxyType(
    {
        "string_too_long": "有一处文字太长",
        "string_too_short": "有一处必填的文字空着",
        "string_pattern_mismatch": "有一处编号的写法不对，编号里不能有空格",
        "decimal_max_places": "有一个数的小数超过四位",
        "decimal_max_digits": "有一个数太大",
        "decimal_whole_digits": "有一个数太大",
        "decimal_parsing": "有一个数没有读懂",
        "decimal_type": "有一个数没有填",
        "finite_number": "有一个数没有读懂",
        "value_error": "上级指标找不到、绕成了圈，或者超过四级；也可能是标准改了名，项目里还用着旧的",
    }
)


def rebuilt(spec: RubricSpec, **changes: object) -> RubricSpec:
    """The rubric with fields changed. Raises Refused for what has no meaning."""
    if len(items := changes.get("items", ())) > MOST_ITEMS:  # type: ignore[arg-type]  # a tuple where it is given
        raise Refused("rubric.too_large", most=MOST_ITEMS, items=len(items))  # type: ignore[arg-type]  # as above
    return checked(RubricSpec, {**{name: getattr(spec, name) for name in RubricSpec.model_fields}, **changes})


def checked(kind: type[Part], fields: Mapping[str, object]) -> Part:
    """A part of a rubric made of what somebody typed; `kind` is its class. Raises Refused for what has no meaning."""
    try:
        return kind.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise Refused("rubric.senseless", why=SENSELESS.get(first["type"], "有一处没有读懂")) from error


def with_item(spec: RubricSpec, item: Item, *, replaces: str = "") -> RubricSpec:
    """The rubric with an item added behind its siblings, or put in the place of the one of code `replaces`."""
    return rebuilt(_renamed(spec, replaces, item.code), items=_placed(spec.items, item, replaces))


def with_node(spec: RubricSpec, node: Node, *, replaces: str = "") -> RubricSpec:
    """The rubric with an indicator added, or put in the place of another; what stands below that follows its code."""
    renamed = _renamed(spec, replaces, node.code)
    return rebuilt(renamed, nodes=_placed(renamed.nodes, node, node.code if replaces else ""))


def without(spec: RubricSpec, code: str) -> RubricSpec:
    """The rubric without an item or an indicator, everything below it, and the caps on grades that name any of these."""
    gone = {code, *(node.code for node in spec.nodes if code in _above(spec, node.code))}
    items = tuple(item for item in spec.items if item.code not in gone and item.parent not in gone)
    nodes = tuple(node for node in spec.nodes if node.code not in gone)
    gone |= {item.code for item in spec.items if item.parent in gone}
    return rebuilt(
        spec, items=items, nodes=nodes, grade_caps=tuple(cap for cap in spec.grade_caps if cap.code not in gone)
    )


def shifted(spec: RubricSpec, code: str, by: int) -> RubricSpec:
    """The rubric with an item or an indicator moved `by` places among its siblings; at the end it stays."""
    parts: tuple[Any, ...] = spec.items if code in {item.code for item in spec.items} else spec.nodes
    own = next(part for part in parts if part.code == code)
    places = [at for at, part in enumerate(parts) if part.parent == own.parent]
    here = next(at for at, place in enumerate(places) if parts[place].code == code)
    there = min(max(here + by, 0), len(places) - 1)
    siblings = [parts[place] for place in places]
    siblings.insert(there, siblings.pop(here))
    moved = list(parts)
    for place, part in zip(places, siblings, strict=True):
        moved[place] = part
    return rebuilt(spec, **{"items" if parts is spec.items else "nodes": tuple(moved)})


def blank(key: str, version: str, title: str, *, document: str = "本级自拟") -> RubricSpec:
    """The least a rubric can be: one indicator with one item, to be written over."""
    nodes = (Node(code="A", title="一级指标", points=Decimal(5)),)
    items = (Item(code="A1", parent="A", title="第一项", points=Decimal(5)),)
    source = Source(document=document)
    return checked(
        RubricSpec,
        {"key": key, "version": version, "title": title, "purpose": Purpose.SCHOOL, "source": source, "nodes": nodes,
         "items": items},
    )  # fmt: skip


def next_version(version: str, taken: Collection[str]) -> str:
    """The next free number behind a version: 1.0 → 1.1; a version without a dot gets one."""
    stem, dot, last = version.rpartition(".")
    number = int(last) if dot and last.isdecimal() else 0
    stem = stem if dot and last.isdecimal() else version
    while (made := f"{stem[:14]}.{number + 1}") in taken:
        number += 1
    return made


def next_code(spec: RubricSpec, parent: str) -> str:
    """A free code for something below an indicator: A1, A2, …; 1, 2, … at the top."""
    known = {*(node.code for node in spec.nodes), *(item.code for item in spec.items)}
    return next(made for number in range(1, MOST_ITEMS * 4) if (made := f"{parent[:20]}{number}") not in known)


def _placed(parts: tuple[Any, ...], part: Any, replaces: str) -> tuple[Any, ...]:
    if replaces:
        first = next(at for at, one in enumerate(parts) if one.code == replaces)
        return (*parts[:first], part, *parts[first + 1 :])
    siblings = [at for at, one in enumerate(parts) if one.parent == part.parent]
    behind = siblings[-1] + 1 if siblings else len(parts)
    return (*parts[:behind], part, *parts[behind:])


def _renamed(spec: RubricSpec, old: str, new: str) -> RubricSpec:
    """The rubric with everything that names `old` naming `new`, the indicator itself too."""
    if not old or old == new or old not in {node.code for node in spec.nodes}:
        return _caps_renamed(spec, old, new)
    nodes = tuple(
        node.model_copy(update={"code": _other(node.code, old, new), "parent": _other(node.parent, old, new)})
        for node in spec.nodes
    )
    items = tuple(item.model_copy(update={"parent": _other(item.parent, old, new)}) for item in spec.items)
    return _caps_renamed(rebuilt(spec, nodes=nodes, items=items), old, new)


def _caps_renamed(spec: RubricSpec, old: str, new: str) -> RubricSpec:
    caps = tuple(cap.model_copy(update={"code": _other(cap.code, old, new)}) for cap in spec.grade_caps)
    return rebuilt(spec, grade_caps=caps) if old and old != new else spec


def _other(code: str, old: str, new: str) -> str:
    return new if code == old else code


def _above(spec: RubricSpec, code: str) -> set[str]:
    """The codes of the indicators above one."""
    parents = {node.code: node.parent for node in spec.nodes}
    found: set[str] = set()
    while (code := parents.get(code, "")) and code not in found:
        found.add(code)
    return found


def with_standards(spec: RubricSpec, standards: Sequence[Standard]) -> RubricSpec:
    """The rubric with other standards; what was said for one that is gone goes with it."""
    keys = {standard.key for standard in standards}
    items = tuple(
        item.model_copy(
            update={
                "requirements": tuple(each for each in item.requirements if each.standard in keys),
                "anchors": tuple(_anchor_for(anchor, keys) for anchor in item.anchors),
                "separate": item.separate and bool(keys),
            }
        )
        for item in spec.items
    )
    kept = {"": True} | dict.fromkeys(keys, True)
    lines = tuple(line for line in spec.lines if line.standard in kept)
    caps = tuple(cap for cap in spec.grade_caps if cap.standard in kept)
    return rebuilt(spec, standards=tuple(standards), items=items, lines=lines, grade_caps=caps)


def _anchor_for(anchor: Anchor, keys: Collection[str]) -> Anchor:
    return anchor.model_copy(update={"scores": {key: score for key, score in anchor.scores.items() if key in keys}})
