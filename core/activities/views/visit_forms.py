"""Guidance and visits at schools, written down and taken off."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from core.activities.queries import SeasonRow, SeasonSchoolRow, VisitRow
from core.activities.rules import VisitKind
from core.activities.rules.plans import ADVICE, SEEN, VISIT_KINDS, VisitFacts
from core.activities.views.log_forms import Wish
from core.ui.words import day

Key = Callable[[str], str]


def visiting(row: SeasonRow, schools: Sequence[SeasonSchoolRow], today: date, key: Key) -> Wish | None:
    """Guidance or a visit written down."""
    form, names = f"plans.visit.{row.id}", {one.school_id: one.school for one in schools}
    kinds = list(VisitKind)
    with st.form(at := key(form)):
        left, middle, right = st.columns(3)
        school = left.selectbox("学校", list(names), format_func=names.__getitem__, key=f"{at}.school")
        kind = middle.selectbox(
            "做了什么", kinds, 0, format_func=VISIT_KINDS.__getitem__, key=f"{at}.kind", filter_mode=None
        )  # fmt: skip
        on = right.date_input("哪天", today, max_value=today, format="YYYY-MM-DD", key=f"{at}.on")
        seen = st.text_area("看到了什么", max_chars=SEEN, height=80, key=f"{at}.seen", placeholder="不写学生姓名")
        advice = st.text_area("建议（选填）", max_chars=ADVICE, height=80, key=f"{at}.advice")
        sent = st.form_submit_button("登记", type="primary", key=f"{at}.send")
    facts = VisitFacts(kind, on, seen, advice)
    given = {"season_id": row.id, "school_id": school, "facts": facts}
    return Wish("record_visit", given, form, "已登记，学校看得到") if sent else None


def unvisiting(rows: Sequence[VisitRow], key: Key) -> Wish | None:
    """A visit that was written down by mistake, taken off."""
    names: Mapping[int, str] = {
        row.id: f"{row.school} {VISIT_KINDS[row.kind]} {day(row.facts.visited_on)}" for row in rows
    }
    if not names:
        return None
    form = "plans.unvisit"
    with st.expander("登记错了，删去一条"), st.form(at := key(form), border=False):
        chosen = st.selectbox(
            "哪一条", list(names), index=None, format_func=names.__getitem__, key=f"{at}.which", placeholder="请选择"
        )  # fmt: skip
        sent = st.form_submit_button("删去", key=f"{at}.send")
    return Wish("remove_visit", {"visit_id": chosen}, form, "已删去") if sent and chosen is not None else None
