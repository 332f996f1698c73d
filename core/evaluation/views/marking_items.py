"""One item on a tablet: what is asked, what the school says and shows, and the mark as one tap."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import streamlit as st

from core import clock
from core.evaluation.queries import MySheet
from core.evaluation.rules import filling, tally
from core.evaluation.rules.filling import Choice, Given
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import Item, Kind
from core.evaluation.rules.states import EntryState
from core.evaluation.views import marking_fields as fields
from core.evaluation.views.mark_fields import NA, is_whole_number, taps_na
from core.evaluation.views.marking_fields import Tap
from core.ui.words import moment, safe

ROOM = 44  # characters of all choices that still stand in one row
CLEAR = "把这一项的分数和理由都清掉"
TYPED = {Kind.STEPS: "得分", Kind.MEASURE: "量得", Kind.DEDUCT: "次数"}
NAMED = 14  # characters of a piece of evidence on its button


def card(sheet: MySheet, item: Item) -> int | Tap | None:
    """The item; answers the id of the evidence that was tapped, or what a button of the item is to keep."""
    fields.show(sheet, item)
    with st.container(border=True, gap="small"):
        _head(sheet, item)
        _asked(sheet, item)
        at_once = _marks(sheet, item)
        _reason(sheet, item)
        return _foot(sheet, item) or at_once


def _head(sheet: MySheet, item: Item) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{safe(item.code)}　{safe(item.title)}**　:gray[{_most(sheet, item)}]", width="content")
        own = sheet.selfs.get(item.code)
        told = f":gray[学校自评 {safe(filling.told(sheet.row.spec, item, own.mark))}]　" if own else ""
        st.markdown(f"{told}{_state(sheet, item)}", width="content")


def _most(sheet: MySheet, item: Item) -> str:
    if item.kind is Kind.VETO:
        return "一票否决"
    if item.kind is Kind.DEDUCT:
        return f"每{safe(item.unit)}扣 {filling.plain(item.each)} 分，最多扣 {filling.plain(item.points)} 分"
    spec = sheet.row.spec
    mosts = {key: filling.plain(tally.most_of(spec, item, key)) for key in spec.standard_keys}
    if len(set(mosts.values())) == 1:
        return f"{next(iter(mosts.values()))} 分"
    titles = {one.key: one.title for one in spec.standards}
    return "　".join(f"{safe(titles[key])} {most} 分" for key, most in mosts.items())


def _state(sheet: MySheet, item: Item) -> str:
    row = sheet.marks.get(item.code)
    if row is None:
        return ":gray-badge[待打分]"
    saved = f"已保存 {safe(filling.brief(sheet.row.spec, item, row.mark))}　{_time(row.at)}"
    if not filling.is_whole(sheet.row.spec, item, row.mark):
        return f":yellow-badge[还差一栏　{saved}]"
    if filling.lacks_reason(sheet.row.spec, item.code, row.given):
        return f":orange-badge[请写理由　{saved}]"
    return f":green-badge[:material/check: {saved}]"


def _time(at: datetime) -> str:
    there = clock.local(at)
    return f"{there:%H:%M}" if there.date() == clock.today() else moment(at)


def _asked(sheet: MySheet, item: Item) -> None:
    """Guidance, how it is looked at, and what each standard asks."""
    titles = {one.key: one.title for one in sheet.row.spec.standards}
    lines = [
        f":small[**{safe(titles.get(one.standard, '要求'))}**　{safe(one.text)}]"
        for one in item.requirements
        if one.text
    ]
    heads = (("怎么看", item.guidance), ("方式", item.method), ("材料", "、".join(item.evidence)))
    lines += [f":small[:gray[{head}　{safe(words)}]]" for head, words in heads if words]
    own = sheet.selfs.get(item.code)
    if own and own.note:
        lines.append(f":small[:gray[学校说明　{safe(own.note)}]]")
    if lines:
        st.markdown("  \n".join(lines))


def _marks(sheet: MySheet, item: Item) -> Tap | None:
    spec, known = sheet.row.spec, fields.fields(sheet.row.id, sheet.row.spec, item)
    titles = {one.key: one.title for one in spec.standards}
    if len(known.mark.values) == 1:
        (key, widget), label = next(iter(known.mark.values.items())), item.title
        at_once = _control(sheet, item, key, widget, label, show_label=False)
    else:
        at_once = None
        places = st.columns(len(known.mark.values), gap="small")
        for place, (key, widget) in zip(places, known.mark.values.items(), strict=True):
            with place:
                at_once = _control(sheet, item, key, widget, titles.get(key, item.title), show_label=True) or at_once
    if known.mark.na:
        st.checkbox(filling.NOT_APPLICABLE, key=known.mark.na, disabled=not sheet.row.is_open)
    return at_once


def _control(sheet: MySheet, item: Item, key: str, widget: str, label: str, *, show_label: bool) -> Tap | None:
    found = filling.choices(sheet.row.spec, item, key)
    if found:
        _tapped(sheet, item, found, widget, label, show_label=show_label)
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _typed(sheet, item, key, widget, label if show_label else "")
        return _likely(sheet, item, key, widget)


def _tapped(sheet: MySheet, item: Item, found: Sequence[Choice], widget: str, label: str, *, show_label: bool) -> None:
    words = {filling.plain(one.value): f"**{one.points}**　{safe(one.words)}" if one.points else safe(one.words)
             for one in found}  # fmt: skip
    if item.kind is Kind.STEPS:
        words = {value: value for value in words}
    elif sum(len(one.text) for one in found) > ROOM:
        st.markdown("  \n".join(f":small[{words[filling.plain(one.value)]}]" for one in found))
        words = {filling.plain(one.value): _brief(item, one) for one in found}
    if taps_na(sheet.row.spec, item):
        words[NA] = filling.NOT_APPLICABLE
    st.segmented_control(
        safe(label), list(words), format_func=words.__getitem__, required=True, key=widget, width="stretch",
        label_visibility="visible" if show_label else "collapsed", disabled=not sheet.row.is_open,
    )  # fmt: skip


def _brief(item: Item, one: Choice) -> str:
    """A choice whose words stand above: its points, or its place."""
    if item.kind is Kind.GRADES:
        return safe(one.words[:NAMED])
    return f"{one.points} 分" if one.points else f"第 {filling.plain(one.value + 1)} 档"


def _typed(sheet: MySheet, item: Item, key: str, widget: str, label: str) -> None:
    top = filling.most(sheet.row.spec, item, key) if item.kind is Kind.STEPS else None
    unit = f"0 到 {filling.plain(top)} 分" if top is not None else item.unit
    words = (label or TYPED.get(item.kind, "数量")) + (f"（{unit}）" if unit else "")
    whole = is_whole_number(item)
    step = item.step if item.kind is Kind.STEPS and item.step else 1
    st.number_input(
        safe(words), min_value=0 if whole else 0.0, value=None, step=int(step) if whole else float(step),
        max_value=None if top is None else int(top) if whole else float(top), format="%d" if whole else "%g",
        key=widget, placeholder="点这里填数", disabled=not sheet.row.is_open,
    )  # fmt: skip


def _likely(sheet: MySheet, item: Item, key: str, widget: str) -> Tap | None:
    """While a field is empty, the commonest answer as one tap: full points, or none of what is counted."""
    kept = sheet.marks.get(item.code)
    mark = kept.mark if kept else Mark()
    if item.kind is Kind.MEASURE or not sheet.row.is_open or mark.na or mark.value(key) is not None:
        return None
    value = filling.most(sheet.row.spec, item, key) if item.kind is Kind.STEPS else Decimal(0)
    words = f"满分 {filling.plain(value)}" if item.kind is Kind.STEPS else f"0 {item.unit}"
    if not st.button(safe(words), key=f"{widget}.likely"):
        return None
    return Tap(item.code, kept.edition if kept else 0, Mark(tuple(sorted((*mark.values, (key, value))))))


def _reason(sheet: MySheet, item: Item) -> None:
    """Where points are lost: why, with phrases to tap."""
    row = sheet.marks.get(item.code)
    if row is None or not (row.reason or filling.lacks_reason(sheet.row.spec, item.code, Given(row.mark))):
        return
    known = fields.fields(sheet.row.id, sheet.row.spec, item)
    locked = not sheet.row.is_open
    st.text_area(
        "为什么扣分（写一句依据）", key=known.reason, max_chars=filling.LONGEST_REASON, height=72, disabled=locked
    )
    if not locked:
        st.pills("点一下就写上", list(fields.PHRASES), key=known.phrase, label_visibility="collapsed")


def _foot(sheet: MySheet, item: Item) -> int | Tap | None:
    asked: int | Tap | None = None
    names = sheet.evidence.get(item.code, ())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for one in names:
            title = one.title if len(one.title) <= NAMED else f"{one.title[:NAMED]}…"
            if st.button(safe(title), icon=":material/attach_file:", key=f"marking.proof.{item.code}.{one.id}"):
                asked = one.id
        if not names:
            st.caption(f":material/attach_file: {_no_evidence(sheet)}", width="stretch")
        may_clear = item.code in sheet.marks and sheet.row.is_open
        if may_clear and st.button("清除", key=f"marking.clear.{item.code}", type="tertiary", help=CLEAR):
            asked = Tap(item.code, sheet.marks[item.code].edition, clear=True)
    return asked


def _no_evidence(sheet: MySheet) -> str:
    return "这一项没有材料" if sheet.row.entry_state is EntryState.SUBMITTED else "学校提交后才看得到材料"
