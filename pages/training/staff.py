"""心理教师: people with posts, papers, ladders and honours, school by school; workbooks on their way in."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import packs as accounts
from core.accounts.queries import holders
from core.organisations.queries import schools as open_schools
from core.training import actions, queries
from core.training.views import bureau, forms, importing, importing_preview, ladders, lists, papers, person
from core.training.views.shared import Wish
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
    named = queries.names_within(session, manages=keeps, sends=actor.over(Capability.ENROL_STAFF))
    above = queries.above_schools(session, manages=keeps)
    kept = {one.id: one.name for one in open_schools(session, keeps)} if keeps else {}
schools: dict[int | None, str] = {row.school_id: row.school for row in rows}
own = len(rows) == 1 and bool(named)
LIST, ADD, LADDERS, IMPORT = "在岗的人" if own else "各校的人", "登记一位", "梯队", "从表格导入"
part = LIST
if keeps and rows:
    sides = [LIST, *([ADD] if own else []), LADDERS, IMPORT]
    part = st.segmented_control(
        "看什么", sides, default=LIST, required=True, key="staff.part", label_visibility="collapsed"
    )  # fmt: skip
if not rows:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="staff.no_school")
    st.stop()


@st.dialog("证书扫描件", width="large")
def show(wish: Wish) -> None:
    """A scan, in place; opening it is written down."""
    opened = None
    with page.acting(None, form=wish.form, rerun=False) as (session, actor):
        opened = actions.open_scan(session, actor, **wish.given)
    if opened:
        papers.show_scan(opened, key=wish.form)


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish and wish.verb == "open_scan":
        show(wish)
    elif wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


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

if part == LADDERS:
    with page.reading() as session:
        places = queries.ladder_places(session, keeps)
    if place := ladders.board(places, above=bool(above)):
        act(ladders.decision(place, today, key))
    st.stop()

school, row, file = rows[0] if own else None, None, None
if not own:
    parts.section("各校的人", "点一所学校看它的人" if named else "各校人数；比例和缺口在《配备与缺口》")
    at = tables.page_of(len(rows), key="staff.page", order="按校名")
    with at.body:
        school = bureau.staffing_table(rows[at.offset : at.offset + at.limit], pick=bool(named))
if school is None:
    st.stop()
with page.reading() as session:
    people = queries.staff(session, named, school_id=school.school_id, today=today)
    gone = queries.staff(session, named, school_id=school.school_id, today=today, left=True)
if not own:
    parts.section(school.school, f"{len(people)} 位在岗")
if part == ADD:
    act(forms.staff_form(school.school_id, today, key))
    st.stop()
if people:
    lists.standing(school)
row = lists.staff_list(people, today, manages=bool(keeps))
if gone:
    with st.expander(f"不在岗的 {len(gone)} 位"):
        row = lists.staff_list(gone, today, manages=bool(keeps), left=True) or row
if row is None:
    if not own and keeps:
        parts.section("登记一位", school.school)
        act(forms.staff_form(school.school_id, today, key))
    st.stop()

with page.reading() as session:
    if row.filed:
        file = person.File(
            queries.person(session, named, row.id),
            queries.certificates(session, named, staff_id=row.id),
            queries.hours(session, named, staff_id=row.id),
            queries.ladder_places(session, named, staff_id=row.id),
            queries.honours(session, named, staff_id=row.id),
        )
    colleagues = holders(session, keeps, org_id=school.school_id, roles=accounts.roles()) if keeps else {}
rights = person.Rights(bool(keeps), bool(above), kept, colleagues)
act(person.card(row, file, rights, today=today, key=key))
