"""What is filled in about somebody's certificates and trainings."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from core.training import packs
from core.training.queries import CertificateRow, HoursRow
from core.training.rules.certificates import CertificateKind, kind_of, usual_end
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

YEARS = 5  # of a sort that the pack does not know
SCANS = ["pdf", "png", "jpg", "jpeg"]
OTHER = "其他证书"
PUT_RIGHT = "已保存；核验过的需要再核一次"


def certificate_form(staff_id: int, today: date, key: Key, old: CertificateRow | None = None) -> Wish | None:
    """A certificate to add, or one on record to put right; None until it was sent."""
    form = f"staff.certificate.{old.id if old else f'new.{staff_id}'}"
    kind, known = _kind(key(form), old)
    facts = old.facts if old else CertificateFacts(kind, "", today, usual_end(known, today))
    with st.form(at := f"{key(form)}.{kind}"):
        other = ""
        if known is None:
            other = st.text_input("其他证书的名称", facts.kind if old else "", max_chars=KIND, key=f"{at}.other")
        left, right = st.columns(2)
        level = left.text_input("级别（选填）", facts.level, max_chars=LEVEL, key=f"{at}.level")
        number = right.text_input("证书编号（选填）", facts.number, max_chars=NUMBER, key=f"{at}.number")
        issuer = st.text_input("发证机关（选填）", facts.issuer, max_chars=ISSUER, key=f"{at}.issuer")
        left, right = st.columns(2)
        issued = left.date_input("发证日期", facts.issued_on, min_value=EARLIEST, max_value=today, key=f"{at}.issued")
        lapses = right.date_input(
            "有效期至", facts.valid_until or usual_end(known, today) or today.replace(day=1, year=today.year + YEARS),
            min_value=EARLIEST, max_value=LATEST, key=f"{at}.until",
        )  # fmt: skip
        forever = right.checkbox("长期有效", facts.valid_until is None, key=f"{at}.forever")
        sent = st.form_submit_button("保存" if old else "添加证书", type="primary", key=f"{at}.send")
    given = CertificateFacts(kind if known else other, number, issued, None if forever else lapses, level, issuer)
    if old:
        return Wish("change_certificate", {"certificate_id": old.id, "facts": given}, form, PUT_RIGHT) if sent else None
    return Wish("add_certificate", {"staff_id": staff_id, "facts": given}, form, "证书已登记") if sent else None


def _kind(at: str, old: CertificateRow | None) -> tuple[str, CertificateKind | None]:
    """The sort of a certificate, which is picked before the rest: how long it usually carries hangs on it."""
    kinds = packs.certificates().kinds
    titles = [kind.title for kind in kinds]
    first = 0 if old is None else titles.index(old.facts.kind) if old.facts.kind in titles else len(titles)
    chosen = st.selectbox("证书种类", [*titles, OTHER], index=first, key=f"{at}.kind")
    return chosen, kind_of(kinds, chosen)


def manage(rows: Sequence[CertificateRow], staff_id: int, today: date, *, above: bool, key: Key) -> Wish | None:
    """One of the certificates: its scan kept or looked at, checked, put right, taken off; None until it was asked for."""
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
    asked.append(scan_form(row.id, key))
    with st.expander("改写错的内容"):
        asked.append(certificate_form(staff_id, today, key, row))
    return next(filter(None, asked), None)


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
        with st.container(key=f"scan-{certificate_id}"):
            picked = st.file_uploader("扫描件或照片", type=SCANS, max_upload_size=MOST_BYTES // 2**20, key=f"{at}.file")
        st.caption("PDF、PNG、JPG；加密保存，每次打开都有记录。换一份就覆盖原来的。")
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
