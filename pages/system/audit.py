"""操作记录: who did what, and whether nobody changed the record."""

import streamlit as st

from core import audit, clock
from core.access import Capability
from core.accounts import queries, views
from core.ui import page, tables

actor = page.begin("操作记录", needs=Capability.VIEW_AUDIT, note="每一步操作都留有记录，只能添加，不能修改。")
scope = actor.over(Capability.VIEW_AUDIT)
with page.actions():
    verify = st.button("检查记录是否完整", icon=":material/verified:", key="audit.verify")
if verify:
    with st.spinner("正在逐条核对"), page.reading() as session:
        flaw = audit.verify(session)
    views.chain_words(flaw)

wanted = views.act_filters(clock.now())
with page.reading() as session:
    total = queries.count_acts(session, scope, family=wanted.family, since=wanted.since)
at = tables.page_of(total, key="audit.page", order="最近的在前")
with page.reading() as session:
    rows = queries.acts(session, scope, family=wanted.family, since=wanted.since, offset=at.offset, limit=at.limit)
with at.body:
    views.act_list(rows)
