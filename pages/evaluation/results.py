"""评估结果: what the schools of a round came to, where most help is needed, and the list made public."""

from functools import partial

import streamlit as st

from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.headings import first_level
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.views import one_result
from core.evaluation.views import results as views
from core.evaluation.views import results_shared as shared
from core.ui import page, parts, tables

actor = page.begin(
    "评估结果", needs=Capability.VIEW_EVALUATION, note="公示以后的结果：哪些做得好，哪些条目可以一起帮一把。"
)
scope = actor.over(Capability.VIEW_EVALUATION)
with page.reading() as session:
    rounds = queries.rounds_seen(session, scope, states=SEEN_BY_SCHOOLS)
if not rounds:
    parts.empty(
        "workspace_premium", "还没有公示的评估", "合议结束、开始公示以后，结果会在这里。", key="evaluation_results.none"
    )
    st.stop()
round_ = shared.pick_round(rounds, key="evaluation_results.round")
spec, heads = round_.spec, first_level(round_.spec)
standard = shared.pick_standard(spec, key=f"evaluation_results.standard.{round_.id}")
with page.reading() as session:
    sums = queries.result_sums(session, scope, round_id=round_.id, standard=standard)
    reached = queries.attainment(session, scope, round_id=round_.id, standard=standard)
if sums is None:
    parts.empty(
        "school", "您的范围里没有结果", "这一轮没有评到您负责的学校，或者还没有评完。", key="evaluation_results.nobody"
    )
    st.stop()

if sums.entries > 1:
    views.sentence(round_.title, sums, reached)
    views.tiles(sums, reached)
    with page.reading() as session:
        weakest = queries.weakest(session, scope, round_id=round_.id, standard=standard)
        changed = queries.changes(session, scope, round_id=round_.id, standard=standard)
    left, right = parts.halves()
    with left:
        parts.section("可以一起帮一把的条目", "平均得分率最低的几条", rule=shared.RATE)
        views.weakest(weakest, spec)
    with right:
        parts.section("和上一轮比", "平均得分率", rule=shared.RATE)
        views.changes(changed, spec)
    parts.section("各校结果", "点一行，看这所学校", rule=views.REACHED)
    at = tables.page_of(sums.entries, key=f"evaluation_results.page.{round_.id}", order="按学校名称")
    with page.reading() as session:
        rows = queries.result_rows(
            session, scope, round_id=round_.id, standard=standard, offset=at.offset, limit=at.limit
        )
        cells = queries.heat(
            session, scope, round_id=round_.id, standard=standard, codes=[head.code for head in heads],
            entry_ids=[row.entry_id for row in rows],
        )  # fmt: skip
    with at.body:
        row = views.table(rows, spec) or rows[0]
    parts.section("各校各指标", "这一页的学校")
    views.heat(cells, rows, heads)
else:
    with page.reading() as session:
        (row,) = queries.result_rows(session, scope, round_id=round_.id, standard=standard, limit=1)

with page.reading() as session:
    found = queries.outcomes(session, scope, entry_id=row.entry_id, standard=standard)
    means = queries.round_means(
        session, scope, round_id=round_.id, standard=standard, codes=[head.code for head in heads]
    )
one_result.head(row, spec)
left, right = parts.halves()
with left:
    parts.section("各指标得分率", rule=shared.RATE)
    one_result.profile(row, found, means, heads)
with right:
    parts.section("逐条得分")
    one_result.item_table(found, spec)

if actor.over(Capability.MANAGE_EVALUATION).covers(round_.org_path):
    parts.section("公示名单", "只列达到等级的学校；下载会记录")
    scores = st.checkbox("写上得分", key="evaluation_results.scores")
    with st.container(horizontal=True):
        for label, kind, mime in (("下载 Word", "docx", parts.DOCX), ("下载 Excel", "xlsx", parts.XLSX)):
            made = partial(actions.export_publicity, round_id=round_.id, as_workbook=kind == "xlsx", with_scores=scores)
            parts.download(
                label, page.on_click(made), f"公示名单_{round_.id}.{kind}", mime=mime,
                key=f"evaluation_results.{kind}",
            )  # fmt: skip
