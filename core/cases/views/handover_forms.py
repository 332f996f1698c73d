"""Forms of a handover: offering, taking over or turning back, taking back, the slip."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from core.cases.queries import HandoverRow, OfferRow
from core.cases.rules.handovers import ANSWER_DAYS, HANDOVER_TITLES, INSIDE, LONGEST_PLACE, HandoverKind, HandoverState
from core.cases.views.referral_forms import area, asked_why, consent_fields
from core.cases.views.shared import DEFAULT, Key, Wish
from core.ui import parts


def search() -> str:
    """Part of the name of the school a file goes to."""
    return st.text_input(
        "找接收学校", placeholder="写学校名称里的两个字以上", key="handovers.words", width=280, icon=":material/search:"
    )


def propose_form(case_id: int, schools: Mapping[int, str], tier: str, today: date, key: Key) -> Wish | None:
    """To a school that uses the system."""
    if not schools:
        st.caption(":material/info: 先找到接收学校；不用这个系统的学校，请用“转到系统外”。")
        return None
    form = f"handovers.propose.{case_id}"
    with st.form(at := key(form)):
        to = st.selectbox("移交给", list(schools), format_func=schools.__getitem__, key=f"{at}.to")
        kind = st.radio(
            "为什么移交", INSIDE, format_func=HANDOVER_TITLES.__getitem__, horizontal=True, key=f"{at}.kind"
        )
        consented, note = consent_fields(at, today), area("交接说明（接收之后对方才能看到）", f"{at}.note")
        days = st.number_input("几个上学日内答复", 1, 30, ANSWER_DAYS, key=f"{at}.days", help=DEFAULT, width=180)
        if not st.form_submit_button("提出移交", type="primary", key=f"{at}.send"):
            return None
    given = {
        "case_id": case_id, "to_school_id": to, "kind": kind or HandoverKind.TRANSFER, "consented": consented, "note": note,
        "tier": tier, "days": int(days),
    }  # fmt: skip
    return Wish("propose_handover", given, form, "已提出移交。对方接收之前只看到等级、年龄和您的联系方式。")


def leave_form(case_id: int, today: date, key: Key) -> Wish | None:
    """To a place outside the system, on paper."""
    form = f"handovers.leave.{case_id}"
    with st.expander("转到系统外（密封纸质移交）"), st.form(at := key(form), border=False):
        to = st.text_input("接收单位", max_chars=LONGEST_PLACE, key=f"{at}.to")
        consented, note = consent_fields(at, today), area("交接说明", f"{at}.note")
        sent = st.form_submit_button("开始移交", key=f"{at}.send")
    given = {"case_id": case_id, "to": to, "consented": consented, "note": note}
    return Wish("leave_system", given, form, "已开始。请打印移交包，收到回执后登记。") if sent else None


def answer(row: OfferRow, key: Key) -> Wish | None:
    """Take a file over, or turn it back with the reason."""
    form = f"handovers.answer.{row.id}"
    with st.form(at := key(form)):
        why = st.text_input("退回的原因（退回时必填）", max_chars=200, key=f"{at}.why")
        with st.container(horizontal=True):
            yes = st.form_submit_button("接收", type="primary", key=f"{at}.yes")
            no = st.form_submit_button("退回", key=f"{at}.no")
    if yes:
        return Wish("accept_handover", {"offer_id": row.id}, form, "已接收，个案由本校继续跟进")
    return Wish("return_handover", {"offer_id": row.id, "why": why}, form, "已退回") if no else None


def outgoing(row: HandoverRow, today: date, key: Key) -> Wish | None:
    """What may be done with a file that is on its way."""
    if row.state is not HandoverState.PROPOSED:
        return None
    wish = _receipt(row, today, key) if row.kind is HandoverKind.OUTSIDE else None
    return wish or asked_why(f"handovers.revoke.{row.id}", "撤回这次移交", "为什么撤回", "撤回", key, lambda why: (
        "revoke_handover", {"handover_id": row.id, "why": why}, "已撤回，学生回到在管"
    ))  # fmt: skip


def _receipt(row: HandoverRow, today: date, key: Key) -> Wish | None:
    form = f"handovers.receipt.{row.id}"
    with st.form(at := key(form)):
        left, right = parts.halves()
        receiver = left.text_input("签收人", max_chars=40, key=f"{at}.receiver")
        on = right.date_input("签收日期", today, max_value=today, format="YYYY-MM-DD", key=f"{at}.on")
        sent = st.form_submit_button("登记回执", type="primary", key=f"{at}.send")
    given = {"handover_id": row.id, "received_on": on, "receiver": receiver}
    return Wish("record_receipt", given, form, "回执已登记；需要第二个人同意的，等他结案") if sent else None
