"""One item of a self-assessment: what is asked, the mark as one tap, the evidence right beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import streamlit as st

from core.evaluation.queries import EvidenceRow, Laid, Piece, SelfSheet
from core.evaluation.rules import filling, tally
from core.evaluation.rules.filling import Choice
from core.evaluation.rules.selfing import NOTE, owes
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.evaluation.views import self_fields as fields
from core.evaluation.views.mark_fields import NA, is_whole_number, taps_na
from core.evaluation.views.marking_items import TYPED
from core.evaluation.views.self_fields import Wish
from core.evaluation.views.self_uploads import Upload, add_proof
from core.ui.page import form_key
from core.ui.words import month_day, safe

ROOM = 44  # characters of all choices that still stand in one row
NAMED = 16  # characters of a file's title on its button


def card(
    sheet: SelfSheet, spec: RubricSpec, item: Item, pieces: Sequence[Piece], today: date
) -> Wish | Upload | EvidenceRow | None:
    """The item; answers what was asked for beside its mark: files to lay here, one to take off, one to be shown."""
    known = fields.show(sheet, spec, item)
    with st.container(border=True, gap="small"):
        _head(sheet, spec, item)
        _asked(spec, item)
        _controls(spec, item, known)
        own = sheet.items.get(item.code)
        if own and own.proposed:
            st.caption(f":material/database: 系统提供：{safe(own.proposed)}")
        if own:
            st.text_area("说明（可不填）", key=known.note, max_chars=NOTE, height=68)
        return _proofs(sheet, item, pieces, today)


def most_words(spec: RubricSpec, item: Item) -> str:
    """What an item can give, in words."""
    if item.kind is Kind.VETO:
        return "一票否决"
    if item.kind is Kind.DEDUCT:
        return f"每{safe(item.unit)}扣 {filling.plain(item.each)} 分，最多扣 {filling.plain(item.points)} 分"
    mosts = {key: filling.plain(tally.most_of(spec, item, key)) for key in spec.standard_keys}
    if len(set(mosts.values())) == 1:
        return f"{next(iter(mosts.values()))} 分"
    titles = {one.key: one.title for one in spec.standards}
    return "　".join(f"{safe(titles[key])} {most} 分" for key, most in mosts.items())


def _head(sheet: SelfSheet, spec: RubricSpec, item: Item) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        words = f"**{safe(item.code)}　{safe(item.title)}**　:gray[{most_words(spec, item)}]"
        st.markdown(words, width="content")
        st.markdown(_badge(sheet, spec, item), width="content")


def _badge(sheet: SelfSheet, spec: RubricSpec, item: Item) -> str:
    own = sheet.items.get(item.code)
    if own is None or not filling.is_whole(spec, item, own.mark):
        return ":gray-badge[待填]" if own is None else ":yellow-badge[还差一栏]"
    if owes(spec, item, own.mark) and not sheet.evidence.get(item.code):
        return ":yellow-badge[:material/attach_file: 还缺佐证]"
    return ":green-badge[:material/check: 已保存]"


def _asked(spec: RubricSpec, item: Item) -> None:
    titles = {one.key: one.title for one in spec.standards}
    lines = [f":small[**{safe(titles[one.standard])}**　{safe(one.text)}]" for one in item.requirements if one.text]
    proofs = "、".join(item.evidence) or ("请附上材料" if item.evidence_required else "")
    proofs += "（得分就要有）" if item.evidence_required else ""
    heads = (("怎么看", item.guidance), ("方式", item.method), ("佐证", proofs))
    lines += [f":small[:gray[{head}　{safe(words)}]]" for head, words in heads if words]
    if lines:
        st.markdown("  \n".join(lines))


def _controls(spec: RubricSpec, item: Item, known: fields.Fields) -> None:
    titles = {one.key: one.title for one in spec.standards}
    for key, widget in known.mark.values.items():
        label = titles.get(key, "") if len(known.mark.values) > 1 else ""
        found = filling.choices(spec, item, key)
        if found:
            _tapped(spec, item, found, widget, label)
        else:
            _typed(spec, item, key, widget, label)
    if known.mark.na:
        st.checkbox(filling.NOT_APPLICABLE, key=known.mark.na)


def _tapped(spec: RubricSpec, item: Item, found: Sequence[Choice], widget: str, label: str) -> None:
    words = {filling.plain(one.value): safe(one.text) for one in found}
    long = sum(len(one.text) for one in found) > ROOM
    if item.kind is Kind.STEPS:
        words = {value: f"{value} 分" for value in words}
    if taps_na(spec, item):
        words[NA] = filling.NOT_APPLICABLE
    shown: Literal["visible", "collapsed"] = "visible" if label else "collapsed"
    title, options = safe(label or item.title), list(words)
    if long and item.kind is not Kind.STEPS:  # whole sentences: one below the other
        st.radio(title, options, index=None, format_func=words.__getitem__, key=widget, label_visibility=shown)
    else:
        st.segmented_control(
            title,
            options,
            format_func=words.__getitem__,
            key=widget,
            label_visibility=shown,
        )


def _typed(spec: RubricSpec, item: Item, key: str, widget: str, label: str) -> None:
    unit = "分" if item.kind is Kind.STEPS else item.unit
    top = filling.most(spec, item, key) if item.kind is Kind.STEPS else None
    range_ = f"0 到 {filling.plain(top)}" if top is not None else ""
    named = (label or TYPED.get(item.kind, "数量")) + (f"（{unit}）" if unit else "")
    words = "　".join(filter(None, (named, range_)))
    whole = is_whole_number(item)
    step = item.step if item.kind is Kind.STEPS and item.step else 1
    st.number_input(
        safe(words), min_value=0 if whole else 0.0, value=None, step=int(step) if whole else float(step),
        max_value=None if top is None else int(top) if whole else float(top), format="%d" if whole else "%g",
        key=widget, placeholder="点这里填数", width=260,
    )  # fmt: skip


def _proofs(sheet: SelfSheet, item: Item, pieces: Sequence[Piece], today: date) -> Wish | Upload | EvidenceRow | None:
    """The evidence beside the item: shown on a tap, taken off, brought up to date, and more of it."""
    asked: Wish | Upload | EvidenceRow | None = None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for one in sheet.evidence.get(item.code, ()):
            asked = _proof(sheet, item, one) or asked
        asked = add_proof(sheet, item, pieces, today) or asked
    return asked


def _proof(sheet: SelfSheet, item: Item, one: Laid) -> Wish | EvidenceRow | None:
    title = one.row.title if len(one.row.title) <= NAMED else f"{one.row.title[:NAMED]}…"
    name = f"self.proof.{sheet.entry.id}.{item.code}.{one.row.id}"
    given: dict[str, Any] = {"entry_id": sheet.entry.id, "codes": [item.code]}
    with st.popover(safe(title), icon=":material/attach_file:"):
        st.caption(safe(f"{one.row.title}　{month_day(one.row.taken_on, year=True)}　第 {one.row.version} 版"))
        asked: Wish | EvidenceRow | None = (
            one.row if st.button("看", key=f"{name}.show", icon=":material/visibility:") else None
        )
        if one.newest != one.row.id and st.button("换成新版本", key=form_key(f"{name}.newer")):
            asked = Wish("link_evidence", {**given, "evidence_id": one.newest}, f"{name}.newer", "已换成新版本")
        if st.button("从这一项取下", key=form_key(f"{name}.off")):
            given["evidence_id"] = one.row.id
            asked = Wish("unlink_evidence", given, f"{name}.off", "已取下，材料还在材料库里")
    return asked
