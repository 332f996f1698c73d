"""组织机构: the tree of bureaus, schools with their facts, one more, many from a workbook."""

import streamlit as st

from core import clock
from core.access import Capability
from core.organisations import actions, queries, views
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts, tables

actor = page.begin("组织机构", needs=Capability.VIEW_ORGANISATIONS, note="教育局和学校，以及学校的基本信息。")
scope, managed = actor.over(Capability.VIEW_ORGANISATIONS), actor.over(Capability.MANAGE_ORGANISATIONS)

with page.reading() as session:
    bureaus = queries.tree(session, scope, levels=BUREAU_LEVELS)
parts_of_page = ["学校", "教育局", *(["新增", "从表格导入"] if managed else [])]
chosen = st.segmented_control(
    "看什么", parts_of_page, default="学校", required=True, key="organisations.part", label_visibility="collapsed"
)
picked: queries.OrgRow | queries.SchoolRow | None = None

if chosen == "学校":
    wanted = views.filters(bureaus)
    with page.reading() as session:
        total = queries.count_schools(session, scope, **wanted._asdict())
    at = tables.page_of(total, key="organisations.page", order="按校名")
    with page.reading() as session:
        rows = queries.schools(session, scope, **wanted._asdict(), offset=at.offset, limit=at.limit)
    with at.body:
        picked = views.school_list(rows)

if chosen == "教育局":
    if bureaus:
        picked = views.bureau_list(bureaus)
    else:
        parts.empty("account_tree", "没有教育局", "您负责的范围里只有学校。", key="organisations.no_bureau")

if picked and managed.covers(picked.path):
    parts.section(picked.name, "修改后立即生效")
    left, right = parts.halves()
    with left:
        renamed = views.rename_form(picked.name, picked.code, key=page.form_key(f"organisations.rename.{picked.id}"))
    if renamed:
        with page.acting("名称已保存", form=f"organisations.rename.{picked.id}") as (session, actor):
            actions.rename(session, actor, org_id=picked.id, name=renamed.name, code=renamed.code)
    is_open = picked.is_open if isinstance(picked, queries.SchoolRow) else picked.closed_on is None
    with left:
        day = views.close_form(is_open, clock.today(), key=page.form_key(f"organisations.close.{picked.id}"))
    if day:
        with page.acting("已保存", form=f"organisations.close.{picked.id}") as (session, actor):
            if is_open:
                actions.close(session, actor, org_id=picked.id, on=day)
            else:
                actions.reopen(session, actor, org_id=picked.id)
    if isinstance(picked, queries.SchoolRow):
        with right:
            facts = views.facts_form(picked.facts, key=page.form_key(f"organisations.facts.{picked.id}"))
        if facts:
            with page.acting("学校信息已保存", form=f"organisations.facts.{picked.id}") as (session, actor):
                actions.set_facts(session, actor, school_id=picked.id, facts=facts)

if chosen == "新增":
    new = views.add_form([row for row in bureaus if managed.covers(row.path)], key=page.form_key("organisations.add"))
    if new:
        with page.acting("已新增", form="organisations.add") as (session, actor):
            actions.create(session, actor, **new._asdict())

if chosen == "从表格导入":
    with page.actions():
        views.template_download()
    file = views.upload(key=page.form_key("organisations.import"))
    check = None
    if file:
        with page.reading() as session:
            check = actions.check_organisations(session, actor, content=file.content, filename=file.name)
    if check and views.preview(check, key="organisations.import.confirm"):
        with page.acting("已导入", form="organisations.import") as (session, actor):
            actions.import_organisations(session, actor, check)
