"""班主任评语: a class teacher's evening, and what a counsellor learns from it."""

import streamlit as st

from core.access import Capability
from core.screening import actions, queries
from core.screening.rules.states import CampaignState
from core.screening.views import comments as views
from core.screening.views import shared
from core.students.rules import Population
from core.ui import page, parts, state, tables

actor = page.begin(
    "班主任评语",
    needs=(Capability.COMMENT_CLASS, Capability.SEE_SCORES),
    note="班主任写平时看到的，心理教师放在分数旁边一起看。评语不是诊断，写给一起关心孩子的同事。",
)
own, scores = actor.over(Capability.COMMENT_CLASS), actor.over(Capability.SEE_SCORES)
people = actor.over(Capability.VIEW_PEOPLE)
with page.reading() as session:
    found = queries.campaign_list(session, actor.scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
rows = [row for row in found if row.population is Population.STUDENT]
if not rows:
    parts.empty("rate_review", "还没有要写的评语", "普测批次启动之后，班主任在这里写评语。", key="comments.none_yet")
    st.stop()
campaign = shared.pick_campaign(rows, key="comments.campaign")

if own:
    with page.reading() as session:
        classes = queries.comment_progress(session, own, campaign_id=campaign.id)
        where = queries.places(session, [], [row.class_id for row in classes])
    if not classes:
        parts.empty(
            "groups", "这个批次没有问到您的班", "您的班级在应测名单上时，全班会列在这里。", key="comments.no_class"
        )
    else:
        names = views.class_names(classes, where)
        chosen = views.pick_class(classes, names)
        held = f"{campaign.id}.{chosen.class_id}"
        full = state.held("comments.names") == held
        views.standing(chosen, names[chosen.class_id])
        if not full and page.actions().button("显示全名（会记录）", key="comments.names"):
            with page.acting(None, rerun=False) as (session, actor):
                full = bool(actions.show_class(session, actor, campaign_id=campaign.id, class_id=chosen.class_id))
            if full:
                state.hold("comments.names", held)
                st.rerun()
        with page.reading() as session:
            sheet = queries.class_sheet(session, own, campaign_id=campaign.id, class_id=chosen.class_id)
            ids = [row.person_id for row in sheet]
            named = queries.named(session, actor.over(Capability.SEE_NAMES), ids) if full else {}
            faces = queries.masked(session, people, ids) | named
        form = f"comments.class.{held}"
        filled = views.class_form(sheet, faces, key=page.form_key(form))
        if filled and filled.undecided:
            views.undecided_note(filled.undecided)
        elif filled:
            with page.acting("评语已保存", form=form) as (session, actor):
                actions.write_comments(session, actor, campaign_id=campaign.id, remarks=filled.remarks)

if scores:
    with page.reading() as session:
        every = queries.comment_progress(session, scores, campaign_id=campaign.id)
        differ = queries.disagreements(session, scores, campaign_id=campaign.id)
        faces = queries.masked(session, people, [row.person_id for row in differ])
        where = queries.places(
            session, {row.school_id for row in (*every, *differ)}, {row.class_id for row in (*every, *differ)}
        )
    parts.section("说法不一样的学生", f"{len(differ)} 名，姓名默认隐去")
    at = tables.page_of(len(differ), key="comments.page", order="班主任担心的在前，再按等级")
    with at.body:
        views.disagreement_table(differ[at.offset : at.offset + at.limit], faces, where, campaign.policy)
    parts.section("各班进度", "没写完的在前")
    if every:
        lines = tables.page_of(len(every), key="comments.classes")
        unfinished = sorted(every, key=lambda row: (row.written / row.listed, row.school_id, row.grade))
        with lines.body:
            page_rows = unfinished[lines.offset : lines.offset + lines.limit]
            views.progress_table(page_rows, where, told=bool(scores.at_every_level))
    else:
        parts.empty("groups", "您的范围里没有应测的班", "这个批次没有问到您负责的学校。", key="comments.nobody")
