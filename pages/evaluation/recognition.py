"""认定名册: who is recognised as what and until when; entered from a round, by hand, from a workbook."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.recognising import RecognitionState
from core.evaluation.rules.states import RoundState
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.views import recognising, recognitions
from core.evaluation.views import results_shared as shared
from core.evaluation.views.self_fields import Wish
from core.organisations import queries as organisations
from core.ui import page, parts, tables

actor = page.begin(
    "认定名册", needs=Capability.VIEW_EVALUATION, note="哪些学校、哪间辅导室被认定为什么，编号多少，管到哪一天。"
)
views, keeps, today = actor.over(Capability.VIEW_EVALUATION), actor.over(Capability.MANAGE_EVALUATION), clock.today()
LIST, ROUND, ADD, IMPORT = "名册", "从一轮评估认定", "登记一条", "从表格导入"


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


part = LIST
if keeps:
    part = st.segmented_control(
        "做什么", [LIST, ROUND, ADD, IMPORT], default=LIST, required=True, key="recognition.part",
        label_visibility="collapsed",
    )  # fmt: skip
with page.reading() as session:
    rounds = queries.rounds_seen(session, views, states=SEEN_BY_SCHOOLS)

if part == LIST:
    aimed = next((row for row in rounds if row.target and views.covers(row.org_path)), None)
    with page.reading() as session:
        many = {one: queries.count_recognitions(session, views, today=today, states=[one]) for one in RecognitionState}
        reached = aimed and queries.attainment(session, views, round_id=aimed.id, standard=aimed.spec.standard_keys[0])
        (top,) = organisations.places(session, views, limit=1)
    recognitions.tiles(many, aimed.title if aimed else "", reached)
    chosen = recognitions.filters()
    with page.reading() as session:
        total = queries.count_recognitions(session, views, today=today, **chosen._asdict())
    if not total:
        recognitions.nothing_yet(narrowed=any(chosen))
        st.stop()
    with page.actions():
        made = partial(actions.export_recognitions, org_id=top.id, **chosen._asdict())
        parts.download("下载 Excel", page.on_click(made), "认定名册.xlsx", mime=parts.XLSX, key="recognition.export")
    parts.section("名册", "点一行，看这一条", rule=recognitions.RULE)
    at = tables.page_of(total, key="recognition.page", order="新认定的在前面")
    with page.reading() as session:
        rows = queries.recognitions(session, views, today=today, offset=at.offset, limit=at.limit, **chosen._asdict())
    with at.body:
        row = recognitions.table(rows)
    if row:
        act(recognitions.card(row, today, manages=bool(keeps)))
elif part == ROUND:
    held = [row for row in rounds if keeps.covers(row.org_path) and row.state is not RoundState.PUBLICITY]
    if not held:
        parts.empty(
            "verified", "没有到认定这一步的评估", "公示结束、进入认定以后，在这里写入名册。", key="recognition.no_round"
        )
        st.stop()
    round_ = shared.pick_round(held, key="recognition.round")
    standard = shared.pick_standard(round_.spec, key=f"recognition.standard.{round_.id}")
    with page.reading() as session:
        found = queries.recognisable(session, keeps, round_id=round_.id, standard=standard)
    if not found:
        parts.empty("school", "没有达到等级的学校", "没有等级、有一票否决的，不写入名册。", key="recognition.nobody")
        st.stop()
    left = sum(row.number is None for row in found)
    parts.section("写入名册", f"达到等级的 {len(found)} 个，其中 {left} 个还没有写入")
    if left:
        act(recognising.round_form(round_, standard, found, today))
    recognising.known_table(found)
elif part == ADD:
    with page.reading() as session:
        schools = {row.id: row.name for row in organisations.schools(session, keeps)}
    if not schools:
        parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="recognition.no_school")
        st.stop()
    school = st.selectbox("学校", list(schools), format_func=schools.__getitem__, key="recognition.school", width=420)
    with page.reading() as session:
        rooms = queries.rooms(session, keeps, today=today, school_ids=[school])
    act(recognising.add_form(schools, rooms, school, today))
else:
    with page.actions():
        recognising.template_download()
    key = page.form_key("recognition.import")
    picked = st.file_uploader("填好的表格", type=["xlsx", "xls", "csv"], key=key)
    st.caption("一行写一个认定。编号相同、内容也相同的会跳过，同一个文件传两次不会重复。")
    check = None
    if picked:
        with page.reading() as session:
            check = actions.check_recognitions(session, actor, content=picked.getvalue(), filename=picked.name)
    if check and recognising.preview(check, key=f"{key}.confirm"):
        with page.acting("已导入", form="recognition.import") as (session, actor):
            actions.import_recognitions(session, actor, check)
