"""评审分派: by hand and by lot, with who has to stay away; how far everybody is, never a mark."""

import streamlit as st

from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.states import EntryState, RoundState
from core.evaluation.views import draws
from core.evaluation.views import raters as views
from core.evaluation.views import rounds as shared
from core.ui import page, parts

actor = page.begin(
    "评审分派",
    needs=Capability.MANAGE_EVALUATION,
    note="谁评哪所学校。合议之前，这里只看得到进度，看不到任何人的分数。",
)
scope = actor.over(Capability.MANAGE_EVALUATION)
with page.reading() as session:
    rounds = [row for row in queries.rounds_seen(session, scope) if scope.covers(row.org_path)]
if not rounds:
    parts.empty(
        "group_add", "还没有评估轮次", "先在“评估轮次”里新建一个，选好学校，再来分派评审。", key="raters.no_round"
    )
    st.stop()
round_ = shared.pick_round(rounds, key="raters.round")
with page.reading() as session:
    listed = queries.entries(session, scope, round_id=round_.id)
    rows = queries.assignments(session, scope, round_id=round_.id)
    raters = queries.eligible_raters(session, scope, round_id=round_.id)
    told = queries.ties(session, scope)
entries = [row for row in listed if row.state is not EntryState.EXEMPT]
if not entries:
    parts.empty("group_add", "还没有参评的学校", "先在“参评学校”里选好学校。", key="raters.no_entry")
    st.stop()
open_ = round_.state in (RoundState.DRAFT, RoundState.SELF, RoundState.REVIEW)
part = "进度"
if open_:
    part = st.segmented_control(
        "做什么", ["进度", "指定", "抽签", "回避"], default=part, required=True, key=f"raters.part.{round_.id}",
        label_visibility="collapsed",
    )  # fmt: skip

if part == "进度":
    views.tallies(entries, rows, round_.raters)
    if not rows:
        parts.empty("group_add", "还没有分派评审", "在“抽签”里一次配齐，或者在“指定”里一位一位来。", key="raters.none")
        st.stop()
    views.progress_table(rows, key=f"raters.progress.{round_.id}")
    if open_ and any(row.counts for row in rows):
        parts.section("撤回一份分派")
        off = views.withdraw_form(rows, key=page.form_key(f"raters.withdraw.{round_.id}"))
        if off:
            with page.acting("已撤回", form=f"raters.withdraw.{round_.id}") as (session, actor):
                actions.withdraw(session, actor, assignment_id=off[0], reason=off[1])
    if round_.state is RoundState.REVIEW:
        back = views.reopen_form(rows, key=page.form_key(f"raters.reopen.{round_.id}"))
        if back:
            with page.acting("已退回，评审可以接着改", form=f"raters.reopen.{round_.id}") as (session, actor):
                actions.reopen_marks(session, actor, assignment_id=back[0], reason=back[1])
    st.stop()

if not raters:
    parts.empty(
        "person_search", "还没有能评分的人", "请管理员在“账号管理”里开评审专家的账号，再来分派。", key="raters.nobody"
    )
    st.stop()

if part == "指定":
    given = views.by_hand(raters, entries, rows, key=page.form_key(f"raters.hand.{round_.id}"))
    if given:
        with page.acting("已分派", form=f"raters.hand.{round_.id}") as (session, actor):
            for entry_id in given.entry_ids:
                actions.assign(session, actor, entry_id=entry_id, rater_id=given.rater_id)

if part == "抽签":
    st.caption(f"把每个对象配齐 {round_.raters} 人：已经分派的不动，数量尽量平均，需要回避的不会抽到。")
    chosen, seed = draws.draw_fields(raters, round_.seed or round_.id, key=f"raters.draw.{round_.id}")
    if not chosen:
        st.caption("请先选参加抽签的评审。")
        st.stop()
    with page.reading() as session:
        drawn = queries.drawing(session, scope, round_id=round_.id, rater_ids=chosen, seed=seed)
    if not drawn.pairs:
        st.caption("每个对象都配齐了，不用再抽。")
        st.stop()
    with st.expander("需要回避、不会抽到的"):
        draws.conflicts([row for row in raters if row.id in chosen], entries)
    draws.draw_preview(drawn, raters, entries, key=f"raters.preview.{round_.id}")
    if parts.confirm(
        "已经看过每人的数量和分派，按这个结果保存",
        yes="保存分派",
        no="先不动",
        key=page.form_key(f"raters.draw.{round_.id}"),
    ):
        with page.acting("已按抽签结果分派", form=f"raters.draw.{round_.id}") as (session, actor):
            actions.draw_raters(session, actor, round_id=round_.id, rater_ids=chosen, seed=seed)

if part == "回避":
    parts.section("需要回避的", "账号所在的学校、以前任职的学校由系统查出，其余的在下面登记")
    draws.conflicts(raters, entries)
    left, right = parts.halves()
    with left:
        parts.section("登记一条")
        schools = {row.school_id: row.school for row in listed}
        tie = views.tie_form(raters, schools, key=page.form_key(f"raters.tie.{round_.id}"))
        if tie:
            with page.acting("已登记", form=f"raters.tie.{round_.id}") as (session, actor):
                actions.tie(session, actor, **tie._asdict())
    with right:
        parts.section("删去一条")
        off_tie = views.pick_tie(told, raters, key=page.form_key(f"raters.untie.{round_.id}"))
        if off_tie is not None:
            with page.acting("已删去", form=f"raters.untie.{round_.id}") as (session, actor):
                actions.untie(session, actor, tie_id=off_tie)
