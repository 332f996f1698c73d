"""The last look before a self-assessment is handed in, and the sheet as it was."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.evaluation.queries import EvidenceRow, SelfSheet
from core.evaluation.rules import filling
from core.evaluation.rules.filling import Group
from core.evaluation.rules.selfing import REASON, STATEMENT, Lack
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.views.self_fields import Wish, statement_key
from core.ui import live, parts
from core.ui.page import form_key
from core.ui.words import month_day, safe

SHOWN = 12  # open items named at once


def last_look(sheet: SelfSheet, groups: Sequence[Group], lack: Lack) -> Wish | int | None:
    """What is missing, each with a way to it (answers the group); once nothing is, the promise that hands the sheet in."""
    statement(sheet)
    if lack:
        return _missing(groups, lack)
    form = f"self.submit.{sheet.entry.id}"
    st.success("都填好了，该有的佐证也都有了。", icon=":material/task_alt:")
    agreed = parts.confirm(
        "我已核对。提交后，自评和佐证就不再改动；要补充，请教研员退回。", yes="提交", no="再看看", key=form_key(form)
    )
    return Wish("submit_entry", {"entry_id": sheet.entry.id}, form, "已提交，谢谢您") if agreed else None


def statement(sheet: SelfSheet) -> None:
    """What the school says of itself; saved when the field is left."""
    key = statement_key(sheet.entry.id)
    live.show(key, sheet.entry.statement)
    st.text_area(
        "学校自述（可不填）", key=key, max_chars=STATEMENT, height=120, placeholder="做得好的、还在努力的，写几句"
    )


def _missing(groups: Sequence[Group], lack: Lack) -> int | None:
    where = {item.code: (at, item.title) for at, group in enumerate(groups) for item in group.items}
    open_ = [(code, "没有填") for code in lack.marks] + [
        (code, "缺佐证") for code in lack.evidence if code not in lack.marks
    ]
    st.info(f"还有 {len(open_)} 项要补，补好就能提交。填好的都已保存。", icon=":material/info:")
    asked = None
    for code, why in open_[:SHOWN]:
        at, title = where[code]
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{safe(code)}　{safe(title)}　:gray[{why}]", width="stretch")
            if st.button("去填", key=f"self.go.{code}"):
                asked = at
    if len(open_) > SHOWN:
        st.caption(f"另外还有 {len(open_) - SHOWN} 项")
    return asked


def as_it_is(
    sheet: SelfSheet, spec: RubricSpec, groups: Sequence[Group], called: Mapping[int, str]
) -> EvidenceRow | None:
    """The whole sheet to read; answers the evidence that is to be shown."""
    asked = None
    for group in groups:
        parts.section(" / ".join(group.trail) or group.title, f"{len(group.items)} 项")
        frame = pd.DataFrame(
            [
                (item.code, item.title, *_said(sheet, spec, item.code), _beside(sheet, item.code))
                for item in group.items
            ],
            columns=["编号", "内容", "自评", "说明", "佐证"],
        )
        st.table(frame, border="horizontal", hide_index=True)
        asked = _files(sheet, group) or asked
    if sheet.entry.statement:
        parts.section("学校自述")
        st.markdown(safe(sheet.entry.statement))
    if sheet.entry.submitted_by:
        st.caption(f"提交人：{safe(called.get(sheet.entry.submitted_by, '本校老师'))}")
    return asked


def _said(sheet: SelfSheet, spec: RubricSpec, code: str) -> tuple[str, str]:
    own = sheet.items.get(code)
    return (safe(filling.told(spec, spec.by_code[code], own.mark)), safe(own.note)) if own else ("没有填", "")


def _beside(sheet: SelfSheet, code: str) -> str:
    return safe("；".join(one.row.title for one in sheet.evidence.get(code, ())))


def _files(sheet: SelfSheet, group: Group) -> EvidenceRow | None:
    """The evidence of an indicator, each file once."""
    laid = {one.row.id: one for item in group.items for one in sheet.evidence.get(item.code, ())}
    asked = None
    with st.container(horizontal=True, gap="small"):
        for one in laid.values():
            words = f"{one.row.title}（{month_day(one.row.taken_on)}）"
            if st.button(safe(words), icon=":material/visibility:", key=f"self.read.{group.code}.{one.row.id}"):
                asked = one.row
    return asked


def give_back(sheet: SelfSheet) -> Wish | None:
    """For the bureau: give the sheet back, saying what is to be completed."""
    form = f"self.return.{sheet.entry.id}"
    with st.expander("退回补充", icon=":material/undo:"), st.form(at := form_key(form), border=False):
        reason = st.text_area(
            "要补充什么", max_chars=REASON, height=80, key=f"{at}.reason", placeholder="学校会看到这句话"
        )
        st.caption("评审已经提交的评分会重新打开，打过的分都在；学校补好以后，评审再看一遍、再提交。")
        sent = st.form_submit_button("退回")
    return (
        Wish("return_entry", {"entry_id": sheet.entry.id, "reason": reason}, form, "已退回，学校可以补充了")
        if sent
        else None
    )
