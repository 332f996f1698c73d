"""评分标准: the shipped and the own ones to read, drafts to change, workbooks to bring in, versions to publish."""

import streamlit as st

from core.access import Capability
from core.accounts.queries import names as names_of
from core.evaluation import actions, queries
from core.evaluation.views import rubrics as views
from core.evaluation.views import rubrics_editing as editing
from core.evaluation.views import rubrics_making as making
from core.evaluation.views.rubrics_parts import part_form
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts, state

actor = page.begin(
    "评分标准",
    needs=(Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION),
    note="评什么、怎么给分、看什么材料。随系统提供的可以直接用，也可以复制一份改成本地的。",
)
managed, seen = actor.over(Capability.MANAGE_EVALUATION), actor.over(Capability.VIEW_EVALUATION)
with page.reading() as session:
    choices = queries.rubric_choices(session, seen or managed)
    rows = queries.rubrics(session, managed) if managed else []
    orgs = {row.id: row.name for row in organisations.tree(session, managed, levels=BUREAU_LEVELS)} if managed else {}
drafts = [row for row in rows if row.is_draft]
part = "看标准"
if orgs:
    part = st.segmented_control(
        "做什么", ["看标准", "改草稿", "新建", "从表格导入"], required=True, label_visibility="collapsed",
        default="改草稿" if state.held("rubrics.draft") else "看标准", key=f"rubrics.part.{state.form_token('rubrics.part')}",
    )  # fmt: skip

if part == "看标准":
    choice = views.pick(choices)
    own = next((row for row in rows if choice.ref == f"own:{row.id}"), None)
    with page.reading() as session:
        spec = queries.rubric_of(session, seen or managed, choice.ref)
        names = names_of(session, [own.published_by]) if own else {}
    with page.actions():
        views.download(spec, key=f"rubrics.download.{choice.ref}")
    left, right = parts.wide_and_side()
    with left:
        views.sheet(spec, key=f"rubrics.sheet.{choice.ref}")
    with right:
        parts.section(spec.title, f"{spec.version} 版")
        views.about(spec, own, names)

if part == "新建":
    wanted, draft_id = making.make_form(choices, orgs, key=page.form_key("rubrics.new")), 0
    if wanted:
        with page.acting("草稿已建好，可以改了", form="rubrics.new", rerun=False) as (session, actor):
            draft_id = actions.make_draft(session, actor, **wanted._asdict())
    if draft_id:
        editing.go_to(draft_id)

if part == "从表格导入":
    with page.actions():
        views.form_download()
    file, check, org, draft_id = making.upload(key=page.form_key("rubrics.import")), None, None, 0
    if file:
        with page.reading() as session:
            check = actions.check_rubric(session, actor, content=file.content, filename=file.name)
        org = making.preview(check, orgs, key="rubrics.import.confirm")
    else:
        making.upload_note()
    if check and org:
        with page.acting("已存成草稿", form="rubrics.import", rerun=False) as (session, actor):
            draft_id = actions.import_rubric(session, actor, org_id=org, check=check)
    if draft_id:
        editing.go_to(draft_id)

if part != "改草稿":
    st.stop()
if not drafts:
    parts.empty("edit_note", "还没有草稿", "点上面的“新建”，复制一份改，或从空白开始。", key="rubrics.no_drafts")
    st.stop()
row = editing.pick_draft(drafts)
spec, edition = row.spec, editing.edition_in_hand(row)
with page.actions():
    views.download(spec, key=f"rubrics.draft.download.{row.id}")
left, right = parts.wide_and_side()
with left:
    parts.section(spec.title, editing.heading(row))
    place = editing.pick_place(row)
    change = editing.moves(spec, place, key=f"rubrics.move.{row.id}") or part_form(
        spec, place, form=f"rubrics.edit.{row.id}.{place}.{edition}"
    )
    if st.toggle("看整份草稿", key=f"rubrics.whole.{row.id}"):
        views.sheet(spec, key=f"rubrics.whole.sheet.{row.id}")
with right:
    found = making.findings(spec)
    wanted = making.publish_form(row, found, key=page.form_key(f"rubrics.publish.{row.id}"))
    off = parts.confirm("这份草稿不要了。", yes="删去草稿", no="留着", key=page.form_key(f"rubrics.drop.{row.id}"))
if change:
    made = None
    with page.acting(change.done, form=change.form, rerun=False) as (session, actor):
        made = actions.save_draft(session, actor, version_id=row.id, edition=edition, spec=change.made(spec))
    if made is not None:
        editing.saved(row, change.place)
        st.rerun()
if wanted:
    with page.acting("已发布，可以用来评估了", form=f"rubrics.publish.{row.id}") as (session, actor):
        actions.publish_rubric(session, actor, version_id=row.id, edition=edition, **wanted._asdict())
if off:
    with page.acting("草稿已删去", form=f"rubrics.drop.{row.id}") as (session, actor):
        actions.drop_draft(session, actor, version_id=row.id)
