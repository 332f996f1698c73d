"""数据上传: choose a file, mend it, look at what it changes, confirm, keep the receipt."""

import streamlit as st

from core.access import Capability
from core.errors import Gravity
from core.screening import actions, queries
from core.screening.rules.states import CampaignState
from core.screening.views import shared
from core.screening.views import uploads as views
from core.screening.views.uploads import hand
from core.sheets.annotate import annotate
from core.ui import page, parts, state
from core.ui.words import problem_words

actor = page.begin(
    "数据上传", needs=Capability.UPLOAD_ANSWERS, note="把普测的作答表或成绩表导进来，先看问题和变化，再确认。"
)
LISTED = "upload.listed"
scope = actor.over(Capability.UPLOAD_ANSWERS)
sees = actor.can(Capability.VIEW_WARNINGS)
with page.reading() as session:
    running = queries.campaign_list(session, scope, states=(CampaignState.OPEN,))
if not running:
    parts.empty(
        "event_busy", "现在没有进行中的批次", "教育局启动普测批次之后，就可以在这里上传。", key="upload.no_campaign"
    )
    st.stop()
campaign = shared.pick_campaign(running, key="upload.campaign")
checked = hand.held(actor, "checked", campaign.id)
done = None if checked else hand.held(actor, "receipt", campaign.id)
parts.stepper(views.STEPS, 5 if done else 1 if checked is None else 3 if checked.ok else 2)

if done is not None:
    if views.receipt(done, who=actor.name, campaign=campaign, list_shown=sees):
        st.switch_page("pages/screening/warnings.py")
    if st.button("再传一份", key="upload.again"):
        hand.start_over()
    st.stop()

if checked is None:
    with page.reading() as session:
        receipts = queries.recent_uploads(session, scope, campaign_id=campaign.id)
        trial = queries.trial_file(session)
    wide, side = parts.wide_and_side()
    with wide:
        file = views.choose(hand.file_key())
    with side:
        views.before_you_upload(campaign, actions.template(campaign), trial)
        views.recent(receipts)
    if file:
        with st.spinner("正在核对，请稍等"), page.reading() as session:
            checked = actions.check(session, actor, campaign_id=campaign.id, content=file.content, filename=file.name)
        hand.keep(actor, "checked", campaign.id, checked)
    st.stop()

with page.reading() as session:
    rows = [*checked.urgent, *checked.changes, *checked.affected]
    places = queries.places(session, {row.school_id for row in rows}, {row.class_id for row in rows})
this_file, listed_form = checked.digest[:12], f"upload.urgent.{checked.digest[:12]}"
if views.urgent(
    checked.urgent, checked.urgent_rows, places, names=sees, answers=actor.can(Capability.SEE_SCORES),
    lead=not checked.ok, listed=state.held(LISTED) == this_file,
):  # fmt: skip
    raised = None
    with page.acting("已列入当日复核，请今天就去看。", form=listed_form, rerun=False) as (session, actor):
        raised = actions.raise_urgent(session, actor, checked)
    if raised is not None:
        state.hold(LISTED, this_file)
        st.rerun()

views.tallies(checked.preview.rows or len(checked.parsed.rows), checked.problems, checked.preview.tidied)
if not checked.ok:
    views.to_mend(checked.problems, checked.preview.rows or len(checked.parsed.rows))
with st.container(horizontal=True):
    if checked.problems:
        parts.download(
            "下载标好问题的文件",
            lambda: annotate(checked.content, checked.filename, checked.problems, problem_words)[0],
            "标好问题的文件.xlsx",
            mime=parts.XLSX,
            key="upload.marked",
            lead=not checked.ok,
        )
    if st.button("换一个文件", key="upload.other"):
        hand.start_over()

if not checked.ok:
    views.problems(checked.problems, Gravity.MUST_FIX, "必须改")
    answered = views.questions(
        campaign, sheets=checked.parsed.sheets, headings=checked.parsed.headings, letters=checked.parsed.letters,
        asked=checked.asked, bad_cells=any(one.code in views.CELL_CODES for one in checked.problems),
        key=f"upload.questions.{checked.digest[:12]}",
    )  # fmt: skip
    if answered:
        with st.spinner("正在核对，请稍等"), page.reading() as session:
            again = actions.check(session, actor, campaign_id=campaign.id, content=checked.content,
                                  filename=checked.filename, **answered.wishes(checked.wishes))  # fmt: skip
        hand.keep(actor, "checked", campaign.id, again)
views.problems(checked.problems, Gravity.CHECK, "请看一眼")

if checked.ok:
    views.preview(checked.preview)
    views.changes(checked.changes, checked.preview.new + checked.preview.changed, places)
    if sees:
        views.affected(checked.affected, campaign, places)
    decided = views.confirmation(checked.preview, key=page.form_key("upload.confirm"))
    if decided:
        receipt = None
        with st.spinner("正在导入，请稍等"), page.acting(None, form="upload.confirm", rerun=False) as (session, actor):
            receipt = actions.confirm(session, actor, checked)
        if receipt:
            hand.keep(actor, "receipt", campaign.id, receipt)
    if decided is False:
        hand.start_over()
