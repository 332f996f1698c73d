"""活动清单 to edit: a draft from one that is there, what is wrong with it, and the last step."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st
from pydantic import ValidationError

from core.activities.rules.checklist_lint import Finding, Weight, lint
from core.activities.rules.checklists import MOST_ITEMS, ChecklistSpec, ItemSpec
from core.activities.views.checklist_items import code_of, item_fields
from core.ui import parts, state
from core.ui.words import safe

TITLE, NOTE, DOCUMENT = 60, 400, 200
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
    parts.section("要做的事", "从上到下就是进度板的顺序；不要的点开，勾上“不要这一项”")
    more = int(state.held(f"{key}.more") or 0)
    slots: Sequence[ItemSpec | None] = [*base.items, *[None] * more][:MOST_ITEMS]
    codes = {item.code for item in base.items}
    told = [
        (code_of(item, at, codes), item_fields(item, at, f"{key}.item{at}", flaws)) for at, item in enumerate(slots)
    ]
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
    sound = drafted.spec is not None and all(one.weight is not Weight.MUST for one in found)
    return parts.publishing(f"成为{name}的新版本；已经建好的活动月仍用原来的清单", sound=sound, key=key)


def _made(told: Mapping[str, Any], base: ChecklistSpec, flaws: Sequence[str]) -> Draft:
    """The spec that the answers make, or the sentences why they make none."""
    if flaws:
        return Draft(None, tuple(flaws))
    try:
        return Draft(ChecklistSpec.model_validate({"key": base.key, "version": base.version, **told}), ())
    except ValidationError:
        return Draft(None, ("有一处不成立，请核对：简称最多 4 个字，文字不要太长。",))
