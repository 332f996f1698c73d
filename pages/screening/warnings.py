"""预警名单: who should be talked with, same-day reviews first; one person's card beside the list."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.cases import queries as cases
from core.screening import actions, queries
from core.screening.rules.states import CampaignState
from core.screening.views import sought
from core.screening.views import warnings as views
from core.students import actions as people_actions
from core.students import queries as people
from core.ui import page, parts, state, tables

actor = page.begin(
    "预警名单", needs=Capability.VIEW_WARNINGS, note="名单是提醒，不是结论。每一条都由老师当面聊过再定。"
)
CASE, CARD = "care.case", "care.warning"
scope, scores = actor.over(Capability.VIEW_WARNINGS), actor.over(Capability.SEE_SCORES)
faces_in, held = actor.over(Capability.VIEW_PEOPLE), state.held(CARD)
with page.reading() as session:
    rows = queries.campaign_list(session, scope, states=(CampaignState.OPEN, CampaignState.CLOSED), warned=scope)
campaign = sought.pick(rows)
with page.reading() as session:
    usual = queries.tiers_for(session, campaign_id=None, org_id=actor.org_id)
    lot = sought.of_campaign(campaign, scope) if campaign else sought.by_hand(usual, scope, clock.today())
    every = cases.tally(session, scope, cases.Filter(lot.campaign_id))
    states = cases.balance(session, scope, campaign_id=lot.campaign_id)
    schools = queries.places(session, cases.schools(session, scope, campaign_id=lot.campaign_id)).schools
wanted = sought.filters(lot, every, states, schools)
sought.legend(lot.seen, every, states)

with page.reading() as session:
    named = None
    if wanted.words:
        found = people.search(session, faces_in, text=wanted.words)
        named = frozenset(row.person_id for row in found)
    chosen = cases.Filter(
        lot.campaign_id, wanted.severities, wanted.school_id, wanted.grade, None, wanted.urgent, wanted.state, named
    )
    total = sum(row.people for row in cases.tally(session, scope, chosen))
wide, side = parts.wide_and_side()
with wide:
    at = tables.page_of(total, key="warnings.page", size=views.PAGE, order="当日复核在前，再按等级和先后")
with page.reading() as session:
    listed = cases.warnings(session, scope, chosen, offset=at.offset, limit=at.limit)
    kept = cases.warning(session, scope, held) if isinstance(held, int) else None
    shown = [*listed, kept] if kept else listed
    told = cases.reasons(session, scores, [row.id for row in shown])
    faces = queries.masked(session, faces_in, [row.person_id for row in shown])
    places = queries.places(session, {row.school_id for row in shown}, {row.class_id for row in shown})
with at.body:
    picked = views.warning_list(listed, lot.tiers, faces, places, told) or kept

with side:
    if picked is None:
        views.nobody_picked()
    else:
        with page.reading() as session:
            works = cases.warning(session, actor.over(Capability.WORK_CASES), picked.id) is not None
        views.card(picked, lot.tiers, faces.get(picked.person_id), places, views.why(picked, told, lot.tiers))
        name_form = f"warnings.name.{picked.id}"

        @st.dialog("查看全名", icon=":material/visibility:")
        def show_name() -> None:
            """Why, then who."""
            place, known = st.empty(), None
            with place.container():
                asked = views.purpose_form(key=page.form_key(name_form))
            if asked:
                with page.acting(None, form=name_form, rerun=False) as (session, actor):
                    known = people_actions.reveal(session, actor, person_id=picked.person_id, **asked._asdict())
            if known:
                with place.container():
                    views.full_name(known.name, known.number)

        @st.dialog("作答和分数", width="medium", position="right", icon=":material/description:")
        def show_sheets() -> None:
            """Every sheet of this campaign, newest first."""
            sheets = None
            with page.acting(None, rerun=False) as (session, actor):
                sheets = actions.open_sheets(
                    session, actor, person_id=picked.person_id, campaign_id=picked.campaign_id or 0
                )
            if sheets:
                views.sheets(sheets)

        if works and views.lead_button(picked):
            state.hold(CARD, picked.id)
            st.switch_page("pages/care/interview.py")
        with st.container(horizontal=True, gap="small"):
            if picked.case_id and st.button("看个案", icon=":material/folder_shared:", key="warnings.case"):
                state.hold(CASE, picked.case_id)
                st.switch_page("pages/care/cases.py")
            if actor.can(Capability.SEE_NAMES) and st.button("查看全名", key="warnings.name"):
                show_name()
            if picked.id in told and picked.campaign_id and st.button("看作答和分数（会记录）", key="warnings.sheets"):
                show_sheets()

if actor.can(Capability.EXPORT_PEOPLE) and total and campaign:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        purpose = views.export_purpose(key="warnings.export.purpose")
        if len(purpose) >= actions.LEAST_PURPOSE:
            exported = page.on_click(partial(actions.export_warnings, chosen=chosen, purpose=purpose))
            parts.download(
                "导出名单（会记录）", exported, f"预警名单_{campaign.id}.xlsx", mime=parts.XLSX, key="warnings.export"
            )
