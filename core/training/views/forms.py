"""What is filled in about one member of staff."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from core.training.queries import CertificateRow, HoursRow, StaffRow
from core.training.rules import StaffKind
from core.training.rules.certificates import FOREVER
from core.training.rules.staff import (
    EARLIEST,
    KIND,
    MOST_HOURS,
    NAME,
    NUMBER,
    SUBJECT,
    TITLE,
    CertificateFacts,
    HoursFacts,
    StaffFacts,
)
from core.training.rules.titles import KIND_TITLES
from core.training.views.shared import Key, Wish
from core.ui.words import month_day

LATEST = FOREVER.replace(year=2099)
YEARS_VALID = 5


def staff_form(school_id: int, old: StaffRow | None, today: date, key: Key) -> Wish | None:
    """Somebody new, or what is on record of somebody; None until it was sent."""
    form = f"staff.save.{old.id if old else 'new'}"
    with st.form(at := key(form)):
        left, right = st.columns(2)
        name = left.text_input("姓名", old.name if old else "", max_chars=NAME, key=f"{at}.name")
        kinds = list(StaffKind)
        kind = right.selectbox(
            "类别",
            kinds,
            index=kinds.index(old.kind) if old else 0,
            format_func=KIND_TITLES.__getitem__,
            key=f"{at}.kind",
        )
        subject = left.text_input(
            "任教学科（选填）", old.subject if old else "", max_chars=SUBJECT, key=f"{at}.subject"
        )
        since = right.date_input(
            "到岗日期", old.since if old else today, min_value=EARLIEST, max_value=LATEST, key=f"{at}.since"
        )
        sent = st.form_submit_button("保存" if old else "登记", type="primary", key=f"{at}.send")
    if not sent:
        return None
    facts = StaffFacts(name, kind, subject, since)
    if old:
        return Wish("change_staff", {"staff_id": old.id, "facts": facts}, form, "已保存")
    return Wish("add_staff", {"school_id": school_id, "facts": facts}, form, "已登记，可以接着填证书和学时")


def leave_form(row: StaffRow, today: date, key: Key) -> Wish | None:
    """The last day in post, or back again; None until it was sent."""
    form = f"staff.leave.{row.id}"
    with st.form(at := key(form)):
        if row.until:
            st.caption(f"最后一天：{month_day(row.until, year=True)}。写错了，或又回来了，可以恢复在岗。")
            return (
                Wish("leave_post", {"staff_id": row.id, "until": None}, form, "已恢复在岗")
                if st.form_submit_button("恢复在岗", key=f"{at}.send")
                else None
            )
        until = st.date_input("在岗的最后一天", today, min_value=EARLIEST, max_value=LATEST, key=f"{at}.until")
        st.caption("离岗之后，证书和学时都还在记录里。")
        sent = st.form_submit_button("登记离岗", key=f"{at}.send")
    return Wish("leave_post", {"staff_id": row.id, "until": until}, form, "已登记离岗") if sent else None


def certificate_form(row: StaffRow, today: date, key: Key) -> Wish | None:
    """A certificate to add; None until it was sent."""
    form = f"staff.certificate.{row.id}"
    with st.form(at := key(form)):
        left, right = st.columns(2)
        kind = left.text_input("证书种类", max_chars=KIND, key=f"{at}.kind", placeholder="如 心理健康教育教师资格证")
        number = right.text_input("证书编号（选填）", max_chars=NUMBER, key=f"{at}.number")
        issued = left.date_input("发证日期", today, min_value=EARLIEST, max_value=today, key=f"{at}.issued")
        year = today.year + YEARS_VALID
        lapses = right.date_input(
            "有效期至", date(year, today.month, 1), min_value=EARLIEST, max_value=LATEST, key=f"{at}.until"
        )
        forever = right.checkbox("长期有效", key=f"{at}.forever")
        sent = st.form_submit_button("添加证书", key=f"{at}.send")
    facts = CertificateFacts(kind, number, issued, None if forever else lapses)
    return Wish("add_certificate", {"staff_id": row.id, "facts": facts}, form, "证书已登记") if sent else None


def hours_form(row: StaffRow, today: date, key: Key) -> Wish | None:
    """A training to add; None until it was sent."""
    form = f"staff.hours.{row.id}"
    with st.form(at := key(form)):
        title = st.text_input("培训名称", max_chars=TITLE, key=f"{at}.title")
        left, right = st.columns(2)
        held_on = left.date_input("完成日期", today, min_value=EARLIEST, max_value=today, key=f"{at}.day")
        hours = right.number_input("学时", 0.1, float(MOST_HOURS), 8.0, 1.0, format="%.1f", key=f"{at}.hours")
        sent = st.form_submit_button("添加培训", key=f"{at}.send")
    facts = HoursFacts(title, held_on, Decimal(f"{hours:.1f}"))
    return Wish("add_hours", {"staff_id": row.id, "facts": facts}, form, "培训已登记") if sent else None


def certificate_removal(rows: Sequence[CertificateRow], staff_id: int, key: Key) -> Wish | None:
    """Which certificate was written down by mistake; None until it was sent."""
    titles = {row.id: f"{row.facts.kind}　{month_day(row.facts.issued_on, year=True)}" for row in rows}
    chosen = _removal(titles, form := f"staff.certificate_off.{staff_id}", "删去写错的证书", key)
    return Wish("remove_certificate", {"certificate_id": chosen}, form, "已删去") if chosen else None


def hours_removal(rows: Sequence[HoursRow], staff_id: int, key: Key) -> Wish | None:
    """Which training was written down by mistake; None until it was sent."""
    titles = {row.id: f"{row.facts.title}　{month_day(row.facts.held_on, year=True)}" for row in rows}
    chosen = _removal(titles, form := f"staff.hours_off.{staff_id}", "删去写错的培训", key)
    return Wish("remove_hours", {"hours_id": chosen}, form, "已删去") if chosen else None


def _removal(titles: dict[int, str], form: str, label: str, key: Key) -> int | None:
    if not titles:
        return None
    with st.form(at := key(form)):
        chosen = st.selectbox(label, list(titles), format_func=titles.__getitem__, key=f"{at}.which")
        sent = st.form_submit_button("删去", key=f"{at}.send")
    return chosen if sent else None
