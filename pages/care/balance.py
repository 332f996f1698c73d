"""去向平衡表: everybody who was ever on the list stands somewhere, and the numbers add up."""

from functools import partial

import streamlit as st

from core.access import Capability
from core.organisations import queries as organisations
from core.screening import actions, queries
from core.screening.rules.states import CampaignState
from core.screening.views import balance as views
from core.screening.views import sought
from core.ui import page, parts, state

actor = page.begin(
    "去向平衡表", needs=Capability.VIEW_METRICS, note="名单上的每一个人都有下落：七个去向加起来就是预警数。"
)
scope, single = actor.over(Capability.VIEW_METRICS), actor.over(Capability.VIEW_WARNINGS)
exact = single.encloses(scope)
tops = {reach.path for reach in scope.reaches}
with page.reading() as session:
    rows = queries.campaign_list(session, scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
    known = organisations.tree(session, scope)
places = [row for row in known if exact or row.path in tops]
with st.container(horizontal=True, vertical_alignment="bottom"):
    campaign = views.pick(rows)
    place = views.pick_place(places)
campaign_id = campaign.id if campaign else None
with page.reading() as session:
    found = queries.balance_sheet(session, scope, org_id=place.id, campaign_id=campaign_id, hide=not exact)
sheet = found.sheet
if not sheet.groups:
    views.nobody()
    st.stop()

head, body = st.container(), st.container()
with body:
    parts.section("各单位", "点一行看它的去向" if len(sheet.groups) > 1 else "", rule=views.RULE)
    picked = views.table(found, pick=len(sheet.groups) > 1)
    views.hidden_note(sheet)
whole, states = views.of_group(sheet, picked) if picked else views.of_all(sheet)
school = picked if picked in found.schools else place.id if place.id in found.schools else None
opens = exact and (school is not None or (picked is None and {place.path} == tops))
with head:
    parts.section(found.names[picked] if picked else place.name, "单位：人", rule=views.RULE)
    wanted = views.tiles(whole, states, opens=opens)
    views.sentence(whole, states)
if wanted:
    state.preset("warnings.campaign", campaign.id if campaign else sought.BY_HAND)
    state.preset("warnings.state", wanted)
    state.preset("warnings.school", school)
    st.switch_page("pages/screening/warnings.py")
made = page.on_click(partial(actions.export_balance, org_id=place.id, campaign_id=campaign_id))
parts.download("下载这张表（会记录）", made, "去向平衡表.xlsx", mime=parts.XLSX, key="balance.download")
