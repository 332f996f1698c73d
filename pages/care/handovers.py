"""移交: files from school to school, and what lies between them too long."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.cases import actions, queries
from core.cases.queries import CaseFilter
from core.cases.rules.handovers import HandoverState
from core.cases.rules.states import CaseState
from core.cases.views import handover_forms as forms
from core.cases.views import handovers as views
from core.cases.views import lists, referral_forms, shared
from core.screening import queries as screening
from core.ui import page, parts

actor = page.begin(
    "移交",
    needs=Capability.WORK_CASES,
    note="孩子换学校，关心不断线。接收之前只看到最少的信息，接收之后移出学校不再看到。",
)
today, key = clock.today(), page.form_key
scope, faces_in = actor.over(Capability.WORK_CASES), actor.over(Capability.VIEW_PEOPLE)
in_care = CaseFilter(states=(CaseState.IN_CARE,))
with page.reading() as session:
    tiers = screening.tiers_for(session, campaign_id=None, org_id=actor.grants[0].org_id)
    awaited, slips = queries.offers(session, scope), queries.slips(session, scope)
    sent = queries.handovers(session, scope, states=[one for one in HandoverState if one is not HandoverState.ACCEPTED])
    stuck = queries.stuck_handovers(session, scope, today=today)
    waiting = queries.count_cases(session, scope, in_care)
    ends = (*awaited, *slips, *stuck, *sent)
    ids = {one for row in ends for one in (row.from_school_id, row.to_school_id) if one}
    schools = screening.places(session, ids).schools
    faces = screening.masked(session, faces_in, [row.person_id for row in sent])
    called = accounts.names(session, {row.proposed_by for row in sent})
people = shared.People({one: face.name for one, face in faces.items()}, called)
on_way = sum(row.state is HandoverState.PROPOSED for row in sent)
known, wish = shared.levels(tiers), None
counts = {views.IN: len(awaited), views.OUT: on_way, views.NEW: waiting, views.STUCK: sum(one.files for one in stuck)}
side = views.switch(counts)

if side in (views.IN, views.NEW):
    parts.tier_legend(known.values(), brief=True)
if side == views.IN:
    offer = views.offer_list(awaited, schools, today)
    if offer:
        parts.section("这份移交")
        views.offer_card(offer, schools)
        if scope.at_every_level:
            wish = forms.answer(offer, key)
        else:
            st.caption("由接收学校的心理教师接收或退回。")
elif side == views.OUT:
    row = views.handover_list(sent, people, schools, today)
    if row:
        parts.section("这份移交")
        views.card(row, people, schools)
        wish = forms.outgoing(row, today, key)
        purpose = (
            row.paper and row.state is HandoverState.PROPOSED and referral_forms.purpose_field("handovers.purpose")
        )
        if purpose:
            with page.reading() as session:
                here = screening.tiers_for(session, campaign_id=row.campaign_id, org_id=row.school_id)
            labels = {tier.severity: tier.label for tier in here}
            make = partial(actions.outside_package, case_id=row.case_id, purpose=purpose, tiers=labels)
            parts.download(
                "下载移交包（会记录）", page.on_click(make), f"移交包_{row.id}.docx", mime=parts.DOCX,
                key="handovers.package",
            )  # fmt: skip
    if slips:
        views.slip_list(slips, schools)
elif side == views.NEW:
    at = lists.pager(waiting, key="handovers.page")
    with page.reading() as session:
        rows = queries.cases(session, scope, in_care, offset=at.offset, limit=at.limit)
        faces = screening.masked(session, faces_in, [one.person_id for one in rows])
        at_home = screening.places(session, {one.school_id for one in rows}, {one.class_id for one in rows})
        called = accounts.names(session, {one.responsible_id for one in rows})
    people = shared.People({one: face.name for one, face in faces.items()}, called)
    with at.body:
        case = lists.case_list(rows, known, people, at_home, today)
    if case:
        parts.section("移交这名学生", people.pupil(case.person_id))
        words = forms.search()
        with page.reading() as session:
            here = shared.levels(screening.tiers_for(session, campaign_id=case.campaign_id, org_id=case.school_id))
            found = {
                one.id: one.name for one in queries.receiving_schools(session, words=words) if one.id != case.school_id
            }
        tier = shared.shown_level(here, case.severity, case.level).label
        wish = forms.propose_form(case.id, found, tier, today, key) or forms.leave_form(case.id, today, key)
else:
    views.stuck_list(stuck, schools)
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
