"""参评学校: chosen by kind and place, left out with a reason, given more time, reminded."""

import streamlit as st

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.states import EntryState, RoundKind, RoundState
from core.evaluation.views import entries as views
from core.evaluation.views import entry_forms as forms
from core.evaluation.views import evidence
from core.evaluation.views import rounds as shared
from core.organisations import queries as organisations
from core.ui import page, parts

actor = page.begin(
    "参评学校", needs=Capability.MANAGE_EVALUATION, note="这一轮有哪些学校、谁免评、谁延期，还差谁没有提交。"
)
scope, today = actor.over(Capability.MANAGE_EVALUATION), clock.today()
with page.reading() as session:
    rounds = [row for row in queries.rounds_seen(session, scope) if scope.covers(row.org_path)]
if not rounds:
    parts.empty("domain_add", "还没有评估轮次", "先在“评估轮次”里新建一个，再来选学校。", key="entries.no_round")
    st.stop()
round_ = shared.pick_round(rounds, key="entries.round")
with page.reading() as session:
    rows = queries.entries(session, scope, round_id=round_.id)
    rated = queries.assignments(session, scope, round_id=round_.id)
    done = queries.self_progress(session, scope, round_id=round_.id)
    waiting = queries.late(session, scope, round_id=round_.id, today=today, within_days=shared.AHEAD)
gathering = round_.state in (RoundState.DRAFT, RoundState.SELF)
open_ = gathering or round_.state is RoundState.REVIEW
parts_open = ["参评学校", *(["加学校"] if gathering else []), *(["催报"] if waiting and round_.with_self else [])]
part = parts_open[0]
if len(parts_open) > 1:
    part = st.segmented_control(
        "做什么", parts_open, default="参评学校" if rows or not gathering else "加学校", required=True,
        key=f"entries.part.{round_.id}.{len(parts_open)}", label_visibility="collapsed",
    )  # fmt: skip

if part == "加学校":
    with page.reading() as session:
        schools = organisations.schools(session, scope, below=round_.org_path)
    known = {row.school_id for row in rows}
    free = [row for row in forms.school_filter(schools, key="entries.filter") if row.id not in known]
    if round_.kind is RoundKind.INSPECTION:
        st.caption("年检按辅导室参评：选了学校，它登记在用的每间辅导室都会加进来；还没有登记辅导室的学校不会加进来。")
    chosen = forms.add_form(free, key=page.form_key(f"entries.add.{round_.id}")) if free else None
    if not free:
        st.caption("符合条件的学校都已经在里面了。")
    if chosen:
        with page.acting("已按所选学校更新参评名单", form=f"entries.add.{round_.id}") as (session, actor):
            actions.add_entries(session, actor, round_id=round_.id, school_ids=chosen)
    st.stop()

if part == "催报":
    views.reminders(round_.title, waiting, today, key=f"entries.remind.{round_.id}")
    st.stop()

if not rows:
    parts.empty("domain_add", "还没有参评的学校", "在“加学校”里按学段、城乡、学区选。", key="entries.none")
    st.stop()
picked = views.entry_table(round_, rows, rated, done, today, key=f"entries.table.{round_.id}")
st.caption("点一行，或者在下面按名字找，就能改这一所。")
entry = views.pick_entry(rows, picked, key=f"entries.pick.{round_.id}")
left, right = parts.halves()
with left:
    parts.section(entry.place)
    views.facts_of(round_, entry, today)
    if entry.has_paper and st.button("打开证明材料（会记录）", key=page.form_key(f"entries.paper.{entry.id}")):
        opened = None
        with page.acting(None, form=f"entries.paper.{entry.id}", rerun=False) as (session, actor):
            opened = actions.open_exempt_paper(session, actor, entry_id=entry.id)
        if opened:
            evidence.show(opened, "免评证明材料", key="entries.paper")
with right:
    if not open_:
        st.caption("评审已经结束，不能再改免评和期限。")
        st.stop()
    if entry.state is EntryState.EXEMPT:
        if st.button("取消免评", key=page.form_key(f"entries.readmit.{entry.id}")):
            with page.acting("已取消免评", form=f"entries.readmit.{entry.id}") as (session, actor):
                actions.readmit(session, actor, entry_id=entry.id)
        st.stop()
    if entry.state is not EntryState.SUBMITTED and round_.with_self:
        parts.section("延期")
        more = forms.extend_form(round_, entry, key=page.form_key(f"entries.extend.{entry.id}"))
        if more:
            with page.acting("已延期", form=f"entries.extend.{entry.id}") as (session, actor):
                actions.extend(session, actor, entry_id=entry.id, due_on=more.due_on, reason=more.reason)
    parts.section("免评")
    left_out = forms.exempt_form(key=page.form_key(f"entries.exempt.{entry.id}"))
    if left_out:
        with page.acting("已记为免评", form=f"entries.exempt.{entry.id}") as (session, actor):
            actions.exempt(session, actor, entry_id=entry.id, **left_out._asdict())
    if round_.state is RoundState.DRAFT and st.button("移出这一轮", key=page.form_key(f"entries.off.{entry.id}")):
        with page.acting("已移出", form=f"entries.off.{entry.id}") as (session, actor):
            actions.remove_entry(session, actor, entry_id=entry.id)
