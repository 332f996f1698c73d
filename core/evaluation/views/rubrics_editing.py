"""Changing a draft: which, in which edition, at which place; adding, moving and taking away parts."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from core.evaluation.queries import RubricRow
from core.evaluation.rules.editing import next_code, shifted, with_item, with_node, without
from core.evaluation.rules.spec import MAX_LEVELS, Item, Node, RubricSpec, depth
from core.evaluation.views.rubrics_parts import WHOLE, Change, form_key
from core.ui import editions, state
from core.ui.words import safe


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
    """The edition that is being looked at, one for all parts of a draft."""
    form = f"rubrics.edition.{row.id}"
    said = "这份草稿刚刚有人改过。点一下，接着在最新的内容上改。"
    return editions.in_hand(row.edition, form=form, at=form_key(form), said=said)


def saved(row: RubricRow, place: str) -> None:
    """Go on with the newest edition at the place."""
    state.renew(f"rubrics.edition.{row.id}")
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
    offered = [*_added(spec, place, key), *_moved(spec, place, key)]
    with st.container(horizontal=True):
        pressed = [
            change for words, change, off in offered if st.button(words, key=form_key(change.form), disabled=off)
        ]
    return pressed[0] if pressed else None


def _added(spec: RubricSpec, place: str, key: str) -> list[tuple[str, Change, bool]]:
    """What can be added below the place (beside an item), and whether there is no room for it."""
    known = {node.code: node for node in spec.nodes}
    item = spec.by_code.get(place)
    parent = item.parent if item else place
    code = next_code(spec, parent)
    row = Item(code=code, parent=parent, title="新的一项", points=Decimal(1))
    node = Node(code=code, parent=parent, title="新的指标")
    adds = Change(f"{key}.item", lambda now: with_item(now, row), code, "已加一项，请写下内容")
    deepens = Change(f"{key}.node", lambda now: with_node(now, node), code, "已加一个指标，请写下名称")
    return [("加一项", adds, False), ("加一个下级指标", deepens, depth(known, parent) >= MAX_LEVELS - 1)]


def _moved(spec: RubricSpec, place: str, key: str) -> list[tuple[str, Change, bool]]:
    parents = {node.code: node.parent for node in spec.nodes} | {item.code: item.parent for item in spec.items}
    whole = place == WHOLE
    return [
        ("上移", Change(f"{key}.up", lambda now: shifted(now, place, -1), place, "已移动"), whole),
        ("下移", Change(f"{key}.down", lambda now: shifted(now, place, 1), place, "已移动"), whole),
        ("删去", Change(f"{key}.off", lambda now: without(now, place), parents.get(place, WHOLE), "已删去"), whole),
    ]


def _walk(spec: RubricSpec, code: str, level: int, found: dict[str, str]) -> None:
    for node in spec.nodes_under(code):
        found[node.code] = f"{'　' * level}{node.code} {node.title}"
        _walk(spec, node.code, level + 1, found)
    for item in spec.items_under(code):
        found[item.code] = f"{'　' * level}· {item.code} {item.title}"


def heading(row: RubricRow) -> str:
    """What the draft is, in a line."""
    return safe(f"{row.org_name} · 第 {row.edition + 1} 稿")
