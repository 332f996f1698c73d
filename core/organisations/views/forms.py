"""Forms for one organisation."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from core.organisations.queries import OrgRow
from core.organisations.rules import (
    LEVEL_TITLES,
    NAME_LENGTH,
    SETTING_TITLES,
    STAGE_TITLES,
    Facts,
    Level,
    Setting,
    Stage,
    may_hold,
)
from core.organisations.views.lists import indented


class NewOrg(NamedTuple):
    """What the form for a new organisation was filled with."""

    parent_id: int
    level: Level
    name: str
    code: str
    facts: Facts | None


class Renamed(NamedTuple):
    """A name and a code."""

    name: str
    code: str


def add_form(parents: Sequence[OrgRow], *, key: str) -> NewOrg | None:
    """A new bureau or school; None until it was sent with all it needs."""
    level = st.segmented_control(
        "新增什么", [Level.SCHOOL, Level.COUNTY, Level.CITY], format_func=LEVEL_TITLES.__getitem__,
        default=Level.SCHOOL, required=True, key="organisations.add.level",
    )  # fmt: skip
    fitting = [row for row in parents if may_hold(row.level, level) and row.closed_on is None]
    if not fitting:
        st.caption("您负责的范围里没有可以放这一级单位的上级。")
        return None
    with st.form(key):
        parent = st.selectbox("上级单位", fitting, format_func=indented, key=f"{key}.parent")
        name = st.text_input("名称", max_chars=NAME_LENGTH, key=f"{key}.name")
        code = st.text_input("代码（选填）", max_chars=20, key=f"{key}.code")
        facts = _facts_fields(None, key) if level is Level.SCHOOL else None
        sent = st.form_submit_button("新增", type="primary")
    if sent and level is Level.SCHOOL and facts is None:
        st.warning("请至少选一个学段。", icon=":material/info:")
        return None
    return NewOrg(parent.id, level, name, code, facts) if sent else None


def facts_form(facts: Facts, *, key: str) -> Facts | None:
    """What is known of a school; None until it was sent."""
    with st.form(key):
        changed = _facts_fields(facts, key)
        sent = st.form_submit_button("保存学校信息")
    if sent and changed is None:
        st.warning("请至少选一个学段。", icon=":material/info:")
    return changed if sent else None


def rename_form(name: str, code: str | None, *, key: str) -> Renamed | None:
    """Another name or code; None until it was sent."""
    with st.form(key):
        new = st.text_input("名称", name, max_chars=NAME_LENGTH, key=f"{key}.name")
        digits = st.text_input("代码（选填）", code or "", max_chars=20, key=f"{key}.code")
        sent = st.form_submit_button("保存名称")
    return Renamed(new, digits) if sent else None


def close_form(is_open: bool, today: date, *, key: str) -> date | None:
    """The day of closing, or today for taking a closing back; None until it was sent."""
    with st.form(key):
        on = st.date_input("停用日期", today, key=f"{key}.on") if is_open else today
        sent = st.form_submit_button("停用" if is_open else "恢复使用")
    return on if sent and isinstance(on, date) else None


def _facts_fields(facts: Facts | None, key: str) -> Facts | None:
    stages = st.pills(
        "学段", list(Stage), format_func=STAGE_TITLES.__getitem__, selection_mode="multi",
        default=list(facts.stages) if facts else [], key=f"{key}.stages",
    )  # fmt: skip
    setting = st.segmented_control(
        "城乡", list(Setting), format_func=SETTING_TITLES.__getitem__, required=True,
        default=facts.setting if facts else Setting.URBAN, key=f"{key}.setting",
    )  # fmt: skip
    district = st.text_input("学区（选填）", facts.district if facts else "", max_chars=40, key=f"{key}.district")
    alliance = st.text_input("联盟（选填）", facts.alliance if facts else "", max_chars=40, key=f"{key}.alliance")
    pilot = st.checkbox("试点校", facts.pilot if facts else False, key=f"{key}.pilot")
    boarding = st.checkbox("寄宿制", facts.boarding if facts else False, key=f"{key}.boarding")
    if not stages:
        return None
    return Facts(
        stages=tuple(stages), setting=setting, district=district, alliance=alliance, pilot=pilot, boarding=boarding
    )
