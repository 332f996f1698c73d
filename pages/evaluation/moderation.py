"""合议: what raters saw too differently is talked over and settled, with a reason."""

import streamlit as st

from core.access import Capability
from core.accounts.queries import names as colleagues_of
from core.evaluation import actions, queries
from core.evaluation.rules.states import RoundState
from core.evaluation.rules.timeline import UNBLINDED
from core.evaluation.views import moderation as views
from core.evaluation.views import results_shared as shared
from core.ui import page, parts, tables

actor = page.begin(
    "合议",
    needs=(Capability.MANAGE_EVALUATION, Capability.SCORE_SCHOOLS),
    note="几位评审看法差得多的地方，一起看一看、说一说，定下来并写明理由。合议之前，谁也看不到别人的打分。",
)
manages, scores = actor.over(Capability.MANAGE_EVALUATION), actor.over(Capability.SCORE_SCHOOLS)
with page.reading() as session:
    rounds = queries.rounds_seen(session, manages or scores, states=UNBLINDED)
if not rounds:
    parts.empty(
        "forum", "还没有进入合议的评估", "评审都提交以后，由组织评估的人把轮次推进到合议。", key="moderation.none"
    )
    st.stop()
round_ = shared.pick_round(rounds, key="moderation.round")
spec, holds, chairs = round_.spec, manages.covers(round_.org_path), round_.chair_id == actor.user_id
settled = st.segmented_control(
    "看哪些", [False, True], format_func={False: "待合议", True: "已定"}.__getitem__, default=False, required=True,
    key="moderation.settled", label_visibility="collapsed",
)  # fmt: skip

if holds:
    with page.reading() as session:
        left = queries.count_moderations(session, manages, round_id=round_.id, settled=False)
        done = queries.count_moderations(session, manages, round_id=round_.id, settled=True)
    views.tallies(left, done)
    at = tables.page_of(done if settled else left, key=f"moderation.page.{settled}", order="按学校")
    with page.reading() as session:
        rows = queries.moderations(
            session, manages, round_id=round_.id, settled=bool(settled), offset=at.offset, limit=at.limit
        )
        names = colleagues_of(session, [one.rater_id for row in rows for one in row.said])
    body = at.body
else:
    with page.reading() as session:
        every = queries.own_moderations(session, scores, round_id=round_.id, account_id=actor.user_id)
    rows, names, body = [row for row in every if (row.settled is not None) is settled], {}, st.container()

if not rows:
    words = "没有要合议的条目" if not settled else "还没有定下来的条目"
    parts.empty("task_alt", words, "评审的打分都在约定的差距之内，或者都已经定了。", key="moderation.nothing")
else:
    with body:
        picked = views.table(rows, spec) or rows[0]
    left_side, right_side = parts.halves()
    with left_side:
        parts.section("评审怎么看", "点表里的一行，换一条看")
        views.said(picked, spec, {one: name for one, name in names.items() if one})
    with right_side:
        parts.section("合议")
        views.agreed(picked, spec)
        with page.reading() as session:
            instead = holds and queries.chair_stays_away(session, manages, moderation_id=picked.id)
        may = round_.state is RoundState.MODERATION and (chairs or (holds and (round_.chair_id is None or instead)))
        form = f"moderation.settle.{picked.id}"
        if not may:
            st.caption("由合议组长来定。" if round_.state is RoundState.MODERATION else "合议已经结束，只能看。")
        elif picked.settled is None:
            said = views.settle_form(picked, spec, key=page.form_key(form))
            if said:
                with page.acting("已定下来", form=form) as (session, actor):
                    actions.settle(session, actor, moderation_id=picked.id, mark=said.mark, reason=said.reason)
        elif st.button("重新打开", key=page.form_key(form)):
            with page.acting("已重新打开", form=form) as (session, actor):
                actions.reopen_moderation(session, actor, moderation_id=picked.id)

if holds and st.toggle("看评审一致性", key="moderation.agreement"):
    with page.reading() as session:
        found = queries.agreement(session, manages, round_id=round_.id)
    views.agreement(found)
