"""薄弱条目: what a result shows to be weak is put up to be put right, or becomes a training need."""

import streamlit as st

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.rectifying import MEANWHILE, suggestions
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.views import needs, one_result
from core.evaluation.views import rectifications as tasks
from core.evaluation.views import results_shared as shared
from core.evaluation.views.self_fields import Wish
from core.ui import page, parts

actor = page.begin(
    "薄弱条目",
    needs=Capability.MANAGE_EVALUATION,
    note="哪几条得分低，就从那里帮起：请学校整改，或者安排一次培训。",
)
scope, today = actor.over(Capability.MANAGE_EVALUATION), clock.today()
RECTIFY, TRAIN = "请学校整改", "提出培训需求"


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


with page.reading() as session:
    seen = queries.rounds_seen(session, scope, states=SEEN_BY_SCHOOLS)
rounds = [row for row in seen if scope.covers(row.org_path)]
if not rounds:
    parts.empty("trending_up", "还没有公示的评估", "结果公示以后，这里会列出得分低的条目。", key="weak.none")
    st.stop()
round_ = shared.pick_round(rounds, key="weak.round")
spec = round_.spec
standard = shared.pick_standard(spec, key=f"weak.standard.{round_.id}")
with page.reading() as session:
    rows = queries.result_rows(session, scope, round_id=round_.id, standard=standard)
if not rows:
    parts.empty("school", "这一轮没有结果", "评完的学校会列在这里。", key="weak.nobody")
    st.stop()
part = st.segmented_control(
    "做什么", [RECTIFY, TRAIN], default=RECTIFY, required=True, key="weak.part", label_visibility="collapsed"
)

if part == RECTIFY:
    by_id = {row.entry_id: row for row in rows}
    chosen = st.selectbox(
        "哪一所",
        list(by_id),
        format_func=lambda one: by_id[one].place,
        key=f"weak.entry.{round_.id}.{standard}",
        width=420,
    )
    row = by_id[chosen]
    with page.reading() as session:
        found = queries.outcomes(session, scope, entry_id=row.entry_id, standard=standard)
        known = queries.rectifications(session, scope, today=today, round_id=round_.id)
    one_result.head(row, spec)
    mine = [one for one in known if one.entry_id == row.entry_id]
    if mine:
        tasks.table(mine, today)
    if round_.state not in MEANWHILE:
        st.info("进入认定以后才能提出整改：公示期间结果还可能因申诉而改。", icon=":material/info:")
        st.stop()
    raised = tasks.still_open(mine)
    weak = [one for one in suggestions(spec, tasks.scores(found), row.vetoes) if one.code not in raised]
    parts.section("提出整改", "得分率低于 60%、扣了分、一票否决的已经选上", rule="60% 是默认值，可以多选或少选")
    act(tasks.raise_form(row, spec, weak, today))
else:
    with page.reading() as session:
        weakest = queries.weakest(session, scope, round_id=round_.id, standard=standard, most=len(spec.items))
    if not weakest:
        parts.empty("trending_up", "没有可以算得分率的条目", "这份标准的条目都没有分值。", key="weak.no_items")
        st.stop()
    item = needs.pick_item(spec, weakest, key=f"weak.item.{round_.id}.{standard}")
    below = needs.pick_share(key="weak.below")
    with page.reading() as session:
        schools = queries.weak_schools(
            session, scope, round_id=round_.id, standard=standard, code=item.code, below=below
        )
        raised = queries.raised_needs(session, scope, round_id=round_.id).get(item.code, frozenset())
    names = needs.schools_of(rows)
    if not schools:
        parts.empty("task_alt", "没有低于这个得分率的学校", "换一条，或者换一个得分率看看。", key="weak.no_schools")
        st.stop()
    parts.section("学校", f"{len(schools)} 所，点一行只为这一所提出")
    picked = needs.table(schools, names, raised)
    act(needs.raise_form(round_.id, standard, item, schools, picked, names, raised))
