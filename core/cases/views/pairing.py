"""结对: who walks beside the pupil, and how many people each colleague may walk beside."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.cases.queries import MentorLoad, MentorRow
from core.cases.rules.pairing import MOST, USUAL_CAPACITY
from core.cases.views.shared import Key, People, Wish
from core.ui import parts
from core.ui.words import safe


def mentors(
    rows: Sequence[MentorRow], candidates: Mapping[int, str], people: People, *, case_id: int, works: bool, key: Key
) -> Wish | None:
    """结对: who walks beside the pupil, and one more of `candidates`, who are told apart by how many they carry."""
    open_ = [row for row in rows if row.ended_at is None]
    parts.section("结对", f"{len(open_)} 位", rule="每位老师同时结对的人数有上限，由学校设定。")
    for row in open_:
        form = f"cases.unpair.{row.id}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/handshake: {safe(people.colleague(row.account_id))}", width="content")
            if works and st.button("结束结对", key=key(form)):
                return Wish("unpair", {"case_id": case_id, "account_id": row.account_id}, form, "结对已结束")
    free = {one: name for one, name in candidates.items() if one not in {row.account_id for row in open_}}
    if not works or not free:
        return None
    form = f"cases.pair.{case_id}"
    with st.form(at := key(form), border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox("请谁结对", list(free), format_func=free.__getitem__, key=f"{at}.who", width=260)
        sent = st.form_submit_button("结对")
    return Wish("pair", {"case_id": case_id, "account_id": who}, form, "已结对") if sent else None


def loads(staff: Mapping[int, str], known: Sequence[MentorLoad]) -> dict[int, MentorLoad]:
    """What each colleague carries; whoever is not `known` carries nobody and may carry as many as usual."""
    found = {one.account_id: one for one in known}
    return {one: found.get(one, MentorLoad(one, 0, USUAL_CAPACITY)) for one in staff}


def carrying(staff: Mapping[int, str], loads: Mapping[int, MentorLoad]) -> dict[int, str]:
    """Colleagues with how many they walk beside and how many they may: 王老师（已结对 2/5）."""
    return {one: f"{name}（已结对 {loads[one].carries}/{loads[one].capacity}）" for one, name in staff.items()}


def capacity(staff: Mapping[int, str], loads: Mapping[int, MentorLoad], *, key: Key) -> Wish | None:
    """结对名额: how many people one colleague may walk beside at a time."""
    with st.expander("结对名额", icon=":material/tune:"):
        who = st.selectbox(
            "哪位老师", list(staff), format_func=carrying(staff, loads).__getitem__, key="cases.capacity"
        )
        form = (
            f"cases.capacity.{who}.{loads[who].capacity}"  # what somebody else saved meanwhile is shown, not typed over
        )
        with st.form(at := key(form), border=False):
            most = st.number_input("最多同时结对几人", 0, MOST, loads[who].capacity, key=f"{at}.most", width=260)
            st.caption("调低以后，已经结对的不受影响，只是不再加新的。")
            if not st.form_submit_button("保存名额"):
                return None
    return Wish("set_capacity", {"account_id": who, "capacity": int(most)}, form, "结对名额已保存")
