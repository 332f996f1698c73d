"""心理教师: a school's own register with certificates and hours; for a bureau, how its schools are staffed."""

import streamlit as st

from core import clock
from core.access import Capability
from core.training import actions, queries
from core.training.views import bureau, forms, importing, importing_preview, lists, person
from core.ui import page, parts, tables

actor = page.begin(
    "心理教师",
    needs=(Capability.VIEW_STAFF, Capability.MANAGE_STAFF),
    note="谁在做心理工作，证书还管多久，今年学了多少。",
)
today, key = clock.today(), page.form_key
keeps, views = actor.over(Capability.MANAGE_STAFF), actor.over(Capability.VIEW_STAFF)
with page.reading() as session:
    rows = queries.staffing(session, views, today=today, school_year=clock.school_year(today))
    named = queries.names_within(session, manages=keeps, views=views)
schools: dict[int | None, str] = {row.school_id: row.school for row in rows}
own = len(rows) == 1 and bool(named)
LIST, ADD, IMPORT = "在岗的人" if own else "各校配备", "登记一位", "从表格导入"
part = LIST
if keeps and rows:
    sides = [LIST, *([ADD] if own else []), IMPORT]
    part = st.segmented_control(
        "看什么", sides, default=LIST, required=True, key="staff.part", label_visibility="collapsed"
    )  # fmt: skip
if not rows:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="staff.no_school")
    st.stop()

if part == IMPORT:
    sort = importing.sort()
    with page.actions():
        importing.template_download(sort)
    file = importing.upload(schools, sort, key=key("staff.import"))
    check = None
    if file:
        with page.reading() as session:
            check = getattr(actions, sort.check)(session, actor, **file._asdict())
    if check and importing_preview.preview(check, schools, key="staff.import.confirm"):
        with page.acting("已导入", form="staff.import") as (session, actor):
            getattr(actions, sort.load)(session, actor, check)
    st.stop()

school, row, wish = rows[0] if own else None, None, None
if not own:
    bureau.overview(rows)
    bureau.without_anybody(rows)
    parts.section("各校配备", "未报：这所学校还没有登记")
    at = tables.page_of(len(rows), key="staff.page", order="按校名")
    with at.body:
        school = bureau.staffing_table(rows[at.offset : at.offset + at.limit], pick=bool(named))
if school:
    with page.reading() as session:
        people = queries.staff(session, named, school_id=school.school_id, today=today)
        gone = queries.staff(session, named, school_id=school.school_id, today=today, left=True)
    if not own:
        parts.section(school.school, f"{len(people)} 位在岗")
if school and part == ADD:
    wish = forms.staff_form(school.school_id, None, today, key)
elif school:
    if people:
        lists.standing(people, today)
    row = lists.staff_list(people, today, manages=bool(keeps))
    if gone:
        with st.expander(f"不在岗的 {len(gone)} 位"):
            other = lists.staff_list(gone, today, manages=bool(keeps), left=True)
        row = row or other
    if not own and keeps and not row:
        parts.section("登记一位", school.school)
        wish = forms.staff_form(school.school_id, None, today, key)

if row:
    with page.reading() as session:
        papers = queries.certificates(session, named, staff_id=row.id)
        trained = queries.hours(session, named, staff_id=row.id)
    wish = person.card(row, papers, trained, today=today, manages=bool(keeps), key=key)
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
