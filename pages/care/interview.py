"""访谈与决定: one warning: the talk written down, then what is decided."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.cases import actions, packs, queries
from core.cases.rules.states import WarningState
from core.cases.views import decisions, forms, panels, shared
from core.screening import queries as screening
from core.screening.views import comments
from core.screening.views import warnings as views
from core.ui import page, parts, state

actor = page.begin(
    "访谈与决定", needs=Capability.WORK_CASES, note="先聊近况，再聊分数；写看到、听到的事实和学生自己的话。"
)
CARD, CASE, INTERVIEW = "care.warning", "care.case", "interview"
held, today = state.held(CARD), clock.today()
scope, scores = actor.over(Capability.WORK_CASES), actor.over(Capability.SEE_SCORES)
with page.reading() as session:
    row = queries.warning(session, scope, held) if isinstance(held, int) else None
if row is None:
    said = "到《预警名单》点一名学生，再回到这里。"
    if parts.empty("record_voice_over", "还没有选学生", said, "去预警名单", key="interview.nobody"):
        st.switch_page("pages/screening/warnings.py")
    st.stop()
with page.reading() as session:
    told = queries.reasons(session, scores, [row.id])
    talks = queries.entries(session, scores, warning_ids=[row.id])
    verdicts = queries.verdicts(session, scores, warning_ids=[row.id])
    tiers = screening.tiers_for(session, campaign_id=row.campaign_id, org_id=row.school_id)
    faces = screening.masked(session, actor.over(Capability.VIEW_PEOPLE), [row.person_id])
    places = screening.places(session, {row.school_id}, {row.class_id})
    colleagues = accounts.holders(session, scope, org_id=row.school_id, roles=shared.caring_roles())
    remarks = screening.comments_of(session, scores, person_ids=[row.person_id])
    agreed = queries.panel_decisions(
        session, scope, warning_ids=[row.id], case_ids=[row.case_id] if row.case_id else []
    )
    away = queries.lies_elsewhere(session, scope, warning_id=row.id)
    names = accounts.names(session, {one.by_id for one in (*talks, *verdicts, *remarks)})
known, entry_form, form = shared.levels(tiers), f"interview.entry.{row.id}", f"interview.decide.{row.id}"
spoken = decisions.spoken(row, talks)
wish, done = None, None
with page.actions():
    if st.button("回到名单", icon=":material/arrow_back:", key="interview.back"):
        st.switch_page("pages/screening/warnings.py")
wide, side = parts.wide_and_side()
with side:
    views.card(row, known, faces.get(row.person_id), places, views.why(row, told, known))
    comments.remarks(remarks, names)
    panels.agreed(agreed)
    decisions.verdicts(verdicts, names, known)
with wide:
    if decisions.may_decide(row) and not spoken:
        filled = forms.fill(packs.form(INTERVIEW), key=page.form_key(entry_form), today=today)
        given = {"warning_id": row.id, "form": INTERVIEW, **filled._asdict()} if filled else None
        wish = shared.Wish("write_entry", given, entry_form, "访谈已保存，现在可以定下来了") if given else None
    elif decisions.may_decide(row):
        asking = f"interview.ask.{row.id}"
        asked = decisions.lies_elsewhere(row, form=asking, key=page.form_key(asking)) if away else None
        wish = asked or decisions.decision(row, tiers, colleagues, me=actor.user_id, form=form, key=page.form_key(form))
    elif row.state is WarningState.EXCLUDED:
        wish = decisions.reconsider(row, form=form, key=page.form_key(form))
    elif row.case_id and st.button("看个案", type="primary", icon=":material/folder_shared:", key="interview.case"):
        state.hold(CASE, row.case_id)
        st.switch_page("pages/care/cases.py")
    if wish:
        with page.acting(wish.done, form=wish.form, rerun=False) as (session, actor):
            done = (getattr(actions, wish.verb)(session, actor, **wish.given),)
    decisions.talks(talks, names)
if wish and done:
    if wish.verb == "confirm":
        state.hold(CASE, done[0])
        st.switch_page("pages/care/cases.py")
    st.rerun()
