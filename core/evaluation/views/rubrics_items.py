"""The form of one item: what every way of marking needs, and no more."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from core.evaluation.rules.editing import checked
from core.evaluation.rules.proposals import KNOWN
from core.evaluation.rules.spec import QUANTITIES, Combine, Item, Kind, Requirement, RubricSpec
from core.evaluation.rules.titles import ITEM_KINDS
from core.evaluation.views.rubrics_cells import anchors_from, bands_from, exact, grades_from
from core.evaluation.views.rubrics_tables import anchors_table, bands_table, grades_table

Made = Callable[[], Item]
MOST = 99_999.0  # points


def item_form(spec: RubricSpec, item: Item, parents: Mapping[str, str], *, key: str) -> Made | None:
    """The item as it stands in the form, made once it is sent (which may raise Refused); None until then."""
    kinds = list(Kind)
    kind = st.selectbox(
        "评分方式",
        kinds,
        index=kinds.index(item.kind),
        format_func=ITEM_KINDS.__getitem__,
        key=f"{key}.kind",
        width=320,
    )
    with st.form(key):
        fields = _head(item, kind, key)
        scale = _scale(spec, item, kind, key)
        asked = _asked(spec, item, kind, key)
        fields |= _texts(item, key) | _choices(spec, item, kind, parents, key)
        if not st.form_submit_button("保存这一项", type="primary"):
            return None
    return lambda: checked(Item, {**fields, **scale(), "kind": kind, "requirements": asked()})


def _head(item: Item, kind: Kind, key: str) -> dict[str, Any]:
    code, title, points = st.columns([1, 4, 1.4])
    fields: dict[str, Any] = {
        "code": code.text_input("编号", item.code, max_chars=24, key=f"{key}.code").strip(),
        "title": title.text_input("评什么", item.title, max_chars=300, key=f"{key}.title").strip(),
    }
    if kind is not Kind.VETO:
        label = "最多扣几分" if kind is Kind.DEDUCT else "分值"
        fields["points"] = exact(
            points.number_input(label, -MOST, MOST, float(item.points), 0.5, format="%g", key=f"{key}.points")
        )
    return fields


def _scale(spec: RubricSpec, item: Item, kind: Kind, key: str) -> Callable[[], dict[str, Any]]:
    """The inputs of one way of marking, and what they say."""
    if kind is Kind.ANCHORS:
        rows = anchors_table(spec, item, key=f"{key}.anchors")
        return lambda: {"anchors": anchors_from(rows, [standard.key for standard in spec.standards])}
    if kind is Kind.GRADES:
        rows = grades_table(item, key=f"{key}.grades")
        return lambda: {"grades": grades_from(rows)}
    if kind in QUANTITIES:
        unit = st.text_input("单位", item.unit, max_chars=10, key=f"{key}.unit", width=160).strip()
        rows = bands_table(item.bands, key=f"{key}.bands", title="每一档从多少到多少，得几分")
        return lambda: {"unit": unit, "bands": bands_from(rows)}
    if kind is Kind.STEPS:
        step = st.number_input(
            "最小分值间隔", -MOST, MOST, float(item.step), 0.5, format="%g", key=f"{key}.step", width=160
        )
        return lambda: {"step": exact(step)}
    if kind is Kind.DEDUCT:
        each = st.number_input(
            "每次扣几分", -MOST, MOST, float(item.each), 0.5, format="%g", key=f"{key}.each", width=160
        )
        return lambda: {"each": exact(each), "unit": item.unit}
    return dict


def _asked(spec: RubricSpec, item: Item, kind: Kind, key: str) -> Callable[[], tuple[Requirement, ...]]:
    """What each standard asks, its own points and bands where they differ."""
    known = {each.standard: each for each in item.requirements}
    drawn: list[tuple[str, str, Any, Any]] = []
    for standard in spec.standards:
        before = known.get(standard.key, Requirement(standard=standard.key))
        words, points = st.columns([4, 1.4])
        text = words.text_area(
            f"{standard.title}要求", before.text, max_chars=2000, height=68, key=f"{key}.{standard.key}.text"
        )
        own = points.number_input(
            f"{standard.title}分值", -MOST, MOST, _float(before.points), 0.5, format="%g", key=f"{key}.{standard.key}.points",
            help="和上面的分值一样就空着",
        )  # fmt: skip
        title = f"{standard.title}另有分档时才填，空着就和上面一样"
        bands = bands_table(before.bands, key=f"{key}.{standard.key}.bands", title=title) if kind in QUANTITIES else []
        drawn.append((standard.key, text.strip(), own, bands))
    return lambda: tuple(
        checked(Requirement, {"standard": k, "text": text, "points": exact(own), "bands": bands_from(bands)})
        for k, text, own, bands in drawn
        if text or own is not None or bands
    )


def _texts(item: Item, key: str) -> dict[str, Any]:
    guidance = st.text_area("评分要点", item.guidance, max_chars=2000, height=90, key=f"{key}.guidance")
    left, right = st.columns(2)
    method = left.text_area("怎么看", item.method, max_chars=2000, height=90, key=f"{key}.method")
    papers = right.text_area(
        "佐证材料，一行一种", "\n".join(item.evidence), max_chars=2000, height=90, key=f"{key}.evidence"
    )
    return {
        "guidance": guidance.strip(), "method": method.strip(),
        "evidence": tuple(line.strip() for line in papers.splitlines() if line.strip()),
    }  # fmt: skip


def _choices(spec: RubricSpec, item: Item, kind: Kind, parents: Mapping[str, str], key: str) -> dict[str, Any]:
    with st.container(horizontal=True):
        fields: dict[str, Any] = {
            "evidence_required": st.checkbox("必须交佐证", item.evidence_required, key=f"{key}.required"),
            "may_be_na": st.checkbox("可以填不适用", item.may_be_na, key=f"{key}.na"),
        }
        if spec.standards:
            fields["separate"] = st.checkbox("各标准分别打分", item.separate, key=f"{key}.separate")
    left, right = st.columns(2)
    with left:
        codes = list(parents)
        fields["parent"] = st.selectbox(
            "属于哪个指标", codes, index=codes.index(item.parent) if item.parent in codes else 0,
            format_func=parents.__getitem__, key=f"{key}.parent",
        )  # fmt: skip
        fields["need"] = st.text_input("薄弱时适合的培训", item.need, max_chars=200, key=f"{key}.need").strip()
    with right:
        fields |= _rare(spec, item, kind, key)
    return fields


def _rare(spec: RubricSpec, item: Item, kind: Kind, key: str) -> dict[str, Any]:
    keys = ["", *KNOWN, *([item.proposal] if item.proposal not in ("", *KNOWN) else [])]
    fields: dict[str, Any] = {
        "proposal": st.selectbox(
            "系统可以代填的数", keys, index=keys.index(item.proposal), format_func=_known, key=f"{key}.proposal"
        )
    }
    if kind is not Kind.VETO:
        fields["veto_below"] = exact(_points_of("低于几分就否决（一般不填）", item.veto_below, f"{key}.veto"))
    mean = {node.code for node in spec.nodes if node.combine is Combine.MEAN}
    if item.parent in mean or (not item.parent and spec.combine is Combine.MEAN) or item.weight != 1:
        fields["weight"] = exact(_points_of("权重", item.weight, f"{key}.weight")) or Decimal(0)
    return fields


def _points_of(label: str, value: Decimal | None, key: str) -> float | None:
    return st.number_input(label, -MOST, MOST, _float(value), 0.5, format="%g", key=key)


def _known(name: str) -> str:
    if not name:
        return "不代填"
    known = KNOWN.get(name)
    return f"{known.title}（{known.unit}）" if known else name


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
