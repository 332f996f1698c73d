"""The form of the place in hand, and the whole rubric that comes of it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import streamlit as st

from core.evaluation.rules.editing import checked, rebuilt, with_item, with_node, with_standards
from core.evaluation.rules.spec import MAX_LEVELS, Combine, Node, RubricSpec
from core.evaluation.views.rubrics_cells import exact
from core.evaluation.views.rubrics_items import item_form
from core.evaluation.views.rubrics_whole import whole_form
from core.ui import state

WHOLE = ""
"""The place that is the sheet itself."""
COMBINES = {Combine.SUM: "相加", Combine.MEAN: "按平均"}


class Change(NamedTuple):
    """Something to do to a draft: the form it came from, what makes the new rubric, and where to go on then."""

    form: str
    made: Callable[[RubricSpec], RubricSpec]
    place: str
    done: str = "已保存"


def form_key(form: str) -> str:
    """The key of a form or button, the same until its act succeeds."""
    return f"{form}.{state.form_token(form)}"


def part_form(spec: RubricSpec, place: str, *, form: str) -> Change | None:
    """The form of the place; None until it is sent."""
    key = form_key(form)
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


def _number(place: Any, label: str, value: Decimal | None, key: str) -> Decimal | None:
    now = place.number_input(
        label, -99_999.0, 99_999.0, None if value is None else float(value), 0.5, format="%g", key=key
    )
    return exact(now)


def _stands_below(spec: RubricSpec, node: Node, code: str) -> bool:
    parents = {other.code: other.parent for other in spec.nodes}
    at, steps = node.parent, 0
    while at and at != code and steps < MAX_LEVELS:
        at, steps = parents.get(at, ""), steps + 1
    return at == code
