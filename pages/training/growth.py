"""教师成长档案: what somebody has on record, printable; one's own, and for who keeps the register that of the people there."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.organisations import queries as organisations
from core.training import actions, queries
from core.training.views import feedback
from core.training.views import growth as views
from core.training.views import growth_forms as forms
from core.ui import context, page, parts

actor = page.begin(
    "教师成长档案",
    needs=(Capability.VIEW_OWN_RECORD, Capability.MANAGE_STAFF),
    note="一位老师走过的路：岗位、证书、学时、活动、荣誉和督导。",
)
today, key = clock.today(), page.form_key
own, keeps = actor.over(Capability.VIEW_OWN_RECORD), actor.over(Capability.MANAGE_STAFF)
with page.reading() as session:
    mine = queries.own_growth(session, own, user_id=actor.user_id, today=today)
    owed = queries.owes_feedback(session, own, user_id=actor.user_id) if mine else []
    schools = {one.id: one.name for one in organisations.schools(session, keeps)} if keeps else {}
MINE, OTHERS = "我的档案", "找一位老师"
part = MINE
if schools:
    part = st.segmented_control(
        "看谁的", [MINE, OTHERS], default=MINE if mine else OTHERS, required=True, key="growth.part",
        label_visibility="collapsed",
    )  # fmt: skip

if part == OTHERS:
    school_id = forms.pick_school(schools)
    with page.reading() as session:
        files = queries.growth_files(session, keeps, school_id=school_id, today=today)
    if chosen := forms.pick_person(files, school_id):
        with page.reading() as session:
            file = queries.growth(session, keeps, staff_id=chosen.staff_id, today=today)
        made = page.on_click(partial(actions.growth_paper, staff_id=chosen.staff_id))
        with page.actions():
            parts.download("下载档案（会记录）", made, "教师成长档案.docx", mime=parts.DOCX, key="growth.file")
        views.card(file, today)
    st.stop()
if mine is None:
    forms.not_linked(actor.name)
    st.stop()

with page.actions():
    made = page.on_click(actions.own_growth_paper)
    parts.download("下载档案（会记录）", made, "教师成长档案.docx", mime=parts.DOCX, key="growth.own_file")
if (waiting := views.to_sign(mine)) and (code := forms.code_form(waiting, key)):
    signed, done = None, False
    with page.acting(None, form="growth.code", rerun=False) as (session, actor):
        signed, done = actions.sign_in_own(session, actor, code=code), True
    if done:
        said = forms.signed_words(signed.title, signed.module, again=signed.again) if signed else forms.WRONG
        page.flash(*said)
        st.rerun()
if asked := next((one for one in mine.sessions if one.session_id in owed and one.progress in views.SPOKEN), None):
    with st.expander(forms.feedback_words(asked.title), icon=":material/forum:"):
        wish = feedback.form(asked.session_id, asked.title, key)
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)
views.card(mine, today)
if papers := views.good_papers(mine):
    where = f"{context.origin()}/verify" if context.origin() else ""
    forms.diplomas(
        papers, lambda one: page.on_click(partial(actions.print_own_diploma, completion_id=one, where=where))
    )  # fmt: skip
