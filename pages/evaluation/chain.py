"""改进链: from a weak item to a training, to the people sent there, to the second look; one line a school."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.views import chain
from core.training import actions as training
from core.training.queries import above_schools
from core.ui import page, parts, tables

actor = page.begin(
    "改进链",
    needs=Capability.VIEW_EVALUATION,
    note="哪一条薄弱、安排了什么培训、派了几位老师去、后来好了没有，一所学校一行。",
)
scope, plans, today = actor.over(Capability.VIEW_EVALUATION), actor.over(Capability.PLAN_TRAINING), clock.today()
with page.reading() as session:
    rounds = queries.rounds_seen(session, scope, states=SEEN_BY_SCHOOLS)
if not rounds:
    parts.empty(
        "conversion_path",
        "还没有公示的评估",
        "结果公示以后，从薄弱条目提出培训需求，链条就从那里开始。",
        key="chain.no_round",
    )
    st.stop()
chosen = chain.pick_round(rounds, key="chain.round")
with page.reading() as session:
    rows = queries.chains(session, scope, today=today, round_id=chosen)
if not rows:
    parts.empty(
        "conversion_path", "还没有培训需求", "在“薄弱条目”里选一条，为得分低的学校提出培训需求。", key="chain.none"
    )
    st.stop()
with page.actions():
    made = page.on_click(partial(actions.export_chains, round_id=chosen))
    parts.download("下载这张表", made, "改进链.xlsx", mime=parts.XLSX, key="chain.download")
chain.tallies(rows)
at = tables.page_of(len(rows), key="chain.page", order="先列走得最短的")
with at.body:
    picked = chain.table(rows[at.offset : at.offset + at.limit], several=len({row.school_id for row in rows}) > 1)
if picked:
    chain.line(picked)
    with page.reading() as session:
        above = above_schools(session, manages=plans)
    wish = chain.need_form(picked) if above.covers(picked.path) else None
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(training, wish.verb)(session, actor, **wish.given)
