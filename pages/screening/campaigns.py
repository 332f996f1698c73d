"""普测批次: prepare, open, close; who is asked what, when, and under which tier policy."""

import streamlit as st

from core.access import Capability
from core.organisations import queries as organisations
from core.screening import actions, queries
from core.screening.rules.states import CampaignState
from core.screening.views import campaigns as views
from core.ui import page, parts

actor = page.begin(
    "普测批次",
    needs=(Capability.MANAGE_CAMPAIGNS, Capability.VIEW_COMPLETION),
    note="一次普测问谁、问什么、按哪套标准分级。",
)
STEPS = {
    CampaignState.DRAFT: (actions.open_campaign, "批次已启动，应测名单已定"),
    CampaignState.OPEN: (actions.close_campaign, "批次已结束，不再接收数据"),
    CampaignState.CLOSED: (actions.reopen_campaign, "批次已重新打开"),
}
managed, seen = actor.over(Capability.MANAGE_CAMPAIGNS), actor.over(Capability.VIEW_COMPLETION)
chosen = "批次"
if managed:
    chosen = st.segmented_control(
        "做什么", ["批次", "新建"], default="批次", required=True, key="campaigns.part", label_visibility="collapsed"
    )

if chosen == "批次":
    with page.reading() as session:
        rows = queries.campaign_list(session, managed or seen)
        done = {row.id: queries.completion(session, seen, row.id) for row in rows}
    if not rows:
        parts.empty("event_note", "还没有普测批次", "教育局新建并启动之后，会出现在这里。", key="campaigns.none")
        st.stop()
    picked = views.campaign_table(rows, done)
    if picked is None:
        st.caption("点一行，看这个批次的详细安排。")
        st.stop()
    parts.section(picked.title, views.STATES[picked.state])
    left, right = parts.wide_and_side()
    with left:
        views.facts(picked, done.get(picked.id))
    if not managed.covers(picked.org_path):
        st.stop()
    with right:
        step = views.step_form(picked, key=page.form_key(f"campaigns.step.{picked.id}"))
    if step:
        act, words = STEPS[picked.state]
        with page.acting(words, form=f"campaigns.step.{picked.id}") as (session, actor):
            act(session, actor, campaign_id=picked.id)
    if picked.state is CampaignState.DRAFT:
        with page.reading() as session:
            orgs = organisations.tree(session, managed)
        parts.section("修改草稿")
        filled = views.draft_form(orgs, picked, key=page.form_key(f"campaigns.edit.{picked.id}"))
        if filled:
            with page.acting("草稿已保存", form=f"campaigns.edit.{picked.id}") as (session, actor):
                actions.edit_campaign(session, actor, campaign_id=picked.id, draft=filled[0], acknowledged=filled[1])

if chosen == "新建":
    with page.reading() as session:
        orgs = organisations.tree(session, managed)
    filled = views.draft_form(orgs, None, key=page.form_key("campaigns.new"))
    if filled:
        with page.acting("草稿已保存，可以启动了", form="campaigns.new") as (session, actor):
            actions.create_campaign(session, actor, draft=filled[0], acknowledged=filled[1])
