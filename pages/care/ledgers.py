"""台账导出: the field's own tables as encrypted workbooks, for a purpose, for three days."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.screening import actions, queries
from core.screening.rules.ledgers import NAMELESS, Ledger
from core.screening.rules.states import CampaignState
from core.screening.views import ledgers as views
from core.ui import page, parts

actor = page.begin(
    "台账导出",
    needs=(Capability.EXPORT_PEOPLE, Capability.VIEW_COMPLETION),
    note="带走的每一份都有用途、有密码、有期限。能在系统里看的，就不用导出。",
)
may = [kind for kind in Ledger if kind in NAMELESS or actor.can(Capability.EXPORT_PEOPLE)]
with page.reading() as session:
    rows = queries.campaign_list(session, actor.scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
if not rows and not actor.can(Capability.EXPORT_PEOPLE):
    parts.empty(
        "table_view", "还没有可以汇总的批次", "普测批次启动之后，可以在这里导出汇总表。", key="ledgers.none_yet"
    )
    st.stop()
left, right = parts.halves()
with left:
    parts.section("生成一份", "按您的权限和范围")
    asked = views.form(may, rows, key=page.form_key("ledgers.make"))
    done = None
    if asked:
        with (
            st.spinner("正在汇总并加密…"),
            page.acting(None, form="ledgers.make", rerun=False) as (session, actor),
        ):
            done = actions.make_ledger(session, actor, **asked._asdict())
    if asked and done:
        views.made(asked.kind, done.rows, done.password, done.expires_at)
with page.reading() as session:
    mine = queries.ledgers_made(session, actor.scope, by_id=actor.user_id)
with right:
    parts.section("我导出过的", "最近 20 份")
    if mine:
        views.list_made(mine, clock.now(), lambda one: page.on_click(partial(actions.download_ledger, export_id=one)))
    else:
        views.none_made()
