"""活动台账: everything held in a school year, entered in a minute or come from reports; for a bureau, totals by school."""

from core import clock
from core.access import Capability
from core.activities import actions, queries
from core.activities.views import log, log_forms
from core.organisations import queries as organisations
from core.organisations.rules import Level
from core.ui import page, parts, tables

actor = page.begin(
    "活动台账", needs=Capability.VIEW_ACTIVITIES,
    note="办过的活动随手登一条，活动月上报的自动在这里；自评、报表里要的场次和人次都从这里来。",
)  # fmt: skip
FEW = 10  # activities of a page: the one that is put right stands near
today = clock.today()
since, until = clock.year_span(clock.school_year(today))
keeps = actor.over(Capability.RECORD_ACTIVITIES)
scope = actor.over(Capability.VIEW_ACTIVITIES)
with page.reading() as session:
    orgs = [row for row in organisations.tree(session, scope) if row.closed_on is None]
    counted = queries.counts(session, scope, since=since, until=until)
    held = queries.held_in(session, scope, since=since, until=until)
names, wish, picked = {row.id: row.name for row in orgs}, None, None
mine = {row.id: row.name for row in orgs if keeps.covers(row.path)}
schools = {row.id: row.name for row in sorted(orgs, key=lambda row: row.name) if row.level is Level.SCHOOL}
at = next(iter(schools)) if len(orgs) == 1 and schools else None

if not schools:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="activities.no_school")
if mine:
    parts.section("登记一个活动", "办完之后再登")
    wish = log_forms.entry_form(mine, today, form="activities.record", key=page.form_key("activities.record"))
if schools:
    log.totals(held, counted)
if len(schools) > 1:
    silent = len(schools.keys() - {row.school_id for row in held})
    parts.section("各校本学年", f"未报：这所学校还没有登记（{silent} 所）", rule=log_forms.APART)
    spot = tables.page_of(len(schools), key="activities.schools.page", order="按校名")
    with spot.body:
        shown = dict(list(schools.items())[spot.offset : spot.offset + spot.limit])
        at = log.by_school(shown, counted, held)

if schools:
    chosen = log.wanted(at)
    with page.reading() as session:
        total = queries.count_activities(session, scope, since=since, until=until, chosen=chosen)
    parts.section(f"{schools[at] if at else '全部'}　本学年的活动", f"{total} 条")
    if total:
        spot = tables.page_of(total, key="activities.page", size=FEW, order="新的在前")
        with page.reading() as session:
            found = queries.activities(
                session, scope, since=since, until=until, chosen=chosen, offset=spot.offset, limit=spot.limit
            )
        with spot.body:
            picked = log.listing(found, {} if at else names, pick=bool(mine))
        made = page.on_click(
            lambda session, actor: actions.export_activities(session, actor, since=since, until=until, chosen=chosen)
        )
        parts.download("下载台账", made, "活动台账.xlsx", mime=parts.XLSX, key="activities.export")
    else:
        how = "在上面填一行，一分钟就登好一条。" if mine else "登记之后，场次和人次会列在这里。"
        parts.empty("celebration", "没有符合条件的活动" if held else "本学年还没有登记活动", how, key="activities.none")
if picked and picked.season_id:
    parts.section(picked.facts.title, "这一条是活动月的上报材料，请到“活动上报”里修改")
elif picked and picked.school_id in mine:
    parts.section(picked.facts.title, "修改后立即生效")
    left, right = parts.halves()
    form = f"activities.change.{picked.id}"
    with left:
        changed = log_forms.change_form(picked, today, form=form, key=page.form_key(form))
    form = f"activities.remove.{picked.id}"
    with right:
        removed = log_forms.removal(picked, form=form, key=page.form_key(form))
    wish = wish or changed or removed
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
