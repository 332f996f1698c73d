"""评审打分: one school, one group of items at a time, every tap saved at once."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules import filling
from core.evaluation.views import evidence as proofs
from core.evaluation.views import marking as views
from core.evaluation.views import marking_fields as fields
from core.evaluation.views import marking_items as items
from core.evaluation.views import marking_list as listing
from core.evaluation.views import marking_offline as offline
from core.ui import page, parts, state
from core.ui.words import problem_rows

actor = page.begin("评审打分", needs=Capability.SCORE_SCHOOLS, badges=False)
SHEET, CHECK, AWAY = "marking.sheet", "marking.check", "marking.away_with"
scope, mine = actor.over(Capability.SCORE_SCHOOLS), actor.user_id

with page.reading() as session:
    rows = queries.my_assignments(session, scope, rater_id=mine)
chosen = state.held(SHEET)
if chosen not in {row.id for row in rows}:
    if (picked := listing.pick_sheet(rows, clock.today())) is not None:
        state.hold(SHEET, picked)
        st.rerun()
    st.stop()
sheet_id = int(chosen or 0)
away = state.held(AWAY) == sheet_id
with page.actions():
    if st.button("回到打分" if away else "离线打分", icon=":material/table:", key="marking.away"):
        state.drop(AWAY) if away else state.hold(AWAY, sheet_id)
        st.rerun()
    if st.button("换一所", icon=":material/swap_horiz:", key="marking.swap"):
        state.drop(SHEET)
        st.rerun()

with page.reading() as session:
    sheet = queries.my_sheet(session, scope, assignment_id=sheet_id, rater_id=mine)


def keep(tap: fields.Tap, *, rerun: bool) -> None:
    """One tap is one act."""
    with page.acting(None, form=tap.form(sheet_id), rerun=rerun) as (session, actor):
        act = actions.clear_mark if tap.clear else partial(actions.give_reason, reason=tap.reason or "")
        if tap.mark is not None:
            act = partial(actions.save_mark, mark=tap.mark, reason=tap.reason)
        act(session, actor, assignment_id=sheet_id, code=tap.code)


entered = list(fields.taps(sheet)) if sheet.row.is_open else []
for tap in entered:
    keep(tap, rerun=False)
said = fields.remark_told(sheet_id) if sheet.row.is_open else None
if said is not None:
    with page.acting(None, form=f"marking.remark.{sheet.row.edition}", rerun=False) as (session, actor):
        actions.remark(session, actor, assignment_id=sheet_id, text=said)
if entered or said is not None:
    with page.reading() as session:
        sheet = queries.my_sheet(session, scope, assignment_id=sheet_id, rater_id=mine)

spec, groups = sheet.row.spec, filling.groups(sheet.row.spec)
left = filling.left(spec, sheet.given)
views.head(sheet)
if state.held(CHECK) == sheet_id and sheet.row.is_open:
    answer = views.last_look(sheet, groups, left, key=page.form_key("marking.hand_in"))
    if answer is not None:
        state.drop(CHECK)
    if answer is views.Look.HAND_IN:
        with page.acting("已提交，谢谢您", form="marking.hand_in") as (session, actor):
            actions.submit_marks(session, actor, assignment_id=sheet_id)
    if answer is views.Look.BACK:
        st.rerun()
    st.stop()
if away:
    made = page.on_click(partial(actions.export_sheet, assignment_id=sheet_id))
    content = offline.take_out(sheet, made) or st.stop()
    with page.reading() as session:
        found = actions.check_sheet(session, actor, assignment_id=sheet_id, content=content)
    if found.problems:
        parts.problem_list(problem_rows(found.problems), key="marking")
        st.stop()
    offline.preview(sheet, found.merges)
    choices = offline.choose(sheet, found.merges)
    if offline.confirm(found.merges, len(choices), key=page.form_key("marking.import")):
        state.drop(AWAY)
        with page.acting("已导入，请看一遍", form="marking.import") as (session, actor):
            actions.import_sheet(session, actor, assignment_id=sheet_id, content=content, choices=choices)
    st.stop()
at = views.way(sheet, groups, left)


@st.dialog("材料", width="large")
def show_proof(evidence_id: int, title: str) -> None:
    """One piece of evidence, in place; opening it is written down."""
    opened = None
    with page.acting(None, form=f"marking.proof.{evidence_id}", rerun=False) as (session, actor):
        opened = actions.open_evidence_as_rater(session, actor, assignment_id=sheet_id, evidence_id=evidence_id)
    if opened:
        proofs.show(opened, title, key=f"marking.proof.{evidence_id}")


for item in groups[at].items:
    asked = items.card(sheet, item)
    if isinstance(asked, fields.Tap):
        keep(asked, rerun=True)
    elif asked is not None:
        titles = {one.id: one.title for one in sheet.evidence[item.code]}
        show_proof(asked, titles[asked])
if at == len(groups) - 1:
    views.remark_field(sheet)
views.watch(sheet)
if views.foot(sheet, groups, at, left):
    state.hold(CHECK, sheet_id)
    st.rerun()
