"""应急查看: one pupil's file for a day, when nobody responsible can be reached."""

import streamlit as st

from core import clock
from core.access import Capability
from core.cases import actions
from core.cases import queries as cases
from core.screening import queries
from core.screening.views import glass as views
from core.students import queries as students
from core.ui import page, parts

actor = page.begin(
    "应急查看",
    needs=Capability.BREAK_GLASS,
    note="孩子可能有危险、又找不到负责的老师时用。会记录，负责的老师会收到通知，24 小时后自动关上。",
)
now, faces_in = clock.now(), actor.over(Capability.VIEW_PEOPLE)
with page.reading() as session:
    held = cases.open_glass(session, actor, now)
    faces = queries.masked(session, faces_in, [row.person_id for row in held])

left, right = parts.halves()
with left:
    parts.section("打开一名学生的档案")
    words = views.find(key="glass.words")
    asked = None
    if words:
        with page.reading() as session:
            found = students.search(session, faces_in, text=words)
        asked = views.ask(found, key=page.form_key("glass.break"))
    if asked:
        with page.acting("已打开，可以到“一生一档”里看。", form="glass.break") as (session, actor):
            actions.break_glass(session, actor, **asked._asdict())
with right:
    parts.section("现在打开着的", f"{len(held)} 份")
    back = None
    if held:
        back = views.opened(held, faces, key=page.form_key("glass.back"))
        if st.button("去一生一档", icon=":material/contact_page:", key="glass.file"):
            st.switch_page("pages/care/pupil.py")
    else:
        parts.empty("lock", "没有打开着的档案", "打开的会列在这里，看完可以马上关上。", key="glass.none")
    if back:
        with page.acting("已关上", form="glass.back") as (session, actor):
            actions.give_back_glass(session, actor, person_id=back)
