"""花名册导入 in four steps: choose, look at problems, look at what changes, confirm."""

import streamlit as st

from core import clock
from core.access import Capability
from core.organisations.queries import schools as all_schools
from core.students import actions
from core.students.views import changing, importing
from core.ui import page, parts, pending, state

actor = page.begin("花名册导入", needs=Capability.MANAGE_ROSTER, note="先看问题，再看变化，确认之后才会写进名册。")
TOKEN, STEP, DONE = "roster.check", "roster.step", "roster.receipt"
check = pending.get(actor, str(state.held(TOKEN) or ""))
done = pending.get(actor, str(state.held(DONE) or ""))
step = 5 if done else (state.held(STEP) or 2) if check else 1
parts.stepper(importing.STEPS, int(step))

if step == 1:
    scope = actor.over(Capability.MANAGE_ROSTER)
    with page.reading() as session:
        places = all_schools(session, scope)
    chosen = importing.choose(
        places, this_year=clock.school_year(clock.today()), key=page.form_key("roster.import.choose")
    )
    if chosen:
        with st.spinner("正在读文件…"), page.reading() as session:
            found = actions.check_roster(session, actor, **chosen._asdict())
        state.hold(TOKEN, pending.put(actor, found, size=len(found.content)))
        state.hold(STEP, 2)
        state.renew("roster.import.choose")
        st.rerun()

if step == 2:
    importing.problems(check)
    with st.container(horizontal=True, gap="small"):
        if check.ready and st.button("下一步：看变化", type="primary", key="roster.import.next"):
            state.hold(STEP, 3)
            st.rerun()
        if check.problems:
            importing.annotated_download(check, lead=not check.ready and not check.unmapped)
        if st.button("换一个文件", key="roster.import.again"):
            pending.drop(str(state.held(TOKEN)))
            state.drop(TOKEN)
            st.rerun()
    mapping = importing.mapping_form(check, key=page.form_key("roster.import.mapping")) if check.unmapped else None
    if mapping:
        with st.spinner("正在重新看…"), page.reading() as session:
            found = actions.check_roster(
                session, actor, content=check.content, filename="名册", school_year=check.school_year,
                school_id=check.school_id, mapping=mapping, population=check.population,
            )  # fmt: skip
        pending.drop(str(state.held(TOKEN)))
        state.hold(TOKEN, pending.put(actor, found, size=len(found.content)))
        st.rerun()
    importing.problem_lists(check)

if step == 3:
    changing.changes(check)
    agreed = parts.confirm(
        changing.promise(check), yes="确认导入", no="先不导入", key=page.form_key("roster.import.confirm")
    )
    receipt = None
    if agreed:
        with (
            st.spinner("正在写进名册…"),
            page.acting(None, form="roster.import.confirm", rerun=False) as (session, actor),
        ):
            receipt = actions.import_roster(session, actor, check)
    if receipt:
        state.hold(DONE, pending.put(actor, receipt))
    if receipt or agreed is False:
        pending.drop(str(state.held(TOKEN)))
        state.drop(TOKEN)
        st.rerun()

if step == 5:
    changing.receipt(done)
    if st.button("再导入一个文件", key="roster.import.more"):
        pending.drop(str(state.held(DONE)))
        state.drop(DONE)
        st.rerun()
