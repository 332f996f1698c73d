"""上报关心: somebody saw something, and a trained colleague takes it from there."""

import streamlit as st

from core import clock
from core.access import Capability
from core.cases import actions
from core.cases.views import reporting as views
from core.screening import queries as screening
from core.students import queries
from core.ui import page, parts, state

actor = page.begin(
    "上报关心", needs=Capability.REPORT_CONCERN, note="觉得哪个孩子不对劲，就写下来；不用先判断，也不用等到下一次普测。"
)
MOST = 60  # a class
DONE, URGENT, CALM = "report.done", "urgent", "calm"
if done := state.held(DONE):
    state.drop(DONE)
    views.thanks(done == URGENT)
    st.button("再上报一名", key="report.again")  # any click leads back to the empty page
    st.stop()
scope = actor.over(Capability.REPORT_CONCERN)
year, own_class = clock.school_year(clock.today()), all(reach.classes is not None for reach in scope.reaches)
words = views.finder(has_class=own_class)
with page.reading() as session:
    found = []
    if words:
        found = queries.search(session, scope, text=words)
    elif own_class:
        found = queries.people(session, scope, school_year=year, limit=MOST)
if words and not found:
    parts.empty(
        "person_search", "没有找到这个人", "要写完整的姓名、完整的学籍号，或后 4 位；只找得到您带的班或本校的学生。",
        key="report.not_found",
    )  # fmt: skip
elif own_class and not found:
    parts.empty("groups", "还没有您带的班", "请学校管理员在《人员名册》里指定班主任。", key="report.no_class")
picked = views.people_list(found, key="report.people") if found else None
if picked:
    with page.reading() as session:
        tiers = screening.tiers_for(session, campaign_id=None, org_id=picked.school_id)
    form = f"report.{picked.person_id}"
    seen = views.report_form(picked, tiers, key=page.form_key(form))
    if seen:
        done = None
        with page.acting(None, form=form, rerun=False) as (session, actor):
            done = actions.report(session, actor, person_id=picked.person_id, **seen._asdict())
        if done:
            state.hold(DONE, URGENT if seen.urgent else CALM)
            st.rerun()
