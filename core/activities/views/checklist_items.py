"""The fields of one item of a checklist."""

from collections.abc import Collection
from itertools import count
from typing import Any

import streamlit as st

from core.activities.rules import ActivityKind, Audience
from core.activities.rules.checklists import (
    EARLIEST_DUE,
    MOST_ITEMS,
    MOST_PHOTOS,
    MOST_SESSIONS,
    SHORT,
    ItemSpec,
)
from core.activities.rules.facts import AUDIENCE_TITLES, KIND_TITLES
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui.words import safe

TITLE, NOTE = 60, 400
FIELD = 150  # px
EVIDENCE = {"file": "文件", "words": "一段文字", "works": "作品件数"}


def item_fields(item: ItemSpec | None, at: int, name: str, flaws: list[str]) -> dict[str, Any] | None:
    """One item; None where it is left out."""
    with st.expander(f"{at + 1}. {safe(item.title if item else '新的一项')}", expanded=item is None):
        if st.checkbox("不要这一项", key=f"{name}.out"):
            return None
        told = _what(item, name) | _who(item, name) | _proof(item, name)
    called = told["title"] or f"第 {at + 1} 项"
    for field, words in (("title", "写上做什么"), ("short", "写上进度板上的简称"), ("audiences", "选对象")):
        if not told[field]:
            flaws.append(f"请给“{called}”{words}。")
    return told


def code_of(item: ItemSpec | None, at: int, known: Collection[str]) -> str:
    """The code of an item stays; a new one gets one that the list does not have, another for every place."""
    return (
        item.code
        if item
        else next(code for number in count() if (code := f"added_{at + number * MOST_ITEMS}") not in known)
    )


def _what(item: ItemSpec | None, name: str) -> dict[str, Any]:
    grid = st.grid(4, min_column_width=FIELD)
    kinds = list(ActivityKind)
    title = grid.cell(column_span=2).text_input(
        "做什么", item.title if item else "", max_chars=TITLE, key=f"{name}.title"
    )
    short = grid.cell().text_input(
        "进度板简称", item.short if item else "", max_chars=SHORT, key=f"{name}.short", help=f"最多 {SHORT} 个字"
    )
    kind = grid.cell().selectbox(
        "类型", kinds, kinds.index(item.kind) if item else 0, format_func=KIND_TITLES.__getitem__, key=f"{name}.kind",
        filter_mode=None,
    )  # fmt: skip
    words = st.text_input("说明（可不写）", item.words if item else "", max_chars=NOTE, key=f"{name}.words")
    return {"title": title.strip(), "short": short.strip(), "kind": kind, "words": words.strip()}


def _who(item: ItemSpec | None, name: str) -> dict[str, Any]:
    audiences = st.pills(
        "对象", list(Audience), selection_mode="multi", default=list(item.audiences) if item else [Audience.PUPILS],
        format_func=AUDIENCE_TITLES.__getitem__, key=f"{name}.audiences",
    )  # fmt: skip
    stages = st.pills(
        "学段（不选就是全部）", list(Stage), selection_mode="multi", default=list(item.stages) if item else [],
        format_func=STAGE_TITLES.__getitem__, key=f"{name}.stages",
    )  # fmt: skip
    return {
        "audiences": [one for one in Audience if one in audiences],
        "stages": [one for one in Stage if one in stages],
    }


def _proof(item: ItemSpec | None, name: str) -> dict[str, Any]:
    grid = st.grid(4, min_column_width=FIELD)
    required = grid.cell().toggle("必做", item.required if item else True, key=f"{name}.required")
    least = grid.cell().number_input("至少几场", 1, MOST_SESSIONS, item.least if item else 1, key=f"{name}.least")
    photos = grid.cell().number_input(
        "照片几张", 0, MOST_PHOTOS, item.evidence.photos if item else 1, key=f"{name}.photos"
    )  # fmt: skip
    due = grid.cell().number_input(
        "结束前几天上报", 0, EARLIEST_DUE, item.due if item else 0, key=f"{name}.due", help="0 是按活动月的上报截止日"
    )
    known = [one for one in EVIDENCE if item and getattr(item.evidence, one)]
    asked = st.pills(
        "还要带上", list(EVIDENCE), selection_mode="multi", default=known, format_func=EVIDENCE.__getitem__,
        key=f"{name}.evidence",
    )  # fmt: skip
    evidence = {"photos": photos, **{one: one in asked for one in EVIDENCE}}
    return {"required": required, "least": least, "due": due, "evidence": evidence}
