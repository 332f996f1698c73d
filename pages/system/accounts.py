"""账号管理: find an account, give and take roles, reset, unlock, disable, send off devices; add one."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import actions, queries, views
from core.organisations import queries as organisations
from core.ui import page, parts, tables

actor = page.begin("账号管理", needs=Capability.MANAGE_ACCOUNTS, note="谁能登录、以什么角色、看到哪里。")
scope = actor.over(Capability.MANAGE_ACCOUNTS)
acts = {
    "unlock": actions.unlock,
    "devices": actions.sign_out_devices,
    "disable": actions.disable,
    "enable": actions.enable,
}
grantable = views.grantable(actor)
chosen = st.segmented_control(
    "做什么", ["账号", "新增"], default="账号", required=True, key="accounts.part", label_visibility="collapsed"
)
named = views.place_search()
with page.reading() as session:
    orgs = organisations.places(session, scope, words=named)

if chosen == "账号":
    wanted = views.filters()
    with page.reading() as session:
        total = queries.count_accounts(session, scope, **wanted._asdict())
    at = tables.page_of(total, key="accounts.page", order="按单位和账号")
    with page.reading() as session:
        rows = queries.accounts(session, scope, now=clock.now(), **wanted._asdict(), offset=at.offset, limit=at.limit)
    with at.body:
        row = views.account_list(rows)
    if row:
        views.account_head(row)
        step = views.steps(row, key=page.form_key(f"accounts.step.{row.id}"))
        if step == "reset":
            password = None
            with page.acting(None, form=f"accounts.step.{row.id}", rerun=False) as (session, actor):
                password = actions.reset_password(session, actor, account_id=row.id)
            if password:
                views.once(row.username, password)
        elif step:
            with page.acting(views.DONE[step], form=f"accounts.step.{row.id}") as (session, actor):
                acts[step](session, actor, account_id=row.id)
        left, right = parts.halves()
        with left:
            parts.section("角色")
            change = views.role_form(row, orgs, grantable, key=page.form_key(f"accounts.role.{row.id}"))
        if change:
            with page.acting("角色已保存，下一次点击就生效", form=f"accounts.role.{row.id}") as (session, actor):
                act = actions.grant if change.give else actions.revoke
                act(session, actor, account_id=row.id, role=change.role, org_id=change.org_id)
        with right:
            parts.section("姓名和电话")
            corrected = views.correct_form(row, key=page.form_key(f"accounts.correct.{row.id}"))
        if corrected:
            with page.acting("已保存", form=f"accounts.correct.{row.id}") as (session, actor):
                actions.correct(session, actor, account_id=row.id, name=corrected[0], phone=corrected[1])

if chosen == "新增":
    new = views.add_form(orgs, grantable, key=page.form_key("accounts.add"))
    if new:
        made = None
        with page.acting(None, form="accounts.add", rerun=False) as (session, actor):
            made = actions.create_account(session, actor, **new._asdict())
        if made:
            views.once(made.username, made.password)
