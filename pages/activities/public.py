"""社会宣教: lectures, parents' classes, work in the community, home visits and the hotline, all year round, in numbers."""

import streamlit as st

from core import clock
from core.access import Capability
from core.activities import actions, queries
from core.activities.views import public as views
from core.activities.views import public_forms as forms
from core.activities.views import public_import as importing
from core.activities.views import public_tables as sums
from core.organisations import queries as organisations
from core.ui import page, parts, tables

actor = page.begin(
    "社会宣教", needs=Capability.VIEW_ACTIVITIES,
    note="讲座、家长课堂、进社区、家访、热线，办完随手登一条；场次和人次分开算，报表和自评都从这里取。",
)  # fmt: skip
FEW = 10  # days of calls of a page: the one that is put right stands near
today, key, wish = clock.today(), page.form_key, None
sees, keeps = actor.over(Capability.VIEW_ACTIVITIES), actor.over(Capability.RECORD_ACTIVITIES)
home = next(grant.org_id for grant in actor.grants if Capability.VIEW_ACTIVITIES in grant.role.capabilities)
with page.actions():
    asked = views.pick_year(today)
with page.reading() as session:
    orgs = {row.id: row for row in organisations.tree(session, sees) if row.closed_on is None}
    now = queries.public_totals(session, sees, since=asked.since, until=asked.until)
    before = queries.public_totals(session, sees, since=asked.before.since, until=asked.before.until)
names = {at: row.name for at, row in orgs.items()}
mine = {at: row.name for at, row in orgs.items() if keeps.covers(row.path)}
with page.actions():
    made = page.on_click(lambda session, who: actions.export_public(
        session, who, org_id=home, since=asked.since, until=asked.until))  # fmt: skip
    parts.download("下载汇总", made, f"社会宣教 {asked.words}.xlsx", mime=parts.XLSX, key="public.download")
RECORD, CALLS, MONTHS, PLACES, IMPORT = "登记一次", "热线", "按月看", "各单位", "导入"
sides = [*([RECORD] if mine else []), CALLS, MONTHS, *([PLACES] if len(names) > 1 else []), *([IMPORT] if mine else [])]
side = st.segmented_control(
    "做什么",
    sides,
    default=sides[0] if mine else MONTHS,
    required=True,
    key="public.side",
    label_visibility="collapsed",
)
if side == RECORD:
    wish = forms.quick_form(mine, home, today, form="public.record", key=key("public.record"))
answer = st.container()  # below the form that was sent, not below the lists
views.overview(now, before)
if side == CALLS:
    if mine:
        parts.section("登记热线接听", "只记次数，不记来电人")
        wish = forms.calls_form(mine, home, today, form="public.calls", key=key("public.calls"))
        answer = st.container()
    span = asked._asdict()
    with page.reading() as session:
        total = queries.count_hotline(session, sees, **span)
    if not total:
        how = "在上面登记，或从表格导入。" if mine else "登记之后，次数和类别会列在这里。"
        parts.empty("call", "这个学年还没有热线接听的登记", how, key="public.no_calls")
    else:
        parts.section("来电类别", f"平均接起：{sums.minutes(now.calls)}")
        sums.categories(now.calls)
        parts.section("逐日登记", f"{total:,} 条")
        spot = tables.page_of(total, key="public.calls.page", size=FEW, order="新的在前")
        with page.reading() as session:
            rows = queries.hotline_counts(session, sees, **span, offset=spot.offset, limit=spot.limit)
        with spot.body:
            picked = forms.calls_list(rows, names, pick=bool(mine))
        if picked and picked.org_id in mine:
            left, right = parts.halves()
            with left:
                changed = forms.change_form(
                    picked, today, form=f"public.change.{picked.id}", key=key(f"public.change.{picked.id}")
                )
            with right:
                removed = forms.removal(
                    picked, form=f"public.remove.{picked.id}", key=key(f"public.remove.{picked.id}")
                )
            if changed or removed:
                wish, answer = changed or removed, st.container()
elif side == MONTHS:
    if now or before:
        views.by_months(now, before, asked)
    else:
        how = "登记或导入之后，各月的场次和人次会画在这里。"
        parts.empty("bar_chart", "这个学年和上一学年都还没有登记", how, key="public.no_months")
elif side == PLACES:
    sums.places(names, now)
elif side == IMPORT:
    file, check = importing.upload(key=key("public.import")), None
    if file:
        with page.reading() as session:
            check = getattr(actions, file.check)(
                session, actor, org_id=home, content=file.content, filename=file.filename
            )
    if file and check and importing.preview(check, key=f"{key('public.import')}.confirm"):
        with page.acting("已导入", form="public.import") as (session, actor):
            getattr(actions, file.load)(session, actor, check)
if wish:
    with answer, page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
