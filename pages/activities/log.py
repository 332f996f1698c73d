"""活动登记: what a school held for psychological health, entered in a minute; for a bureau, totals by school."""

from core import clock
from core.access import Capability
from core.activities import actions, queries
from core.activities.views import log
from core.organisations import queries as organisations
from core.ui import page, parts, tables

actor = page.begin(
    "活动登记", needs=Capability.VIEW_ACTIVITIES,
    note="办过的活动随手登一条；自评、报表里要的场次和人次都从这里来。",
)  # fmt: skip
today = clock.today()
since, until = clock.year_span(clock.school_year(today))
keeps = actor.over(Capability.RECORD_ACTIVITIES)
scope = actor.over(Capability.VIEW_ACTIVITIES)
with page.reading() as session:
    rows = organisations.schools(session, scope)
    counted = queries.counts(session, scope, since=since, until=until)
schools, wish, picked = {row.id: row.name for row in rows}, None, None
mine = {row.id: row.name for row in rows if keeps.covers(row.path)}
at = rows[0].id if len(rows) == 1 else None

if not rows:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="activities.no_school")
if mine:
    parts.section("登记一个活动", "办完之后再登")
    wish = log.entry_form(mine, today, form="activities.record", key=page.form_key("activities.record"))
if rows:
    log.totals(counted)
if len(rows) > 1:
    silent = len(schools.keys() - {row.school_id for row in counted})
    parts.section("各校本学年", f"未报：这所学校还没有登记（{silent} 所）", rule=log.APART)
    spot = tables.page_of(len(rows), key="activities.schools.page", order="按校名")
    with spot.body:
        at = log.by_school(dict(list(schools.items())[spot.offset : spot.offset + spot.limit]), counted)

if at:
    with page.reading() as session:
        total = queries.count_activities(session, scope, school_id=at, since=since, until=until)
    parts.section(f"{schools[at]}　本学年的活动", f"{total} 条")
    if total:
        spot = tables.page_of(total, key="activities.page", order="新的在前")
        with page.reading() as session:
            found = queries.activities(
                session, scope, school_id=at, since=since, until=until, offset=spot.offset, limit=spot.limit
            )
        with spot.body:
            picked = log.listing(found, pick=at in mine)
    else:
        how = "在上面填五个空，一分钟就登好一条。" if at in mine else "登记之后，场次和人次会列在这里。"
        parts.empty("celebration", "本学年还没有登记活动", how, key="activities.none")
if picked:
    parts.section(picked.facts.title, "修改后立即生效")
    left, right = parts.halves()
    form = f"activities.change.{picked.id}"
    with left:
        changed = log.change_form(picked, today, form=form, key=page.form_key(form))
    form = f"activities.remove.{picked.id}"
    with right:
        removed = log.removal(picked, form=form, key=page.form_key(form))
    wish = wish or changed or removed
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
