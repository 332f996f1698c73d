"""What is filled in about somebody's certificates and trainings."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from core.training import packs
from core.training.queries import CertificateRow, HoursRow
from core.training.rules.scans import MOST_BYTES
from core.training.rules.staff import (
    EARLIEST,
    ISSUER,
    KIND,
    LEVEL,
    MOST_HOURS,
    NUMBER,
    TITLE,
    CertificateFacts,
    HoursFacts,
)
from core.training.views.shared import LATEST, Key, Wish
from core.ui.words import month_day

YEARS_VALID = 5
SCANS = ["pdf", "png", "jpg", "jpeg"]
OTHER = "其他证书"


def certificate_form(staff_id: int, today: date, key: Key) -> Wish | None:
    """A certificate to add; None until it was sent."""
    form = f"staff.certificate.{staff_id}"
    with st.form(at := key(form)):
        left, right = st.columns(2)
        kinds = [kind.title for kind in packs.certificates().kinds]
        kind = left.selectbox("证书种类", [*kinds, OTHER], key=f"{at}.kind")
        other = right.text_input("其他证书的名称", max_chars=KIND, key=f"{at}.other", placeholder="选了其他证书才填")
        level = left.text_input("级别（选填）", max_chars=LEVEL, key=f"{at}.level", placeholder="如 B证、二级")
        number = right.text_input("证书编号（选填）", max_chars=NUMBER, key=f"{at}.number")
        issuer = st.text_input("发证机关（选填）", max_chars=ISSUER, key=f"{at}.issuer")
        left, right = st.columns(2)
        issued = left.date_input("发证日期", today, min_value=EARLIEST, max_value=today, key=f"{at}.issued")
        lapses = right.date_input(
            "有效期至", date(today.year + YEARS_VALID, today.month, 1), min_value=EARLIEST, max_value=LATEST,
            key=f"{at}.until",
        )  # fmt: skip
        forever = right.checkbox("长期有效", key=f"{at}.forever")
        sent = st.form_submit_button("添加证书", type="primary", key=f"{at}.send")
    named, until = (other if kind == OTHER else kind), (None if forever else lapses)
    facts = CertificateFacts(named, number, issued, until, level, issuer)
    return Wish("add_certificate", {"staff_id": staff_id, "facts": facts}, form, "证书已登记") if sent else None


def manage(rows: Sequence[CertificateRow], staff_id: int, *, above: bool, key: Key) -> Wish | None:
    """One of the certificates: its scan kept or looked at, checked, taken off; None until something was asked for."""
    if not rows:
        return None
    titles = {row.id: paper_words(row) for row in rows}
    chosen = st.selectbox(
        "哪一张", list(titles), format_func=titles.__getitem__, key=f"staff.paper.{staff_id}"
    )  # fmt: skip
    row = next(one for one in rows if one.id == chosen)
    with st.container(horizontal=True):
        asked = [look(row.id, row.has_scan, key), checking(row.id, row.checked_at is not None, key) if above else None]
        asked.append(_button("remove_certificate", row.id, "删去这张证书", "已删去", key))
    return next(filter(None, [*asked, scan_form(row.id, key)]), None)


def look(certificate_id: int, has_scan: bool, key: Key) -> Wish | None:
    """The button that opens a scan, where there is one."""
    return _button("open_scan", certificate_id, "看扫描件", "", key) if has_scan else None


def checking(certificate_id: int, is_checked: bool, key: Key) -> Wish | None:
    """The button that says a certificate is right, or takes that back."""
    if is_checked:
        return _button("uncheck_certificate", certificate_id, "取消核验", "已取消核验", key)
    return _button("check_certificate", certificate_id, "核验无误", "已核验", key)


def scan_form(certificate_id: int, key: Key) -> Wish | None:
    """The scan of a certificate; None until it was sent."""
    form = f"staff.scan.{certificate_id}"
    with st.form(at := key(form)):
        picked = st.file_uploader("扫描件或照片", type=SCANS, key=f"{at}.file")
        st.caption(f"PDF、PNG、JPG，不超过 {MOST_BYTES // 2**20} MB；加密保存，每次打开都有记录。换一份就覆盖原来的。")
        sent = st.form_submit_button("上传", key=f"{at}.send")
    if not sent or picked is None:
        return None
    given = {"certificate_id": certificate_id, "content": picked.getvalue()}
    return Wish("attach_scan", given, form, "扫描件已保存")


def hours_form(staff_id: int, today: date, key: Key) -> Wish | None:
    """A training to add; None until it was sent."""
    form, categories = f"staff.hours.{staff_id}", packs.hour_categories()
    with st.form(at := key(form)):
        title = st.text_input("培训名称", max_chars=TITLE, key=f"{at}.title")
        category = st.selectbox("类别", list(categories), format_func=categories.__getitem__, key=f"{at}.category")
        left, right = st.columns(2)
        held_on = left.date_input("完成日期", today, min_value=EARLIEST, max_value=today, key=f"{at}.day")
        hours = right.number_input("学时", 0.1, float(MOST_HOURS), 8.0, 1.0, format="%.1f", key=f"{at}.hours")
        sent = st.form_submit_button("添加培训", type="primary", key=f"{at}.send")
    facts = HoursFacts(title, held_on, Decimal(f"{hours:.1f}"), category)
    return Wish("add_hours", {"staff_id": staff_id, "facts": facts}, form, "培训已登记") if sent else None


def hours_removal(rows: Sequence[HoursRow], staff_id: int, key: Key) -> Wish | None:
    """Which training was written down by mistake, those of sessions aside; None until it was sent."""
    titles = {
        row.id: f"{row.facts.title}　{month_day(row.facts.held_on, year=True)}" for row in rows if not row.credited
    }
    chosen = removal(titles, form := f"staff.hours_off.{staff_id}", "删去写错的培训", key)
    return Wish("remove_hours", {"hours_id": chosen}, form, "已删去") if chosen else None


def removal(titles: Mapping[int, str], form: str, label: str, key: Key) -> int | None:
    """Which of these is to go; None until it was sent, and where there is none."""
    if not titles:
        return None
    with st.form(at := key(form)):
        chosen = st.selectbox(label, list(titles), format_func=titles.__getitem__, key=f"{at}.which")
        sent = st.form_submit_button("删去", key=f"{at}.send")
    return chosen if sent else None


def paper_words(row: CertificateRow) -> str:
    """A certificate in a choice."""
    level = f"（{row.facts.level}）" if row.facts.level else ""
    return f"{row.facts.kind}{level}　{month_day(row.facts.issued_on, year=True)}"


def _button(verb: str, certificate_id: int, label: str, done: str, key: Key) -> Wish | None:
    form = f"staff.{verb}.{certificate_id}"
    pressed = st.button(label, key=key(form))
    return Wish(verb, {"certificate_id": certificate_id}, form, done) if pressed else None
