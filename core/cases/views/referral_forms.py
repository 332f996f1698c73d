"""Forms of a referral: sending, answering, coming back; the guardian's answer; why a step is taken."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from core.cases.queries import InstitutionRow, ReferralRow
from core.cases.rules.institutions import KIND_TITLES
from core.cases.rules.referrals import (
    ACCEPT_DAYS,
    CONSENT_TITLES,
    LEAST_WORDS,
    MOST_PURPOSE,
    MOST_WORDS,
    WAY_TITLES,
    Consent,
    Consented,
    ConsentWay,
    ReferralState,
)
from core.cases.views.shared import DEFAULT, Key, Wish
from core.ui import parts

AREA = 90  # px


def refer_form(case_id: int, offered: Sequence[InstitutionRow], today: date, key: Key) -> Wish | None:
    """Where to, why, and what the guardian said."""
    if not offered:
        parts.empty(
            "domain_add", "还没有可选的机构", "请先到“机构名录”里登记中心、医院或热线。", key="referrals.no_place"
        )
        return None
    names = {row.id: f"{row.facts.name}（{KIND_TITLES[row.facts.kind]}，{row.facts.phone}）" for row in offered}
    form = f"referrals.refer.{case_id}"
    with st.form(at := key(form)):
        to = st.selectbox("转给谁", list(names), format_func=names.__getitem__, key=f"{at}.to")
        reason = area("为什么转介", f"{at}.reason")
        consented = consent_fields(at, today)
        urgent = st.text_input("没有得到同意又必须马上转介的，写明紧急的原因", max_chars=200, key=f"{at}.urgent")
        days = st.number_input("几个上学日内答复", 1, 20, ACCEPT_DAYS, key=f"{at}.days", help=DEFAULT, width=180)
        if not st.form_submit_button("转介", type="primary", key=f"{at}.send"):
            return None
    given = {
        "case_id": case_id, "institution_id": to, "reason": reason, "consented": consented, "urgent_why": urgent,
        "days": int(days),
    }  # fmt: skip
    return Wish("refer", given, form, "已转介。区级中心从现在起能看到这个个案。" if _answers(offered, to) else "已转介")


def answer(row: ReferralRow, me: int, key: Key) -> Wish | None:
    """What may be done with a referral now, by this reader."""
    if row.state is ReferralState.SENT:
        ours = row.centre_level is None or not row.answerable or row.sent_by == me
        return (_accepting(row, key) if row.answerable and not (row.centre_level and row.sent_by == me) else None) or (
            _revoking(row, key) if ours else None
        )
    return _coming_back(row, key) if row.state is ReferralState.ACCEPTED else None


def consent_fields(at: str, today: date) -> Consented:
    """What the guardian said, to whom, how and when: fields of a form."""
    left, right = parts.halves()
    with left:
        consent = st.radio(
            "监护人的意见", list(Consent), format_func=CONSENT_TITLES.__getitem__, index=None, horizontal=True,
            key=f"{at}.consent",
        )  # fmt: skip
        who = st.text_input("问了哪位监护人", max_chars=40, placeholder="例如：母亲", key=f"{at}.who")
    with right:
        way = st.radio(
            "怎样告知", list(ConsentWay), format_func=WAY_TITLES.__getitem__, horizontal=True, key=f"{at}.way"
        )
        on = st.date_input("告知日期", today, max_value=today, format="YYYY-MM-DD", key=f"{at}.on")
    return Consented(consent or Consent.NOT_REACHED, who, way or ConsentWay.WRITTEN, on)


def area(title: str, key: str) -> str:
    """A few lines of text of a form."""
    return st.text_area(f"{title}（至少 {LEAST_WORDS} 个字）", max_chars=MOST_WORDS, height=AREA, key=key)


def asked_why(
    form: str,
    title: str,
    question: str,
    verb: str,
    key: Key,
    wished: Callable[[str], tuple[str, dict[str, object], str]],
) -> Wish | None:
    """A step that is folded away, asks why, and is taken with one button."""
    with st.expander(title), st.form(at := key(form), border=False):
        why = area(question, f"{at}.why")
        sent = st.form_submit_button(verb, key=f"{at}.send")
    if not sent:
        return None
    action, given, done = wished(why)
    return Wish(action, given, form, done)


def purpose_field(key: str) -> str:
    """What a paper is printed for; empty while it says too little."""
    said = st.text_input(
        "用途（会记录）", max_chars=MOST_PURPOSE, placeholder="例如：带去区中心面谈", key=key, width=260
    )
    return said.strip() if len(said.strip()) >= LEAST_WORDS else ""


def _answers(offered: Sequence[InstitutionRow], to: int | None) -> bool:
    return any(row.level for row in offered if row.id == to)


def _accepting(row: ReferralRow, key: Key) -> Wish | None:
    form = f"referrals.answer.{row.id}"
    who = "由中心答复" if row.centre_level else "由学校登记机构的答复"
    with st.form(at := key(form)):
        words = st.text_area(f"{who}（不接收的要写原因）", max_chars=MOST_WORDS, height=AREA, key=f"{at}.words")
        with st.container(horizontal=True):
            yes = st.form_submit_button("接收", type="primary", key=f"{at}.yes")
            no = st.form_submit_button("不接收", key=f"{at}.no")
    given = {"referral_id": row.id}
    if yes:
        return Wish("accept_referral", {**given, "note": words}, form, "已接收")
    return Wish("decline_referral", {**given, "why": words}, form, "已退回学校") if no else None


def _revoking(row: ReferralRow, key: Key) -> Wish | None:
    return asked_why(f"referrals.revoke.{row.id}", "撤回这次转介", "为什么撤回", "撤回", key, lambda why: (
        "revoke_referral", {"referral_id": row.id, "why": why}, "已撤回，学生回到在管"
    ))  # fmt: skip


def _coming_back(row: ReferralRow, key: Key) -> Wish | None:
    form = f"referrals.back.{row.id}"
    with st.form(at := key(form)):
        feedback, conclusion = area("机构的反馈", f"{at}.feedback"), area("结论", f"{at}.conclusion")
        following = st.text_area("后续方案", max_chars=MOST_WORDS, height=AREA, key=f"{at}.next")
        if not st.form_submit_button("转介返回", type="primary", key=f"{at}.send"):
            return None
    given = {"referral_id": row.id, "feedback": feedback, "conclusion": conclusion, "next_steps": following}
    return Wish("come_back", given, form, "已返回，学生回到在管")
