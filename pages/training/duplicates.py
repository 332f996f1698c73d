"""重复人员: two files that may be one person's, held side by side; a person decides, and may take it back."""

import streamlit as st

from core import clock
from core.access import Capability
from core.training import actions, queries
from core.training.views import duplicates
from core.ui import page, parts, tables

actor = page.begin(
    "重复人员",
    needs=Capability.MANAGE_STAFF,
    note="换了学校、换了手机或录错一个字，同一个人就可能有两份档案。是不是同一个人由您来定，随时可以撤回。",
)
today, key, scope = clock.today(), page.form_key, actor.over(Capability.MANAGE_STAFF)
part = st.segmented_control(
    "看什么", ["待确认", "已决定"], default="待确认", required=True, key="duplicates.part", label_visibility="collapsed"
)
wish = None
if part == "已决定":
    with page.reading() as session:
        decided = queries.verdicts(session, scope)
    if not decided:
        parts.empty(
            "rule", "还没有决定过", "先在“待确认”里选一对档案，定下是不是同一个人。", key="duplicates.no_verdict"
        )
        st.stop()
    at = tables.page_of(len(decided), key="duplicates.decided", order="最近的在前")
    with at.body:
        verdict = duplicates.verdict_table(decided[at.offset : at.offset + at.limit])
    if verdict and verdict.undone_at is None:
        wish = duplicates.undo_form(verdict, key)
else:
    with page.reading() as session:
        rows = queries.duplicate_pairs(session, scope, today=today)
    if not rows:
        parts.empty(
            "group",
            "没有发现重复的档案",
            "导入名册以后再来看看；手机和出生年月填得越全，找得越准。",
            key="duplicates.none",
        )
        st.stop()
    at = tables.page_of(len(rows), key="duplicates.page", order="最有把握的在前")
    with at.body:
        shown = rows[at.offset : at.offset + at.limit]
        pair = duplicates.pair_table(shown, key=f"duplicates.pairs.{at.offset}.{len(rows)}")
    if pair is None:
        st.caption("选中一行，就能把两份档案放在一起看。")
        st.stop()
    with page.reading() as session:
        held = queries.weights(session, scope, staff_ids=(pair.left.id, pair.right.id))
    left = duplicates.Side(pair.left, held[pair.left.id])
    right = duplicates.Side(pair.right, held[pair.right.id])
    parts.section("放在一起看", "、".join(duplicates.REASON_TITLES[reason] for reason in pair.reasons))
    duplicates.side_by_side(left, right, today=today)
    wish = duplicates.verdict_form(left, right, key)

if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
