"""活动清单 to edit: a draft from one that is there, what is wrong with it, and the last step."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import streamlit as st
from pydantic import ValidationError

from core.activities.rules import ActivityKind, Audience
from core.activities.rules.checklist_lint import Finding, Weight, lint
from core.activities.rules.checklists import (
    EARLIEST_DUE,
    MOST_ITEMS,
    MOST_PHOTOS,
    MOST_SESSIONS,
    SHORT,
    ChecklistSpec,
    ItemSpec,
)
from core.activities.rules.season_titles import AUDIENCES, KIND_TITLES
from core.organisations.rules import STAGE_TITLES, Stage
from core.ui import parts, state
from core.ui.words import safe

TITLE, NOTE, MAX_NOTE, DOCUMENT = 60, 400, 300, 200
FIELD = 150  # px
FINDINGS: Mapping[str, str] = {
    "titles_twice": "有两项同名，请改一个名称。",
    "heads_twice": "有两项在进度板上是同一个简称，请改一个。",
    "nothing_required": "没有一项是必做的，完成率会没有意义。确认是这样吗？",
    "many_items": "项目比较多，学校负担会重。确认都需要吗？",
    "still_default": "依据里还写着“请按本地文件核定”，核定后请改掉这句话。",
    "nothing_shown": "这一项上报时什么都不用带，确认是这样吗？",
    "many_photos": "照片要得比较多，一般 1 到 3 张就够了。",
    "photo_of_a_talk": "谈心、家访不宜要照片，建议改成一段文字。",
}
EVIDENCE = {"file": "文件", "words": "一段文字", "works": "作品件数"}


class Draft(NamedTuple):
    """What stands in the form: a spec, or why there is none yet."""

    spec: ChecklistSpec | None
    flaws: tuple[str, ...]


def draft(base: ChecklistSpec, key: str) -> Draft:
    """The form, filled from `base`, and what it says now."""
    flaws: list[str] = []
    title = st.text_input("名称", base.title, max_chars=TITLE, key=f"{key}.title", width=420).strip()
    document = st.text_input("依据的文件", base.source.document, max_chars=DOCUMENT, key=f"{key}.document").strip()
    note = st.text_area("说明（可不写）", base.source.note, max_chars=NOTE, height=80, key=f"{key}.text").strip()
    parts.section("要做的事", "从上到下就是进度板的顺序；不要的勾掉")
    more = int(state.held(f"{key}.more") or 0)
    slots: Sequence[ItemSpec | None] = [*base.items, *[None] * more][:MOST_ITEMS]
    codes = {item.code for item in base.items}
    told = [(_code(item, at, codes), _item(item, at, key, flaws)) for at, item in enumerate(slots)]
    items = [{"code": code, **one} for code, one in told if one]
    if len(slots) < MOST_ITEMS and st.button("再加一项", key=f"{key}.add", icon=":material/add:"):
        state.hold(f"{key}.more", more + 1)
        st.rerun()
    for given, words in (
        (title, "请写上清单的名称。"),
        (document, "请写上依据的文件。"),
        (items, "清单里至少要有一项。"),
    ):
        if not given:
            flaws.append(words)
    source = {"document": document, "url": base.source.url, "note": note}
    return _made({"title": title, "source": source, "items": items}, base, flaws)


def findings(drafted: Draft) -> tuple[Finding, ...]:
    """What is wrong with the draft, or was hardly meant; drawn, and answered."""
    found = lint(drafted.spec) if drafted.spec else ()
    for words in drafted.flaws:
        st.warning(safe(words), icon=":material/info:")
    for one in found:
        where = f"“{one.item}”：" if one.item else ""
        draw = st.warning if one.weight is Weight.MUST else st.info
        draw(safe(where + FINDINGS[one.code]), icon=":material/info:")
    return found


def publishing(name: str, drafted: Draft, found: Sequence[Finding], *, key: str) -> str | None:
    """The last step: why, and the button; the note, once it was sent."""
    parts.section("发布", f"成为{name}的新版本；已经建好的活动月仍用原来的清单")
    if drafted.spec is None or any(one.weight is Weight.MUST for one in found):
        st.caption("上面还有要改好的地方，改好就能发布。")
        return None
    with st.form(key):
        note = st.text_area(
            "为什么这样定", max_chars=MAX_NOTE, height=90, key=f"{key}.note", placeholder="依据哪份文件，改了什么"
        )
        return note if st.form_submit_button("发布", type="primary") else None


def _item(item: ItemSpec | None, at: int, key: str, flaws: list[str]) -> dict[str, Any] | None:
    """One item; None where it is left out."""
    name = f"{key}.item{at}"
    with st.expander(f"{at + 1}. {safe(item.title if item else '新的一项')}", expanded=item is None):
        if st.checkbox("不要这一项", key=f"{name}.out"):
            return None
        told = _what(item, name) | _who(item, name) | _proof(item, name)
    called = told["title"] or f"第 {at + 1} 项"
    for field, words in (("title", "写上做什么"), ("short", "写上进度板上的简称"), ("audiences", "选对象")):
        if not told[field]:
            flaws.append(f"请给“{called}”{words}。")
    return told


def _code(item: ItemSpec | None, at: int, known: Collection[str]) -> str:
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
        format_func=AUDIENCES.__getitem__, key=f"{name}.audiences",
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


def _made(told: Mapping[str, Any], base: ChecklistSpec, flaws: Sequence[str]) -> Draft:
    """The spec that the answers make, or the sentences why they make none."""
    if flaws:
        return Draft(None, tuple(flaws))
    try:
        return Draft(ChecklistSpec.model_validate({"key": base.key, "version": base.version, **told}), ())
    except ValidationError:
        return Draft(None, ("有一处不成立，请核对：简称最多 4 个字，文字不要太长。",))
