"""签到与结业: the code in the hall, the list, scores, the end of a session, its certificates and what people said."""

import streamlit as st

from core.access import Capability
from core.training import actions, queries
from core.training.views import attendance, attendance_hall, attendance_scores, attendance_sheets, completions, feedback
from core.ui import context, page, parts, presence

actor = page.begin(
    "签到与结业",
    needs=(Capability.PLAN_TRAINING, Capability.ENROL_STAFF),
    note="谁来了，谁完成了，学时和证书都从这里出来。",
)
plans, sends, key = actor.over(Capability.PLAN_TRAINING), actor.over(Capability.ENROL_STAFF), page.form_key
with page.reading() as session:
    rows = queries.sessions_seen(session, sends, states=attendance.KEPT)
    invited = not any(plans.covers(one.org_path) for one in rows)
    first = queries.last_certified(session, sends) if invited else None
if not rows:
    parts.empty(
        "event_available", "还没有进行中或已结业的活动", "活动开始之后，在这里签到、办结业。", key="attendance.none"
    )
    st.stop()
row = attendance.pick_session(rows, first)
holds = plans.covers(row.org_path)
with page.reading() as session:
    people = attendance.still_in(queries.participants(session, sends, session_id=row.id))
    sittings = queries.sittings(session, plans, session_id=row.id) if holds else []
attendance.facts(row, sittings)
part = attendance.pick_part(row, holds=holds)
wish = None


def in_the_hall() -> queries.HallRow:
    """What the screen shows, asked by whoever is signed in now: the code runs on without the page."""
    with page.reading() as session:
        now = page.at_work(presence.actor_in(session))
        return queries.hall(session, now.over(Capability.PLAN_TRAINING), session_id=row.id)


if not people:
    attendance_hall.nobody("attendance.nobody")
    st.stop()

if part == attendance.CODE:
    hall = in_the_hall()
    if attendance_hall.is_shown(hall):
        attendance_hall.board(in_the_hall, f"{context.origin()}/checkin" if context.origin() else "")
        if (fresh := attendance_hall.closing(key)) is not None:
            verb = "换了新的签到码" if fresh else "签到码已停用"
            with page.acting(verb, form="attendance.fresh" if fresh else "attendance.stop") as (session, actor):
                if fresh:
                    actions.show_code(session, actor, session_id=row.id, module=hall.module)
                else:
                    actions.stop_code(session, actor, session_id=row.id)
    elif asked := attendance_hall.code_form(sittings, key):
        with page.acting(None, form="attendance.code") as (session, actor):
            actions.show_code(session, actor, session_id=row.id, **asked._asdict())

elif part == attendance.LIST:
    module = attendance.pick_sitting(sittings, "attendance.module")
    if ticked := attendance.sign_in_list(people, module, key):
        act = actions.sign_in if ticked.there else actions.take_back_sign_in
        done = "签到已登记" if ticked.there else "签到已取消"
        with page.acting(done, form=f"attendance.list.{module}") as (session, actor):
            act(session, actor, session_id=row.id, participation_ids=ticked.people, module=module)
    if file := attendance_sheets.upload(attendance_sheets.SIGN_IN, key=key(f"attendance.sheet.{row.id}")):
        with page.reading() as session:
            check = actions.check_sign_in(
                session, actor, session_id=row.id, content=file[0], filename=file[1], module=module
            )  # fmt: skip
        if attendance_sheets.preview(attendance_sheets.SIGN_IN, check, key=f"attendance.sheet.{row.id}.confirm"):
            with page.acting("签到已导入", form=f"attendance.sheet.{row.id}") as (session, actor):
                actions.import_sign_in(session, actor, check)

elif part == attendance.SCORES:
    wish = attendance_scores.score_form(row, people, key)
    if file := attendance_sheets.upload(attendance_sheets.SCORES, key=key(f"attendance.marks.{row.id}")):
        with page.reading() as session:
            marks = actions.check_scores(session, actor, session_id=row.id, content=file[0], filename=file[1])
        if attendance_sheets.preview(attendance_sheets.SCORES, marks, key=f"attendance.marks.{row.id}.confirm"):
            with page.acting("成绩已导入", form=f"attendance.marks.{row.id}") as (session, actor):
                actions.import_scores(session, actor, marks)

elif part == attendance.SETTLE:
    with page.reading() as session:
        results = queries.results(session, plans, session_id=row.id)
    completions.results(results, row)
    wish = completions.settle_form(row, results, key)

elif part == attendance.PAPERS:
    with page.reading() as session:
        papers = queries.completions(session, sends, session_id=row.id)
    if papers:
        chosen = completions.papers(papers, row.id)
        where = f"{context.origin()}/verify" if context.origin() else ""
        completions.download(chosen, page.on_click(
            lambda session, actor: actions.print_diplomas(session, actor, completion_ids=chosen.good, where=where)
        ))  # fmt: skip
        wish = completions.paper_form(chosen.only, key) if holds and chosen.only else None
    else:
        parts.empty(
            "workspace_premium", "还没有证书", "办理结业后，完成的老师在这里领证书。", key="attendance.no_papers"
        )

elif part == attendance.VOICES:
    if holds:
        with page.reading() as session:
            told = queries.feedback(session, plans, session_id=row.id)
        feedback.summary(told, sum(bool(one.modules) for one in people))
    wish = feedback.slip_form(people, key)

if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
