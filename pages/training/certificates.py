"""证书核验与到期: whose certificate lapses soon, and which ones a bureau has yet to compare with the original."""

import streamlit as st

from core import clock
from core.access import Capability
from core.training import actions, queries
from core.training.views import papers as views
from core.training.views.shared import Wish
from core.ui import page, parts, tables

actor = page.begin(
    "证书核验与到期",
    needs=(Capability.VIEW_STAFF, Capability.MANAGE_STAFF),
    note="证书快到期的早一点提醒；学校登记的证书，由区里对照原件核验。",
)
today, key = clock.today(), page.form_key
keeps, reads = actor.over(Capability.MANAGE_STAFF), actor.over(Capability.VIEW_STAFF)
with page.reading() as session:
    named = queries.names_within(session, manages=keeps, sends=actor.over(Capability.ENROL_STAFF))
    above = queries.above_schools(session, manages=keeps)
    rows = queries.papers(session, named, today=today)
    schools = [] if named else queries.staffing(session, reads, today=today, school_year=clock.school_year(today))


@st.dialog("证书扫描件", width="large")
def show(wish: Wish) -> None:
    """A scan, in place; opening it is written down."""
    opened = None
    with page.acting(None, form=wish.form, rerun=False) as (session, actor):
        opened = actions.open_scan(session, actor, **wish.given)
    if opened:
        views.show_scan(opened, key=wish.form)


if not named:
    parts.section("各校持证和到期", "只看人数")
    views.by_school(schools)
    st.stop()
if not rows:
    parts.empty(
        "workspace_premium", "还没有登记证书", "在《心理教师》里点开一位老师，添加证书。", key="certificates.none"
    )
    st.stop()
if keeps:
    with page.actions():
        made = page.on_click(actions.export_papers)
        parts.download("下载清单", made, "心理教师证书清单.xlsx", mime=parts.XLSX, key="certificates.file")
views.tallies(rows, today)
ENDING, WAITING = "到期提醒", "待核验"
part = st.segmented_control(
    "看什么", [ENDING, WAITING], default=ENDING, required=True, key="certificates.part", label_visibility="collapsed"
)  # fmt: skip

if part == ENDING:
    days = st.pills(
        "多久到期", list(views.BANDS), default=90, required=True, format_func=views.BANDS.__getitem__,
        key="certificates.band",
    )  # fmt: skip
    found = views.within(rows, days, today)
    if not found:
        parts.empty("event_available", "没有这样的证书", "换一个时间段看看。", key="certificates.calm")
        st.stop()
    at = tables.page_of(len(found), key=f"certificates.page.{days}", order="先到期的在前")
    with at.body:
        views.ending_table(found[at.offset : at.offset + at.limit], today, key=f"certificates.ending.{days}")
    st.stop()

waiting = [row for row in rows if row.checked_at is None]
if not waiting:
    parts.empty("verified", "都核验过了", "学校新登记或修改的证书会出现在这里。", key="certificates.checked")
    st.stop()
parts.section("待核验", "" if above else "由区里对照原件核验；学校先把扫描件传上来会快一些")
at = tables.page_of(len(waiting), key="certificates.waiting_page", order="按学校")
with at.body:
    row = views.waiting_table(waiting[at.offset : at.offset + at.limit], pick=bool(above), key="certificates.waiting")
wish = views.paper_card(row, today, key) if row else None
if wish and wish.verb == "open_scan":
    show(wish)
elif wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
