"""账号管理: the list, one account, forms."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.access import Actor
from core.accounts.packs import roles
from core.accounts.queries import AccountRow
from core.accounts.rules import NAME_LENGTH
from core.organisations.queries import OrgRow
from core.ui import parts, tables
from core.ui.parts import Fact
from core.ui.words import count, safe

STEPS = {
    "reset": "重置密码",
    "unlock": "解除锁定",
    "devices": "退出所有设备",
    "disable": "停用",
    "enable": "启用",
}

DONE = {"unlock": "已解除锁定", "devices": "所有设备都已退出", "disable": "账号已停用", "enable": "账号已启用"}


class Filters(NamedTuple):
    """Which accounts are asked for."""

    words: str
    role: str | None


class NewPerson(NamedTuple):
    """What the form for a new account was filled with."""

    username: str
    name: str
    phone: str
    home_id: int
    role: str


class RoleChange(NamedTuple):
    """A role to give or to take at an organisation."""

    give: bool
    role: str
    org_id: int


def grantable(actor: Actor) -> list[str]:
    """The roles that this person may give somewhere, in the order of the role book."""
    given = {key for grant in actor.grants for key in grant.role.may_grant}
    return [key for key in roles() if key in given]


def place_search() -> str:
    """Words that narrow the organisations to pick from; at most 50 are offered."""
    return st.text_input(
        "找单位（新增或授予角色时用）", placeholder="单位名称里的几个字", key="accounts.place", width=320
    )


def filters() -> Filters:
    """Words and role."""
    titles = {key: role.title for key, role in roles().items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("查找", placeholder="账号或单位名称", key="accounts.words", width=240)
        role = st.selectbox(
            "角色", [None, *titles], format_func=lambda key: titles.get(key, "全部"), key="accounts.role", width=180
        )
    return Filters(words, role)


def account_list(rows: Sequence[AccountRow]) -> AccountRow | None:
    """The accounts of one page; answers the one picked."""
    if not rows:
        parts.empty("group", "没有账号", "换个条件试试，或在“新增”里建一个。", key="accounts.none")
        return None
    frame = pd.DataFrame(
        [
            {"姓名": row.name, "账号": row.username, "单位": row.home, "角色": _roles(row), "状态": _state(row)}
            for row in rows
        ]
    )
    widths = {"姓名": 90, "账号": 140, "单位": 180, "角色": 260, "状态": 130}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key="accounts.list", alt="账号列表", pick=True)
    return None if at is None else rows[at]


def account_head(row: AccountRow) -> None:
    """What one account is."""
    parts.section(row.name, row.home)
    held = [f"{roles()[one.role].title if one.role in roles() else one.role}（{one.org_name}）" for one in row.held]
    elsewhere = [f"另有 {row.held_elsewhere} 个角色在您的范围之外"] if row.held_elsewhere else []
    parts.facts(
        [
            Fact("账号", row.username),
            Fact("角色", "、".join([*held, *elsewhere]) or "还没有角色"),
            Fact("状态", _state(row)),
            Fact("登录中的设备", count(row.devices, "台")),
        ]
    )


def steps(row: AccountRow, *, key: str) -> str | None:
    """The buttons of one account; answers the key of the step pressed."""
    fitting = ["reset", *(["unlock"] if row.is_locked else []), *(["devices"] if row.devices else [])]
    fitting.append("disable" if row.is_active else "enable")
    with st.container(horizontal=True):
        pressed = [step for step in fitting if st.button(STEPS[step], key=f"{key}.{step}")]
    return pressed[0] if pressed else None


def add_form(homes: Sequence[OrgRow], grantable: Sequence[str], *, key: str) -> NewPerson | None:
    """A new account; None until it was sent."""
    with st.form(key):
        home = st.selectbox("单位", homes, format_func=lambda row: row.name, key=f"{key}.home")
        role = st.selectbox("角色", grantable, format_func=lambda role: roles()[role].title, key=f"{key}.role")
        name = st.text_input("姓名", max_chars=NAME_LENGTH, key=f"{key}.name")
        username = st.text_input(
            "账号", max_chars=32, help="2—32 个字：汉字、字母、数字，或 . _ - @", key=f"{key}.username"
        )
        phone = st.text_input("电话（选填）", max_chars=20, key=f"{key}.phone")
        sent = st.form_submit_button("新增账号", type="primary")
    return NewPerson(username, name, phone, home.id, role) if sent and home and role else None


def correct_form(row: AccountRow, *, key: str) -> tuple[str, str] | None:
    """Name and telephone anew; None until it was sent."""
    with st.form(key):
        name = st.text_input("姓名", row.name, max_chars=NAME_LENGTH, key=f"{key}.name")
        phone = st.text_input("电话（选填）", row.phone, max_chars=20, key=f"{key}.phone")
        sent = st.form_submit_button("保存")
    return (name, phone) if sent else None


def role_form(row: AccountRow, orgs: Sequence[OrgRow], grantable: Sequence[str], *, key: str) -> RoleChange | None:
    """Give or take a role; None until it was sent."""
    places = {org.id: org.name for org in orgs} | {held.org_id: held.org_name for held in row.held}
    held = {(one.role, one.org_id) for one in row.held}
    with st.form(key):
        role = st.selectbox("角色", grantable, format_func=lambda role: roles()[role].title, key=f"{key}.role")
        org_id = st.selectbox("在哪个单位", list(places), format_func=places.__getitem__, key=f"{key}.org")
        with st.container(horizontal=True):
            give = st.form_submit_button("授予", key=f"{key}.give")
            take = st.form_submit_button("收回", key=f"{key}.take", disabled=not held)
    return RoleChange(give, role, org_id) if give or take else None


def once(username: str, password: str) -> None:
    """A one-time password, shown on this screen and nowhere else."""
    st.success("一次性密码只显示这一次，请当面或打电话告诉本人。第一次登录时会要求换掉它。", icon=":material/key:")
    with st.container(border=True, width=420):
        st.markdown(f"账号　**{safe(username)}**")
        st.code(password, language=None)


def _roles(row: AccountRow) -> str:
    titles = [roles()[held.role].title for held in row.held if held.role in roles()]
    return "、".join(dict.fromkeys(titles)) + ("，另有" if row.held_elsewhere else "")


def _state(row: AccountRow) -> str:
    if not row.is_active:
        return "已停用"
    if row.is_locked:
        return "暂时锁定"
    return "待首次登录" if row.must_change_password else "正常"
