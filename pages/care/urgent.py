"""当日复核: who is to be seen today; the county sees counts and age until a clock runs out."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.cases import actions, queries
from core.organisations import queries as organisations
from core.screening import queries as screening
from core.screening.rules.suppression import LEAST
from core.screening.views import urgent as views
from core.ui import page, parts, state, tables
from core.ui.words import Absence

actor = page.begin(
    "当日复核",
    needs=(Capability.WORK_CASES, Capability.APPROVE_CASES, Capability.REVIEW_REPORTS, Capability.VIEW_METRICS),
    note="关键题有勾选或紧急上报的学生，当天由受过训练的老师当面了解。",
)
now = clock.now()
seen, scores = actor.over(Capability.VIEW_WARNINGS), actor.over(Capability.SEE_SCORES)
county, keeps = actor.over(Capability.REVIEW_REPORTS), actor.over(Capability.MANAGE_ROSTER)

if not seen and not county:
    with page.reading() as session:
        total = queries.urgent_total(session, actor.over(Capability.VIEW_METRICS), least=LEAST)
    views.lead(Absence.SUPPRESSED if total is None else total, None)
    views.hidden_note(LEAST)
    st.stop()

with page.reading() as session:
    found = queries.fast_lane(session, county or seen, now=now)
    mine = queries.talks(session, seen, today=clock.today()).urgent
    called = queries.responders(session, keeps)
    names = accounts.names(session, called.values())
    schools = screening.places(session, {lane.school_id for lane in found}).schools
views.lead(sum(lane.waiting for lane in found), max((lane.oldest_hours for lane in found), default=None))

if seen:
    parts.section("等着当面了解的学生", "等得最久的在前；姓名默认隐去")
    at = tables.page_of(mine, key="urgent.page", order="等得最久的在前")
    with page.reading() as session:
        listed = queries.urgent_list(session, seen, offset=at.offset, limit=at.limit)
        told = queries.reasons(session, scores, [row.id for row in listed])
        faces = screening.masked(session, actor.over(Capability.VIEW_PEOPLE), [row.person_id for row in listed])
        places = screening.places(session, {row.school_id for row in listed}, {row.class_id for row in listed})
    with at.body:
        if listed:
            picked = views.rows(listed, faces, places, told, now)
        else:
            picked = None
            parts.empty("task_alt", "没有等着您复核的学生", "有新的会先出现在工作台和这里。", key="urgent.nobody")
    if picked and actor.can(Capability.WORK_CASES):
        state.hold("care.warning", picked.id)
        st.switch_page("pages/care/interview.py")

if county and found:
    parts.section("各校", "过了最晚日还没有复核的，名单才到区里；之前只有人数和时间")
    views.lanes(found, schools, {school: names.get(account, "") for school, account in called.items()})

if keeps:
    with page.reading() as session:
        near = {row.id: row.name for row in organisations.schools(session, keeps)}
    if near:
        parts.section("学校的负责人", "每校一位，先看当日复核")
        school = views.school_picker(near, key="urgent.school")
        with page.reading() as session:
            people = accounts.holders(session, keeps, org_id=school, roles=actions.responding_roles())
        chosen = views.responder_form(people, called.get(school), key=page.form_key(f"urgent.responder.{school}"))
        if chosen:
            with page.acting("已保存", form=f"urgent.responder.{school}") as (session, actor):
                actions.set_responder(session, actor, school_id=school, account_id=chosen.account_id)
