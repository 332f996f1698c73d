"""Changing a draft: where, what, and the whole rubric that comes of it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import streamlit as st

from core.evaluation.queries import RubricRow
from core.evaluation.rules.editing import (
    checked,
    next_code,
    rebuilt,
    shifted,
    with_item,
    with_node,
    with_standards,
    without,
)
from core.evaluation.rules.spec import MAX_LEVELS, Combine, Item, Node, RubricSpec, depth
from core.evaluation.views.rubrics_items import item_form
from core.evaluation.views.rubrics_whole import whole_form
from core.ui import state
from core.ui.words import safe

WHOLE = ""
"""The place that is the sheet itself."""


class Change(NamedTuple):
    """Something to do to a draft: the form it came from, what makes the new rubric, and where to go on then."""

    form: str
    made: Callable[[RubricSpec], RubricSpec]
    place: str
    done: str = "已保存"


def pick_draft(rows: Sequence[RubricRow]) -> RubricRow:
    """The draft in hand; the newest at first."""
    by_id = {row.id: row for row in rows}
    held = state.held("rubrics.draft")
    at = list(by_id).index(int(held)) if held in by_id else 0
    chosen = st.selectbox(
        "哪一份草稿", list(by_id), index=at, format_func=lambda one: f"{by_id[one].title} {by_id[one].version} 版",
        key=f"rubrics.draft.{state.form_token('rubrics.draft')}", width=420,
    )  # fmt: skip
    return by_id[chosen]


def go_to(draft_id: int) -> None:
    """Turn to a draft that was just begun."""
    state.hold("rubrics.draft", draft_id)
    state.renew("rubrics.draft")
    state.renew("rubrics.part")
    st.rerun()


def edition_in_hand(row: RubricRow) -> int:
    """The edition that is being looked at; somebody else's newer one is shown on a click, never slipped in."""
    name = f"rubrics.edition.{row.id}"
    held = state.held(name)
    if held is None or held == row.edition:
        state.hold(name, row.edition)
        return row.edition
    st.info("这份草稿刚刚有人改过。点一下，接着在最新的内容上改。", icon=":material/info:")
    if st.button("看最新的", key=f"rubrics.newest.{row.id}"):
        state.hold(name, row.edition)
        st.rerun()
    return int(held)


def saved(row: RubricRow, edition: int, place: str) -> None:
    """Go on with the new edition at the place."""
    state.hold(f"rubrics.edition.{row.id}", edition)
    state.hold(f"rubrics.place.{row.id}", place[:24])
    state.renew(f"rubrics.place.{row.id}")


def pick_place(row: RubricRow) -> str:
    """Which part is changed: the sheet itself, an indicator, an item."""
    words = places(row.spec)
    held = str(state.held(f"rubrics.place.{row.id}") or WHOLE)
    codes = list(words)
    place = st.selectbox(
        "改哪里", codes, index=codes.index(held) if held in words else 0, format_func=words.__getitem__,
        key=f"rubrics.place.{row.id}.{state.form_token(f'rubrics.place.{row.id}')}",
    )  # fmt: skip
    state.hold(f"rubrics.place.{row.id}", place)
    return place


def places(spec: RubricSpec) -> dict[str, str]:
    """Every part in the order of the tree, indented."""
    found = {WHOLE: "整份标准：名称、依据、等级线"}
    _walk(spec, "", 0, found)
    return found


def moves(spec: RubricSpec, place: str, *, key: str) -> Change | None:
    """Buttons that add below the place, move it, or take it away."""
    known = {node.code: node for node in spec.nodes}
    item = spec.by_code.get(place)
    parent = item.parent if item else place
    with st.container(horizontal=True):
        adds_item = st.button("加一项", icon=":material/add:", key=_key(f"{key}.item"))
        deep = depth(known, parent) >= MAX_LEVELS - 1
        adds_node = st.button("加一个下级指标", icon=":material/add:", key=_key(f"{key}.node"), disabled=deep)
        up, down, off = (
            st.button(words, key=_key(f"{key}.{name}"), disabled=place == WHOLE)
            for name, words in (("up", "上移"), ("down", "下移"), ("off", "删去"))
        )
    code = next_code(spec, parent)
    if adds_item:
        return Change(f"{key}.item", lambda now: with_item(now, _new_item(code, parent)), code, "已加一项，请写下内容")
    if adds_node:
        return Change(
            f"{key}.node", lambda now: with_node(now, _new_node(code, parent)), code, "已加一个指标，请写下名称"
        )
    if up or down:
        return Change(
            f"{key}.{'up' if up else 'down'}", lambda now: shifted(now, place, -1 if up else 1), place, "已移动"
        )
    above = known[place].parent if place in known else parent
    return Change(f"{key}.off", lambda now: without(now, place), above, "已删去") if off else None


def part_form(spec: RubricSpec, place: str, *, form: str) -> Change | None:
    """The form of the place; None until it is sent."""
    key = _key(form)
    if place == WHOLE:
        made = whole_form(spec, key=key)
        return Change(form, _whole(made), WHOLE) if made else None
    parents = {WHOLE: "直接在整份标准下"} | {node.code: f"{node.code} {node.title}" for node in spec.nodes}
    item = spec.by_code.get(place)
    if item is not None:
        item_made = item_form(spec, item, parents, key=key)
        return Change(form, lambda now: with_item(now, item_made(), replaces=place), place) if item_made else None
    node = next(node for node in spec.nodes if node.code == place)
    fields = _node_form(spec, node, parents, key=key)
    return (
        Change(form, lambda now: with_node(now, checked(Node, fields), replaces=place), fields["code"])
        if fields
        else None
    )


def _whole(made: Mapping[str, Any]) -> Callable[[RubricSpec], RubricSpec]:
    def change(now: RubricSpec) -> RubricSpec:
        standing = with_standards(now, made["standards"])
        return rebuilt(standing, **{name: value() if callable(value) else value for name, value in made.items()})

    return change


def _node_form(spec: RubricSpec, node: Node, parents: Mapping[str, str], *, key: str) -> dict[str, Any] | None:
    below = {node.code, *(other.code for other in spec.nodes if _stands_below(spec, other, node.code))}
    codes = [code for code in parents if code not in below]
    with st.form(key):
        left, middle, right = st.columns([1, 4, 1.4])
        code = left.text_input("编号", node.code, max_chars=24, key=f"{key}.code").strip()
        title = middle.text_input("名称", node.title, max_chars=300, key=f"{key}.title").strip()
        points = _number(right, "分值", node.points, f"{key}.points")
        first, second, third, fourth = st.columns(4)
        combine = first.selectbox(
            "怎么合计", list(Combine), index=list(Combine).index(node.combine), format_func=COMBINES.__getitem__,
            key=f"{key}.combine",
        )  # fmt: skip
        cap = _number(second, "最多得几分", node.cap, f"{key}.cap")
        scale = _number(third, "折算成几分", node.scale_to, f"{key}.scale")
        weight = _number(fourth, "权重", node.weight, f"{key}.weight")
        parent = st.selectbox(
            "属于哪个指标", codes, index=codes.index(node.parent), format_func=parents.__getitem__, key=f"{key}.parent"
        )
        st.caption("分值要等于下面各项的合计；权重只在上级按平均时有用。最多、折算一般空着。")
        if not st.form_submit_button("保存这个指标", type="primary"):
            return None
    return {"code": code, "title": title, "parent": parent, "points": points, "combine": combine, "cap": cap,
            "scale_to": scale, "weight": Decimal(1) if weight is None else weight}  # fmt: skip


COMBINES = {Combine.SUM: "相加", Combine.MEAN: "按平均"}


def _number(place: Any, label: str, value: Decimal | None, key: str) -> Decimal | None:
    now = place.number_input(
        label, -99_999.0, 99_999.0, None if value is None else float(value), 0.5, format="%g", key=key
    )
    return None if now is None else Decimal(str(now)).normalize() + 0


def _stands_below(spec: RubricSpec, node: Node, code: str) -> bool:
    parents = {other.code: other.parent for other in spec.nodes}
    at, steps = node.parent, 0
    while at and at != code and steps < MAX_LEVELS:
        at, steps = parents.get(at, ""), steps + 1
    return at == code


def _walk(spec: RubricSpec, code: str, level: int, found: dict[str, str]) -> None:
    for node in spec.nodes_under(code):
        found[node.code] = f"{'　' * level}{node.code} {node.title}"
        _walk(spec, node.code, level + 1, found)
    for item in spec.items_under(code):
        found[item.code] = f"{'　' * level}· {item.code} {item.title}"


def _new_item(code: str, parent: str) -> Item:
    return Item(code=code, parent=parent, title="新的一项", points=Decimal(1))


def _new_node(code: str, parent: str) -> Node:
    return Node(code=code, parent=parent, title="新的指标")


def _key(form: str) -> str:
    return f"{form}.{state.form_token(form)}"


def heading(row: RubricRow) -> str:
    """What the draft is, in a line."""
    return safe(f"{row.org_name} · 第 {row.edition + 1} 稿")
