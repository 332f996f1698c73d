"""申诉与整改: a school appeals against its result, and puts right what it was asked to; the bureau answers and looks again."""

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.evaluation import actions, queries
from core.evaluation.rules.appealing import may_appeal
from core.evaluation.rules.rectifying import TO_DO
from core.evaluation.rules.states import RectificationState
from core.evaluation.rules.timeline import SEEN_BY_SCHOOLS
from core.evaluation.views import appeals, one_result
from core.evaluation.views import evidence as proofs
from core.evaluation.views import rectifications as tasks
from core.evaluation.views.self_fields import Wish
from core.ui import page, parts, tables
from core.ui.words import day

actor = page.begin(
    "申诉与整改",
    needs=(Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION),
    note="公示期内对结果有异议可以申诉，由没有参加评审的同事答复；认定以后，把薄弱的地方一条一条改好。",
)
own, managed = actor.over(Capability.SELF_ASSESS), actor.over(Capability.MANAGE_EVALUATION)
scope, today = Scope((*own.reaches, *managed.reaches)), clock.today()
APPEAL, TASKS = "申诉", "整改"


@st.dialog("佐证材料", width="large")
def show_proof(title: str, verb: str, given: dict[str, int]) -> None:
    """A file, in place; opening it is written down."""
    opened, form = None, f"after.show.{verb}.{min(given.values())}"
    with page.acting(None, form=form, rerun=False) as (session, actor):
        opened = getattr(actions, verb)(session, actor, **given)
    if opened:
        proofs.show(opened, title, key=form)


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


with page.reading() as session:
    rounds = {row.id: row for row in queries.rounds_seen(session, scope, states=SEEN_BY_SCHOOLS)}
    filed = queries.appeals(session, scope)
    todo = queries.rectifications(session, scope, today=today)
held = [row for row in rounds.values() if managed.covers(row.org_path)]
if not rounds:
    parts.empty("gavel", "还没有公示的评估", "结果公示以后，在这里申诉；认定以后，在这里整改。", key="after.none")
    st.stop()
waiting, working = sum(row.is_open for row in filed), sum(row.state is not RectificationState.PASSED for row in todo)
names = {APPEAL: f"{APPEAL}（{waiting}）", TASKS: f"{TASKS}（{working}）"}
part = st.segmented_control(
    "做什么", [APPEAL, TASKS], format_func=names.__getitem__, default=APPEAL if waiting or not working else TASKS,
    required=True, key="after.part", label_visibility="collapsed",
)  # fmt: skip

if part == APPEAL:
    open_now = [row for row in rounds.values() if own and may_appeal(row.state, row.publicity_until, today)]
    for round_ in open_now:
        with page.reading() as session:
            mine = queries.result_rows(session, own, round_id=round_.id, standard=round_.spec.standard_keys[0])
        for row in mine:
            parts.section(round_.title, f"公示到{day(round_.publicity_until)}，申诉也到这一天")
            one_result.head(row, round_.spec)
            if not any(one.entry_id == row.entry_id and one.is_open for one in filed):
                act(appeals.file_form(row, round_.spec))
    if not filed:
        appeals.nothing_filed()
        st.stop()
    parts.section("申诉", "待答复的在前面")
    row = appeals.table(filed) or filed[0]
    round_ = rounds[row.round_id]
    appeals.card(row, round_.spec)
    if row.is_open and round_ in held and not own.covers(row.path):
        with page.reading() as session:
            ratings = queries.appealed_ratings(session, managed, appeal_id=row.id)
            sheet = queries.self_sheet(session, managed, entry_id=row.entry_id)
            why = queries.keeps_apart(session, managed, entry_id=row.entry_id, account_id=actor.user_id)
        left, right = parts.halves()
        with left:
            looked = appeals.looked_at(row, round_.spec, ratings)
            asked = [appeals.beside(round_.spec, round_.spec.by_code[code], ratings[code], sheet) for code in looked]
        with right:
            act(appeals.kept_apart(why) if why else appeals.answer(row, round_.spec, ratings))
        for laid in filter(None, asked):
            show_proof(laid.row.title, "open_evidence", {"evidence_id": laid.row.id})
    elif own.covers(row.path):
        act(appeals.take_back(row))
elif part == TASKS and todo:
    tasks.tallies(todo)
    at = tables.page_of(len(todo), key="after.page", order="过了期限的、等复核的在前面")
    with at.body:
        one = tasks.table(todo[at.offset : at.offset + at.limit], today) or todo[at.offset]
    if tasks.card(one):
        show_proof("整改的佐证", "open_reply_evidence", {"rectification_id": one.id})
    if own.covers(one.path) and one.state in TO_DO:
        with page.reading() as session:
            pieces = queries.evidence(session, own, school_id=one.school_id)
        if reply := tasks.reply_form(one, pieces):
            with page.acting("已回复，请等复核", form=reply.form) as (session, actor):
                proof = reply.evidence_id
                if reply.file:
                    proof = actions.add_evidence(
                        session, actor, school_id=one.school_id, taken_on=today, **reply.file._asdict()
                    ).id
                actions.reply_rectification(
                    session, actor, rectification_id=one.id, reply=reply.text, evidence_id=proof
                )
    elif one.round_id in {row.id for row in held}:
        if one.state is RectificationState.DONE:
            act(tasks.recheck_form(one, today))
        elif one.state is RectificationState.OPEN:
            act(tasks.drop_form(one))
elif part == TASKS:
    tasks.nothing_to_do()
