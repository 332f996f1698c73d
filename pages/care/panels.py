"""研判会: those who know the pupils talk about them, and what they decide is kept."""

import streamlit as st

from core import clock
from core.access import Capability
from core.cases import actions, queries
from core.cases.rules.panels import PanelState
from core.cases.rules.states import OPEN_STATES
from core.cases.views import panels as views
from core.cases.views import shared as care
from core.organisations import queries as organisations
from core.organisations.rules import Level
from core.screening import queries as screening
from core.screening.rules.states import CampaignState
from core.screening.views import shared
from core.ui import page, parts

actor = page.begin(
    "研判会",
    needs=Capability.WORK_CASES,
    note="把评语、访谈和分数放在一起，几个人商量着定。会上定什么、为什么，都记在这里。",
)
MOST = 50  # panels to choose from
scope, today = actor.over(Capability.WORK_CASES), clock.today()
with page.reading() as session:
    rows = queries.panels(session, scope, limit=MOST)
    found = organisations.tree(session, scope)
    campaigns = screening.campaign_list(session, scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
orgs = {row.id: row for row in found}
places = {row.id: row.name for row in found if row.level is not Level.SCHOOL or scope.at_every_level.covers(row.path)}
part = st.segmented_control(
    "做什么", ["研判会", "安排一次"], default="研判会" if rows else "安排一次", required=True, key="panels.part",
    label_visibility="collapsed",
)  # fmt: skip

if part == "安排一次":
    titles: dict[int | None, str] = {row.id: shared.campaign_words(row) for row in campaigns}
    plan = views.plan_form(places, titles | {None: "不限批次"}, today=today, key=page.form_key("panels.plan"))
    if plan:
        with page.acting("已安排，可以选学生了", form="panels.plan") as (session, actor):
            actions.plan_panel(session, actor, **plan._asdict())
    st.stop()

if not rows:
    parts.empty("forum", "还没有研判会", "先安排一次，再从名单里选要说的学生。", key="panels.none")
    st.stop()
panel = views.pick_panel(rows, places)
org = orgs[panel.org_id]
with page.reading() as session:
    items = queries.panel_items(session, scope, panel.id)
    tiers = screening.tiers_for(session, campaign_id=panel.campaign_id, org_id=panel.org_id)
    schools = [row.id for row in organisations.schools(session, scope, below=org.path)]
    listed = [
        row
        for source in dict.fromkeys((panel.campaign_id, None))
        for row in queries.warnings(session, scope, queries.Filter(source, state=None), limit=None)
        if row.state in OPEN_STATES and row.school_id in schools
    ]
    people = {row.person_id for row in (*items, *listed)}
    faces = screening.masked(session, actor.over(Capability.VIEW_PEOPLE), people)
    where = screening.places(session, schools, {row.class_id for row in (*items, *listed)})
levels = care.levels(tiers)
views.facts(panel)
parts.section("说到的学生", "姓名默认隐去")
lines = {
    row.id: views.Line(
        care.shown_level(levels, row.severity, "已调整"),
        faces[row.person_id].name if row.person_id in faces else "",
        shared.place_words(where, row.school_id, row.grade, row.class_id),
    )
    for row in items
}
views.item_table(items, lines, levels)
if panel.state is PanelState.HELD:
    st.caption(views.ORDER)
    st.stop()

known = {row.person_id for row in items}
others = {
    row.id: views.Line(
        care.shown_level(levels, row.severity, row.level),
        faces[row.person_id].name if row.person_id in faces else "",
        shared.place_words(where, row.school_id, row.grade, row.class_id),
    )
    for row in listed
    if row.person_id not in known
}
left, right = parts.wide_and_side()
with left:
    if items:
        parts.section("记决定")
        item = views.pick_item(items, lines)
        form = f"panels.decide.{item.id}"
        said = views.decision_form(item, key=page.form_key(form))
        if said:
            with page.acting("决定已记下", form=form) as (session, actor):
                actions.record_decision(session, actor, item_id=item.id, decision=said[0], rationale=said[1])
        if item.decision is None and st.button("从名单上拿下", key=page.form_key(f"panels.off.{item.id}")):
            with page.acting("已拿下", form=f"panels.off.{item.id}") as (session, actor):
                actions.take_off(session, actor, item_id=item.id)
with right:
    parts.section("加学生")
    chosen = views.candidates_form(others, key=page.form_key(f"panels.add.{panel.id}"))
    if chosen:
        with page.acting("已加进名单", form=f"panels.add.{panel.id}") as (session, actor):
            actions.add_items(session, actor, panel_id=panel.id, warning_ids=chosen)
    if items:
        parts.section("开完了")
        held = views.hold_form(panel, today=today, key=page.form_key(f"panels.hold.{panel.id}"))
        if held:
            with page.acting("已记为已开", form=f"panels.hold.{panel.id}") as (session, actor):
                actions.hold_panel(session, actor, panel_id=panel.id, **held._asdict())
