"""预警名单: who should be talked with, same-day reviews first."""

from functools import partial

import streamlit as st

from core.access import Capability
from core.cases import queries as cases
from core.screening import actions, queries
from core.screening.rules.states import CampaignState
from core.screening.views import shared
from core.screening.views import warnings as views
from core.screening.views.uploads import XLSX
from core.students import actions as people_actions
from core.students import queries as people
from core.ui import page, parts, tables

actor = page.begin(
    "预警名单", needs=Capability.VIEW_WARNINGS, note="名单是提醒，不是结论。每一条都由老师当面聊过再定。"
)
scope, scores = actor.over(Capability.VIEW_WARNINGS), actor.over(Capability.SEE_SCORES)
with page.reading() as session:
    rows = queries.campaign_list(session, scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
if not rows:
    parts.empty(
        "notifications", "还没有名单", "批次启动、导入作答之后，需要关心的学生会在这里。", key="warnings.none_yet"
    )
    st.stop()
campaign = shared.pick_campaign(rows, key="warnings.campaign")
with page.reading() as session:
    every = cases.tally(session, scope, cases.Filter(campaign.id))
    schools = queries.places(session, cases.schools(session, scope, campaign_id=campaign.id)).schools
tiers = shared.seen_levels(scope, campaign.policy)
wanted = views.filters(campaign, tiers, every, schools)
views.legend(tiers, every)

with page.reading() as session:
    named = None
    if wanted.words:
        found = people.search(session, scope, text=wanted.words, school_year=campaign.school_year)
        named = frozenset(row.person_id for row in found)
    chosen = cases.Filter(
        campaign.id, wanted.severities, wanted.school_id, wanted.grade, None, wanted.urgent, wanted.state, named
    )
    total = sum(row.people for row in cases.tally(session, scope, chosen))
at = tables.page_of(total, key="warnings.page", size=views.PAGE, order="当日复核在前，再按等级和先后")
with page.reading() as session:
    listed = cases.warnings(session, scope, chosen, offset=at.offset, limit=at.limit)
    told = cases.reasons(session, scores, [row.id for row in listed])
    faces = queries.masked(session, actor.over(Capability.VIEW_PEOPLE), [row.person_id for row in listed])
    places = queries.places(session, {row.school_id for row in listed}, {row.class_id for row in listed})
with at.body:
    picked = views.warning_list(listed, campaign, faces, places, told)

if picked is not None:
    parts.section("这名学生", "姓名默认隐去")
    left, right = parts.halves()
    with left:
        views.card(picked, campaign, faces.get(picked.person_id), places, views.why(picked, told, campaign.policy))
    with right:
        asked = None
        if actor.can(Capability.SEE_NAMES):
            asked = views.purpose_form(key=page.form_key(f"warnings.name.{picked.id}"))
        if asked:
            known = None
            with page.acting(None, form=f"warnings.name.{picked.id}", rerun=False) as (session, actor):
                known = people_actions.reveal(
                    session, actor, person_id=picked.person_id, purpose=asked.purpose, note=asked.note
                )
            if known:
                views.full_name(known.name, known.number)
        if picked.id in told and st.button("看作答和分数（会记录）", key=f"warnings.sheets.{picked.id}"):
            sheets = None
            with page.acting(None, rerun=False) as (session, actor):
                sheets = actions.open_sheets(session, actor, person_id=picked.person_id, campaign_id=campaign.id)
            if sheets:
                views.sheets(sheets)

if actor.can(Capability.EXPORT_PEOPLE) and total:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        purpose = views.export_purpose(key="warnings.export.purpose")
        if len(purpose) >= actions.LEAST_PURPOSE:
            exported = page.on_click(partial(actions.export_warnings, chosen=chosen, purpose=purpose))
            parts.download(
                "导出名单（会记录）", exported, f"预警名单_{campaign.id}.xlsx", mime=XLSX, key="warnings.export"
            )
