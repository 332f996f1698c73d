"""一生一档: one pupil across all campaigns and years; opened for a purpose, closed again when the page is left."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.cases import queries as cases
from core.screening import actions, queries
from core.screening.views import pupil as views
from core.students import queries as students
from core.ui import page, parts, state

actor = page.begin(
    "一生一档", needs=Capability.SEE_SCORES, note="一名学生的历次测评和关心记录。分数是一个信号，不是诊断。"
)
CASE, OPENED = "care.case", "pupil.opened"
scope, at_work_on, opened = actor.over(Capability.SEE_SCORES), state.held(CASE), state.held(OPENED)

if isinstance(opened, int) and not views.stays_open():
    state.drop(OPENED)
    st.rerun()

if not isinstance(opened, int):
    words = views.find()
    chosen = None
    if words:
        with page.reading() as session:
            found = students.search(session, actor.over(Capability.VIEW_PEOPLE), text=words)
        chosen = views.choices(found)
    elif isinstance(at_work_on, int):
        with page.reading() as session:
            chosen = cases.case(session, scope, at_work_on).person_id
        st.caption("下面是“个案跟进”里正在看的那名学生。")
    if not isinstance(chosen, int):
        if not words:
            parts.empty(
                "contact_page", "先找一名学生", "也可以在“个案跟进”里打开一个个案，再到这一页来。", key="pupil.nobody"
            )
        st.stop()
    asked = views.ask_purpose(key=page.form_key(f"pupil.open.{chosen}"))
    if asked:
        file = None
        with page.acting(None, form=f"pupil.open.{chosen}", rerun=False) as (session, actor):
            file = actions.open_pupil_file(session, actor, person_id=chosen, purpose=asked.purpose, note=asked.note)
        if file:
            state.hold(OPENED, chosen)
            state.preset(views.OPEN, True)
            st.rerun()
    st.stop()

with page.reading() as session:
    glass = cases.glass_scope(session, actor, opened, clock.now())
    file = queries.pupil_file(session, scope, person_id=opened, glass=glass)
    called = accounts.names(session, file.writers)
    places = queries.places(session, {grant.org_id for grant in actor.grants}).schools
views.head(file, actor, places)
left, right = parts.halves()
with left:
    views.scores(file)
with right:
    parts.section("经过", "新的在前")
    views.timeline(file, called)
parts.section("记录、计划和附件", "点开看")
views.records(file, called)
parts.section("打印", "Word 文件")
printing = views.ask_print()
if printing:
    made = page.on_click(
        partial(actions.print_pupil_file, person_id=opened, purpose=printing.purpose, note=printing.note)
    )
    parts.download("打印一生一档（会记录）", made, f"一生一档_{opened}.docx", mime=parts.DOCX, key="pupil.print")
