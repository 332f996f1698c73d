"""机构名录: whom one may turn to, and who keeps the entry."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.cases.queries import InstitutionRow
from core.cases.rules.institutions import CONTACT, KIND_TITLES, NAME, NOTE, PHONE, InstitutionFacts, InstitutionKind
from core.cases.views.shared import Key, Wish
from core.ui import parts, tables


def institution_list(rows: Sequence[InstitutionRow]) -> InstitutionRow | None:
    """The registry as one place sees it; answers the entry picked."""
    if not rows:
        parts.empty("domain_add", "还没有登记机构", "把能接住孩子的中心、医院和热线写在这里。", key="institutions.none")
        return None
    frame = pd.DataFrame([
        {
            "name": row.facts.name, "kind": KIND_TITLES[row.facts.kind], "phone": row.facts.phone,
            "contact": row.facts.contact, "keeper": row.keeper, "state": "" if row.facts.active else "已停用",
        }
        for row in rows
    ])  # fmt: skip
    columns = {
        "name": tables.text_column("机构", 220),
        "kind": tables.text_column("类别", 140),
        "phone": tables.text_column("电话", 130),
        "contact": tables.text_column("联系人", 100),
        "keeper": tables.text_column("由谁维护", 130, rule="上级登记的，下级学校都能选；由登记的单位修改"),
        "state": tables.text_column("状态", 80),
    }
    at = tables.listing(frame, columns, key="institutions.table", alt=f"机构名录，{len(rows)} 家", pick=True)
    return None if at is None else rows[at]


def institution_form(keepers: Mapping[int, str], old: InstitutionRow | None, key: Key) -> Wish | None:
    """A new entry, or the one picked; `keepers` are the organisations the reader keeps entries for."""
    if old and old.org_id not in keepers:
        st.caption(f":material/info: 这一条由{old.keeper}维护，请联系他们修改。")
        return None
    form = f"institutions.save.{old.id if old else 'new'}"
    facts = old.facts if old else InstitutionFacts(InstitutionKind.HOSPITAL, "")
    with st.form(at := key(form)):
        kinds = list(InstitutionKind)
        org = old.org_id if old else st.selectbox(
            "由谁维护", list(keepers), format_func=keepers.__getitem__, key=f"{at}.org"
        )  # fmt: skip
        kind = st.radio(
            "类别", kinds, format_func=KIND_TITLES.__getitem__, index=kinds.index(facts.kind), horizontal=True,
            key=f"{at}.kind",
        )  # fmt: skip
        name = st.text_input("名称", facts.name, max_chars=NAME, key=f"{at}.name")
        left, right = parts.halves()
        phone = left.text_input("电话", facts.phone, max_chars=PHONE, key=f"{at}.phone")
        contact = right.text_input("联系人", facts.contact, max_chars=CONTACT, key=f"{at}.contact")
        note = st.text_input("说明", facts.note, max_chars=NOTE, key=f"{at}.note")
        active = st.checkbox("在用", facts.active, key=f"{at}.active")
        sent = st.form_submit_button("保存机构", type="primary", key=f"{at}.send")
    given = {
        "org_id": org, "facts": InstitutionFacts(kind or InstitutionKind.HOSPITAL, name, contact, phone, note, active),
        "institution_id": old.id if old else None,
    }  # fmt: skip
    return Wish("save_institution", given, form, "名录已更新") if sent else None
